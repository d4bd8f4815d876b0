#include <algorithm>

#include "core/planner/answering/answering.h"
#include "core/planner/language/period.h"
#include "core/planner/language/values.h"
#include "core/planner/skills/skills.h"

namespace sym {
namespace {

/// Messages that say that a form was refused.
bool saysError(const Situation& situation)
{
    return std::any_of(
        situation.page.alerts.begin(), situation.page.alerts.end(), [](const std::string& alert) {
            const std::string text = folded(alert);
            for (const char* word :
                 {"error", "required", "invalid", "must ", "fail", "cannot", "can't", "not allowed",
                  "please enter", "please fill", "please select", "already exists", "incorrect"})
                if (text.find(word) != std::string::npos) return true;
            return false;
        });
}

}  // namespace

bool showsPeriod(const Situation& situation)
{
    if (situation.memory.hasTyped(isoDate(situation.goal().period->text).value_or("?"),
                                  situation.part))
        return true;
    std::size_t dated = 0;
    for (const Record& record : situation.page.records)
        dated += !record.headers.empty() && propertyOf(record, "date").has_value();
    if (dated > 2) return false;
    return std::any_of(
        situation.page.tree.begin(), situation.page.tree.end(), [&](const PageNode& node) {
            const auto day = node.name.size() < 80 ? findDate(node.name) : std::nullopt;
            return day && *day >= situation.goal().period->first
                   && *day <= situation.goal().period->last;
        });
}

namespace {

/// Conditions that the list shown was not yet narrowed to; "open" is what lists show at first.
std::size_t openConditions(const Situation& situation)
{
    const auto& conditions = situation.goal().conditions;
    return std::size_t(
        std::count_if(conditions.begin(), conditions.end(), [&](const std::string& condition) {
            return condition != "open" && !containsPhrase(situation.place, condition)
                   && !situation.memory.hasTyped(condition, situation.part);
        }));
}

bool needsControl(const Objective& goal)
{
    return goal.superlative.has_value() || goal.bounds.has_value();
}

}  // namespace

double coveredShare(const Situation& situation)
{
    double covered = 0, total = 0;
    for (const GoalWord& word : situation.goalWords) {
        total += word.weight;
        if (word.isCovered) covered += word.weight;
    }
    return total > 0 ? covered / total : 0;
}

void proposeFinishing(const Situation& situation, Proposals& proposals)
{
    const Objective& goal = situation.goal();
    if (situation.memory.saidFinished() && situation.isLastPart()
        && situation.memory.part() == situation.part) {
        const Deed& last = *situation.memory.last();
        const bool refused = last.failed || saysError(situation);
        const bool unchanged = last.hadNoEffect && situation.memory.clicks(last.target) < 2;
        // a dialog that asks back comes first
        const double score = refused ? 0.3 : unchanged || situation.page.hasModal ? 0.5 : 0.95;
        proposals.push_back(stopWith("Done", score, "The last step did what was asked"));
        return;
    }
    if (goal.intent != Intent::Navigate || !situation.isLastPart()) return;

    const bool routeMissing =
        std::any_of(goal.slots.begin(), goal.slots.end(), [&](const Slot& slot) {
            return slot.key == "from" || slot.key == "to";  // ends when the form was sent
        });
    if (routeMissing) return;
    if (goal.period && !showsPeriod(situation)) return;
    const double covered = coveredShare(situation);
    double named = 1;
    for (const std::string& name : goal.entities)
        named = std::min(named, situation.isAbout(name)                     ? 1.0
                                : containsPhrase(situation.place, name)     ? 0.9
                                : containsPhrase(situation.page.text, name) ? 0.5
                                                                            : 0.1);
    double score = 0.2 * std::min(1.0, 2 * named) + 0.65 * covered * named;
    if (covered > 0.95) score += 0.1;
    if (needsControl(goal) && covered < 0.99) score -= 0.15;
    score -= 0.3 * double(openConditions(situation));
    if (situation.memory.deeds().empty()) score -= 0.25;
    if (asksForOrder(situation) && !isSortedAsAsked(situation)) score -= 0.3;
    // a menu that opened is not yet a page; what ranks first is still to be opened
    if (const Deed* last = situation.memory.last(); last && last->role == "button") score -= 0.3;
    if (goal.superlative && !goal.superlative->property.empty() && foremostRecord(situation)
        && !situation.memory.saidFinished())
        score -= 0.3;
    proposals.push_back(stopWith("Done", score, "The page shows what was asked for"));
}

void proposeAnswering(const Situation& situation, Proposals& proposals)
{
    const Objective& goal = situation.goal();
    if (goal.intent != Intent::Question) return;
    const auto answer = readAnswer(situation);
    if (!answer) return;
    double score = std::min(0.94, answer->confidence);
    const double covered = coveredShare(situation);
    score = score * (0.75 + 0.25 * covered);
    if (situation.memory.deeds().empty() && goal.entities.empty()) score -= 0.1;
    proposals.push_back(stopWith(answer->text, score, answer->why));
}

}  // namespace sym
