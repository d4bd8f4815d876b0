#pragma once

#include <QtWidgets/QDialog>

#include "ui/session/engine.h"

class QComboBox;
class QDialogButtonBox;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QTabWidget;

namespace sym {

class JobList;
class PanelStack;
class SiteSettingsPage;

/// How a project's runs are made: sites, model endpoint, browser, allowed hosts. Reads the
/// project's settings, and writes them on OK. Deletes itself when closed.
class SettingsDialog final : public QDialog {
    Q_OBJECT

public:
    SettingsDialog(Engine& engine, std::shared_ptr<ProjectStore> store, JobList& jobs,
                   QWidget* parent);

    QTabWidget* tabs() const { return m_tabs; }
    PanelStack* stack() const { return m_stack; }

Q_SIGNALS:
    void loaded();

private:
    QWidget* buildModelPage();
    QWidget* buildBrowserPage();
    void showKeyState();
    void read();
    void show(const WorkSettings& settings);
    WorkSettings collect() const;
    void save();

    Engine& m_engine;
    std::shared_ptr<ProjectStore> m_store;
    QTabWidget* m_tabs;
    SiteSettingsPage* m_sites;
    QLineEdit* m_address = nullptr;
    QLineEdit* m_model = nullptr;
    QLineEdit* m_key = nullptr;
    QLabel* m_keyState = nullptr;
    QComboBox* m_browser = nullptr;
    QPlainTextEdit* m_hosts = nullptr;
    QLabel* m_error = nullptr;
    QDialogButtonBox* m_buttons = nullptr;
    PanelStack* m_stack = nullptr;
};

}  // namespace sym
