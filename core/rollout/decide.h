#pragma once

#include <cstdint>
#include <optional>

#include "core/agent/agent_mind.h"
#include "core/base/job_context.h"
#include "core/base/result.h"

namespace sym {

/// How often a model is asked for one step before the harness gives the step up.
inline constexpr int kDecisionTries = 4;

struct DecisionRequest {
    ChatModel& model;
    const AgentMind& mind;
    Actor proposer = Actor::Large;
    std::uint64_t seed = 0;
};

/// Asks the model what to do on the step's page, again with feedback while the answer cannot be
/// executed, and records every call, candidate and rejection in the step.
/// @return nothing when no answer could be executed; errors of the model
Result<std::optional<Decision>> decide(const DecisionRequest& request, Step& step, JobContext& job);

/// Seed of an episode's model calls, so that a task gives the same answers in any order of tasks.
std::uint64_t episodeSeed(std::uint64_t runSeed, const std::string& taskId, int attempt);

}  // namespace sym
