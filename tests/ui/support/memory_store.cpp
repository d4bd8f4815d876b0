#include "tests/ui/support/memory_store.h"

#include <QtCore/QCoreApplication>

#include <algorithm>

#include "core/trajectory/trajectory_json.h"
#include "ui/demo/demo_project.h"

namespace sym {

namespace {

Error missing(const char* what)
{
    return {ErrorCode::NotFound, std::string("no such ") + what};
}

}  // namespace

std::unique_lock<std::mutex> MemoryStore::lock() const
{
    if (m_strict && QCoreApplication::instance()
        && QThread::currentThread() == QCoreApplication::instance()->thread())
        qFatal("the store was called in the GUI thread");
    return std::unique_lock(m_mutex);
}

void MemoryStore::failWith(std::string message)
{
    const std::lock_guard guard(m_mutex);
    m_failure = std::move(message);
}

Result<RunId> MemoryStore::addRun(const RunRecord& run)
{
    const auto guard = lock();
    m_runs.push_back(run);
    m_runs.back().id = RunId{std::int64_t(m_runs.size())};
    return m_runs.back().id;
}

Status MemoryStore::finishRun(RunId run, const std::string& finishedAt)
{
    const auto guard = lock();
    m_runs[std::size_t(run.value - 1)].finishedAt = finishedAt;
    return {};
}

Result<std::vector<RunRecord>> MemoryStore::runs()
{
    const auto guard = lock();
    if (!m_failure.empty()) return Error(ErrorCode::Storage, m_failure);
    return std::vector<RunRecord>(m_runs.rbegin(), m_runs.rend());
}

Result<RunRecord> MemoryStore::run(RunId id)
{
    const auto guard = lock();
    if (id.value < 1 || id.value > std::int64_t(m_runs.size())) return missing("run");
    return m_runs[std::size_t(id.value - 1)];
}

Result<EpisodeId> MemoryStore::beginEpisode(const EpisodeRecord& episode)
{
    const auto guard = lock();
    m_episodes.push_back(episode);
    m_episodes.back().id = EpisodeId{std::int64_t(m_episodes.size())};
    return m_episodes.back().id;
}

Status MemoryStore::finishEpisode(const EpisodeRecord& episode)
{
    const auto guard = lock();
    m_episodes[std::size_t(episode.id.value - 1)] = episode;
    return {};
}

Result<std::vector<EpisodeRecord>> MemoryStore::episodes(const EpisodeFilter& filter)
{
    const auto guard = lock();
    if (!m_failure.empty()) return Error(ErrorCode::Storage, m_failure);
    std::vector<EpisodeRecord> found;
    for (const EpisodeRecord& episode : m_episodes)
        if ((!filter.run || episode.run == *filter.run)
            && (filter.taskId.empty() || episode.taskId == filter.taskId))
            found.push_back(episode);
    return found;
}

Result<EpisodeRecord> MemoryStore::episode(EpisodeId id)
{
    const auto guard = lock();
    if (id.value < 1 || id.value > std::int64_t(m_episodes.size())) return missing("episode");
    return m_episodes[std::size_t(id.value - 1)];
}

Result<StepId> MemoryStore::appendStep(EpisodeId episode, const Step& step)
{
    const auto guard = lock();
    m_steps[episode].push_back(step);
    return StepId{std::int64_t(m_steps[episode].size())};
}

Result<std::vector<StepSummary>> MemoryStore::stepSummaries(EpisodeId episode, int first, int count)
{
    const auto guard = lock();
    if (!m_failure.empty()) return Error(ErrorCode::Storage, m_failure);
    std::vector<StepSummary> summaries;
    const auto& steps = m_steps[episode];
    const int end = count < 0 ? int(steps.size()) : std::min(int(steps.size()), first + count);
    for (int i = first; i < end; ++i) {
        const Step& step = steps[std::size_t(i)];
        StepSummary summary;
        summary.id = StepId{i + 1};
        summary.index = step.index;
        summary.url = step.page.url;
        summary.title = step.page.title;
        summary.rawAction = step.rawAction;
        summary.targetDescription = step.targetDescription;
        summary.firstError = step.errors.empty() ? std::string() : step.errors.front();
        summary.decidedBy = step.decidedBy;
        summary.milliseconds = step.timings.total();
        for (const ModelCall& call : step.calls)
            summary.tokens += call.promptTokens + call.responseTokens;
        summary.screenshotBefore = step.screenshotBefore;
        summary.screenshotAfter = step.screenshotAfter;
        summaries.push_back(std::move(summary));
    }
    return summaries;
}

Result<Step> MemoryStore::step(EpisodeId episode, int index)
{
    const auto guard = lock();
    ++m_stepReads;
    if (!m_failure.empty()) return Error(ErrorCode::Storage, m_failure);
    const auto& steps = m_steps[episode];
    if (index < 0 || index >= int(steps.size())) return missing("step");
    // What the real store does: read JSON.
    return stepFromJson(toJson(steps[std::size_t(index)]));
}

Result<Trajectory> MemoryStore::trajectory(EpisodeId id)
{
    SYM_TRY(const EpisodeRecord record, episode(id));
    const auto guard = lock();
    return Trajectory{record, m_steps[id]};
}

Result<BlobId> MemoryStore::putBlob(std::string_view bytes)
{
    const auto guard = lock();
    const BlobId id = "blob" + std::to_string(std::hash<std::string_view>{}(bytes));
    m_blobs[id] = bytes;
    return id;
}

Result<std::string> MemoryStore::blob(const BlobId& id)
{
    const auto guard = lock();
    const auto found = m_blobs.find(id);
    if (found == m_blobs.end()) return missing("blob");
    return found->second;
}

Result<std::vector<SearchHit>> MemoryStore::search(const std::string& query, int limit)
{
    const auto guard = lock();
    if (!m_failure.empty()) return Error(ErrorCode::Storage, m_failure);
    std::vector<SearchHit> hits;
    for (const auto& [episode, steps] : m_steps)
        for (const Step& step : steps) {
            const auto at = step.reasoning.find(query);
            const bool inAction = step.rawAction.find(query) != std::string::npos;
            if (at == std::string::npos && !inAction) continue;
            if (int(hits.size()) >= limit) return hits;
            hits.push_back(
                {episode, step.index, inAction ? "action" : "reasoning",
                 "... \x02" + query + "\x03 in " + (inAction ? step.rawAction : step.reasoning)});
        }
    return hits;
}

Result<std::string> MemoryStore::setting(const std::string& key)
{
    const auto guard = lock();
    return m_settings[key];
}

Status MemoryStore::setSetting(const std::string& key, const std::string& json)
{
    const auto guard = lock();
    m_settings[key] = json;
    return {};
}

std::shared_ptr<MemoryStore> MemoryStore::clone() const
{
    auto copy = std::make_shared<MemoryStore>(m_path);
    const std::lock_guard guard(m_mutex);
    copy->m_runs = m_runs;
    copy->m_episodes = m_episodes;
    copy->m_steps = m_steps;
    copy->m_blobs = m_blobs;
    copy->m_settings = m_settings;
    copy->m_strict = m_strict;
    return copy;
}

std::shared_ptr<MemoryStore> makeDemoStore()
{
    static const std::shared_ptr<MemoryStore> pristine = [] {
        auto store = std::make_shared<MemoryStore>();
        PlainJobContext job;
        if (const Status filled = fillDemoProject(*store, job); !filled)
            qFatal("demo project: %s", filled.error().message().c_str());
        store->setStrict(true);
        return store;
    }();
    return pristine->clone();
}

}  // namespace sym
