#pragma once

#include <filesystem>

#include "core/base/conformance.h"
#include "core/base/result.h"
#include "core/observation/ax_tree.h"
#include "core/observation/webarena_text.h"

namespace sym {

/// Reads a recorded page (gzipped JSON: the answer of getFullAXTree, client rectangles by backend
/// node, window size) as the tree the reference programs saw.
/// @return Io, or InvalidInput naming what is wrong
Result<AxTree> loadRecordedPage(const std::filesystem::path& file);

/// Runs the rows of an observation_*.jsonl file: for each page the flat text, the registered ids
/// and the node count, full and in the viewport, and for AgentOccam the three pruned texts. Each
/// text, id list and count is one case.
/// @param pages folder of the recorded pages
Result<ConformanceCount> checkObservationFile(const std::filesystem::path& file,
                                              const std::filesystem::path& pages, TextRules rules);

}  // namespace sym
