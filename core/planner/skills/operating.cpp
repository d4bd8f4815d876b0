#include <algorithm>

#include "core/planner/answering/answering.h"
#include "core/planner/language/values.h"
#include "core/planner/skills/skills.h"

namespace sym {
namespace {

/// Whether a control belongs to the things named: the page is about them or its row says them.
double belongs(const Situation& situation, const Control& control, const Record* foremost)
{
    const Objective& goal = situation.goal();
    if (goal.period && !goal.superlative) {
        if (control.record < 0) return showsPeriod(situation) ? 0.9 : 0.2;
        const Record& record = situation.page.records[std::size_t(control.record)];
        return propertyOf(record, "date") && fulfils(situation, record) ? 1 : 0.2;
    }
    // "the newest post in X": of all there may be newer ones elsewhere
    if (goal.superlative && !goal.entities.empty() && control.record >= 0
        && std::none_of(goal.entities.begin(), goal.entities.end(), [&](const std::string& name) {
               return situation.isAbout(name) || containsPhrase(situation.place, name);
           }))
        return 0.2;
    if (goal.superlative && offersOrder(situation)) return 0.4;
    // "upvote the newest post": the one in the row that ranks first
    if (goal.superlative && foremost)
        return control.node >= foremost->begin && control.node < foremost->end ? 1 : 0.2;
    if (goal.superlative && control.record >= 0) return 0.2;
    std::size_t count = 0;
    double sum = 0;
    for (const std::string& name : goal.entities) {
        const bool isValue =
            std::any_of(goal.slots.begin(), goal.slots.end(),
                        [&](const Slot& slot) { return containsPhrase(slot.value, name); });
        if (isValue && (goal.entities.size() > 1 || goal.verb == "create" || goal.verb == "add"))
            continue;
        ++count;
        if (containsPhrase(control.context, name) || containsPhrase(control.name, name))
            sum += 1;
        else if (situation.isAbout(name))
            sum += control.record >= 0 ? 0.75 : 1;
        else if (containsPhrase(situation.place, name))
            sum += control.record >= 0 ? 0.6 : 0.8;
        else if (coverage(name, control.context) > 0.99)
            sum += 0.8;
        else if (containsPhrase(situation.page.text, name) && control.record < 0)
            sum += 0.4;
    }
    return count ? sum / double(count) : 0.75;
}

/// "wish list" of "Add to Wish List".
std::string withoutFirst(const std::string& name)
{
    std::string rest = folded(name);
    for (const char* opening : {"add to ", "put in ", "save to ", "move to "})
        if (rest.starts_with(opening)) return rest.substr(std::string_view(opening).size());
    return rest;
}

/// How well a name says the deed: verb first.
double saysDeed(const Objective& goal, const Control& control)
{
    const std::vector<Word> name = wordsOf(control.name);
    const std::vector<Word> deed = wordsOf(goal.operation);
    const double precision = coverage(name, deed);
    const double recall = coverage(deed, name);
    const bool hasVerb = coverage(goal.verb, control.name) > 0.75;
    double score = 0.6 * precision + 0.25 * recall + (hasVerb && precision >= 0.5 ? 0.25 : 0);
    // a link that only names the thing does nothing to it
    // "Submit", "Compose": how sites call the making of a post
    static constexpr std::string_view kMakes = "submit compose publish";
    const bool submits = name.size() <= 2 && coverage(control.name, kMakes) > 0.9
                         && coverage(goal.object, "post submission message") > 0.7;
    const bool isAct = (control.isButton && precision > 0.99) || submits;
    if (submits) score = std::max(score, 0.8);
    if (!hasVerb && !isAct) score *= 0.5;
    // "Order again" of everything that was ordered
    if (coverage("reorder", control.name) > 0.99 && containsPhrase(goal.text, "again")
        && coverage("order", goal.text) > 0.7)
        return 1;
    // "Create new forum" does not create a post
    const bool makes = goal.verb == "create" || goal.verb == "add" || goal.verb == "open"
                       || goal.verb == "submit" || goal.verb == "make" || goal.verb == "post"
                       || goal.verb == "write" || goal.verb == "start" || goal.verb == "leave";
    const bool isDestination = hasVerb && precision > 0.99 && name.size() > 1
                               && containsPhrase(goal.text, "to my " + withoutFirst(control.name));
    if (makes && !submits && !isDestination && !goal.object.empty()
        && coverage(goal.object, control.name) < 0.4) {
        std::size_t nouns = 0;
        for (const Word& word : name)
            nouns += !word.isStop && word.group != "create" && word.group != "save"
                     && coverage(goal.verb, control.name.substr(word.begin, word.end - word.begin))
                            < 0.7;
        score -= nouns > 0 ? 0.55 : 0.25;
    } else if (makes && hasVerb) {
        score += 0.1;
    }
    return score;
}

/// A menu that was opened before, or that offers to make things when nothing is to be made.
bool isVainMenu(const Situation& situation, const Control& control)
{
    if (!control.opensMenu) return false;
    const std::string& verb = situation.goal().verb;
    const bool makes = verb == "create" || verb == "add" || verb == "make" || verb == "open"
                       || verb == "start" || verb == "new";
    const bool says =
        containsPhrase(control.name, verb) || (makes && coverage(verb, control.name) > 0.7);
    return !says || situation.memory.clicks(control.name) > 0;
}

/// Steps on the way to a purchase, in the order they come.
bool isNextOfPurchase(const std::string& name)
{
    for (const char* step : {"proceed to checkout", "go to checkout", "checkout", "check out",
                             "place order", "confirm order", "complete order", "pay now", "buy now",
                             "continue", "next", "review order", "submit order"})
        if (containsPhrase(name, step)) return true;
    return false;
}

bool isPurchase(const Objective& goal)
{
    return goal.verb == "buy" || goal.verb == "purchase" || goal.verb == "order"
           || goal.verb == "reorder" || containsPhrase(goal.text, "place an order")
           || containsPhrase(goal.text, "check out");
}

bool opensForm(const Situation& situation)
{
    const Objective& goal = situation.goal();
    return std::any_of(goal.slots.begin(), goal.slots.end(), [&](const Slot& slot) {
        return !slot.key.empty() && slot.key != "quantity" && slot.key != "visibility"
               && slot.key != "role" && !situation.memory.hasTyped(slot.value, situation.part);
    });
}

}  // namespace

void proposeOperating(const Situation& situation, Proposals& proposals)
{
    const Objective& goal = situation.goal();
    if (goal.intent != Intent::Change) return;
    const bool purchase = isPurchase(goal);
    const Record* foremost = foremostRecord(situation);
    const bool needsForm = opensForm(situation);
    for (const Control& control : situation.page.controls) {
        if (control.isDisabled || control.behindModal || control.name.empty()
            || control.role == "img")
            continue;
        if (purchase && situation.memory.path().size() > 0 && isNextOfPurchase(folded(control.name))
            && !control.isDisabled) {
            const bool last = containsPhrase(control.name, "place order")
                              || containsPhrase(control.name, "confirm order");
            Proposal next =
                clickOn(control, last ? 0.86 : 0.7, "It is the next step of the purchase");
            next.score -= 0.15 * situation.memory.clicks(control.name, situation.page.title);
            next.finishesPart = last;
            proposals.push_back(std::move(next));
            continue;
        }
        const bool isDismissal = situation.page.hasModal && sameText(control.name, "cancel");
        if (situation.page.hasModal && needsForm && !situation.page.fields.empty()) continue;
        if (isDismissal || isVainMenu(situation, control)) continue;
        const double deed = saysDeed(goal, control);
        if (deed < 0.5) continue;
        const double own = belongs(situation, control, foremost);
        double score = 0.2 + 0.45 * deed + 0.32 * own;
        if (own < 0.5) score -= own < 0.3 && control.record >= 0 ? 0.45 : 0.25;
        if (control.isLink && !needsForm) score -= 0.12;
        if (control.isCurrent) score -= 0.3;
        const int before = situation.memory.clicks(control.name, situation.page.title);
        score -= 0.25 * before;
        if (control.name.size() > 60) score -= 0.2;  // a headline, not a button
        Proposal proposal = clickOn(control, std::min(score, 0.9), "It says what is to be done");
        const bool isAct = control.isButton || control.role == "clickable"
                           || control.role == "generic" || control.role == "menuitem";
        proposal.finishesPart =
            isAct && !needsForm && own >= 0.6 && !purchase && !control.opensMenu;
        proposals.push_back(std::move(proposal));
    }
}

namespace {

/// Whether a dialog has fields that still wait for the objective's values.
bool hasOpenFields(const Situation& situation, int begin, int end)
{
    const bool hasFields =
        std::any_of(situation.page.fields.begin(), situation.page.fields.end(),
                    [&](const Field& field) { return field.node > begin && field.node < end; });
    return hasFields && opensForm(situation);
}

}  // namespace

void proposeDialogAnswers(const Situation& situation, Proposals& proposals)
{
    if (!situation.page.hasModal) return;
    const Objective& goal = situation.goal();
    int dialog = -1, dialogEnd = 0;
    for (int i = 0; i < int(situation.page.tree.size()); ++i) {
        const PageNode& node = situation.page.tree[std::size_t(i)];
        if (node.role != "dialog" && node.role != "alertdialog" && !node.isSet("modal")) continue;
        dialog = i;
        dialogEnd = node.end;
    }
    if (dialog < 0) return;
    const std::string says = textBelow(situation.page.tree, dialog);
    const bool wanted = goal.intent == Intent::Change && coverage(goal.verb, says) > 0.7
                        && !hasOpenFields(situation, dialog, dialogEnd);
    const bool cancels = std::none_of(situation.page.controls.begin(),
                                      situation.page.controls.end(), [&](const Control& control) {
                                          return control.node > dialog && control.node < dialogEnd
                                                 && control.isButton
                                                 && !sameText(control.name, "cancel")
                                                 && !sameText(control.name, "close");
                                      });
    for (const Control& control : situation.page.controls) {
        if (control.node < dialog || control.node >= dialogEnd) continue;
        const std::string name = folded(control.name);
        const auto is = [&name](std::initializer_list<const char*> words) {
            return std::any_of(words.begin(), words.end(),
                               [&](const char* word) { return containsPhrase(name, word); });
        };
        if (wanted
            && (is({"yes", "ok", "confirm", "continue", "delete", "remove", "accept"})
                || (coverage(goal.verb, name) > 0.75 && (cancels || name != "cancel")))) {
            Proposal proposal = clickOn(control, 0.88, "The dialog asks to confirm what is wanted");
            proposal.finishesPart = true;
            proposals.push_back(std::move(proposal));
        } else if (is({"accept", "agree", "got it", "close", "dismiss", "no thanks", "not now",
                       "skip", "ok"})) {
            proposals.push_back(clickOn(control, wanted ? 0.3 : 0.58, "A dialog covers the page"));
        }
    }
}

}  // namespace sym
