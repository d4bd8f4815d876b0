#include "core/trajectory/trajectory.h"

#include <map>

namespace sym {

const char* actorName(Actor actor)
{
    switch (actor) {
    case Actor::Planner: return "planner";
    case Actor::Large: return "large";
    case Actor::Small: return "small";
    case Actor::Human: return "human";
    case Actor::Harness: return "harness";
    }
    return "harness";
}

const char* episodeOutcomeName(EpisodeOutcome outcome)
{
    switch (outcome) {
    case EpisodeOutcome::Running: return "running";
    case EpisodeOutcome::Finished: return "finished";
    case EpisodeOutcome::EnvironmentError: return "environment_error";
    case EpisodeOutcome::TimedOut: return "timed_out";
    case EpisodeOutcome::Cancelled: return "cancelled";
    }
    return "running";
}

std::string siteRowOf(const EpisodeRecord& episode)
{
    if (episode.sites.size() == 1) return episode.sites.front();
    return episode.sites.empty() ? "none" : "multi";
}

std::optional<bool> solvedByEvaluator(const EpisodeRecord& episode)
{
    if (episode.outcome == EpisodeOutcome::TimedOut) return false;
    if (episode.outcome != EpisodeOutcome::Finished) return std::nullopt;
    for (const Score& score : episode.scores)
        if (score.profile == "webarena" && score.judged) return score.score == 1.0;
    return std::nullopt;
}

std::vector<EpisodeRecord> lastAttempts(const std::vector<EpisodeRecord>& episodes)
{
    std::map<std::string, EpisodeId> last;
    for (const EpisodeRecord& episode : episodes) last[episode.taskId] = episode.id;
    std::vector<EpisodeRecord> kept;
    for (const EpisodeRecord& episode : episodes)
        if (episode.policy == "counterfactual" || last[episode.taskId] == episode.id)
            kept.push_back(episode);
    return kept;
}

}  // namespace sym
