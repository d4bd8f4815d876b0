#include <algorithm>

#include "core/planner/skills/skills.h"

namespace sym {
namespace {

/// What a search box says it searches: "orders" of "Search orders"; empty: everything.
std::vector<Word> kindSearched(const Field& field)
{
    std::vector<Word> kind;
    for (const Word& word : wordsOf(field.label)) {
        const std::string surface = field.label.substr(word.begin, word.end - word.begin);
        const bool isName = !surface.empty() && surface.front() >= 'A' && surface.front() <= 'Z';
        if (!word.isStop && word.group != "search" && !isName && word.stem != "query"
            && word.stem != "keyword")
            kind.push_back(word);
    }
    return kind;
}

/// A box for orders finds no products.
double searchFit(const Field& field, const Objective& goal)
{
    const std::vector<Word> kind = kindSearched(field);
    return kind.empty() || coverage(kind, goal.words) > 0.5 ? 0 : -0.35;
}

/// The box that fits, of those alike the one in the page's content (the last).
const Field* bestSearchField(const Situation& situation)
{
    const Field* best = nullptr;
    double bestFit = -1;
    for (const Field& field : situation.page.fields) {
        if (!field.isSearch || field.kind == FieldKind::Choice) continue;
        const double fit = searchFit(field, situation.goal());
        if (fit < bestFit) continue;
        best = &field;
        bestFit = fit;
    }
    return best;
}

/// "the lamps in X", "the category X": a part of the site, not one of the things it holds.
bool isDepartment(const Objective& goal, const std::string& name)
{
    const std::string text = folded(goal.text), part = folded(name);
    const auto says = [&](const std::string& phrase) { return containsPhrase(text, phrase); };
    return (says("in " + part) && coverage("product", text) > 0.7) || says(part + " category")
           || says("category " + part) || says(part + " department");
}

}  // namespace

void proposeSearching(const Situation& situation, Proposals& proposals)
{
    const Objective& goal = situation.goal();
    const Field* field = bestSearchField(situation);
    if (!field) return;
    const auto searched = [&](const std::string& text) {
        return situation.memory.searches(field->label, text);
    };
    const bool hasDepartment =
        std::any_of(goal.entities.begin(), goal.entities.end(), [&](const std::string& name) {
            return isDepartment(goal, name) && !situation.isAbout(name);
        });
    // on the page of the thing to be changed, the other names are to be found there
    const bool isThere =
        goal.intent == Intent::Change
        && std::any_of(goal.entities.begin(), goal.entities.end(), [&](const std::string& name) {
               return situation.isAbout(name) || searched(name) > 0;
           });
    // what to look for: the names, then the words of the matter
    std::vector<std::pair<std::string, double>> queries;
    for (const std::string& name : goal.entities) {
        const bool isCode = name.find_first_not_of("0123456789#-/") == std::string::npos;
        const bool isValue =
            std::any_of(goal.slots.begin(), goal.slots.end(), [&](const Slot& slot) {
                return !slot.key.empty() && containsPhrase(slot.value, name);
            });
        if (situation.isAbout(name) || (!goal.hop.empty() && situation.hasPassed(name))) continue;
        const bool makes = goal.verb == "create" || goal.verb == "add" || goal.verb == "post"
                           || goal.verb == "make" || goal.verb == "invite";
        const bool isContainer =
            name.find('/') != std::string::npos || (goal.verb == "add" && name.size() > 8);
        double score = isCode ? 0.44 : name.size() < 4 ? 0.42 : 0.6;
        if (containsPhrase(name, "forum") || name.find('/') != std::string::npos) score += 0.04;
        if (isValue) score -= 0.4;
        // a department is found in the menu, what it holds in the department
        if (hasDepartment || isDepartment(goal, name)) score -= 0.25;
        // what is mine is in my account
        if (isCode && speaksOfMe(goal) && kindSearched(*field).empty()) score -= 0.25;
        if (isThere) score -= 0.25;
        if (makes && !isContainer) score -= 0.2;
        if (goal.verb == "search" || goal.verb == "find" || goal.verb == "look") score += 0.15;
        queries.emplace_back(name, score - 0.03 * double(queries.size()));
    }
    if (goal.entities.empty()) {
        std::string words;
        for (const GoalWord& word : situation.goalWords)
            if (word.weight >= 1 && !word.isCovered) {
                const std::string surface =
                    goal.text.substr(word.word.begin, word.word.end - word.word.begin);
                words += (words.empty() ? "" : " ") + surface;
            }
        if (!words.empty() && words.size() < 60)
            queries.emplace_back(words, speaksOfMe(goal) || goal.period ? 0.2 : 0.31);
    }
    // a box for orders finds no products
    const double fit = searchFit(*field, goal);
    if (situation.isSearchPage && !situation.memory.searches().empty()) {
        // a shorter query when the whole name found nothing
        for (const std::string& name : goal.entities) {
            const std::size_t blank = name.find(' ', name.size() / 2);
            if (searched(name) && blank != std::string::npos && wordsOf(name).size() > 2)
                queries.emplace_back(name.substr(0, blank), 0.36);
        }
    }
    for (const auto& [query, score] : queries) {
        if (sameText(field->value, query)) continue;
        const double again = 0.4 * searched(query);
        if (score - again + fit < 0.15) continue;
        proposals.push_back(typeInto(*field, query, score - again + fit,
                                     "Searching may find what the objective names", true));
    }
}

}  // namespace sym
