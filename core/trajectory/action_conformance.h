#pragma once

#include <filesystem>

#include "core/base/conformance.h"
#include "core/base/result.h"
#include "core/trajectory/action.h"

namespace sym {

/// Runs the rows of an actions_*.jsonl file (action text; what the reference program made of it)
/// through parseActions().
/// @param grammar WebArena or AgentOccam
/// @return Io when the file cannot be read, InvalidInput when a row is not JSON
Result<ConformanceCount> checkActionFile(const std::filesystem::path& file, ActionGrammar grammar);

}  // namespace sym
