#pragma once

#include <cstdint>
#include <vector>

#include "core/planner/situation.h"

namespace sym {

/// The proposals of all skills, one an action, best first; never empty.
/// @param unrest how far apart two scores may be for the seed to exchange them
Proposals rankProposals(const Situation& situation, std::uint64_t seed, double unrest);

}  // namespace sym
