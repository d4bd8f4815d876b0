#pragma once

#include <nlohmann/json.hpp>

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "core/base/ids.h"
#include "core/base/result.h"
#include "core/store/knowledge_store.h"
#include "core/store/project_store.h"

namespace sym {

/// Pairs of page and action as keys: site, url template and what was done, without ids, addresses
/// and numbers in paths.
using ActionPairs = std::set<std::string>;

std::string actionPairKey(const EpisodeRecord& episode, const Step& step);

/// What one rollout saw and did; every count is of different ones.
struct RolloutCoverage {
    EpisodeId episode;
    std::string taskId;
    std::string site;
    int steps = 0;
    int pairs = 0;       ///< of page kind and action
    int novelPairs = 0;  ///< of these, not among the known ones
    int pages = 0;       ///< states: address and content, without ids
    std::int64_t tokens = 0;
};

/// How much of the sites a run explored (METHOD 5), by the last attempt at each task. Totals are
/// over the union of its rollouts; the pairs of two runs of equal budget are comparable as they
/// stand, others per token.
struct Coverage {
    std::vector<RolloutCoverage> rollouts;
    int steps = 0;
    int pairs = 0;
    int novelPairs = 0;
    int pages = 0;
    std::int64_t tokens = 0;

    double pairsPerRollout() const;  ///< mean; 0 without rollouts
    double pagesPerRollout() const;
    double pairsPer1000Tokens() const;  ///< of the union; 0 without tokens
    double pagesPer1000Tokens() const;
    double novelty() const;  ///< share of the pairs that is not known, 0...1
};

/// @param known pairs that are no news, see below; empty: everything is
/// @return Storage
Result<Coverage> coverageOf(ProjectStore& store, RunId run, const ActionPairs& known = {});

/// The pairs of the pieces of episodes that are in the knowledge base. @return Storage
/// @param except a run whose own pieces do not count: to it they were news
Result<ActionPairs> pairsOfKnowledge(ProjectStore& store, const KnowledgeFilter& filter,
                                     std::optional<RunId> except = {});

nlohmann::json toJson(const Coverage& coverage);

}  // namespace sym
