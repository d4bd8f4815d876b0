#include "core/planner/decision.h"

#include <algorithm>

#include "core/base/random.h"
#include "core/planner/answering/answering.h"
#include "core/planner/answering/comparing.h"
#include "core/planner/skills/skills.h"

namespace sym {
namespace {

const char* commandOf(ActionKind kind)
{
    switch (kind) {
    case ActionKind::Click: return "click";
    case ActionKind::Type: return "type";
    case ActionKind::Select: return "select";
    case ActionKind::GoBack: return "go_back";
    case ActionKind::GoHome: return "go_home";
    case ActionKind::Stop: return "stop";
    default: return "";
    }
}

/// A choice by clicking where the grammar has no select.
void replaceForbidden(const Situation& situation, Proposals& proposals)
{
    for (Proposal& proposal : proposals) {
        if (proposal.action.kind != ActionKind::Select || situation.allows("select")) continue;
        const Field* field = situation.page.fieldById(proposal.action.elementId);
        if (!field) continue;
        const PageNode& list = situation.page.tree[std::size_t(field->node)];
        for (int i = field->node + 1; i < list.end; ++i) {
            const PageNode& option = situation.page.tree[std::size_t(i)];
            if (option.id.empty() || option.name != proposal.action.text) continue;
            proposal.action = Action{};
            proposal.action.kind = ActionKind::Click;
            proposal.action.elementId = option.id;
        }
    }
    std::erase_if(proposals, [&](const Proposal& proposal) {
        const std::string_view command = commandOf(proposal.action.kind);
        return !command.empty() && !situation.allows(command);
    });
}

void punishRepetition(const Situation& situation, Proposals& proposals)
{
    const Deed* last = situation.memory.last();
    for (Proposal& proposal : proposals) {
        if (proposal.action.kind == ActionKind::Stop) continue;
        if (last && last->action == proposal.action && (last->hadNoEffect || last->failed))
            proposal.score -= 0.5;
        if (!situation.prompt.feedback.empty()
            && situation.prompt.feedback.find(formatAction(proposal.action)) != std::string::npos)
            proposal.score -= 0.7;
        const auto same = std::count_if(situation.memory.deeds().begin(),
                                        situation.memory.deeds().end(), [&](const Deed& deed) {
                                            return deed.action == proposal.action && deed.failed
                                                   && deed.page == situation.page.title;
                                        });
        proposal.score -= 0.25 * double(same);
    }
}

Proposal finalAnswer(const Situation& situation)
{
    const Objective& goal = situation.goal();
    if (goal.intent == Intent::Question) {
        if (const auto answer = readAnswer(situation); answer && answer->confidence > 0.25)
            return stopWith(answer->text, 1, answer->why);
        return stopWith("N/A", 1, "No page seen has the answer");
    }
    return stopWith("Done", 1, "There are no steps left");
}

}  // namespace

Proposals rankProposals(const Situation& situation, std::uint64_t seed, double unrest)
{
    if (situation.prompt.isFinalStep) return {finalAnswer(situation)};

    Proposals all;
    proposeFinishing(situation, all);
    proposeAnswering(situation, all);
    proposeDialogAnswers(situation, all);
    proposeFilling(situation, all);
    proposeOperating(situation, all);
    proposeFollowing(situation, all);
    proposeSearching(situation, all);
    proposeArranging(situation, all);
    proposeFromExamples(situation, all);
    proposeRecalling(situation, all);
    proposeLeaving(situation, all);
    const std::string noted = writeValues(comparedValues(situation));
    for (Proposal& proposal : all) proposal.soFar = noted;
    replaceForbidden(situation, all);
    punishRepetition(situation, all);

    Random random = Random(seed).fork("planner");
    for (Proposal& proposal : all) proposal.score += unrest * (random.unit() - 0.5);
    std::stable_sort(all.begin(), all.end(), [](const Proposal& left, const Proposal& right) {
        return left.score > right.score;
    });
    Proposals distinct;
    for (Proposal& proposal : all) {
        const bool known =
            std::any_of(distinct.begin(), distinct.end(),
                        [&](const Proposal& other) { return other.action == proposal.action; });
        if (!known) distinct.push_back(std::move(proposal));
    }
    if (distinct.empty())
        distinct.push_back(stopWith("N/A", 0.05, "There is nothing to do on this page"));
    return distinct;
}

}  // namespace sym
