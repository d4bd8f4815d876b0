#pragma once

#include <QtWidgets/QMainWindow>

#include <memory>

#include "core/store/project_store.h"
#include "ui/session/action_registry.h"
#include "ui/session/job_list.h"
#include "ui/session/preferences.h"
#include "ui/session/run_monitor.h"
#include "ui/session/run_starter.h"
#include "ui/session/selection.h"

class QLabel;
class QProgressBar;
class QSettings;

namespace sym {

class BrowserPanel;
class DecisionSource;
class DivergencePanel;
class Engine;
class JobsPanel;
class KnowledgePanel;
class ResultsPanel;
class RoundsPanel;
class SynthesisPanel;
class TasksPanel;
class ThemeSwitch;
class TrainingPanel;
class TrajectoryPanel;
class WindowDocks;

/// What the window is made from; all of it outlives the window.
struct WindowEngine {
    Engine& engine;
    QSettings& settings;  ///< IniFormat; tests give one in a temporary folder
    ThemeSwitch& theme;
};

/// The workbench's window: its panels as docks, and all commands. It can be closed and made again;
/// another project replaces the one shown, while a run of the old one goes on.
class MainWindow final : public QMainWindow {
    Q_OBJECT

public:
    explicit MainWindow(const WindowEngine& needs);
    ~MainWindow() override;

    /// Opens or makes a project, a task file, or says why not. Answers later by projectOpened() or
    /// in the status bar.
    void openPath(const QString& path);
    void openProject(const QString& path);
    void startRun(const RolloutOptions& options);
    /// In a project that need not be the one on show.
    void startRun(std::shared_ptr<ProjectStore> store, const RolloutOptions& options);

    Engine& engine() { return m_needs.engine; }
    Selection& selection() { return m_selection; }
    ActionRegistry& actions() { return m_actions; }
    RunMonitor& monitor() { return m_monitor; }
    JobList& jobs() { return m_jobs; }
    TasksPanel& tasksPanel() { return *m_tasks; }
    BrowserPanel& browserPanel() { return *m_browser; }
    TrajectoryPanel& trajectoryPanel() { return *m_trajectory; }
    ResultsPanel& resultsPanel() { return *m_results; }
    TrainingPanel& trainingPanel() { return *m_training; }
    SynthesisPanel& synthesisPanel() { return *m_synthesis; }
    DivergencePanel& divergencePanel() { return *m_divergence; }
    KnowledgePanel& knowledgePanel() { return *m_knowledge; }
    RoundsPanel& roundsPanel() { return *m_roundsPanel; }
    JobsPanel& jobsPanel() { return *m_jobsPanel; }
    WindowDocks& docks() { return *m_docks; }

    void showLocator(const QString& prefix);
    QDialog* showShortcuts();
    QDialog* showSettings();
    QDialog* showAbout();

    /// Asks nothing while closing: running work is stopped and can be resumed.
    void setSilentClose(bool silent) { m_silentClose = silent; }

Q_SIGNALS:
    void projectOpened();
    void openFailed(const QString& reason);

protected:
    void closeEvent(QCloseEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    friend class WindowMenus;

    void addActions();
    void addRunActions();
    void addViewActions();
    void buildPanels();
    void buildDecisionPanels();
    void buildSymbiosisPanels();
    void buildStatusBar();
    void connectHost();
    void chooseProject(bool create);
    void showJobs();
    void showTitle();
    void focusNextPane(int direction);
    void setTextPercent(int percent);
    bool mayClose();

    WindowEngine m_needs;
    Preferences m_preferences;
    ActionRegistry m_actions;
    Selection m_selection;
    RunMonitor m_monitor;
    JobList m_jobs;
    RunStarter m_starter;
    WindowDocks* m_docks = nullptr;
    TasksPanel* m_tasks = nullptr;
    BrowserPanel* m_browser = nullptr;
    TrajectoryPanel* m_trajectory = nullptr;
    ResultsPanel* m_results = nullptr;
    TrainingPanel* m_training = nullptr;
    DecisionSource* m_decisions = nullptr;
    SynthesisPanel* m_synthesis = nullptr;
    DivergencePanel* m_divergence = nullptr;
    KnowledgePanel* m_knowledge = nullptr;
    RoundsPanel* m_roundsPanel = nullptr;
    JobsPanel* m_jobsPanel = nullptr;
    QLabel* m_jobText = nullptr;
    QProgressBar* m_jobBar = nullptr;
    bool m_silentClose = false;
};

}  // namespace sym
