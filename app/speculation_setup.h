#pragma once

#include <memory>
#include <string>

#include "core/llm/chat_model.h"
#include "core/rollout/rollout.h"
#include "core/store/project_store.h"
#include "core/synthesis/speculative_decider.h"

namespace sym {

/// The large model of a speculative run and the decider that asks both.
struct SpeculationSetup {
    std::unique_ptr<ChatModel> teacher;
    std::unique_ptr<SpeculativeDecider> decider;
};

/// Opens the teacher and writes into the options what makes the run: policy, candidates, method.
/// @param teacher "planner" or the name of a large model at the endpoint
/// @param student outlives what is returned
/// @return InvalidInput naming what is wrong or missing; Storage
Result<SpeculationSetup> setUpSpeculation(const std::string& teacher, const std::string& endpoint,
                                          const std::string& keyVariable,
                                          const SpeculativeSettings& settings, ChatModel& student,
                                          ProjectStore& store, RolloutOptions& options);

}  // namespace sym
