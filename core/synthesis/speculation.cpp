#include "core/synthesis/speculation.h"

#include <algorithm>

#include "core/synthesis/speculative_decider.h"

namespace sym {

bool Speculation::matchesAt(int k, bool strict) const
{
    const int rank = strict ? ranks.strict : ranks.canonical;
    return rank >= 0 && (k == kAllCandidates || rank < k);
}

std::optional<Speculation> readSpeculation(const Step& step)
{
    Speculation speculation;
    for (const Candidate& candidate : step.candidates) {
        if (candidate.proposer != Actor::Small)
            speculation.teacher.push_back(candidate);
        else if (!speculation.proposal && candidate.action.kind != ActionKind::None)
            speculation.proposal = candidate;
    }
    const bool wasAsked = std::ranges::any_of(
        step.calls, [](const ModelCall& call) { return call.purpose.starts_with(kVerifyPurpose); });
    if (speculation.teacher.empty() || !(wasAsked || speculation.proposal)) return std::nullopt;
    if (speculation.proposal)
        speculation.ranks =
            matchRanks(PageIdentity(step.page), *speculation.proposal, speculation.teacher);
    speculation.isAccepted = step.decidedBy == Actor::Small;
    return speculation;
}

}  // namespace sym
