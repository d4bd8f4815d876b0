#pragma once

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

namespace sym {

/// How far a file of recorded outputs of the reference programs agrees with ours.
struct ConformanceCount {
    /// More disagreements than this are counted but not described.
    static constexpr std::size_t kMaxDescribed = 10;

    int agreed = 0;
    int disagreed = 0;
    std::vector<std::string> firstDisagreements;  ///< "line 12: expected ..., got ..."

    int total() const { return agreed + disagreed; }
    void agree() { ++agreed; }
    void disagree(std::string description)
    {
        ++disagreed;
        if (firstDisagreements.size() < kMaxDescribed)
            firstDisagreements.push_back(std::move(description));
    }
};

}  // namespace sym
