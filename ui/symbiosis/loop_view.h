#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/base/job_context.h"
#include "core/base/result.h"
#include "core/symbiosis/loop_flow.h"
#include "core/symbiosis/loop_plan.h"
#include "core/symbiosis/loop_report.h"

namespace sym {

/// Everything the Rounds panel shows of a loop, read in one go.
struct LoopView {
    LoopReport report;
    LoopPlan stored;  ///< what is written down; a LoopPlanner knows what is to come
    std::vector<RoundFlow> flows;
};

/// Call it in a job: reads every step of the runs that measured the large model.
Result<LoopView> readLoopView(ProjectStore& store, LoopId loop);

}  // namespace sym
