#pragma once

#include "core/base/job_context.h"
#include "core/base/result.h"
#include "core/store/project_store.h"

namespace sym {

/// Adds made-up rounds, marked as such, to what fillDemoProject() made: a loop that was interrupted
/// in its third round, its knowledge base, and a run that looked into it. Call it in a job.
/// @param suite of the loop's settings; what is to come is told from its tasks
Status fillDemoSymbiosis(ProjectStore& store, JobContext& job,
                         const std::string& suite = "builtin");

}  // namespace sym
