#pragma once

#include <nlohmann/json.hpp>

#include <map>
#include <string>
#include <vector>

#include "core/base/ids.h"
#include "core/base/result.h"
#include "core/evaluation/tally.h"
#include "core/store/project_store.h"
#include "core/trajectory/action_match.h"

namespace sym {

/// A state at which both models said what they would do.
struct ComparedState {
    EpisodeId episode;
    int step = 0;
    std::string site;
    MatchedRanks ranks;  ///< of the small model's proposal among the large one's candidates

    bool isDivergent() const { return ranks.canonical != 0; }  ///< other than its first choice
};

/// How often two models agree, state by state (METHOD 5). At K: the proposal is one of the first K
/// candidates, canonically; at kAllCandidates one of all that were listed.
struct Agreement {
    std::vector<ComparedState> states;  ///< in the order of episodes and steps
    int withoutProposal = 0;            ///< states at which the small model had none: not compared
    std::map<int, Tally> atK;
    std::map<int, Tally> atKStrict;
    std::map<DivergenceKind, int> kinds;
    std::map<std::string, std::map<DivergenceKind, int>> kindsBySite;
    std::map<std::string, Tally> bySite;  ///< with the large model's first choice

    void add(const ComparedState& state);
};

/// The states of a speculative run, as recorded in the last attempt at each task. @return Storage
Result<Agreement> agreementOf(ProjectStore& store, RunId run);

nlohmann::json toJson(const Agreement& agreement);

}  // namespace sym
