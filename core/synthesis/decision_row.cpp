#include "core/synthesis/decision_row.h"

#include <algorithm>
#include <tuple>

#include "core/synthesis/speculation.h"
#include "core/synthesis/speculative_decider.h"

namespace sym {

namespace {

std::string writtenAction(const Candidate& candidate)
{
    return candidate.raw.empty() ? formatAction(candidate.action) : candidate.raw;
}

}  // namespace

std::optional<DecisionRow> decisionRow(const EpisodeRecord& episode, const Step& step)
{
    const std::optional<Speculation> speculation = readSpeculation(step);
    if (!speculation) return std::nullopt;
    DecisionRow row;
    row.episode = episode.id;
    row.step = step.index;
    row.taskId = episode.taskId;
    row.site = siteRowOf(episode);
    row.url = step.page.url;
    row.title = step.page.title;
    row.startedAt = step.startedAt;
    if (speculation->proposal) {
        row.proposal = writtenAction(*speculation->proposal);
        row.verdict = speculation->proposal->verdict;
    }
    row.first = writtenAction(speculation->teacher.front());
    row.executed = step.rawAction;
    row.isAccepted = speculation->isAccepted;
    row.ranks = speculation->ranks;
    row.candidates = int(speculation->teacher.size());
    for (const ModelCall& call : step.calls) {
        row.tokens += call.promptTokens + call.responseTokens;
        row.costUsd += call.costUsd;
        row.isCached = row.isCached || call.purpose == kCachedPurpose;
    }
    return row;
}

Result<std::vector<DecisionRow>> decisionsOf(ProjectStore& store,
                                             const std::vector<EpisodeRecord>& episodes,
                                             JobContext& job)
{
    std::vector<DecisionRow> rows;
    for (std::size_t i = 0; i < episodes.size(); ++i) {
        if (job.isCancelled()) return Error(ErrorCode::Cancelled, "cancelled");
        job.report(double(i) / double(episodes.size()), "reading decisions");
        SYM_TRY(const Trajectory trajectory, store.trajectory(episodes[i].id));
        for (const Step& step : trajectory.steps)
            if (std::optional<DecisionRow> row = decisionRow(episodes[i], step))
                rows.push_back(std::move(*row));
    }
    std::ranges::stable_sort(
        rows, {}, [](const DecisionRow& row) { return std::tie(row.startedAt, row.episode); });
    return rows;
}

}  // namespace sym
