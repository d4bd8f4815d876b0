#pragma once

#include <string>

#include "core/base/ids.h"
#include "core/base/result.h"
#include "core/store/project_store.h"
#include "core/store/revision_store.h"

namespace sym {

/// Writes down what a person would have done at a recorded step. It can be taken back by
/// RevisionStore::undo(); the record of the episode stays as it is.
/// @param madeAt UTC, ISO 8601
/// @return InvalidInput when the action is none, or names what the step's page does not have;
///         NotFound without such a step; Storage
Result<Revision> reviseDecision(ProjectStore& store, EpisodeId episode, int step,
                                const std::string& action, const std::string& reason,
                                const std::string& madeAt);

}  // namespace sym
