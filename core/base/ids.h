#pragma once

#include <compare>
#include <cstdint>
#include <functional>

namespace sym {

/// A row number that cannot be confused with another table's. 0 means "none yet".
template <typename Tag>
struct Id {
    std::int64_t value = 0;

    explicit operator bool() const { return value != 0; }
    auto operator<=>(const Id&) const = default;
};

using RunId = Id<struct RunTag>;              ///< one `symbiont run`: a suite, a policy, a seed
using EpisodeId = Id<struct EpisodeTag>;      ///< one attempt at one task
using StepId = Id<struct StepTag>;            ///< one action of an episode
using KnowledgeId = Id<struct KnowledgeTag>;  ///< one entry of the knowledge base
using LoopId = Id<struct LoopTag>;            ///< one run of the rounds of the symbiosis

}  // namespace sym

template <typename Tag>
struct std::hash<sym::Id<Tag>> {
    std::size_t operator()(const sym::Id<Tag>& id) const noexcept
    {
        return std::hash<std::int64_t>{}(id.value);
    }
};
