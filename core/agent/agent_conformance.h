#pragma once

#include <filesystem>

#include "core/base/conformance.h"
#include "core/base/result.h"

namespace sym {

/// Runs the rows of agent_agentoccam.jsonl: response parsing, the validity rule, the system text,
/// and scripted episodes whose every prompt, plan tree and resumed page must agree.
/// @return Io or InvalidInput when the file cannot be read
Result<ConformanceCount> checkAgentFile(const std::filesystem::path& file);

}  // namespace sym
