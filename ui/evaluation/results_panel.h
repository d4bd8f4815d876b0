#pragma once

#include <QtCore/QTimer>
#include <QtWidgets/QWidget>

#include <vector>

#include "ui/session/engine.h"

class QComboBox;
class QLabel;
class QTableView;

namespace sym {

class ActionRegistry;
class PanelStack;
class ResultsModel;
class RunMonitor;
class Selection;

/// The numbers of a run with every denominator shown, and of a second run beside it.
class ResultsPanel final : public QWidget {
    Q_OBJECT

public:
    struct Needs {
        Engine& engine;
        Selection& selection;
        RunMonitor& monitor;
        ActionRegistry& actions;
    };

    explicit ResultsPanel(const Needs& needs, QWidget* parent = nullptr);

    ResultsModel* model() const { return m_model; }
    PanelStack* stack() const { return m_stack; }

private:
    void build();
    void connectData();
    void readRuns();
    void showRuns(const std::vector<RunRecord>& runs);
    void readSummary();
    void readOther();
    void show(const RolloutSummary& summary);
    void showColumns();
    const RunRecord* record(RunId run) const;

    Needs m_needs;
    ResultsModel* m_model;
    QComboBox* m_run = nullptr;
    QComboBox* m_other = nullptr;
    QLabel* m_standIn = nullptr;
    QLabel* m_counts = nullptr;
    QLabel* m_costs = nullptr;
    QTableView* m_table = nullptr;
    PanelStack* m_stack = nullptr;
    QTimer m_refresh;  ///< gathers the episodes of a running run
    std::vector<RunRecord> m_runs;
    quint64 m_generation = 0;
};

/// "60 attempted: 57 finished (24 solved, 3 in part, 1 not judged), 2 environment errors, 1 timed
/// out".
QString countsText(const RolloutSummary& summary);

}  // namespace sym
