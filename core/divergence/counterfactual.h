#pragma once

#include <nlohmann/json.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/base/ids.h"
#include "core/base/job_context.h"
#include "core/base/result.h"
#include "core/evaluation/tally.h"
#include "core/rollout/rollout.h"
#include "core/store/project_store.h"

namespace sym {

class RolloutControl;

/// A proposal that was replaced, to be tried after all.
struct RejectedProposal {
    EpisodeId episode;
    int step = 0;
    Candidate proposal;
};

/// The rejected proposals of a speculative run, drawn evenly by the seed.
/// @param limit at most so many; < 0: all, in the order of episodes @return Storage
Result<std::vector<RejectedProposal>> rejectedProposals(ProjectStore& store, RunId run, int limit,
                                                        std::uint64_t seed);

struct CounterfactualResult {
    RejectedProposal from;
    EpisodeId rollout;
    std::string problem;           ///< why it could not be followed to the end; empty: it was
    std::optional<bool> solved;    ///< with the proposal; nothing: not followed or not judged
    std::optional<bool> original;  ///< of the recorded episode
};

/// What the rejected proposals would have led to (METHOD 5).
struct CounterfactualSummary {
    RunId run;  ///< where the rollouts are stored
    std::vector<CounterfactualResult> results;
    int notFollowed = 0;
    Tally solved;     ///< of those with both outcomes: with the proposal
    Tally original;   ///< the same episodes as recorded
    int rescued = 0;  ///< solved with the proposal, not as recorded
    int spoiled = 0;  ///< solved as recorded, not with the proposal
};

/// Replays each episode up to the step in a fresh world, does the proposal, lets the engine's model
/// go on alone, and scores. Stored as a run of policy "counterfactual" whose settings say where its
/// episodes come from; the attempt of an episode is its place in that list.
/// @param engine model: the large one; decider and examples are not used
/// @param actor who that model is: Planner for the offline stand-in, else Large
/// @return InvalidInput for an empty list or a run of sites that cannot be reset; Cancelled;
/// Storage
Result<CounterfactualSummary> runCounterfactuals(const RolloutEngine& engine, RunId source,
                                                 const std::vector<RejectedProposal>& proposals,
                                                 Actor actor, int browsers,
                                                 RolloutObserver& observer, RolloutControl& control,
                                                 JobContext& job);

nlohmann::json toJson(const CounterfactualSummary& summary);

}  // namespace sym
