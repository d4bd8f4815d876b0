#pragma once

#include <nlohmann/json.hpp>

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "core/base/ids.h"
#include "core/base/result.h"
#include "core/evaluation/tally.h"
#include "core/store/project_store.h"
#include "core/trajectory/action_match.h"

namespace sym {

/// What one of the two models took.
struct SpeculationCost {
    std::string model;  ///< as recorded with its calls; the last one where it changed
    int calls = 0;
    int cached = 0;  ///< answers that were known: not asked again
    std::int64_t tokens = 0;
    double costUsd = 0;
};

/// The numbers of a speculative run, of the last attempt at each task. Every tally is over all
/// decided steps; a step at which the student had no proposal counts as rejected.
struct SynthesisSummary {
    RunId run;
    int k = 0;                            ///< of the run, 0 when its settings do not say
    int steps = 0;                        ///< that two models decided
    int proposals = 0;                    ///< of these, with one from the student
    Tally accepted;                       ///< by the rule of the run
    Tally strict, canonical;              ///< verdicts at the run's K
    std::map<std::string, Tally> bySite;  ///< accepted; several sites of one task: "multi"
    std::vector<Tally> byPosition;        ///< accepted, by step of the episode
    std::map<int, Tally> byK;             ///< canonical at kReportedK, whatever the run's K was
    std::map<int, Tally> byKStrict;       ///< the same, strict
    std::map<DivergenceKind, int> kinds;  ///< of the proposals
    SpeculationCost student, teacher;
};

/// @return NotFound without the run; Storage
Result<SynthesisSummary> synthesisSummary(ProjectStore& store, RunId run);

/// Table of the numbers for people, and with the keys scripts rely on: acceptance, proposals,
/// accepted, by_k, and more.
std::string synthesisTable(const SynthesisSummary& summary);
nlohmann::json synthesisJson(const SynthesisSummary& summary);

}  // namespace sym
