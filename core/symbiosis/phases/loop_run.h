#pragma once

#include <optional>

#include <nlohmann/json.hpp>

#include "core/base/result.h"
#include "core/store/project_store.h"
#include "core/symbiosis/phases/loop_work.h"

namespace sym {

/// What a phase's run says of where it belongs, for RolloutOptions::method.
nlohmann::json loopRunTag(const LoopRollout& rollout);

/// The finished run of a phase, or nothing; an interrupted one is found by runRollout() itself.
Result<std::optional<RunRecord>> findLoopRun(ProjectStore& store, const LoopRollout& rollout);

}  // namespace sym
