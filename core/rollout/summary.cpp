#include "core/rollout/rollout.h"

namespace sym {

namespace {

const Score* strictScore(const EpisodeRecord& episode)
{
    for (const Score& score : episode.scores)
        if (score.profile == evaluatorProfileName(EvaluatorProfile::WebArena)) return &score;
    return nullptr;
}

void addFinished(const EpisodeRecord& episode, RolloutSummary& summary)
{
    ++summary.finished;
    summary.stepsMean += episode.steps;
    const Score* score = strictScore(episode);
    if (!score || !score->judged) {
        ++summary.notJudged;
        return;
    }
    const bool success = score->score == 1.0;
    for (const Score& other : episode.scores)
        if (other.score > 0 && other.score < 1) {
            ++summary.partial;
            break;
        }
    summary.overall.add(success);
    summary.bySite[siteRowOf(episode)].add(success);
    summary.byTemplateHeldOut[episode.templateHeldOut].add(success);
}

/// A task may have several attempts; the last one counts.
std::map<std::string, const EpisodeRecord*> lastAttempts(const std::vector<EpisodeRecord>& episodes)
{
    std::map<std::string, const EpisodeRecord*> last;
    for (const EpisodeRecord& episode : episodes) last[episode.taskId] = &episode;
    return last;
}

}  // namespace

Result<std::map<std::string, bool>> outcomesByTask(ProjectStore& store, RunId run)
{
    SYM_TRY(const std::vector<EpisodeRecord> episodes, store.episodes({.run = run}));
    std::map<std::string, bool> outcomes;
    for (const auto& [task, episode] : lastAttempts(episodes)) {
        const Score* score = strictScore(*episode);
        if (episode->outcome == EpisodeOutcome::Finished && score && score->judged)
            outcomes[task] = score->score == 1.0;
    }
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
    for (const auto& [task, episode] : lastAttempts(episodes)) {
        switch (episode->outcome) {
        case EpisodeOutcome::Running:
        case EpisodeOutcome::Cancelled: continue;  // never ended: not an attempt yet
        case EpisodeOutcome::Finished: addFinished(*episode, summary); break;
        case EpisodeOutcome::EnvironmentError: ++summary.environmentErrors; break;
        case EpisodeOutcome::TimedOut: ++summary.timedOut; break;
        }
        ++summary.attempted;
    }
    if (summary.finished > 0) summary.stepsMean /= summary.finished;
    return summary;
}

}  // namespace sym
