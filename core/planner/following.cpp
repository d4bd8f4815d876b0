#include <algorithm>

#include "core/planner/answering.h"
#include "core/planner/skills.h"
#include "core/planner/values.h"
#include "core/planner/whereabouts.h"

namespace sym {
namespace {

bool isHarmful(const Objective& goal, const std::string& name)
{
    for (const char* word : {"logout", "log out", "sign out", "signout", "delete", "remove", "unsubscribe", "cancel order",
                             "upvote", "downvote", "buy", "add to", "report", "hide", "clear", "reset", "fork", "like"})
        if (containsPhrase(name, word) && coverage(word, goal.text) < 0.5) return true;
    return false;
}

/// How much of what is still missing a name would bring, 0...1.
double gainOf(const Situation& situation, const std::vector<Word>& name)
{
    double gain = 0, total = 0;
    for (const GoalWord& word : situation.goalWords) {
        const double weight = word.isCovered ? word.weight * 0.15 : word.weight;
        total += weight;
        gain += weight * coverage(std::vector<Word>{word.word}, name);
    }
    return total > 0 ? gain / total : 0;
}

bool speaksOfMe(const Objective& goal)
{
    const std::string text = " " + folded(goal.text) + " ";
    return text.find(" my ") != std::string::npos || text.find(" i ") != std::string::npos
           || text.find(" me ") != std::string::npos;
}

bool isAccountName(const std::string& name)
{
    for (const char* word : {"my account", "account", "profile", "my", "user menu", "user settings"})
        if (containsPhrase(name, word)) return true;
    return false;
}

bool isColumnHeader(const Page& page, const Control& control)
{
    const int parent = page.tree[std::size_t(control.node)].parent;
    return parent >= 0 && page.tree[std::size_t(parent)].role == "columnheader";
}

/// Names of what changes data, which a question never needs.
bool changesSomething(const Control& control)
{
    static const std::vector<std::string_view> verbs{"add", "create", "new", "edit", "delete", "remove", "cancel", "submit", "buy",
                                                     "reorder", "save", "place", "hold", "ship", "invoice", "reply", "write",
                                                     "upvote", "downvote", "subscribe", "unsubscribe", "star", "fork", "close"};
    const std::string name = folded(control.name);
    const std::string first = name.substr(0, name.find(' '));
    const bool isShort = wordsOf(name).size() <= 3;
    return isShort && (control.isButton || control.isLink) && !control.opensMenu
           && std::find(verbs.begin(), verbs.end(), first) != verbs.end();
}

bool testsRows(const Objective& goal)
{
    return goal.period.has_value() || !goal.conditions.empty();
}

bool isPaging(const std::string& name)
{
    return sameText(name, "next") || sameText(name, "previous") || containsPhrase(name, "next page")
           || containsPhrase(name, "previous page")
           || (!name.empty() && name.size() <= 3 && name.find_first_not_of("0123456789") == std::string::npos);
}

/// The text that stands right before a control: "studied at", "Submitted by".
std::string textBefore(const Situation& situation, const Control& control)
{
    if (!control.isLink || control.node == 0) return {};
    const PageNode& before = situation.page.tree[std::size_t(control.node) - 1];
    if (before.role != "text") return {};
    const std::size_t tail = before.name.size() > 40 ? before.name.size() - 40 : 0;
    return before.name.substr(tail);
}

/// Whether the control is what the page gives for the step on the way: "Composer", link "Ann Lee".
bool leadsOnward(const Situation& situation, const Control& control)
{
    const Objective& goal = situation.goal();
    if (!control.isLink || situation.isSearchPage) return false;
    const bool isThere = std::any_of(goal.entities.begin(), goal.entities.end(),
                                     [&](const std::string& name) { return situation.isAbout(name); });
    if (!isThere) return false;
    const std::string before = folded(textBefore(situation, control));
    if (coverage(goal.hop, "author writer creator owner") > 0.7 && (before == "by" || before.ends_with(" by"))) return true;
    for (const Fact& fact : situation.page.facts)
        if (sameText(fact.value, control.name) && coverage(goal.hop, fact.label) > 0.7) return true;
    return !before.empty() && coverage(goal.hop, before) > 0.7;
}

}  // namespace

void proposeFollowing(const Situation& situation, Proposals& proposals)
{
    const Objective& goal = situation.goal();
    const bool mine = speaksOfMe(goal);
    std::vector<Word> missing;
    for (const GoalWord& word : situation.goalWords)
        if (!word.isCovered) missing.push_back(word.word);
    const Record* foremost = foremostRecord(situation);
    const bool sorted = isSortedAsAsked(situation);
    const bool keptInAccounts = std::any_of(goal.words.begin(), goal.words.end(), [](const Word& word) {
        return word.stem == "order" || word.stem == "wishlist" || word.stem == "address" || word.stem == "invoic";
    });
    for (const Control& control : situation.page.controls) {
        if (control.isDisabled || control.behindModal || control.name.empty() || control.isCurrent) continue;
        if (isColumnHeader(situation.page, control)) continue;
        if (goal.intent != Intent::Change && changesSomething(control)) continue;
        if (isPaging(control.name) || isHarmful(goal, folded(control.name))) continue;
        const bool leads = control.isLink || control.role == "tab" || control.role == "menuitem" || control.opensMenu
                           || control.role == "clickable" || control.role == "treeitem" || control.role == "generic"
                           || control.role == "listitem" || control.role == "row" || control.role == "option";
        std::vector<Word> name = wordsOf(control.name);
        std::erase_if(name, [&](const Word& word) {  // counts say nothing
            return word.stem.find_first_not_of("0123456789") == std::string::npos && coverage(std::vector<Word>{word}, goal.words) < 1;
        });
        const double gain = std::max(gainOf(situation, name), 0.6 * gainOf(situation, wordsOf(textBefore(situation, control))));
        double exact = 0;
        for (const std::string& entity : goal.entities) {
            if (situation.isAbout(entity)) continue;
            if (sameText(control.name, entity)) exact = std::max(exact, 1.0);
            else if (containsPhrase(control.name, entity))
                exact = std::max(exact, wordsOf(control.name).size() > 2 * wordsOf(entity).size() + 1 ? 0.5 : 0.85);
            else if (entity.size() > 4 && coverage(entity, control.name) > 0.99) exact = std::max(exact, 0.7);
            else if (containsPhrase(control.context, entity) && control.record >= 0) exact = std::max(exact, 0.45);
        }
        const bool isForemost = foremost && control.node >= foremost->begin && control.node < foremost->end
                                && (control.name == foremost->title || control.isLink);
        if (isForemost && goal.intent != Intent::Question) {
            Proposal open = clickOn(control, (sorted ? 0.74 : 0.5) + (control.name == foremost->title ? 0.08 : 0),
                                    "It ranks first by " + goal.superlative->property);
            open.score += 0.15 * coveredShare(situation) - 0.3 * situation.memory.clicks(control.name);
            open.finishesPart = goal.intent == Intent::Navigate;
            proposals.push_back(std::move(open));
        }
        if (control.record >= 0 && testsRows(goal)) {
            // of rows with dates and states, those that fit
            const bool fits = fulfils(situation, situation.page.records[std::size_t(control.record)]);
            const bool isDated = propertyOf(situation.page.records[std::size_t(control.record)], "date").has_value();
            if (fits && isDated && goal.period && (control.isLink || control.role == "row")) exact = std::max(exact, 0.6);
            if (!fits) exact -= 0.35;
        }
        const double precision = coverage(name, goal.words);
        double score = 0.16 + 0.34 * gain + 0.22 * precision * std::min(1.0, gain * 3) + 0.34 * exact;
        if (isAccountName(folded(control.name)) && !containsPhrase(situation.place, "my")
            && !containsPhrase(situation.place, "account"))
            score += mine ? 0.14 : keptInAccounts ? 0.08 : 0;
        const bool isMine = isAccountName(folded(control.name));
        if (!isMine || mine || keptInAccounts) score += 0.17 * holdsLikely(control.name, missing);
        const bool namesWanted = !goal.wanted.empty() && name.size() <= 4 && coverage(goal.wanted, control.name) > 0.45;
        if (namesWanted && goal.intent == Intent::Question) score += 0.1;
        if (control.role == "tab") score += 0.04;
        if (mine && control.opensMenu && control.name.size() < 30) score += 0.05;
        if (control.role == "listitem" || control.role == "row" || control.role == "img") score -= 0.1;
        if (!goal.hop.empty() && leadsOnward(situation, control)) score = std::max(score, 0.78);
        if (control.opensMenu) score -= 0.04;
        if (!leads) score -= 0.15;
        const int onPage = situation.memory.clicks(control.name, situation.page.title);
        const int anywhere = situation.memory.clicks(control.name);
        score -= 0.22 * onPage + 0.1 * (anywhere - onPage);
        if (score < 0.2) continue;
        proposals.push_back(clickOn(control, std::min(score, 0.85), exact > 0.6 ? "It names what is looked for" : "Its name matches words of the objective"));
    }
}

namespace {

/// What a search box says it searches: "orders" of "Search orders"; empty: everything.
std::vector<Word> kindSearched(const Field& field)
{
    std::vector<Word> kind;
    for (const Word& word : wordsOf(field.label)) {
        const std::string surface = field.label.substr(word.begin, word.end - word.begin);
        const bool isName = !surface.empty() && surface.front() >= 'A' && surface.front() <= 'Z';
        if (!word.isStop && word.concept_ != "search" && !isName && word.stem != "query" && word.stem != "keyword")
            kind.push_back(word);
    }
    return kind;
}

/// A box for orders finds no products.
double searchFit(const Field& field, const Objective& goal)
{
    const std::vector<Word> kind = kindSearched(field);
    return kind.empty() || coverage(kind, goal.words) > 0.5 ? 0 : -0.3;
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

}  // namespace

void proposeSearching(const Situation& situation, Proposals& proposals)
{
    const Objective& goal = situation.goal();
    const Field* field = bestSearchField(situation);
    if (!field) return;
    const auto searched = [&situation](const std::string& text) {
        const auto& searches = situation.memory.searches();
        return int(std::count(searches.begin(), searches.end(), text));
    };
    // what to look for: the names, then the words of the matter
    std::vector<std::pair<std::string, double>> queries;
    for (const std::string& name : goal.entities) {
        const bool isCode = name.find_first_not_of("0123456789#-/") == std::string::npos;
        const bool isValue = std::any_of(goal.slots.begin(), goal.slots.end(), [&](const Slot& slot) {
            return !slot.key.empty() && containsPhrase(slot.value, name);
        });
        if (situation.isAbout(name)) continue;
        double score = isCode ? 0.44 : name.size() < 4 ? 0.42 : 0.6;
        if (containsPhrase(name, "forum") || name.find('/') != std::string::npos) score += 0.04;
        if (isValue) score -= 0.25;
        if (goal.verb == "search" || goal.verb == "find" || goal.verb == "look") score += 0.15;
        queries.emplace_back(name, score - 0.03 * double(queries.size()));
    }
    if (goal.entities.empty()) {
        std::string words;
        for (const GoalWord& word : situation.goalWords)
            if (word.weight >= 1 && !word.isCovered) {
                const std::string surface = goal.text.substr(word.word.begin, word.word.end - word.word.begin);
                words += (words.empty() ? "" : " ") + surface;
            }
        if (!words.empty() && words.size() < 60) queries.emplace_back(words, 0.33);
    }
    // a box for orders finds no products
    const double fit = searchFit(*field, goal);
    if (situation.isSearchPage && !situation.memory.searches().empty()) {
        // a shorter query when the whole name found nothing
        for (const std::string& name : goal.entities) {
            const std::size_t blank = name.find(' ', name.size() / 2);
            if (searched(name) && blank != std::string::npos) queries.emplace_back(name.substr(0, blank), 0.36);
        }
    }
    for (const auto& [query, score] : queries) {
        const double again = 0.4 * searched(query);
        if (score - again + fit < 0.15) continue;
        proposals.push_back(typeInto(*field, query, score - again + fit, "Searching may find what the objective names", true));
    }
}

}  // namespace sym
