#pragma once

#include <QtCore/QObject>

#include <map>
#include <optional>
#include <set>
#include <utility>
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
    /// What makes another run the one shown, besides show(): a speculative run that starts and the
    /// run selected elsewhere, the latter alone, or nothing.
    enum class Follow { Everything, Selection, Nothing };

    /// @param pool reads; outlives this, as the others do
    DecisionSource(Selection& selection, RunMonitor& monitor, QThreadPool& pool,
                   QObject* parent = nullptr);
    ~DecisionSource() override;

    void want();           ///< a panel is looked at: reads what is shown from now on
    void reload();         ///< runs and decisions
    void show(RunId run);  ///< one of runs(); others are ignored
    void setFollow(Follow follow) { m_follow = follow; }  ///< Everything at first

    State state() const { return m_state; }
    const QString& failure() const { return m_failure; }
    const std::vector<RunRecord>& runs() const { return m_runs; }  ///< speculative, newest first
    const RunRecord* run() const;                                  ///< the one shown; null: none
    const std::vector<DecisionRow>& rows() const { return m_rows; }
    const EpisodeRecord* episode(EpisodeId id) const;  ///< of the run; null when unknown
    int rowOf(EpisodeId episode, int step) const;      ///< -1: not among the rows
    bool isRevised(const DecisionRow& row) const;      ///< a person would have done something else
    void readRevisions(EpisodeId episode);             ///< one of them was made or taken back

Q_SIGNALS:
    void stateChanged();
    void runsChanged();
    void recordsChanged();      ///< what is known of runs and episodes was read again
    void rowsReset();           ///< there are no rows now; another run's follow, or none
    void rowsAdded(int first);  ///< behind those there were
    void revisionsChanged();    ///< isRevised() says something else of some rows

private:
    using StepOfEpisode = std::pair<EpisodeId, int>;

    struct Read {
        std::vector<EpisodeRecord> episodes;
        std::vector<DecisionRow> rows;
        std::set<StepOfEpisode> revised;
    };
    struct Records {
        std::vector<RunRecord> runs;
        std::vector<EpisodeRecord> episodes;  ///< of the run shown
    };

    void follow(RunMonitor& monitor);
    void setState(State state, const QString& failure = {});
    void pickRun();
    bool isOurs(RunId run) const;
    void startRun(const RunRecord& run);
    void readRecords();
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
    std::set<StepOfEpisode> m_known;
    std::set<StepOfEpisode> m_revised;
    std::vector<StepFinished> m_early;  ///< made while the run was read
    QFuture<Result<Read>> m_reading;
    quint64 m_generation = 0;
    Follow m_follow = Follow::Everything;
    bool m_isWanted = false;
};

}  // namespace sym
