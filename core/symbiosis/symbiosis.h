#pragma once

#include "core/base/job_context.h"
#include "core/base/result.h"
#include "core/store/project_store.h"
#include "core/symbiosis/loop_settings.h"
#include "core/symbiosis/phases/loop_work.h"
#include "core/symbiosis/phases/phase_runner.h"

namespace sym {

/// What is asked of the rounds.
struct LoopRequest {
    LoopSettings settings;
    PhaseChoice only;      ///< nothing set: every phase
    bool restart = false;  ///< false: the newest loop of equal settings goes on
    LoopId loop = {};  ///< that goes on, even where a newer one has equal settings; 0: see above
};

/// The loop that equal settings (but for the number of rounds) began, or nothing. Newest first.
Result<std::optional<LoopRecord>> findLoop(ProjectStore& store, const LoopSettings& settings);

/// Runs the rounds (METHOD 1.3), or goes on with them where they were stopped or killed. A loop
/// that is finished is not run again; asked for more rounds it goes on with these. Call it in a
/// job, never in the GUI thread.
/// @return the loop, whose numbers loop_report.h reads; Cancelled (it can be resumed); InvalidInput
///         for settings out of range, or other ones than the named loop's; NotFound without that
///         loop; Storage when another process is at work on the project; what a phase says
Result<LoopId> runLoop(ProjectStore& store, LoopWork& work, const LoopRequest& request,
                       SymbiosisObserver& observer, JobContext& job);

}  // namespace sym
