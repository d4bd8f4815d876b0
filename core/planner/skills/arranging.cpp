#include <algorithm>

#include "core/planner/answering/answering.h"
#include "core/planner/language/values.h"
#include "core/planner/language/whereabouts.h"
#include "core/planner/skills/skills.h"

namespace sym {
namespace {

/// What the objective wants sorted: by which property and in which direction.
struct Order {
    std::string property;
    bool descending = true;
};

std::optional<Order> wantedOrder(const Objective& goal)
{
    const std::string text = folded(goal.text);
    const auto has = [&text](const char* phrase) { return text.find(phrase) != std::string::npos; };
    const bool sorts = has("sort") || has("order by") || has("ordered") || has("ascending")
                       || has("descending") || has("low to high") || has("high to low")
                       || has("arrange");
    if (sorts) {
        const bool up = has("ascending") || has("low to high") || has("lowest") || has("cheapest")
                        || has("oldest") || has("increasing") || has("alphabetical")
                        || has("a to z");
        for (const char* property :
             {"price", "rating", "date", "name", "comments", "votes", "stars", "popularity",
              "position", "title", "score", "updated", "created", "newest", "total", "quantity"})
            if (has(property))
                return Order{property,
                             !up && !(std::string_view(property) == "name" && !has("descending"))};
    }
    if (goal.superlative) return Order{goal.superlative->property, goal.superlative->wantsLargest};
    return std::nullopt;
}

}  // namespace

double saysOrder(const std::string& name, const std::string& property, bool descending)
{
    static const std::vector<std::pair<std::string_view, std::vector<const char*>>> kWords{
        {"price", {"price"}},
        {"rating", {"rating", "rated", "stars"}},
        {"date", {"date", "newest", "recent", "latest", "new", "created", "oldest"}},
        {"name", {"name", "title", "alphabetical"}},
        {"score", {"score", "top", "best", "votes"}}};
    const std::string text = folded(name);
    double score = coverage(property, name);
    for (const auto& [known, words] : kWords)
        if (known == property)
            for (const char* word : words)
                if (containsPhrase(text, word)) score = std::max(score, 0.9);
    if (score < 0.7) return 0;
    const auto has = [&text](std::initializer_list<const char*> marks) {
        return std::any_of(marks.begin(), marks.end(),
                           [&](const char* mark) { return text.find(mark) != std::string::npos; });
    };
    const bool saysUp = has({"low to high", "asc", "lowest", "oldest", "cheapest", "least",
                             "a to z", "a-z", "\xe2\x86\x91"});
    const bool saysDown = has({"high to low", "desc", "highest", "newest", "most", "latest",
                               "z to a", "top", "new", "\xe2\x86\x93"});
    score = std::min(score, 0.9);  // "Price" alone says nothing of the direction
    if (saysUp != saysDown) score += saysDown == descending ? 0.1 : -2;
    return score;
}

bool offersOrder(const Situation& situation)
{
    const auto order = wantedOrder(situation.goal());
    if (!order || isSortedAsAsked(situation)) return false;
    return std::any_of(
        situation.page.fields.begin(), situation.page.fields.end(), [&](const Field& field) {
            return field.kind == FieldKind::Choice
                   && std::any_of(
                       field.options.begin(), field.options.end(), [&](const std::string& option) {
                           return saysOrder(option, order->property, order->descending) >= 0.7;
                       });
        });
}

bool asksForOrder(const Situation& situation)
{
    return wantedOrder(situation.goal()).has_value();
}

bool isSortedAsAsked(const Situation& situation)
{
    const auto order = wantedOrder(situation.goal());
    if (!order) return false;
    // a control that offers the direction wanted says that the list is in the other one
    bool canTurn = false;
    for (const Control& control : situation.page.controls)
        canTurn =
            canTurn || containsPhrase(control.name, order->descending ? "descending" : "ascending");
    const auto says = [&](const std::string& name) {
        const double score = saysOrder(name, order->property, order->descending);
        return score >= 0.95 || (score >= 0.7 && !canTurn);
    };
    for (const Field& field : situation.page.fields)
        if (field.kind == FieldKind::Choice && field.options.size() > 1 && says(field.value))
            return true;
    for (const Control& control : situation.page.controls)
        if (control.isCurrent && control.name.size() < 40 && says(control.name)) return true;
    const auto& deeds = situation.memory.deeds();
    return std::any_of(deeds.begin(), deeds.end(), [&](const Deed& deed) {
        // a sort link stays on its page, any other leads away
        const std::string& after = &deed == &deeds.back() ? situation.page.title : (&deed)[1].page;
        if (!sameText(deed.page, situation.page.title) || !sameText(deed.page, after)) return false;
        return (deed.action.kind == ActionKind::Select && says(deed.action.text))
               || (deed.action.kind == ActionKind::Click && deed.target.size() < 40
                   && says(deed.target));
    });
}

namespace {

/// A tab or link whose business is the order: it says so, or stands among such.
bool isAmongSorters(const Page& page, const Control& control)
{
    const std::string name = folded(control.name);
    for (const char* word : {"sort", "most", "top", "newest", "latest", "highest", "lowest", "best",
                             "new", "oldest", "low to high", "high to low"})
        if (containsPhrase(name, word) && name.size() < 30) return true;
    for (int up = page.tree[std::size_t(control.node)].parent; up >= 0;
         up = page.tree[std::size_t(up)].parent)
        if (containsPhrase(page.tree[std::size_t(up)].name, "sort")
            || containsPhrase(page.tree[std::size_t(up)].name, "order"))
            return page.tree[std::size_t(up)].role != "rootwebarea";
    return false;
}

void proposeSorting(const Situation& situation, Proposals& proposals)
{
    const auto order = wantedOrder(situation.goal());
    if (!order) return;
    if (isSortedAsAsked(situation)) return;
    const double here = coveredShare(situation);
    // a list of something else is not worth sorting
    if (!situation.goal().entities.empty() && entityPresence(situation) < 0.6) return;
    if (situation.isSearchPage && relevantRecords(situation).empty()) return;
    for (const Field& field : situation.page.fields) {
        if (field.kind != FieldKind::Choice) continue;
        for (const std::string& option : field.options) {
            const double score = saysOrder(option, order->property, order->descending);
            if (score < 0.7 || sameText(option, field.value)) continue;
            if (situation.memory.hasFilled(field.label, option, situation.part)) continue;
            proposals.push_back(
                chooseIn(field, option, 0.3 + 0.35 * here + 0.1 * score, "It sorts as asked"));
        }
    }
    for (const Control& control : situation.page.controls) {
        const std::string first = folded(control.name.substr(0, control.name.find(' ')));
        if (control.isDisabled || control.isCurrent || isChangeVerb(first)) continue;
        const bool inHeader =
            control.node > 0 && situation.page.tree[std::size_t(control.node)].parent >= 0
            && situation.page
                       .tree[std::size_t(situation.page.tree[std::size_t(control.node)].parent)]
                       .role
                   == "columnheader";
        const std::string name = folded(control.name);
        const bool turns = order->descending ? containsPhrase(name, "descending")
                                             : containsPhrase(name, "ascending");
        const bool isBy = std::any_of(
            situation.page.fields.begin(), situation.page.fields.end(), [&](const Field& field) {
                return field.kind == FieldKind::Choice
                       && saysOrder(field.value, order->property, order->descending) >= 0.7;
            });
        if (turns && isBy && situation.memory.clicks(control.name, situation.page.title) == 0) {
            proposals.push_back(clickOn(control, 0.45 + 0.2 * here, "It turns the order round"));
            continue;
        }
        const bool sorts = inHeader || isAmongSorters(situation.page, control);
        if (!sorts) continue;
        const double score = saysOrder(control.name, order->property, order->descending);
        if (score < 0.7 || control.name.size() > 40) continue;
        const int clicks = situation.memory.clicks(control.name, situation.page.title);
        if (clicks > 1) continue;
        proposals.push_back(
            clickOn(control, 0.36 + 0.3 * here - 0.1 * clicks, "It sorts as asked"));
    }
}

/// Bounds into fields "min" and "max" or links like "$10 - $20".
void proposeBounds(const Situation& situation, Proposals& proposals)
{
    const Objective& goal = situation.goal();
    if (!goal.bounds) return;
    const double here = coveredShare(situation);
    for (const Field& field : situation.page.fields) {
        if (field.kind != FieldKind::Text && field.kind != FieldKind::Number) continue;
        const std::string label = folded(field.label);
        const auto is = [&label](std::initializer_list<const char*> words) {
            return std::any_of(words.begin(), words.end(),
                               [&](const char* word) { return containsPhrase(label, word); });
        };
        const bool low = is({"min", "minimum", "from", "low"}),
                   high = is({"max", "maximum", "to", "up to", "high"});
        if (low == high) continue;
        const double bound = low ? goal.bounds->low : goal.bounds->high;
        if (std::abs(bound) > 1e17) continue;
        const std::string value = numberText(bound + (low ? -1e-9 : 1e-9));
        if (field.value == value || situation.memory.hasFilled(field.label, value, situation.part))
            continue;
        proposals.push_back(
            typeInto(field, value, 0.32 + 0.35 * here, "It narrows the list as asked", true));
    }
}

/// Conditions as filters: links, tabs, choices that say "Pending", "Open", "5 stars".
void proposeConditions(const Situation& situation, Proposals& proposals)
{
    const Objective& goal = situation.goal();
    const double here = coveredShare(situation);
    for (const Control& control : situation.page.controls)
        if (control.isButton && control.opensMenu && containsPhrase(control.name, "filter")
            && goal.intent != Intent::Change && !goal.conditions.empty()
            && situation.memory.clicks(control.name, situation.page.title) == 0 && here > 0.3)
            proposals.push_back(
                clickOn(control, 0.3 + 0.25 * here, "Filters may show only what fits"));
    for (const std::string& condition : goal.conditions) {
        // a word that rows must hold can be searched in the list's own box
        for (const Field& field : situation.page.fields)
            if (field.isSearch && containsPhrase(field.label, "keyword")
                && goal.intent == Intent::Question && here > 0.3
                && !situation.memory.hasFilled(field.label, condition, situation.part))
                proposals.push_back(
                    typeInto(field, condition, 0.28 + 0.2 * here, "It shows only what fits", true));
        for (const Field& field : situation.page.fields) {
            if (field.kind != FieldKind::Choice) continue;
            for (const std::string& option : field.options)
                if (sameText(option, condition) && !sameText(field.value, option)
                    && !situation.memory.hasFilled(field.label, option, situation.part)
                    && goal.intent != Intent::Change)
                    proposals.push_back(
                        chooseIn(field, option, 0.36 + 0.3 * here, "It shows only what fits"));
            for (const Control& control : situation.page.controls)
                if (control.isButton && sameText(field.value, condition)
                    && control.form == field.form && containsPhrase(control.name, "apply")
                    && situation.memory.hasEntered(field.label, situation.part))
                    proposals.push_back(clickOn(
                        control,
                        0.5 + 0.2 * here
                            - 0.3 * situation.memory.clicks(control.name, situation.page.title),
                        "It applies the filter"));
        }
    }
}

/// A kind that a list of choices offers by the objective's own word ("Museum"), and its button.
void proposeKinds(const Situation& situation, Proposals& proposals)
{
    const Objective& goal = situation.goal();
    if (goal.intent == Intent::Change) return;
    for (const Field& field : situation.page.fields) {
        if (field.kind != FieldKind::Choice || containsPhrase(field.label, "sort")) continue;
        for (const std::string& option : field.options) {
            const std::vector<Word> words = wordsOf(option);
            if (words.empty() || words.size() > 3 || coverage(words, goal.words) < 0.99) continue;
            if (coverage(words, wordsOf(situation.place)) > 0.99) continue;
            if (!sameText(field.value, option)) {
                if (!situation.memory.hasFilled(field.label, option, situation.part))
                    proposals.push_back(
                        chooseIn(field, option, 0.46, "The objective names this choice"));
                continue;
            }
            for (const Control& control : situation.page.controls)
                if (control.isButton && control.form == field.form && control.node > field.node
                    && situation.memory.clicks(control.name, situation.page.title) == 0
                    && control.node < field.node + 6)
                    proposals.push_back(clickOn(
                        control,
                        situation.memory.hasFilled(field.label, option, situation.part) ? 0.7
                                                                                        : 0.48,
                        "It applies the choice"));
        }
    }
}

void proposeNextPage(const Situation& situation, Proposals& proposals)
{
    const Objective& goal = situation.goal();
    const bool looksForRow =
        goal.intent != Intent::Navigate || !goal.entities.empty() || goal.period;
    if (!looksForRow) return;
    const double here = coveredShare(situation);
    // rows of the right kind, but not yet the one looked for
    double missing = 0;
    const std::vector<const Record*> rows = relevantRecords(situation);
    const bool tests = goal.period.has_value() || !goal.entities.empty();
    if (tests && rows.size() >= 3 && std::none_of(rows.begin(), rows.end(), [&](const Record* row) {
            return fulfils(situation, *row);
        }))
        missing = goal.period && propertyOf(*rows.front(), "date") ? 0.25 : 0.06;
    for (const Control& control : situation.page.controls) {
        const std::string name = folded(control.name);
        const bool next = sameText(name, "next") || containsPhrase(name, "next page")
                          || containsPhrase(name, "load more") || containsPhrase(name, "show more")
                          || name == ">" || name == "\xe2\x80\xba" || name == "\xc2\xbb"
                          || containsPhrase(name, "older");
        if (!next || control.isDisabled) continue;
        const int turned = situation.memory.clicks(control.name);
        proposals.push_back(clickOn(control, 0.2 + 0.16 * here + missing - 0.02 * turned,
                                    "There are more of them on the next page"));
    }
}

/// Menus about the view or the user, not about what the site holds.
bool isRarelyUseful(const std::string& name)
{
    for (const char* view : {"filters", "columns", "export", "admin", "user", "notifications"})
        if (containsPhrase(name, view)) return true;
    return false;
}

}  // namespace

void proposeArranging(const Situation& situation, Proposals& proposals)
{
    proposeSorting(situation, proposals);
    proposeBounds(situation, proposals);
    proposeConditions(situation, proposals);
    proposeKinds(situation, proposals);
    proposeNextPage(situation, proposals);
}

void proposeLeaving(const Situation& situation, Proposals& proposals)
{
    const Objective& goal = situation.goal();
    const Memory& memory = situation.memory;
    const int step = situation.prompt.step, budget = situation.prompt.budget;
    for (const Control& control : situation.page.controls) {
        if (!control.opensMenu || control.isDisabled || control.behindModal) continue;
        const int before = memory.clicks(control.name, situation.page.title);
        const double likely = 0.06 * holdsLikely(control.name, goal.words)
                              - (isRarelyUseful(control.name) ? 0.02 : 0);
        proposals.push_back(
            clickOn(control, 0.22 + likely - 0.1 * before, "The menu may hold what is missing"));
    }
    if (!memory.path().empty() && situation.allows("go_back"))
        proposals.push_back(plainAction(ActionKind::GoBack, 0.21 - 0.03 * memory.retreats(),
                                        "This page leads no further"));
    if (situation.allows("go_home") && !memory.deeds().empty()) {
        int homes = 0;
        for (const Deed& deed : memory.deeds()) homes += deed.action.kind == ActionKind::GoHome;
        proposals.push_back(
            plainAction(ActionKind::GoHome, 0.24 - 0.12 * homes, "Another site may have it"));
    }
    // the longer nothing is found, the likelier it is not there
    const double spent = double(step) / double(std::max(1, budget));
    const std::string answer =
        goal.intent == Intent::Navigate && coveredShare(situation) > 0.6 ? "Done" : "N/A";
    proposals.push_back(stopWith(answer, 0.05 + 0.22 * spent, "Nothing on the pages seen says so"));
}

}  // namespace sym
