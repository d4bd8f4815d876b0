#pragma once

#include <vector>

#include "core/base/job_context.h"
#include "core/base/result.h"
#include "core/divergence/attribution.h"
#include "core/store/project_store.h"

namespace sym {

/// What became of the entries of the knowledge base, over all runs that looked for examples.
struct KnowledgeUse {
    std::vector<EntryUse> entries;  ///< those on flipped tasks first, then by how often kept
    int runs = 0;                   ///< that looked for examples
    int compared = 0;  ///< of these, compared with the same loop's run without examples
};

/// Reads every step of those runs: seconds in a large project. A run of a loop's measures is
/// compared with the loop's baseline on the same split. That an entry was there when a task was
/// solved does not say that it was the cause.
/// @return Cancelled; Storage
Result<KnowledgeUse> knowledgeUse(ProjectStore& store, JobContext& job);

}  // namespace sym
