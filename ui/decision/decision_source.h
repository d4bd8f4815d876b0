#pragma once

#include <QtCore/QObject>

#include <map>
#include <optional>
#include <set>
#include <vector>

#include "core/synthesis/decision_row.h"
#include "ui/session/engine.h"

class QThreadPool;

namespace sym {

class RunMonitor;
class Selection;

/// The decisions of one speculative run of the project: the selected run if it is one, else the
/// last one shown, else the newest. Grows while the run works. Nothing is read until somebody
/// wants it. GUI thread.
class DecisionSource final : public QObject {
    Q_OBJECT

public:
    enum class State { NoProject, Reading, Failed, NoRuns, Ready };

    /// @param pool reads; outlives this, as the others do
    DecisionSource(Selection& selection, RunMonitor& monitor, QThreadPool& pool,
                   QObject* parent = nullptr);
    ~DecisionSource() override;

    void want();    ///< a panel is looked at: reads what is shown from now on
    void reload();  ///< runs and decisions

    State state() const { return m_state; }
    const QString& failure() const { return m_failure; }
    const std::vector<RunRecord>& runs() const { return m_runs; }  ///< speculative, newest first
    const RunRecord* run() const;                                  ///< the one shown; null: none
    const std::vector<DecisionRow>& rows() const { return m_rows; }
    const EpisodeRecord* episode(EpisodeId id) const;  ///< of the run; null when unknown
    int rowOf(EpisodeId episode, int step) const;      ///< -1: not among the rows

Q_SIGNALS:
    void stateChanged();
    void runsChanged();
    void rowsReset();            ///< another run's rows, or none
    void rowsAdded(int first);  ///< behind those there were

private:
    struct Read {
        std::vector<EpisodeRecord> episodes;
        std::vector<DecisionRow> rows;
    };

    void follow(RunMonitor& monitor);
    void setState(State state, const QString& failure = {});
    void pickRun();
    void readRows();
    void showRows(const Result<Read>& read);
    void addStep(const StepFinished& event);
    void append(std::vector<DecisionRow> rows);

    Selection& m_selection;
    QThreadPool& m_pool;
    State m_state = State::NoProject;
    QString m_failure;
    std::vector<RunRecord> m_runs;
    RunId m_run;
    std::map<EpisodeId, EpisodeRecord> m_episodes;
    std::vector<DecisionRow> m_rows;
    std::set<std::pair<EpisodeId, int>> m_known;
    std::vector<StepFinished> m_early;  ///< made while the run was read
    QFuture<Result<Read>> m_reading;
    quint64 m_generation = 0;
    bool m_isWanted = false;
};

}  // namespace sym
