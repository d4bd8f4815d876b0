#pragma once

#include <nlohmann/json.hpp>

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/base/ids.h"
#include "core/base/result.h"
#include "core/store/project_store.h"

namespace sym {

/// What became of one entry of the knowledge base in a run (METHOD 5).
struct EntryUse {
    KnowledgeId entry;
    std::string policy;  ///< who made it
    int round = 0;
    int retrieved = 0;  ///< steps it was found for
    int kept = 0;       ///< steps whose prompt had it
    int tasks = 0;      ///< tasks with such a step
    int solved = 0;     ///< of these, solved
    int flipped = 0;    ///< of these, solved here and not without retrieval
    int lost = 0;       ///< of these, solved without retrieval and not here
};

/// The same over all entries of one policy; a task counts once however many entries were kept.
struct PolicyUse {
    int entries = 0;  ///< different ones that were found
    int retrieved = 0;
    int kept = 0;
    int tasks = 0;
    int flipped = 0;
    int lost = 0;
};

/// Whose entries were used, and on which tasks the outcome turned. That an entry was there when a
/// task turned does not say that it was the cause.
struct Attribution {
    std::vector<EntryUse> entries;  ///< those on flipped tasks first, then by how often kept
    std::map<std::string, PolicyUse> byPolicy;
    int compared = 0;  ///< tasks with an outcome in both runs
    int flipped = 0;   ///< of these, solved with retrieval only
    int lost = 0;      ///< of these, solved without only
};

/// @param without the same tasks without retrieval; nothing: nothing can have flipped
/// @return Storage
Result<Attribution> attributeExamples(ProjectStore& store, RunId with,
                                      std::optional<RunId> without);

nlohmann::json toJson(const Attribution& attribution);

}  // namespace sym
