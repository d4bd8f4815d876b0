#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "core/evaluation/paired.h"
#include "core/evaluation/result_table.h"
#include "core/store/project_store.h"
#include "core/store/symbiosis_store.h"
#include "core/symbiosis/loop_settings.h"

namespace sym {

/// Success of a rollout, and the episodes beside it. Time-outs count as failures.
struct MeasuredTally : Tally {
    MeasuredTally(const Tally& tally, int errors = 0, int late = 0)
        : Tally(tally), environmentErrors(errors), timedOut(late)
    {
    }

    int environmentErrors = 0;  ///< not in n
    int timedOut = 0;           ///< in n
};

/// What a round came to. What is not measured yet is not set.
struct RoundReport {
    int round = 0;
    std::optional<MeasuredTally> largeTrain;  ///< the large model on train tasks, with its examples
    std::optional<Tally> acceptance;  ///< proposals accepted by the loop's rule, of decided steps
    std::optional<Tally> acceptanceStrict;
    std::optional<MeasuredTally> explored;            ///< the exploring student on train tasks
    std::optional<MeasuredTally> largeWithKnowledge;  ///< on dev tasks, after the round
    std::optional<MeasuredTally> small;               ///< on dev tasks, after the round
    int knowledgeEntries = 0;                         ///< accepted ones up to this round
    int smallKnowledgeEntries = 0;                    ///< of these, from the student's trajectories
    int examplesUsed = 0;       ///< that were in prompts while measuring the large model
    int smallExamplesUsed = 0;  ///< of these, from the student's trajectories
    int trainedSteps = 0;       ///< recorded steps that the student learned from

    /// Equation 3 of METHOD 1.1: success of the large model with the knowledge base after the round
    /// minus the better of the large model alone and this round's student, all on the dev tasks.
    /// Not set when one of the three has no episode that counts.
    std::optional<double> delta;
};

/// What a loop came to, from what is stored; rates by the evaluator, never the judge.
struct LoopReport {
    LoopRecord loop;
    LoopSettings settings;
    std::optional<MeasuredTally> large;  ///< without knowledge, on dev tasks
    std::optional<MeasuredTally> base;   ///< the student before training, on dev tasks
    std::vector<RoundReport> rounds;
    /// On held-out test templates, of the built-in suite in another world; after the last round
    /// that was measured there.
    std::optional<MeasuredTally> testLarge;
    std::optional<MeasuredTally> testLargeWithKnowledge;
    std::optional<MeasuredTally> testSmall;
    /// Comparisons on the same tasks: "planner_kb_vs_planner" (dev tasks), ...; of the last round
    /// that was measured
    std::map<std::string, PairedOutcomes> paired;
    double seconds = 0;  ///< of all finished phases
};

/// @return NotFound for another loop; what the store says
Result<LoopReport> reportLoop(ProjectStore& store, LoopId loop);

/// What a report says of settings that make its numbers mean less; may be empty.
std::vector<std::string> settingNotes(const LoopSettings& settings);

/// Success on dev tasks and on held-out test templates, with the comparisons.
ResultTable loopDevTable(const LoopReport& report);
ResultTable loopTestTable(const LoopReport& report);

/// The tables, and a line a round with Delta, acceptance and the knowledge base.
std::string loopReportText(const LoopReport& report);

/// With the keys scripts rely on: rounds:[{round, large, large_with_kb, small, delta, acceptance,
/// kb_entries, kb_small_share}], test, paired, seconds; rates have environment_errors and
/// timed_out.
nlohmann::json loopReportJson(const LoopReport& report);

}  // namespace sym
