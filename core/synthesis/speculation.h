#pragma once

#include <optional>
#include <vector>

#include "core/trajectory/action_match.h"
#include "core/trajectory/step.h"

namespace sym {

/// What a step of speculative synthesis holds, read back from the record.
struct Speculation {
    std::optional<Candidate> proposal;  ///< nothing: the student's answer could not be executed
    std::vector<Candidate> teacher;     ///< ranked
    MatchedRanks ranks;                 ///< of the proposal among them, whatever K was
    bool isAccepted = false;            ///< by the rule of the run: the student's was executed

    /// Whether it would have been accepted at another K; at kAllCandidates with any.
    bool matchesAt(int k, bool strict = false) const;
};

inline constexpr int kAllCandidates = 0;

/// The values of K that measures are given for; kAllCandidates last.
inline constexpr int kReportedK[] = {1, 3, 5, kAllCandidates};

/// @return nothing for a step that was not decided by two models
std::optional<Speculation> readSpeculation(const Step& step);

}  // namespace sym
