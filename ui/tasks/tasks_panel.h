#pragma once

#include <QtWidgets/QWidget>

#include <memory>

#include "ui/session/engine.h"

class QComboBox;
class QLabel;
class QLineEdit;
class QSplitter;
class QTableView;

namespace sym {

class ActionRegistry;
class PanelStack;
class Preferences;
class RunMonitor;
class RunOptionsBar;
class RunStarter;
class Selection;
class TaskDetail;
class TaskFilterModel;
class TaskTableModel;

/// Suites of tasks: choose, filter, read, run.
class TasksPanel final : public QWidget {
    Q_OBJECT

public:
    struct Needs {
        Engine& engine;
        Selection& selection;
        RunMonitor& monitor;
        RunStarter& starter;
        ActionRegistry& actions;
        Preferences& preferences;
    };

    explicit TasksPanel(const Needs& needs, QWidget* parent = nullptr);

    void openSuite(const QString& suite);  ///< "builtin" or a file
    QString suite() const;
    TaskTableModel* model() const { return m_model; }
    TaskFilterModel* filter() const { return m_filter; }
    PanelStack* stack() const { return m_stack; }
    void selectTask(const QString& taskId);

    RolloutOptions runOptions() const;  ///< suite and options; which tasks is added by those below
    void runSelected();
    void runAll();
    void run();  ///< several selected tasks, else all listed ones

    QByteArray saveState() const;
    void restoreState(const QByteArray& state);

Q_SIGNALS:
    void episodeRequested(sym::RunId run, sym::EpisodeId episode);
    void suiteLoaded();

private:
    void build();
    QWidget* buildFilterRow();
    QWidget* buildRunRow();
    void connectData();
    void fillSuites();
    void load();
    void show(const TaskSuite& suite);
    void readResults();
    void chooseFile();
    void showCurrent();
    void showCounts();
    QStringList listedIds(bool selectedOnly) const;

    Needs m_needs;
    TaskTableModel* m_model;
    TaskFilterModel* m_filter;
    QComboBox* m_suites = nullptr;
    QLineEdit* m_words = nullptr;
    QComboBox* m_site = nullptr;
    QComboBox* m_split = nullptr;
    QTableView* m_table = nullptr;
    TaskDetail* m_detail = nullptr;
    RunOptionsBar* m_options = nullptr;
    QLabel* m_counts = nullptr;
    QSplitter* m_splitter = nullptr;
    PanelStack* m_stack = nullptr;
    quint64 m_generation = 0;
};

}  // namespace sym
