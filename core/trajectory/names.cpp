#include "core/trajectory/trajectory.h"

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
    if (episode.outcome != EpisodeOutcome::Finished) return std::nullopt;
    for (const Score& score : episode.scores)
        if (score.profile == "webarena" && score.judged) return score.score == 1.0;
    return std::nullopt;
}

}  // namespace sym
