#pragma once

#include <QtCore/QTimer>
#include <QtWidgets/QWidget>

#include <optional>
#include <vector>

#include "core/store/symbiosis_store.h"
#include "ui/session/engine.h"
#include "ui/symbiosis/loop_view.h"

class QComboBox;
class QLabel;
class QProgressBar;
class QTabWidget;
class QTableView;
class QThreadPool;

namespace sym {

class ActionRegistry;
class CycleView;
class JobList;
class LoopForm;
class LoopWatch;
class PanelStack;
class PhaseListModel;
class RoundsModel;
class RunMonitor;
class Selection;
class ShareSplitter;
class SuccessChart;

/// The rounds of the symbiosis: the cycle as it runs, success of both models by round, what went
/// from step to step; start, pause, stop and go on.
class RoundsPanel final : public QWidget {
    Q_OBJECT

public:
    struct Needs {
        Engine& engine;
        Selection& selection;
        RunMonitor& monitor;
        JobList& jobs;
        ActionRegistry& actions;
        QThreadPool& pool;  ///< reads and plans; not the window's one thread
    };

    explicit RoundsPanel(const Needs& needs, QWidget* parent = nullptr);

    PanelStack* stack() const { return m_stack; }
    LoopWatch* watch() const { return m_watch; }
    PhaseListModel* phases() const { return m_phases; }
    RoundsModel* rounds() const { return m_rounds; }
    CycleView* cycle() const { return m_cycle; }
    LoopForm* form() const { return m_form; }
    bool isPlanned() const { return m_isPlanned || !m_planProblem.isEmpty(); }
    const std::optional<LoopView>& view() const { return m_view; }
    void openTab(const QString& tab);  ///< "cyclePage", "loopForm"

    QByteArray saveState() const;
    void restoreState(const QByteArray& state);

Q_SIGNALS:
    void wanted();    ///< a command of the panel is about to show something: bring it to the front
    void runShown();  ///< a phase's run was chosen: its episodes are in the Trajectory panel

private:
    void addActions();
    void build();
    QWidget* buildBar();
    QWidget* buildCyclePage();
    QWidget* buildNumbers(QWidget* above);
    void connectData();
    void readLoops();
    void showLoops(const std::vector<LoopRecord>& loops);
    void forgetLoop();
    void readLoop();
    void showLoop(const LoopView& view);
    void readPlan();
    void showRound();
    void showProgress();
    void showActions();
    void start(const LoopOrder& order);
    void goOn(const PhaseChoice& only);
    void openRun(const QModelIndex& phase);
    LoopId chosen() const;
    bool isChosenRunning() const;
    bool isShownRunning() const;  ///< and its phases are those on show

    Needs m_needs;
    std::shared_ptr<LoopPlanner> m_planner;
    LoopWatch* m_watch;
    PhaseListModel* m_phases;
    RoundsModel* m_rounds;
    PanelStack* m_stack = nullptr;
    ShareSplitter* m_splitter = nullptr;
    QComboBox* m_loop = nullptr;
    QComboBox* m_round = nullptr;
    QLabel* m_state = nullptr;
    QLabel* m_told = nullptr;
    QProgressBar* m_bar = nullptr;
    QTabWidget* m_tabs = nullptr;
    QTableView* m_phaseTable = nullptr;
    QTableView* m_roundTable = nullptr;
    CycleView* m_cycle = nullptr;
    LoopForm* m_form = nullptr;
    SuccessChart* m_chart = nullptr;
    std::optional<LoopView> m_view;
    bool m_isPlanned = false;  ///< the phases are all there, not only those written down
    QString m_planProblem;     ///< why they are not
    QTimer m_second;           ///< the time that is left, while rounds are at work
    quint64 m_generation = 0;  ///< of the list of loops
    quint64 m_viewGeneration = 0;  ///< of the chosen loop
};

}  // namespace sym
