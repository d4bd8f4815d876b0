#pragma once

#include <string>
#include <vector>

#include "core/trajectory/page_identity.h"
#include "core/trajectory/step.h"

namespace sym {

/// How two actions on one page differ (METHOD 5).
enum class DivergenceKind {
    None,
    ReasonOnly,            ///< the same action for another reason
    EquivalentElement,     ///< the same through another link to the same thing
    SameElementOtherVerb,  ///< click against type
    OtherText,             ///< the same element or verb with another text, key, tab or answer
    OtherElement,
    OtherVerb,  ///< no element in common and another verb: click against go_back
    StopOrNot,  ///< one ends the episode, the other does not
};

inline constexpr int kDivergenceKinds = int(DivergenceKind::StopOrNot) + 1;

const char* divergenceKindName(DivergenceKind kind);  ///< "none", "reason_only", ...

struct ActionComparison {
    Verdict verdict;
    DivergenceKind kind = DivergenceKind::None;
};

/// Compares a proposal with one candidate for the same page (METHOD 2.2). Strict: equal as text
/// after trimming. Canonical: same verb, same or equivalent element, text equal when case and space
/// are folded, same enter flag; `stop` by its normalised answer, `goto` by path, plans by number; a
/// proposed `note` always matches, as it does nothing. An action that cannot be executed matches
/// nothing.
ActionComparison compareActions(const PageIdentity& page, const Candidate& proposal,
                                const Candidate& candidate);

/// Where a proposal stands in a ranked list.
struct MatchedRanks {
    int strict = -1;     ///< index of the first candidate that matches; -1: none
    int canonical = -1;  ///< the same
    /// Against the candidate it matches, else against the first one that can be executed.
    DivergenceKind kind = DivergenceKind::None;
};

MatchedRanks matchRanks(const PageIdentity& page, const Candidate& proposal,
                        const std::vector<Candidate>& ranked);

}  // namespace sym
