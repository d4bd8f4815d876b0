#include "core/trajectory/action_match.h"

#include <algorithm>

#include "core/trajectory/python_pattern.h"

namespace sym {

namespace {

bool haveSameText(const Action& left, const Action& right)
{
    switch (left.kind) {
    case ActionKind::Note: return true;
    case ActionKind::Stop: return normalisedAnswer(left.text) == normalisedAnswer(right.text);
    case ActionKind::Goto: return pagePath(left.text) == pagePath(right.text);
    case ActionKind::Branch:
    case ActionKind::Prune: return left.number == right.number;  // its words are for itself alone
    default:
        return left.number == right.number && left.pressEnter == right.pressEnter
               && foldedText(left.text) == foldedText(right.text);
    }
}

/// The worse of the likenesses of what the actions act on and where they drag to.
PageIdentity::Likeness likenessOf(const PageIdentity& page, const Action& left, const Action& right)
{
    return std::max(page.compare(left.elementId, right.elementId),
                    page.compare(left.targetId, right.targetId));
}

DivergenceKind kindOf(const PageIdentity& page, const Candidate& proposal,
                      const Candidate& candidate)
{
    using Likeness = PageIdentity::Likeness;
    const Action& left = proposal.action;
    const Action& right = candidate.action;
    const Likeness likeness = likenessOf(page, left, right);
    if (left.kind != right.kind) {
        if (left.kind == ActionKind::Stop || right.kind == ActionKind::Stop)
            return DivergenceKind::StopOrNot;
        if (left.elementId.empty() || right.elementId.empty()) return DivergenceKind::OtherVerb;
        return likeness == Likeness::Other ? DivergenceKind::OtherElement
                                           : DivergenceKind::SameElementOtherVerb;
    }
    if (likeness == Likeness::Other) return DivergenceKind::OtherElement;
    if (!haveSameText(left, right)) return DivergenceKind::OtherText;
    if (likeness == Likeness::Equivalent) return DivergenceKind::EquivalentElement;
    return foldedText(proposal.reason) == foldedText(candidate.reason) ? DivergenceKind::None
                                                                       : DivergenceKind::ReasonOnly;
}

bool isAgreement(DivergenceKind kind)
{
    return kind == DivergenceKind::None || kind == DivergenceKind::ReasonOnly
           || kind == DivergenceKind::EquivalentElement;
}

bool canBeExecuted(const Candidate& candidate)
{
    return candidate.action.kind != ActionKind::None;
}

}  // namespace

const char* divergenceKindName(DivergenceKind kind)
{
    switch (kind) {
    case DivergenceKind::None: return "none";
    case DivergenceKind::ReasonOnly: return "reason_only";
    case DivergenceKind::EquivalentElement: return "equivalent_element";
    case DivergenceKind::SameElementOtherVerb: return "same_element_other_verb";
    case DivergenceKind::OtherText: return "other_text";
    case DivergenceKind::OtherElement: return "other_element";
    case DivergenceKind::OtherVerb: return "other_verb";
    case DivergenceKind::StopOrNot: return "stop_or_not";
    }
    return "none";
}

ActionComparison compareActions(const PageIdentity& page, const Candidate& proposal,
                                const Candidate& candidate)
{
    ActionComparison comparison;
    comparison.verdict.compared = true;
    comparison.kind = kindOf(page, proposal, candidate);
    if (!canBeExecuted(proposal) || !canBeExecuted(candidate)) return comparison;
    comparison.verdict.strict = stripPython(proposal.raw) == stripPython(candidate.raw);
    comparison.verdict.canonical = comparison.verdict.strict || isAgreement(comparison.kind)
                                   || proposal.action.kind == ActionKind::Note;
    return comparison;
}

MatchedRanks matchRanks(const PageIdentity& page, const Candidate& proposal,
                        const std::vector<Candidate>& ranked)
{
    MatchedRanks ranks;
    bool hasKind = false;
    for (std::size_t i = 0; i < ranked.size(); ++i) {
        if (!canBeExecuted(ranked[i])) continue;
        const ActionComparison comparison = compareActions(page, proposal, ranked[i]);
        const bool isFirstMatch = comparison.verdict.canonical && ranks.canonical < 0;
        if (comparison.verdict.strict && ranks.strict < 0) ranks.strict = int(i);
        if (isFirstMatch) ranks.canonical = int(i);
        if (!hasKind || isFirstMatch) ranks.kind = comparison.kind;
        hasKind = true;
    }
    return ranks;
}

}  // namespace sym
