#pragma once

#include <QtWidgets/QWidget>

#include <vector>

#include "core/base/ids.h"

class QLabel;
class QSplitter;
class QTabWidget;
class QThreadPool;
class QTreeView;

namespace sym {

class ActionRegistry;
class ConfigTab;
class CurvesTab;
class Engine;
class NewRunPage;
class PanelStack;
class PreviewTab;
class RunListModel;
class RunMonitor;
class RunWatch;
class SamplesTab;
class Selection;
class TrainingDraft;
class TrainingStarter;

/// Training in the window: set a run up, start it, watch it, and go from a spike to the step that
/// caused it.
class TrainingPanel final : public QWidget {
    Q_OBJECT

public:
    struct Needs {
        Engine& engine;
        Selection& selection;
        RunMonitor& monitor;
        ActionRegistry& actions;
        QThreadPool& pool;  ///< for reading run folders and rendering examples
    };

    explicit TrainingPanel(const Needs& needs, QWidget* parent = nullptr);

    RunWatch* watch() const { return m_watch; }
    RunListModel* runs() const { return m_runs; }
    TrainingDraft* draft() const { return m_draft; }
    TrainingStarter* starter() const { return m_starter; }
    NewRunPage* newRun() const { return m_newRun; }
    CurvesTab* curves() const { return m_curves; }
    SamplesTab* samples() const { return m_samples; }
    PreviewTab* preview() const { return m_preview; }
    PanelStack* stack() const { return m_stack; }

    /// @param tab "curvesTab", "samplesTab", "previewTab", "configTab"; "runsPage", "newRunPage"
    void openTab(const QString& tab);

    QString currentRun() const;
    void setCurrentRun(const QString& name);

    QByteArray saveState() const;
    void restoreState(const QByteArray& state);

Q_SIGNALS:
    /// The selection went to a step; whoever shows steps should come to the front.
    void stepShown();

private:
    void build();
    QWidget* buildRunsPage();
    void addActions();
    void connectData();
    void showProject();
    void showActions();
    void startDraft();
    void goToStep(qint64 episode, int step);
    void tell(const QString& sentence);

    Needs m_needs;
    RunWatch* m_watch;
    TrainingDraft* m_draft;
    TrainingStarter* m_starter;
    RunListModel* m_runs;
    PanelStack* m_stack = nullptr;
    QSplitter* m_splitter = nullptr;
    QTabWidget* m_left = nullptr;
    QTabWidget* m_tabs = nullptr;
    QTreeView* m_list = nullptr;
    QLabel* m_told = nullptr;
    NewRunPage* m_newRun = nullptr;
    CurvesTab* m_curves = nullptr;
    SamplesTab* m_samples = nullptr;
    PreviewTab* m_preview = nullptr;
    ConfigTab* m_config = nullptr;
};

}  // namespace sym
