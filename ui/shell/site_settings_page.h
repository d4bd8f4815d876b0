#pragma once

#include <QtWidgets/QWidget>

#include "ui/session/engine.h"

class QFormLayout;
class QLabel;
class QLineEdit;
class QListWidget;
class QSpinBox;

namespace sym {

class JobList;

/// The sites of a real WebArena: address, account, login check, reset, cool-down, and a light that
/// says whether each can be worked with.
class SiteSettingsPage final : public QWidget {
    Q_OBJECT

public:
    SiteSettingsPage(Engine& engine, JobList& jobs, QWidget* parent = nullptr);

    void setSites(const SiteSettings& sites);
    SiteSettings sites() const { return m_sites; }
    void checkAll();

private:
    void buildForm(QFormLayout* form);
    void addField(QFormLayout* form, const QString& name, const QString& title, const QString& tip,
                  std::string SiteSetting::*field, bool secret);
    void addNumber(QFormLayout* form, const QString& name, const QString& title, const QString& tip,
                   int SiteSetting::*field, int high);
    void showCurrent();
    SiteSetting* current();
    void check(int row);
    void reset(int row);
    void showHealth(int row, const SiteHealth& health);

    Engine& m_engine;
    JobList& m_jobs;
    SiteSettings m_sites;
    QListWidget* m_list;
    QLabel* m_health;
    std::vector<std::function<void(const SiteSetting&)>> m_fill;  ///< one a field
    bool m_filling = false;
};

}  // namespace sym
