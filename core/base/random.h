#pragma once

#include <cassert>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

namespace sym {

/// Seeded random numbers that are the same on every platform and compiler, unlike the standard
/// library's distributions (SplitMix64, Steele et al. 2014). Not for secrets.
class Random {
public:
    explicit Random(std::uint64_t seed) : m_state(seed) {}

    /// A generator of its own for a named part, so that adding draws to one part moves no other.
    Random fork(std::string_view name) const
    {
        std::uint64_t hash = 1469598103934665603ull;  // FNV-1a
        for (const unsigned char c : name) hash = (hash ^ c) * 1099511628211ull;
        return Random(m_state ^ hash);
    }

    std::uint64_t next()
    {
        std::uint64_t z = (m_state += 0x9e3779b97f4a7c15ull);
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ull;
        z = (z ^ (z >> 27)) * 0x94d049bb133111ebull;
        return z ^ (z >> 31);
    }

    /// Uniform in [0, 1).
    double unit() { return double(next() >> 11) * 0x1.0p-53; }

    /// Uniform in [low, high], both included.
    std::int64_t between(std::int64_t low, std::int64_t high)
    {
        assert(low <= high);
        return low + std::int64_t(next() % std::uint64_t(high - low + 1));
    }

    bool chance(double probability) { return unit() < probability; }

    template <typename Container>
    const auto& pick(const Container& values)
    {
        assert(!values.empty());
        return values[std::size_t(between(0, std::int64_t(values.size()) - 1))];
    }

    template <typename T>
    void shuffle(std::vector<T>& values)
    {
        for (std::size_t i = values.size(); i > 1; --i)
            std::swap(values[i - 1], values[std::size_t(between(0, std::int64_t(i) - 1))]);
    }

private:
    std::uint64_t m_state;
};

}  // namespace sym
