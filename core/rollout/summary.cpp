#include "core/rollout/rollout.h"

namespace sym {

namespace {

void addFinished(const EpisodeRecord& episode, RolloutSummary& summary)
{
    ++summary.finished;
    summary.stepsMean += episode.steps;
    if (!solvedByEvaluator(episode)) {
        ++summary.notJudged;
        return;
    }
    for (const Score& score : episode.scores)
        if (score.score > 0 && score.score < 1) {
            ++summary.partial;
            break;
        }
}

void addOutcome(const EpisodeRecord& episode, RolloutSummary& summary)
{
    const std::optional<bool> success = solvedByEvaluator(episode);
    if (!success) return;
    summary.overall.add(*success);
    summary.bySite[siteRowOf(episode)].add(*success);
    summary.byTemplateHeldOut[episode.templateHeldOut].add(*success);
}

}  // namespace

Status checkOutage(const RolloutSummary& summary)
{
    if (2 * summary.environmentErrors <= summary.attempted) return {};
    return Error(ErrorCode::Network,
                 std::to_string(summary.environmentErrors) + " of "
                     + std::to_string(summary.attempted) + " episodes of run "
                     + std::to_string(summary.run.value)
                     + " ended by environment errors and are run again by the same call; the last: "
                     + summary.environmentError);
}

Result<std::map<std::string, bool>> outcomesByTask(ProjectStore& store, RunId run)
{
    SYM_TRY(const std::vector<EpisodeRecord> episodes, store.episodes({.run = run}));
    std::map<std::string, bool> outcomes;
    for (const EpisodeRecord& episode : lastAttempts(episodes))
        if (const std::optional<bool> success = solvedByEvaluator(episode))
            outcomes[episode.taskId] = *success;
    return outcomes;
}

Result<RolloutSummary> summarise(ProjectStore& store, RunId run)
{
    SYM_TRY(const std::vector<EpisodeRecord> episodes, store.episodes({.run = run}));
    RolloutSummary summary;
    summary.run = run;
    for (const EpisodeRecord& episode : episodes) {
        summary.seconds += episode.seconds;
        summary.tokens += episode.tokens;
        summary.costUsd += episode.costUsd;  // the cost of all attempts
    }
    for (const EpisodeRecord& episode : lastAttempts(episodes)) {
        switch (episode.outcome) {
        case EpisodeOutcome::Running:
        case EpisodeOutcome::Cancelled: continue;  // never ended: not an attempt yet
        case EpisodeOutcome::Finished: addFinished(episode, summary); break;
        case EpisodeOutcome::EnvironmentError:
            ++summary.environmentErrors;
            summary.environmentError = episode.error;
            break;
        case EpisodeOutcome::TimedOut: ++summary.timedOut; break;
        }
        addOutcome(episode, summary);
        ++summary.attempted;
    }
    if (summary.finished > 0) summary.stepsMean /= summary.finished;
    return summary;
}

}  // namespace sym
