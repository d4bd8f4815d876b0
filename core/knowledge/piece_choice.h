#pragma once

#include <utility>
#include <vector>

#include "core/base/random.h"
#include "core/knowledge/build_knowledge.h"
#include "core/trajectory/trajectory.h"

namespace sym {

/// The pieces to cut from an episode, as first and last step, in order of their beginning; the
/// whole episode comes last. Pieces begin and end with a page: one that is not the whole ends with
/// an action that another step follows.
std::vector<std::pair<int, int>> choosePieces(const std::vector<Step>& steps,
                                              const KnowledgeBuildSettings& settings,
                                              Random random);

}  // namespace sym
