#pragma once

#include <string>
#include <string_view>

#include "core/trajectory/knowledge_entry.h"
#include "core/trajectory/trajectory.h"

namespace sym {

/// How much of a page is kept.
struct PageLimits {
    int lines = 60;
    int characters = 4000;
};

/// A piece of an episode as an entry of the knowledge base without instructions and votes: its
/// pages shortened, its opinion that of the last judgement. A step that repeats the one before on
/// the same page is left out.
/// @param first, last 0-based, inclusive, within the trajectory
KnowledgeEntry pieceOf(const Trajectory& trajectory, int first, int last,
                       const PageLimits& limits = {});

/// An observation without the elements' ids, cut to the limits; says how many lines are missing.
std::string shortenedObservation(std::string_view observation, const PageLimits& limits);

/// Path and query of an address: "/orders?page=2"; "/" for a bare host.
std::string pathOfUrl(std::string_view url);

}  // namespace sym
