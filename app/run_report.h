#pragma once

#include <nlohmann/json.hpp>

#include <string>

#include "core/rollout/rollout.h"
#include "core/synthesis/synthesis_summary.h"

namespace sym {

/// The result table of a run: a line a site with n, rate and Wilson interval, every denominator
/// shown; says so when the policy is the offline stand-in.
std::string summaryTable(const RolloutSummary& summary, const std::string& policy);

/// The keys that scripts rely on, and more: attempted, finished, environment_errors, success, n,
/// interval, by_site, by_template_held_out, steps_mean, seconds, tokens, cost_usd.
nlohmann::json summaryJson(const RolloutSummary& summary);

/// Adds those of a speculative run: acceptance, proposals, accepted, by_k, and the whole account as
/// "synthesis".
void addSynthesis(const SynthesisSummary& synthesis, nlohmann::json& report);

}  // namespace sym
