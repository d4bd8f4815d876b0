#include "core/planner/objective/objective.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <map>
#include <regex>

#include "core/planner/language/patterns.h"
#include "core/planner/language/period.h"

namespace sym {
namespace {

using std::regex;

bool isIn(std::string_view word, std::initializer_list<std::string_view> words)
{
    return std::find(words.begin(), words.end(), word) != words.end();
}

/// "The lamps are here: set their stock ..." is about the stock.
std::string withoutOccasion(const std::string& text)
{
    static const regex occasion(R"(^[^:"]{3,60}: (?=([a-z]+) ))");
    std::smatch match;
    const bool hasDeed = std::regex_search(text, match, occasion) && isChangeVerb(match[1].str())
                         && !isChangeVerb(folded(text.substr(0, text.find_first_of(" ,"))));
    return hasDeed ? match.suffix().str() : text;
}

/// What comes before the matter: "Please", "Today is 3/15/2023.", "I want to".
std::string withoutOpening(std::string text)
{
    static const regex opening = pattern(
        R"(^\s*(please|kindly|hi|hello|today is [^.,]*[.,]|can you|could you|would you|i want to|i would like to|i'd like to|i need to|according to [^,]*|in the encyclopedia|on the map|help me( to)?|you should|go ahead and)[,\s]+)");
    std::smatch match;
    while (std::regex_search(text, match, opening)) text = match.suffix();
    return withoutOccasion(std::string(trimmed(text)));
}

/// Sentences that say how to answer, not what to find.
std::string withoutAnswerRules(std::string text, bool& mayBeUnanswerable)
{
    static const regex& rule = pattern(
        R"(\s(answer (with|in|using|by|as)\b|answer only|answer \S*n/a|(please )?(give|return|provide|report|state|use|write|express|round) (it|the (answer|full name|number|name|result|value|price)|only|your answer|just|them)\b|if (the|it|there|this|no|none|that|you|they)\b|(only )?(the )?(number|name) only|do not|don't))");
    std::smatch match;
    std::size_t from = 0;
    while (true) {
        const std::size_t end =
            std::min({text.find(". ", from), text.find("? ", from), text.find("! ", from)});
        if (end == std::string::npos) return text;
        const std::string rest = text.substr(end + 1);
        if (std::regex_search(rest, match, rule, std::regex_constants::match_continuous)) {
            mayBeUnanswerable = rest.find("N/A") != std::string::npos;
            return text.substr(0, end + 1);
        }
        from = end + 2;
    }
}

bool isLookVerb(std::string_view verb)
{
    return isIn(verb, {"show",   "open",   "go",       "navigate", "display", "browse",  "view",
                       "find",   "search", "see",      "take",     "bring",   "filter",  "sort",
                       "look",   "visit",  "checkout", "pull",     "list",    "preview", "locate",
                       "lookup", "get",    "load",     "access",   "switch"});
}

bool asksForValue(const std::string& text)
{
    static const regex question = pattern(
        R"(^(what|which|who|whom|whose|when|where|why|how|is|are|was|were|does|do|did|has|have|in (what|which)|on (what|which)|at (what|which)|from (what|which)|for (what|which)|by (what|which)|under (what|which)|according|between|of (all|the|those))\b|\?\s*$)");
    static const regex telling = pattern(
        R"(^(tell|give me|give|provide|report (back|the)|count|compare|answer|determine|calculate|compute|identify|name|state|return|check (if|whether)|find out|measure|list (out )?(the |all )?(the )?(names?|titles?|emails?|usernames?|prices?)|say|let me know|summari[sz]e|extract|present)\b)");
    static const regex attribute = pattern(
        R"(^(show me|get|get me|find|find me|list|look up|lookup|fetch|retrieve|search for) (the |my |all |out |me )*((full|exact|total|current|customer|order|phone|zip|email|average|complete|shipping|grand|main|release|publication|opening|billing|tracking|latest|most recent|number of|top \d*)\s+)*(name|names|price|email|phone|number|status|address|date|count|total|rating|command|amount|cost|title|titles|author|time|distance|duration|sku|postcode|zip|population|year|size|color|reason|reasons|username|usernames|coordinates|reviewers|customers? who|hours|token|method|quantity|order number|grand total|brand|version|license)\b)");
    return std::regex_search(text, question) || std::regex_search(text, telling)
           || std::regex_search(text, attribute);
}

/// Offsets between which deeds of their own stand.
std::vector<std::string> splitDeeds(const std::string& text)
{
    static const regex border = pattern(
        R"((?:,? and then |,? then |[.;] (?:then |after that,? |finally,? |also,? )?|, and (?=[a-z]+ )| and (?=[a-z]+ (?:it|the|its|them|a|an|my|to|"|')\b|[a-z]+ ["'])))");
    std::vector<std::string> parts;
    std::size_t start = 0;
    for (std::sregex_iterator it(text.begin(), text.end(), border), end; it != end; ++it) {
        const std::size_t at = std::size_t(it->position());
        const auto quotes = std::count(text.begin(), text.begin() + long(at), '"');
        if (quotes % 2) continue;  // inside a quotation
        const std::string rest = text.substr(at + std::size_t(it->length()));
        const std::string verb = folded(rest.substr(0, rest.find_first_of(" ,.")));
        const bool isDeed = isChangeVerb(verb) || isIn(verb, {"tell", "report"});
        if (!isDeed || isIn(verb, {"order", "comment", "post", "review", "label", "name"}))
            continue;
        parts.push_back(std::string(trimmed(text.substr(start, at - start))));
        start = at + std::size_t(it->length());
    }
    parts.push_back(std::string(trimmed(text.substr(start))));
    std::erase_if(parts, [](const std::string& part) { return part.empty(); });
    return parts;
}

/// "Put A and B on the list": the same deed for each.
std::vector<std::string> splitPair(const Objective& whole)
{
    if (whole.intent != Intent::Change) return {};
    for (std::size_t i = 0; i + 1 < whole.entities.size(); ++i)
        for (const char* between : {" and ", " and the "}) {
            const std::string both = whole.entities[i] + between + whole.entities[i + 1];
            const std::size_t at = whole.text.find(both);
            if (at == std::string::npos) continue;
            std::string first = whole.text, second = whole.text;
            first.replace(at, both.size(), whole.entities[i]);
            second.replace(at, both.size(), whole.entities[i + 1]);
            return {first, second};
        }
    return {};
}

/// What is set on a thing just made belongs to the form that makes it: "create ... and assign it".
std::vector<std::string> joinForms(const std::vector<std::string>& deeds)
{
    std::vector<std::string> joined;
    for (const std::string& deed : deeds) {
        const std::string verb = folded(deed.substr(0, deed.find(' ')));
        const std::string before =
            joined.empty() ? "" : folded(joined.back().substr(0, joined.back().find(' ')));
        const bool makes = isIn(before, {"create", "open", "make", "submit", "start", "post",
                                         "write", "report", "register"});
        const bool sets = isIn(verb, {"assign", "set", "label", "mark", "choose", "select",
                                      "include", "use", "give", "put"});
        if (makes && sets)
            joined.back() += " and " + deed;
        else
            joined.push_back(deed);
    }
    return joined;
}

}  // namespace

bool isChangeVerb(std::string_view verb)
{
    return isIn(
        verb,
        {"add",      "create",     "make",     "post",     "submit",    "write",       "reply",
         "comment",  "upvote",     "downvote", "like",     "dislike",   "delete",      "remove",
         "cancel",   "edit",       "change",   "update",   "set",       "rename",      "mark",
         "approve",  "reject",     "disable",  "enable",   "subscribe", "unsubscribe", "follow",
         "unfollow", "star",       "unstar",   "fork",     "assign",    "invite",      "buy",
         "purchase", "order",      "rate",     "review",   "fill",      "draft",       "send",
         "notify",   "reduce",     "increase", "raise",    "lower",     "close",       "reopen",
         "merge",    "start",      "report",   "ask",      "publish",   "save",        "reorder",
         "place",    "register",   "sign",     "upload",   "move",      "archive",     "restore",
         "block",    "unblock",    "hide",     "unhide",   "thumbs",    "put",         "give",
         "leave",    "join",       "bookmark", "favorite", "promote",   "re-post",     "repost",
         "book",     "schedule",   "reset",    "clear",    "empty",     "turn",        "switch",
         "complete", "label",      "log",      "discount", "modify",    "replace",     "insert",
         "type",     "enter",      "select",   "check",    "uncheck",   "choose",      "pick",
         "drag",     "apply",      "accept",   "decline",  "confirm",   "pay",         "transfer",
         "share",    "pin",        "unpin",    "lock",     "unlock",    "vote",        "watch",
         "activate", "deactivate", "request",  "refund",   "ship",      "revoke",      "correct",
         "adjust",   "redeem",     "dismiss",  "rename",   "attach",    "copy",        "duplicate",
         "record",   "express",    "file",     "sort of",  "activate",  "deactivate"});
}

namespace {

/// "Among the ten newest, show me ...": the verb stands later, the names may stand before it.
std::optional<Objective> readLateVerb(const Objective& part)
{
    if (isChangeVerb(part.verb) || isLookVerb(part.verb) || asksForValue(part.text))
        return std::nullopt;
    std::smatch match;
    const std::string lower = folded(part.text);
    const regex& later = pattern(
        R"((?:[,.] )(show|tell|find|give|list|what|which|who|how|open|go|add|create|post|get|provide)\b)");
    if (!std::regex_search(lower, match, later)) return std::nullopt;
    Objective rest = readPart(part.text.substr(std::size_t(match.position(1))));
    rest.text = part.text;
    rest.words = part.words;
    rest.slots = findSlots(part.text, rest.intent);
    rest.entities = findEntities(part.text, rest.slots, rest.intent);
    if (!rest.superlative) rest.superlative = superlativeOf(part.text);
    return rest;
}

Intent intentOf(const Objective& part)
{
    const std::string lower = folded(part.text);
    const auto starts = [&lower](std::initializer_list<const char*> openings) {
        return std::any_of(openings.begin(), openings.end(),
                           [&](const char* opening) { return lower.starts_with(opening); });
    };
    const bool onlyLooks =
        starts({"check if", "check whether", "check out", "order the", "select the most"});
    if (part.verb != "give" && isChangeVerb(part.verb) && !onlyLooks) return Intent::Change;
    if (asksForValue(part.text)) return Intent::Question;
    if (isLookVerb(part.verb)) return Intent::Navigate;
    const bool changes = std::any_of(part.words.begin(), part.words.end(), [&](const Word& word) {
        return !word.isStop && isChangeVerb(lower.substr(word.begin, word.end - word.begin));
    });
    return changes ? Intent::Change : Intent::Navigate;
}

/// The words of the order asked for, blanked: they name nothing to go to.
std::string withoutOrder(std::string text)
{
    std::smatch match;
    const regex& order =
        pattern(R"(\b(?:sorted |ordered )?by [\w ]+? in (?:ascending|descending) order\b)");
    if (!std::regex_search(text, match, order)) return text;
    const auto first = text.begin() + match.position();
    std::fill(first, first + match.length(), ' ');
    return text;
}

/// Dates are no names; years no bounds.
void readDates(Objective& part)
{
    part.period = findPeriod(part.text);
    if (!part.period) return;
    std::erase_if(part.entities, [&](const std::string& name) {
        return containsPhrase(part.period->text, name) || containsPhrase(name, part.period->text);
    });
    if (part.bounds && part.bounds->low > 1900 && part.bounds->low < 2100) part.bounds.reset();
}

void readQuestion(Objective& part, const std::string& whole)
{
    part.answer = answerKindOf(part.text);
    if (part.intent != Intent::Question) return;
    part.wanted = wantedOf(part.text);
    part.compared = comparedOf(part.text);
    const bool wantsNumber = std::regex_search(
        whole, pattern(R"(\b(order|invoice) (number|id)\b|number of the (order|invoice))"));
    const bool asks =
        std::regex_search(part.text, pattern(R"(^(which|what|in which|give|tell|find|get)\b)"));
    const bool givesNumber = std::regex_search(part.text, pattern(R"(order number \S*\d)"));
    if (!wantsNumber || !asks || givesNumber) return;
    part.wanted = "order number";
    part.answer = AnswerKind::Text;
    part.wantsCode = true;
}

/// The deed without names and values.
std::string operationOf(const Objective& part)
{
    std::string operation = part.text;
    const auto remove = [&operation](const std::string& words) {
        if (const std::size_t at = operation.find(words); at != std::string::npos)
            operation.replace(at, words.size(), " ");
    };
    for (const Slot& slot : part.slots) remove(slot.value);
    for (const std::string& entity : part.entities) remove(entity);
    return squeezed(operation);
}

}  // namespace

Objective readPart(std::string_view whole)
{
    Objective part;
    part.text = withoutAnswerRules(withoutOpening(squeezed(whole)), part.mayBeUnanswerable);
    part.words = wordsOf(withoutOrder(part.text));
    const std::string& text = part.text;
    part.verb = folded(text.substr(0, text.find_first_of(" ,.:")));
    if (auto later = readLateVerb(part)) return *std::move(later);

    part.intent = intentOf(part);
    part.slots = findSlots(text, part.intent);
    part.entities = findEntities(text, part.slots, part.intent);
    readQuestion(part, std::string(whole));
    part.superlative = superlativeOf(text);
    part.bounds = boundsOf(text);
    readDates(part);
    part.excluded = excludedOf(text);
    part.conditions = conditionsOf(text);
    const std::string counted = folded(firstMatch(text, pattern(R"((\w+) (?:ones|\w+) included)")));
    std::erase_if(part.conditions, [&](const std::string& condition) {
        return condition == counted || condition == part.verb
               || std::find(part.excluded.begin(), part.excluded.end(), condition)
                      != part.excluded.end();
    });
    part.wantsSeveral =
        std::regex_search(
            text,
            pattern(
                R"(^list\b|\ball (the )?\b|\bnames of\b|\bwho (are|else)\b|\bwhich .*s are\b|\b(customers|users|reviewers|products|titles|names|topics|members) (who|that|with|of|in)\b)"))
        && !part.superlative;
    part.object = folded(firstMatch(
        text,
        pattern(
            R"(^\w+\s+(?:(?:a|an|the|my|new|this|another|its)\s+)*(.*?)(?=\s+(?:in|on|named|called|with|titled|for|to|of|at|about|from|into|as|by|that|whose|under)\b|[,."']|$))")));
    const bool isNamed =
        std::any_of(part.entities.begin(), part.entities.end(), [&](const std::string& name) {
            return containsPhrase(part.object, name) || containsPhrase(name, part.object);
        });
    if (isNamed) part.object.clear();  // "add Oak Stool to ..."
    part.hop = hopOf(part);
    part.operation = operationOf(part);
    return part;
}

std::vector<Objective> readObjective(std::string_view text)
{
    std::vector<Objective> parts;
    const std::string plain = withoutOpening(squeezed(text));
    const Objective whole = readPart(plain);
    if (const auto pair = splitPair(whole); pair.size() == 2)
        return {readPart(pair[0]), readPart(pair[1])};
    const std::vector<std::string> deeds = splitDeeds(whole.text);
    if (joinForms(deeds).size() < 2 || whole.intent == Intent::Question) return {whole};
    for (const std::string& deed : joinForms(deeds)) {
        Objective part = readPart(deed);
        // "and approve it": the thing meant is the one before
        if (part.entities.empty() && !parts.empty()) part.entities = parts.back().entities;
        // a part that only gives further values belongs to the form before it
        parts.push_back(std::move(part));
    }
    return parts;
}

}  // namespace sym
