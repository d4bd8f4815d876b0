#pragma once

#include "core/base/job_context.h"
#include "core/base/result.h"
#include "core/store/project_store.h"

namespace sym {

/// Adds a made-up run of speculative synthesis, marked as such, on the tasks of the first run of
/// fillDemoProject(): proposals of all kinds, accepted and replaced. Call it in a job.
Status fillDemoSynthesis(ProjectStore& store, JobContext& job);

}  // namespace sym
