#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/base/job_context.h"
#include "core/base/result.h"
#include "core/store/project_store.h"
#include "core/trajectory/action_match.h"

namespace sym {

/// A decision of two models in one row of a list: what a step of speculative synthesis came to,
/// without its page and prompts.
struct DecisionRow {
    EpisodeId episode;
    int step = 0;
    std::string taskId;
    std::string site;
    std::string url;
    std::string title;
    std::string startedAt;  ///< UTC, ISO 8601 with milliseconds
    std::string proposal;   ///< the student's action as written; empty: it had none
    std::string first;      ///< the teacher's first choice
    std::string executed;
    bool isAccepted = false;
    Verdict verdict;     ///< by the run's K, both rules
    MatchedRanks ranks;  ///< of the proposal among all candidates
    int candidates = 0;  ///< of the teacher
    std::int64_t tokens = 0;
    double costUsd = 0;
    bool isCached = false;  ///< the teacher's answer was known

    bool hasProposal() const { return !proposal.empty(); }
    /// The models said different things: the proposal is not the teacher's first choice.
    bool isDivergent() const { return hasProposal() && ranks.canonical != 0; }
};

/// @return nothing for a step that was not decided by two models
std::optional<DecisionRow> decisionRow(const EpisodeRecord& episode, const Step& step);

/// The decisions of these episodes in the order they were made.
/// @return Cancelled, Storage
Result<std::vector<DecisionRow>> decisionsOf(ProjectStore& store,
                                             const std::vector<EpisodeRecord>& episodes,
                                             JobContext& job);

}  // namespace sym
