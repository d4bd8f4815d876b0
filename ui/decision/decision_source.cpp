#include "ui/decision/decision_source.h"

#include <QtCore/QThreadPool>

#include <algorithm>
#include <utility>

#include "core/jobs/job.h"
#include "core/store/revision_store.h"
#include "ui/session/run_monitor.h"
#include "ui/session/selection.h"
#include "ui/widgets/number_text.h"

namespace sym {

namespace {

constexpr const char* kSpeculativePolicy = "sds";  ///< RolloutOptions::policy

}  // namespace

DecisionSource::DecisionSource(Selection& selection, RunMonitor& monitor, QThreadPool& pool,
                               QObject* parent)
    : QObject(parent), m_selection(selection), m_pool(pool)
{
    connect(&selection, &Selection::projectChanged, this, [this] {
        m_runs.clear();
        m_run = {};
        reload();
    });
    connect(&selection, &Selection::runChanged, this, [this] {
        if (m_follow != Follow::Nothing) show(m_selection.run());
    });
    follow(monitor);
    reload();
}

DecisionSource::~DecisionSource()
{
    m_reading.cancel();
}

void DecisionSource::follow(RunMonitor& monitor)
{
    const auto isShown = [this](const ProjectStore* store) {
        return m_isWanted && store == m_selection.project().get();
    };
    connect(&monitor, &RunMonitor::runStarted, this,
            [this, isShown](const RunRecord& run, ProjectStore* store) {
                if (isShown(store) && run.policy == kSpeculativePolicy) startRun(run);
            });
    // Rounds end as a run: their judge has read the episodes since these were recorded.
    connect(&monitor, &RunMonitor::runEnded, this,
            [this, isShown](RunId, const QString&, ProjectStore* store) {
                if (isShown(store)) readRecords();
            });
    connect(&monitor, &RunMonitor::episodeStarted, this,
            [this, isShown](const EpisodeStarted& event, ProjectStore* store) {
                if (isShown(store) && event.episode.run == m_run)
                    m_episodes[event.episode.id] = event.episode;
            });
    connect(&monitor, &RunMonitor::episodeFinished, this,
            [this, isShown](const EpisodeRecord& episode, ProjectStore* store) {
                if (isShown(store) && episode.run == m_run) m_episodes[episode.id] = episode;
            });
    connect(&monitor, &RunMonitor::stepFinished, this,
            [this, isShown](const StepFinished& event, ProjectStore* store) {
                if (isShown(store)) addStep(event);
            });
}

void DecisionSource::startRun(const RunRecord& run)
{
    std::erase_if(m_runs, [&](const RunRecord& known) { return known.id == run.id; });
    m_runs.insert(m_runs.begin(), run);
    const bool isFollowed = m_follow == Follow::Everything || !m_run;
    if (isFollowed) m_run = run.id;  // what happens now is what is looked at
    Q_EMIT runsChanged();
    if (isFollowed) readRows();
}

void DecisionSource::show(RunId run)
{
    if (run == m_run || !isOurs(run)) return;
    m_run = run;
    readRows();
}

void DecisionSource::want()
{
    if (m_isWanted) return;
    m_isWanted = true;
    reload();
}

void DecisionSource::setState(State state, const QString& failure)
{
    m_state = state;
    m_failure = failure;
    Q_EMIT stateChanged();
}

void DecisionSource::reload()
{
    const quint64 generation = ++m_generation;
    m_reading.cancel();
    m_rows.clear();
    m_known.clear();
    m_revised.clear();
    m_episodes.clear();
    Q_EMIT rowsReset();
    if (!m_selection.project()) {
        Q_EMIT runsChanged();
        setState(State::NoProject);
        return;
    }
    setState(State::Reading);
    if (!m_isWanted) return;
    const auto future = runJob<std::vector<RunRecord>>(
        m_pool, [store = m_selection.project()](JobContext&) { return store->runs(); });
    onFinished(future, this, [this, generation](const Result<std::vector<RunRecord>>& runs) {
        if (generation != m_generation) return;
        if (!runs) {
            setState(State::Failed, text(runs.error().message()));
            return;
        }
        m_runs = *runs;
        std::erase_if(m_runs,
                      [](const RunRecord& run) { return run.policy != kSpeculativePolicy; });
        Q_EMIT runsChanged();
        pickRun();
    });
}

bool DecisionSource::isOurs(RunId id) const
{
    return std::ranges::any_of(m_runs, [id](const RunRecord& run) { return run.id == id; });
}

void DecisionSource::pickRun()
{
    if (m_runs.empty()) {
        m_run = {};
        setState(State::NoRuns);
        return;
    }
    if (isOurs(m_selection.run()))
        m_run = m_selection.run();
    else if (!isOurs(m_run))
        m_run = m_runs.front().id;
    readRows();
}

void DecisionSource::readRows()
{
    const quint64 generation = ++m_generation;
    m_reading.cancel();
    m_rows.clear();
    m_known.clear();
    m_revised.clear();
    m_early.clear();
    m_episodes.clear();
    Q_EMIT rowsReset();
    setState(State::Reading);
    m_reading = runJob<Read>(
        m_pool, [store = m_selection.project(), run = m_run](JobContext& job) -> Result<Read> {
            Read read;
            SYM_TRY(read.episodes, store->episodes({.run = run, .taskId = {}, .limit = -1}));
            SYM_TRY(read.rows, decisionsOf(*store, read.episodes, job));
            for (const EpisodeRecord& episode : read.episodes) {
                SYM_TRY(const std::vector<Revision> revisions, store->revisions().of(episode.id));
                for (const Revision& revision : revisions)
                    read.revised.emplace(episode.id, revision.step);
            }
            return read;
        });
    onFinished(m_reading, this, [this, generation](const Result<Read>& read) {
        if (generation == m_generation) showRows(read);
    });
}

void DecisionSource::showRows(const Result<Read>& read)
{
    if (!read) {
        setState(State::Failed, text(read.error().message()));
        return;
    }
    for (const EpisodeRecord& episode : read->episodes) m_episodes.emplace(episode.id, episode);
    m_revised = read->revised;
    setState(State::Ready);
    append(read->rows);
    for (const StepFinished& event : std::exchange(m_early, {})) addStep(event);
}

void DecisionSource::readRecords()
{
    if (!m_run) return;
    const auto future = runJob<Records>(
        m_pool, [store = m_selection.project(), run = m_run](JobContext&) -> Result<Records> {
            Records records;
            SYM_TRY(records.runs, store->runs());
            SYM_TRY(records.episodes, store->episodes({.run = run, .taskId = {}, .limit = -1}));
            return records;
        });
    onFinished(future, this, [this, generation = m_generation](const Result<Records>& records) {
        // what cannot be read again stays as it was
        if (generation != m_generation || !records) return;
        for (RunRecord& known : m_runs)
            for (const RunRecord& run : records->runs)
                if (run.id == known.id) known = run;
        for (const EpisodeRecord& episode : records->episodes) m_episodes[episode.id] = episode;
        Q_EMIT runsChanged();
        Q_EMIT recordsChanged();
    });
}

void DecisionSource::addStep(const StepFinished& event)
{
    if (m_state == State::Reading) {
        m_early.push_back(event);
        return;
    }
    const EpisodeRecord* record = episode(event.episode);
    if (!record) return;  // of another run
    if (std::optional<DecisionRow> row = decisionRow(*record, event.step))
        append({std::move(*row)});
}

void DecisionSource::append(std::vector<DecisionRow> rows)
{
    const int first = int(m_rows.size());
    for (DecisionRow& row : rows)
        if (m_known.emplace(row.episode, row.step).second) m_rows.push_back(std::move(row));
    if (int(m_rows.size()) > first) Q_EMIT rowsAdded(first);
}

const RunRecord* DecisionSource::run() const
{
    for (const RunRecord& run : m_runs)
        if (run.id == m_run) return &run;
    return nullptr;
}

const EpisodeRecord* DecisionSource::episode(EpisodeId id) const
{
    const auto found = m_episodes.find(id);
    return found == m_episodes.end() ? nullptr : &found->second;
}

bool DecisionSource::isRevised(const DecisionRow& row) const
{
    return m_revised.contains({row.episode, row.step});
}

void DecisionSource::readRevisions(EpisodeId episode)
{
    using Revisions = std::vector<Revision>;
    const auto future =
        runJob<Revisions>(m_pool, [store = m_selection.project(), episode](JobContext&) {
            return store->revisions().of(episode);
        });
    onFinished(future, this,
               [this, episode, generation = m_generation](const Result<Revisions>& revisions) {
                   if (generation != m_generation || !revisions) return;
                   std::erase_if(m_revised, [episode](const StepOfEpisode& step) {
                       return step.first == episode;
                   });
                   for (const Revision& revision : *revisions)
                       m_revised.emplace(episode, revision.step);
                   Q_EMIT revisionsChanged();
               });
}

int DecisionSource::rowOf(EpisodeId episode, int step) const
{
    for (int row = 0; row < int(m_rows.size()); ++row)
        if (m_rows[std::size_t(row)].episode == episode && m_rows[std::size_t(row)].step == step)
            return row;
    return -1;
}

}  // namespace sym
