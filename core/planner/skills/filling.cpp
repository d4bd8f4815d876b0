#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <optional>
#include <set>

#include "core/base/quoted_value.h"
#include "core/planner/language/period.h"
#include "core/planner/language/values.h"
#include "core/planner/skills/skills.h"

namespace sym {
namespace {

/// A value for a field.
struct Fill {
    const Field* field = nullptr;
    const Slot* slot = nullptr;
    std::string value;  ///< text to type or option to choose; of checks "true" or "false"
    double score = 0;
};

std::string spelt(const std::string& value)
{
    static constexpr std::pair<std::string_view, const char*> kNumbers[] = {
        {"one", "1"}, {"two", "2"}, {"three", "3"}, {"four", "4"}, {"five", "5"}, {"six", "6"}};
    for (const auto& [word, digits] : kNumbers)
        if (folded(value) == word) return digits;
    return value;
}

/// The option that says the value, or contains it, or is most like it.
std::string optionFor(const Field& field, const std::string& value)
{
    for (const std::string& option : field.options)
        if (sameText(option, value)) return option;
    for (const std::string& option : field.options)
        if (containsPhrase(option, value)) return option;
    std::string best;
    double bestScore = 0.6;
    for (const std::string& option : field.options) {
        const double score = coverage(option, value);
        if (score <= bestScore) continue;
        bestScore = score;
        best = option;
    }
    return best;
}

double keyScore(const Field& field, const std::string& key)
{
    if (key.empty()) return 0;
    if (sameText(field.label, key)) return 1;
    if (key == "email" && containsPhrase(field.label, "newsletter")) return 0.8;
    const double both = similarity(field.label, key);
    const double inside = std::max(coverage(field.label, key), coverage(key, field.label)) * 0.85;
    return std::max(both, inside);
}

/// Where a value without a name goes: the field for running text, or what the verb calls for.
double unnamedScore(const Field& field, const Objective& goal)
{
    if (field.kind == FieldKind::LongText) return 0.6;
    if (field.kind != FieldKind::Text || field.isSearch) return 0;
    for (const char* label : {"message", "comment", "reply", "text", "body", "note", "review"})
        if (coverage(label, field.label) > 0.75) return 0.5;
    return 0.6 * coverage(field.label, goal.operation);
}

/// "+30 %" of what the field holds.
std::optional<std::string> relativeValue(const Field& field, const Slot& slot)
{
    const auto now = findNumber(field.value), change = findNumber(slot.value);
    if (!now || !change || field.kind == FieldKind::Choice) return std::nullopt;
    const double part = slot.value.ends_with('%') ? *now * *change / 100 : *change;
    return amountText(slot.value.starts_with('-') ? *now - std::abs(part) : *now + std::abs(part));
}

constexpr std::array<const char*, 3> kSwitches{"enable", "enabled", "active"};
constexpr std::array<const char*, 4> kOff{"no", "disabled", "inactive", "off"};
constexpr std::array<const char*, 4> kOn{"yes", "enabled", "active", "on"};

/// "Disable": the switch that says "Enable".
std::optional<std::string> switchValue(const Field& field, const Objective& goal)
{
    const bool off = goal.verb == "disable" || goal.verb == "deactivate",
               on = goal.verb == "enable" || goal.verb == "activate";
    const bool isSwitch = field.kind == FieldKind::Check || field.kind == FieldKind::Choice;
    if (!isSwitch || (!off && !on)) return std::nullopt;
    const bool isStatus = std::any_of(kSwitches.begin(), kSwitches.end(), [&](const char* word) {
        return containsPhrase(field.label, word);
    });
    if (!isStatus && !(field.kind == FieldKind::Choice && sameText(field.label, "status")))
        return std::nullopt;
    if (field.kind == FieldKind::Check) return off ? "false" : "true";
    for (const char* state : off ? kOff : kOn)
        for (const std::string& option : field.options)
            if (sameText(option, state)) return option;
    return std::nullopt;
}

Fill fillFor(const Field& field, const Slot& slot, const Objective& goal)
{
    Fill fill{&field, &slot, spelt(slot.value), 0};
    if (slot.isRelative) {
        const auto value = relativeValue(field, slot);
        fill.value = value.value_or("");
        fill.score = value ? keyScore(field, slot.key) : 0;
        return fill;
    }
    if (const auto day = isoDate(slot.value); day && slot.value.size() < 25) fill.value = *day;
    const double key = keyScore(field, slot.key);
    switch (field.kind) {
    case FieldKind::Choice: {
        if (containsPhrase(field.label, "per page") || containsPhrase(field.label, "sort"))
            return fill;
        fill.value = optionFor(field, fill.value);
        if (fill.value.empty()) return fill;
        fill.score = 0.55 + 0.45 * key;
        break;
    }
    case FieldKind::Check:
    case FieldKind::Radio: {
        const bool says =
            sameText(field.label, fill.value)
            || (fill.value.size() > 3 && containsPhrase(field.label, fill.value))
            || (slot.key == "rating" && containsPhrase(field.label, fill.value + " star"))
            || (slot.key == "rating" && containsPhrase(field.label, fill.value + " stars"));
        const std::string folding = folded(fill.value);
        if (says) {
            fill.value = "true";
            fill.score = 0.8;
        } else if (field.kind == FieldKind::Check && key > 0.6
                   && (folding == "yes" || folding == "on" || folding == "no" || folding == "off"
                       || folding == "enabled" || folding == "disabled")) {
            fill.value =
                folding == "yes" || folding == "on" || folding == "enabled" ? "true" : "false";
            fill.score = key;
        }
        break;
    }
    case FieldKind::Number: {
        // "12 pieces" is 12
        std::size_t begin = fill.value.find_first_of("0123456789");
        if (begin == std::string::npos) return fill;
        const std::size_t behind = fill.value.find_first_not_of("0123456789.,", begin);
        const std::size_t last = fill.value.find_last_of("0123456789", behind);
        if (begin > 0 && fill.value[begin - 1] == '-') --begin;
        fill.value = fill.value.substr(begin, last + 1 - begin);
        [[fallthrough]];
    }
    case FieldKind::Text:
    case FieldKind::LongText:
        if (slot.key.empty() || key < 0.4) {
            fill.score = slot.isQuoted ? unnamedScore(field, goal) : 0;
            if (!slot.key.empty()) fill.score *= 0.7;
        }
        if (key > fill.score) fill.score = key;
        if (field.isSearch) fill.score *= 0.3;
        break;
    }
    return fill;
}

bool holds(const Field& field, const std::string& value)
{
    return field.value == value || sameText(field.value, value);
}

/// One field for each value, best pairs first.
std::vector<Fill> assign(const Situation& situation)
{
    const Objective& goal = situation.goal();
    std::vector<Fill> all;
    for (const Slot& slot : goal.slots)
        for (const Field& field : situation.page.fields) {
            Fill fill = fillFor(field, slot, goal);
            if (fill.score >= 0.42) all.push_back(std::move(fill));
        }
    std::stable_sort(all.begin(), all.end(),
                     [](const Fill& left, const Fill& right) { return left.score > right.score; });
    std::set<const Field*> usedFields;
    std::set<const Slot*> usedSlots;
    std::vector<Fill> chosen;
    for (Fill& fill : all) {
        if (usedFields.contains(fill.field) || usedSlots.contains(fill.slot)) continue;
        usedFields.insert(fill.field);
        usedSlots.insert(fill.slot);
        chosen.push_back(std::move(fill));
    }
    std::sort(chosen.begin(), chosen.end(), [](const Fill& left, const Fill& right) {
        return left.field->node < right.field->node;
    });
    return chosen;
}

/// The form most of the values belong to.
int mainForm(const std::vector<Fill>& fills)
{
    std::map<int, double> scores;
    for (const Fill& fill : fills) scores[fill.field->form] += fill.score;
    int best = 0;
    double bestScore = 0;
    for (const auto& [form, score] : scores)
        if (score > bestScore) {
            best = form;
            bestScore = score;
        }
    return best;
}

/// The button that sends a form off.
const Control* submitOf(const Situation& situation, int form, int lastNode)
{
    const Objective& goal = situation.goal();
    const Control* best = nullptr;
    double bestScore = 0;
    for (const Control& control : situation.page.controls) {
        if (control.isDisabled || control.isLink || control.opensMenu) continue;
        if (!control.isButton && control.role != "clickable" && control.role != "generic") continue;
        const std::string name = folded(control.name);
        if (name.empty() || name.find("cancel") != std::string::npos
            || name.find("reset") != std::string::npos || name.find("close") != std::string::npos
            || name.find("search") != std::string::npos)
            continue;
        double score = control.form == form ? 1 : 0;
        if (control.node > lastNode && control.node < lastNode + 40) score += 0.5;
        for (const char* word :
             {"save", "submit", "create", "post", "send", "apply", "update", "add", "place",
              "confirm", "continue", "go", "publish", "get", "invite", "ok"})
            if (containsPhrase(name, word)) score += 0.4;
        score += 0.8 * coverage(control.name, goal.operation);
        if (!control.isButton) score -= 0.5;
        if (control.record >= 0 && control.form != form) score -= 0.3;
        if (score <= bestScore || score < 0.8) continue;
        best = &control;
        bestScore = score;
    }
    return best;
}

/// Whether the things named that are no values are here: the right page for the form.
bool isRightPlace(const Situation& situation)
{
    const Objective& goal = situation.goal();
    for (const std::string& name : goal.entities) {
        const bool isValue =
            std::any_of(goal.slots.begin(), goal.slots.end(),
                        [&](const Slot& slot) { return containsPhrase(slot.value, name); });
        if (isValue) continue;
        const bool isChosen = std::any_of(
            situation.page.fields.begin(), situation.page.fields.end(), [&](const Field& field) {
                return containsPhrase(field.value, name) || !optionFor(field, name).empty();
            });
        if (!isChosen && !situation.isAbout(name) && !containsPhrase(situation.page.text, name)
            && !containsPhrase(situation.place, name) && coverage(name, situation.page.text) < 0.99)
            return false;
    }
    return true;
}

/// Whether an option is one word, that of the verb: "Approved" for "approve".
bool saysVerb(const std::string& option, const std::string& verb)
{
    const std::vector<Word> said = wordsOf(option), meant = wordsOf(verb);
    return said.size() == 1 && !meant.empty() && said.front().stem == meant.front().stem;
}

/// A choice that a name of the objective belongs into ("in the books forum").
std::vector<Fill> chosenNames(const Situation& situation, int form)
{
    std::vector<Fill> fills;
    for (const Field& field : situation.page.fields) {
        if (const auto value = switchValue(field, situation.goal()))
            fills.push_back({&field, nullptr, *value, 0.8});
        if (field.kind != FieldKind::Choice || field.form != form) continue;
        for (const std::string& name : situation.goal().entities) {
            const std::string option = optionFor(field, name);
            if (!option.empty() && sameText(option, name))
                fills.push_back({&field, nullptr, option, 0.8});
        }
        // "in Size M and Color Blue": options by their label and value
        for (const std::string& option : field.options)
            if (!option.empty()
                && containsPhrase(situation.goal().text, field.label + " " + option))
                fills.push_back({&field, nullptr, option, 0.9});
        // "approve the review": the option that says so
        for (const std::string& option : field.options)
            if (fills.empty() && !option.empty()
                && (saysVerb(option, situation.goal().verb)
                    || (situation.goal().verb == "reject" && sameText(option, "not approved"))))
                fills.push_back({&field, nullptr, option, 0.7});
    }
    return fills;
}

/// "by month": the choice of steps beside the values.
void addSteps(const Situation& situation, int form, std::vector<Fill>& fills)
{
    for (const Field& field : situation.page.fields) {
        const bool taken = std::any_of(fills.begin(), fills.end(),
                                       [&](const Fill& other) { return other.field == &field; });
        if (field.kind != FieldKind::Choice || field.form != form || taken) continue;
        for (const std::string& option : field.options)
            if (!option.empty() && containsPhrase(situation.goal().text, "by " + folded(option)))
                fills.push_back({&field, nullptr, option, 0.8});
    }
}

/// What the objective's values and names come to on this page: the fields of one form.
std::vector<Fill> fillsOf(const Situation& situation)
{
    std::vector<Fill> fills = assign(situation);
    const int form = fills.empty() && !situation.page.fields.empty()
                         ? situation.page.fields.back().form
                         : mainForm(fills);
    std::erase_if(fills, [&](const Fill& fill) { return fill.field->form != form; });
    if (!fills.empty()) addSteps(situation, form, fills);
    if (situation.goal().intent != Intent::Change) return fills;
    for (Fill& fill : chosenNames(situation, form)) {
        const bool taken = std::any_of(fills.begin(), fills.end(), [&](const Fill& other) {
            return other.field == fill.field;
        });
        if (!taken) fills.push_back(std::move(fill));
    }
    return fills;
}

/// How surely the values belong into this form, 0: not at all.
double sureness(const Situation& situation, const std::vector<Fill>& fills)
{
    std::size_t given = 0;
    double strongest = 0;
    for (const Slot& slot : situation.goal().slots) given += !slot.key.empty() || slot.isQuoted;
    for (const Fill& fill : fills) strongest = std::max(strongest, fill.score);
    const double share = given ? std::min(1.0, double(fills.size()) / double(given)) : 1;
    if (strongest < 0.5 || share < 0.3) return 0;
    return (isRightPlace(situation) ? 1 : 0.45) * (0.62 + 0.2 * strongest + 0.12 * share);
}

bool isCheck(const Field& field)
{
    return field.kind == FieldKind::Check || field.kind == FieldKind::Radio;
}

bool isDone(const Situation& situation, const Fill& fill)
{
    const Field& field = *fill.field;
    const Memory& memory = situation.memory;
    const bool wasChanged =
        fill.slot && fill.slot->isRelative && memory.hasEntered(field.label, situation.part);
    return wasChanged || holds(field, fill.value)
           || memory.hasFilled(field.label, fill.value, situation.part)
           || (isCheck(field) && memory.clicks(field.label) > 0);
}

Proposal enter(const Fill& fill, double score)
{
    const Field& field = *fill.field;
    const std::string what =
        fill.slot && !fill.slot->key.empty() ? fill.slot->key : std::string("this");
    std::string why = "The objective gives " + what;
    if (isCheck(field)) return toggle(field, score, why);
    why += " = " + quotedValue(fill.value);
    if (field.kind == FieldKind::Choice) return chooseIn(field, fill.value, score, why);
    return typeInto(field, fill.value, score, why, false);
}

/// What the form insists on and the objective leaves open.
void fillRequired(const Situation& situation, int form, double sure, Proposals& proposals)
{
    std::string longest;
    for (const Slot& slot : situation.goal().slots)
        if (slot.isQuoted && slot.value.size() > longest.size()) longest = slot.value;
    if (longest.empty() || situation.goal().intent != Intent::Change) return;
    for (const Field& field : situation.page.fields) {
        const bool takesText = field.kind == FieldKind::Text || field.kind == FieldKind::LongText;
        const bool isOpen = field.form == form && takesText && field.isRequired
                            && field.value.empty() && !field.isSearch
                            && !situation.memory.hasEntered(field.label, situation.part);
        if (isOpen)
            proposals.push_back(typeInto(field, longest.substr(0, longest.find_first_of(".!?", 20)),
                                         sure, "The form requires it", false));
    }
}

}  // namespace

void proposeFilling(const Situation& situation, Proposals& proposals)
{
    const Objective& goal = situation.goal();
    const std::vector<Fill> fills = fillsOf(situation);
    const double sure = fills.empty() ? 0 : sureness(situation, fills);
    if (sure <= 0) return;

    const int form = fills.front().field->form;
    int lastNode = 0;
    for (const Fill& fill : fills) lastNode = std::max(lastNode, fill.field->node);
    const Control* sender = submitOf(situation, form, lastNode);
    // a filter changes nothing
    if (goal.intent == Intent::Change && sender && containsPhrase(sender->name, "filter")) return;

    double rank = 0;
    for (const Fill& fill : fills) {
        if (isDone(situation, fill)) continue;
        proposals.push_back(enter(fill, sure - rank));
        rank += 0.01;
    }
    if (rank > 0) return;

    fillRequired(situation, form, sure, proposals);
    std::optional<Proposal> send;
    if (sender) {
        const int tries = situation.memory.clicks(sender->name, situation.page.title);
        send = clickOn(*sender, std::max(0.2, sure - 0.02 - 0.3 * tries),
                       "All values are entered, so the form can be sent");
    } else if (fills.back().field->kind == FieldKind::Text) {
        send = typeInto(*fills.back().field, fills.back().value, sure - 0.1,
                        "There is no button, Enter sends the form", true);
    }
    if (!send) return;
    send->finishesPart = goal.intent != Intent::Question;
    proposals.push_back(*std::move(send));
}

}  // namespace sym
