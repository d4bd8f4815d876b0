#pragma once

#include "core/base/result.h"
#include "core/rollout/rollout.h"
#include "core/store/project_store.h"

namespace sym {

/// How a recorded run was made, as far as its episodes depend on it: suite, seed, step budget, how
/// pages were observed, candidates asked for, viewport. The tasks it was restricted to are left
/// out.
/// @return InvalidInput when the run's settings cannot be read
Result<RolloutOptions> optionsOfRun(const RunRecord& run);

}  // namespace sym
