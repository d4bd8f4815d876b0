#pragma once

#include <vector>

#include "core/store/symbiosis_store.h"

namespace sym {

/// What went from one of the four steps of METHOD 1.2 to the next in a round, from its phases.
/// -1: not known yet.
struct RoundFlow {
    int round = 0;
    // 1: the large model works with its knowledge
    int largeEpisodes = -1;
    int largeSolved = -1;    ///< by the evaluator
    int largeApproved = -1;  ///< by the judge: these are learned from
    int largeEntries = -1;   ///< accepted into the knowledge base
    // 2: distillation
    int speculativeEpisodes = -1;
    int speculativeApproved = -1;
    int trainedSteps = -1;
    int updates = -1;
    // 3: the student explores
    int exploredEpisodes = -1;
    int exploredSolved = -1;
    int studentEntries = -1;

    bool operator==(const RoundFlow&) const = default;
};

/// The steps of the cycle a phase belongs to; the measures around it are none.
enum class CycleStep { None, Large, Distil, Explore, Knowledge };

CycleStep cycleStepOf(const std::string& phase);

/// One a round that has a finished phase, in order.
std::vector<RoundFlow> roundFlows(const std::vector<PhaseRecord>& phases);

}  // namespace sym
