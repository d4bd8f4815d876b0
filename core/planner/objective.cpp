#include "core/planner/objective.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <map>
#include <regex>

#include "core/planner/period.h"

namespace sym {
namespace {

using std::regex;

/// Compiled once a thread.
const regex& pattern(const std::string& text)
{
    thread_local std::map<std::string, regex, std::less<>> compiled;
    const auto found = compiled.find(text);
    if (found != compiled.end()) return found->second;
    return compiled.emplace(text, regex(text, regex::icase)).first->second;
}

bool isIn(std::string_view word, std::initializer_list<std::string_view> words)
{
    return std::find(words.begin(), words.end(), word) != words.end();
}

std::string firstMatch(const std::string& text, const regex& expression, std::size_t group = 1)
{
    std::smatch match;
    return std::regex_search(text, match, expression) ? match[group].str() : std::string();
}

/// What comes before the matter: "Please", "Today is 3/15/2023.", "I want to".
std::string withoutOpening(std::string text)
{
    static const regex opening = pattern(
        R"(^\s*(please|kindly|hi|hello|today is [^.,]*[.,]|can you|could you|would you|i want to|i would like to|i'd like to|i need to|help me( to)?|you should|go ahead and)[,\s]+)");
    std::smatch match;
    while (std::regex_search(text, match, opening)) text = match.suffix();
    return std::string(trimmed(text));
}

/// Sentences that say how to answer, not what to find.
std::string withoutAnswerRules(std::string text, bool& mayBeUnanswerable)
{
    static const regex& rule = pattern(
        R"(\s(answer (with|in|using|by|as)\b|answer only|answer \S*n/a|(please )?(give|return|provide|report|state|use|write|express|round) (it|the (answer|full name|number|name|result|value|price)|only|your answer|just|them)\b|if (the|it|there|this|no|none|that|you|they)\b|(only )?(the )?(number|name) only|do not|don't))");
    std::smatch match;
    std::size_t from = 0;
    while (true) {
        const std::size_t end = std::min({text.find(". ", from), text.find("? ", from), text.find("! ", from)});
        if (end == std::string::npos) return text;
        const std::string rest = text.substr(end + 1);
        if (std::regex_search(rest, match, rule, std::regex_constants::match_continuous)) {
            mayBeUnanswerable = rest.find("N/A") != std::string::npos;
            return text.substr(0, end + 1);
        }
        from = end + 2;
    }
}

bool isChangeVerb(std::string_view verb)
{
    return isIn(verb,
                {"add",     "create", "make",    "post",    "submit",  "write",   "reply",   "comment",
                 "upvote",  "downvote", "like",  "dislike", "delete",  "remove",  "cancel",  "edit",
                 "change",  "update", "set",     "rename",  "mark",    "approve", "reject",  "disable",
                 "enable",  "subscribe", "unsubscribe", "follow", "unfollow", "star", "unstar", "fork",
                 "assign",  "invite", "buy",     "purchase", "order",  "rate",    "review",  "fill",
                 "draft",   "send",   "notify",  "reduce",  "increase", "raise",  "lower",   "close",
                 "reopen",  "merge",  "start",   "report",  "ask",     "publish", "save",    "reorder",
                 "place",   "register", "sign",  "upload",  "move",    "archive", "restore", "block",
                 "unblock", "hide",   "unhide",  "thumbs",  "put",     "give",    "leave",   "join",
                 "bookmark", "favorite", "promote", "re-post", "repost", "book", "schedule", "reset",
                 "clear",   "empty",  "turn",    "switch",  "complete", "label",  "log",     "discount",
                 "modify",  "replace", "insert", "type",    "enter",   "select",  "check",   "uncheck",
                 "choose",  "pick",   "drag",    "apply",   "accept",  "decline", "confirm", "pay",
                 "transfer", "share", "pin",     "unpin",   "lock",    "unlock",  "vote",    "watch",
                 "request", "refund", "ship",    "revoke",  "correct", "adjust",  "redeem",  "dismiss",
                 "rename",  "attach", "copy",    "duplicate", "record", "express", "file",   "sort of"});
}

bool isLookVerb(std::string_view verb)
{
    return isIn(verb, {"show", "open", "go", "navigate", "display", "browse", "view", "find", "search",
                       "see", "take", "bring", "filter", "sort", "look", "visit", "checkout", "pull",
                       "list", "preview", "locate", "lookup", "get", "load", "access", "switch"});
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

AnswerKind answerKindOf(const std::string& text)
{
    const auto has = [&text](const char* expression) {
        return std::regex_search(text, pattern(expression));
    };
    if (has(R"(^(is|are|was|were|does|do|did|has|have|can|check (if|whether)|tell me (if|whether)|determine (if|whether))\b)"))
        return AnswerKind::YesNo;
    if (has(R"(\bhow many\b|\bhow often\b|^count\b|^(?:what(?:'s| is| are| was|s)|tell me|give me|get|find|report|provide|return|determine|show me)?\s*(?:the |me |out |all )*(?:total |overall |exact )?(?:number|count) of\b)"))
        return AnswerKind::Count;
    if (has(R"(^(which|what) (customer|user|person|author|contributor|reviewer|member)s?\b|^who\b)")) return AnswerKind::Person;
    if (has(R"(\bhow long\b|\b(travel|driving|walking|cycling) time\b|\bduration\b|\bhow much time\b)"))
        return AnswerKind::Duration;
    if (has(R"(\bhow far\b|\bdistance\b)")) return AnswerKind::Distance;
    if (has(R"(\be-?mail( address| addresses)?( of|\?| for|$| does)|^(what|give|tell|find|get|show|provide).*\be-?mail\b)")) return AnswerKind::Email;
    if (has(R"(\b(phone|telephone|contact) number\b|\btelephone\b|\bphone( number)? (of|for)\b|number to call|\bphone\?$)")) return AnswerKind::Phone;
    if (has(R"(^(who|whom|whose)\b|\bby whom\b|^which (customer|user|person|author|contributor|reviewer|member)|\bname of the (customer|user|person|author|contributor|reviewer|member)|tell me who\b)"))
        return AnswerKind::Person;
    if (has(R"(\b(how much|price|cost|costs|total amount|grand total|subtotal|total spent|spend|spent|revenue|payment amount)\b)")
        && !has(R"(^which|^who|what (product|item|is the name)|name of the (product|item)|(cheapest|most expensive|least expensive|highest.priced|lowest.priced)\b.*\?$(?!.*(price|cost)))"))
        return AnswerKind::Money;
    if (has(R"(\b(which|what) year\b|^in (what|which) year)")) return AnswerKind::Year;
    if (has(R"(^when\b|\b(date|what day|which day|when (did|was|is|will|were))\b)")) return AnswerKind::Date;
    if (has(R"(\b(population|elevation|rating|height|length|area|percentage|quantity|stock)\b)")
        && has(R"(^(what|how|tell|give|find|get|provide))"))
        return AnswerKind::Number;
    return AnswerKind::Text;
}

std::optional<Superlative> superlativeOf(const std::string& text)
{
    Superlative found;
    const auto has = [&text](const char* expression) {
        return std::regex_search(text, pattern(expression));
    };
    const std::string number = firstMatch(text, pattern(R"(\b(?:top|first|last|latest|most recent|newest|oldest)[ -](\d+)\b)")) + firstMatch(text, pattern(R"(\b(\d+) (?:most|latest|newest|cheapest|best|top|highest|oldest|lowest))"));
    const std::string spelt = firstMatch(text, pattern(R"(\b(?:top|first|last) (two|three|four|five)\b)"));
    if (!number.empty()) found.count = std::max(1, std::atoi(number.c_str()));
    if (spelt == "two") found.count = 2;
    if (spelt == "three") found.count = 3;
    if (spelt == "four") found.count = 4;
    if (spelt == "five") found.count = 5;

    if (has(R"(\b(most expensive|highest.priced|priciest|costliest|highest price|greatest price|maximum price)\b)"))
        return Superlative{"price", true, found.count};
    if (has(R"(\b(cheapest|least expensive|lowest.priced|lowest price|minimum price|most affordable)\b)"))
        return Superlative{"price", false, found.count};
    if (has(R"(\b(highest|best|top)[ -]?(rated|rating|reviewed)\b|\bhighest (average )?rating\b)"))
        return Superlative{"rating", true, found.count};
    if (has(R"(\b(highest|best|top)[ -]?(scoring|scored|voted|score)\b|\bmost (upvoted|votes)\b)"))
        return Superlative{"score", true, found.count};
    if (has(R"(\b(lowest|worst)[ -]?(rated|rating|reviewed)\b)"))
        return Superlative{"rating", false, found.count};
    if (has(R"(\b(latest|newest|most recent|most recently|last) (?!name|month|year|week|night|day|\d+ (days|weeks|months))|\bmost recently\b)"))
        return Superlative{"date", true, found.count};
    if (has(R"(\b(oldest|earliest|my first|the first (?!name|letter|word|paragraph))\b)"))
        return Superlative{"date", false, found.count};
    if (std::string of = firstMatch(text, pattern(R"(\b(?:most|largest number of|highest number of|greatest number of|most number of) ((?:completed |open |closed |total )?[a-z]+))"));
        !of.empty() && !isIn(of, {"likely", "common", "popular", "active", "of", "recent", "expensive"}))
        return Superlative{of, true, found.count};
    if (std::string of = firstMatch(text, pattern(R"(\b(?:fewest|least|smallest number of|lowest number of) ([a-z]+))"));
        !of.empty() && of != "expensive")
        return Superlative{of, false, found.count};
    if (std::string of = firstMatch(text, pattern(R"(\b(?:highest|largest|greatest|biggest|longest|maximum|most populous|tallest) ?([a-z]*))"));
        has(R"(\b(highest|largest|greatest|biggest|longest|maximum|most populous|tallest)\b)"))
        return Superlative{of.empty() ? "number" : of, true, found.count};
    if (std::string of = firstMatch(text, pattern(R"(\b(?:lowest|smallest|shortest|minimum|least) ([a-z]+))"));
        !of.empty())
        return Superlative{of, false, found.count};
    if (has(R"(\bbest[ -]?selling\b|\bmost (popular|active|sold)\b)"))
        return Superlative{"quantity", true, found.count};
    if (has(R"(\bbest (?!known|way|of)[a-z]+\b)")) return Superlative{"score", true, found.count};
    if (has(R"(\b(nearest|closest)\b)")) return Superlative{"distance", false, found.count};
    if (has(R"(\btop[ -]?\d*\b (search|seller|product|post|contributor|customer|term|item))"))
        return Superlative{"count", true, found.count};
    return std::nullopt;
}

std::optional<Bounds> boundsOf(const std::string& text)
{
    static const regex under = pattern(R"((under|below|less than|cheaper than|at most|up to|no more than|maximum of|<)\s*\$?\s*([\d.,]+)\s*([a-z]*))");
    static const regex over = pattern(R"((over|above|more than|at least|exceeding|greater than|minimum of|>)\s*\$?\s*([\d.,]+)\s*([a-z]*))");
    static const regex between = pattern(R"(between\s*\$?\s*([\d.,]+)\s*(?:and|to|-)\s*\$?\s*([\d.,]+))");
    const auto number = [](std::string digits) {
        std::erase(digits, ',');
        return std::strtod(digits.c_str(), nullptr);
    };
    const auto propertyOf = [&text](const std::string& unit) -> std::string {
        if (text.find('$') != std::string::npos || unit == "dollars" || unit == "usd") return "price";
        if (unit.starts_with("star")) return "rating";
        if (std::regex_search(text, pattern(R"(\b(price|cost|cheaper|budget)\b)"))) return "price";
        if (unit.size() > 2 && !isIn(unit, {"and", "the", "with", "from", "for", "per"})) return unit;
        return "price";
    };
    std::smatch match;
    Bounds bounds;
    bool any = false;
    if (std::regex_search(text, match, between)) {
        bounds.low = number(match[1]);
        bounds.high = number(match[2]);
        bounds.property = propertyOf("");
        return bounds;
    }
    if (std::regex_search(text, match, under)) {
        const bool strict = isIn(folded(match[1].str()), {"under", "below", "less than", "<", "cheaper than"});
        bounds.high = number(match[2]) - (strict ? 1e-9 : 0);
        bounds.property = propertyOf(folded(match[3].str()));
        any = true;
    }
    if (std::regex_search(text, match, over)) {
        const bool strict = !isIn(folded(match[1].str()), {"at least", "minimum of"});
        bounds.low = number(match[2]) + (strict ? 1e-9 : 0);
        bounds.property = propertyOf(folded(match[3].str()));
        any = true;
    }
    return any ? std::optional(bounds) : std::nullopt;
}

std::vector<std::string> conditionsOf(const std::string& text)
{
    std::vector<std::string> conditions;
    static const regex status = pattern(
        R"(\b(pending|processing|completed?|cancell?ed|shipped|delivered|closed|open|opened|merged|approved|rejected|active|inactive|enabled|disabled|in stock|out of stock|draft|paid|unpaid|overdue|on hold|refunded|fulfilled|unread|archived|public|private)\b)");
    for (std::sregex_iterator it(text.begin(), text.end(), status), end; it != end; ++it)
        conditions.push_back(folded((*it)[1].str()));
    static const regex& filter = pattern(R"re(\b(?:mentions?|mentioning|contains?|containing|the (?:word|term|phrase)|labels?|labell?ed|tagged|status|kind)\s+"([^"]+)")re");
    for (std::sregex_iterator it(text.begin(), text.end(), filter), end; it != end; ++it)
        if (const std::string word = folded((*it)[1].str()); std::find(conditions.begin(), conditions.end(), word) == conditions.end())
            conditions.push_back(word);
    if (std::string stars = firstMatch(text, pattern(R"(\b(\d)[ -]?stars?\b)")); !stars.empty())
        conditions.push_back(stars + " star");
    return conditions;
}

/// What a question asks for: the words between its question word and its verb or "of".
std::string wantedOf(const std::string& text)
{
    static const regex forms[] = {
        pattern(R"(\bhow many ([^?.,]+?)(?: (?:are|is|do|does|did|have|has|were|was|can|in|of|on|for|with|that|received|from)\b|[?.,]|$))"),
        pattern(R"(\b(?:number|count) of ([^?.,]+?)(?: (?:are|is|in|on|for|with|that|from|by)\b|[?.,]|$))"),
        pattern(R"(\bhow much (?:does|do|is|did|are|was) .* (cost|spend|weigh)\b)"),
        pattern(R"(\bwhat(?:'s| is| are| was| were) the ([^?.,]+?) (?:of|for|on|in|to|at|between|from|does|do|that|has|mentioned|listed|shown|given)\b)"),
        pattern(R"(\b(?:what|which) ([a-z ]+?) (?:is|are|was|were|does|do|did|has|have|can|made|wrote|gave)\b)"),
        pattern(R"(\b(?:tell me|give me|get|find|provide|show me|list|report|return|state|find out) (?:the |all |my |out )*([^?.,]+?) (?:of|for|on|in|to|at|between|from|who|that|with|by)\b)"),
        pattern(R"(\b(?:what|what's|tell me|give me|get|find|provide|show me|list|which) (?:is |are |the |all |my )*([^?.,]+))"),
    };
    for (const regex& form : forms)
        if (std::string words = firstMatch(text, form); !words.empty()) return words;
    return {};
}

/// "the composer of X" inside a longer matter: what to look up on the way.
std::string hopOf(const Objective& part)
{
    std::string hop = folded(firstMatch(part.text, pattern(R"(\bthe ((?:\w+ )?\w+) of (?:the (?:post|article|project|song|book|film|issue) )?["'A-Z\xe2])")));
    if (hop.empty()) hop = folded(firstMatch(part.text, pattern(R"(\bthe (\w+) (?:where|which|that|in which|who) [A-Z])")));
    static const std::vector<std::string_view> asked{"what", "which", "who", "when"};
    // "What is the price of X": that is the matter itself
    const std::size_t at = folded(part.text).find(hop);
    const std::string before = folded(part.text.substr(0, at == std::string::npos ? 0 : at));
    const bool isMatter = wordsOf(before).size() <= 4
                          && std::all_of(wordsOf(before).begin(), wordsOf(before).end(), [](const Word& word) { return word.isStop; });
    return hop.empty() || (isMatter && part.intent == Intent::Question) ? std::string() : hop;
}

/// "Who is older, A or B?" -> A, B
std::vector<std::string> comparedOf(const std::string& text)
{
    static const regex& comparative = pattern(R"(\b(earlier|later|older|younger|first|more|less|larger|smaller|higher|lower|longer|shorter|cheaper|faster|slower|closer|nearer|farther|bigger|taller|heavier)\b)");
    static const regex& pair = pattern(R"([,:] (?:the )?([^,:?]+?),? or (?:the )?([^,:?]+)\?)");
    std::smatch match;
    if (!std::regex_search(text, comparative) || !std::regex_search(text, match, pair)) return {};
    return {match[1].str(), match[2].str()};
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
        if (!isDeed || isIn(verb, {"order", "comment", "post", "review", "label", "name"})) continue;
        parts.push_back(std::string(trimmed(text.substr(start, at - start))));
        start = at + std::size_t(it->length());
    }
    parts.push_back(std::string(trimmed(text.substr(start))));
    std::erase_if(parts, [](const std::string& part) { return part.empty(); });
    return parts;
}

/// What is set on a thing just made belongs to the form that makes it: "create ... and assign it".
std::vector<std::string> joinForms(const std::vector<std::string>& deeds)
{
    std::vector<std::string> joined;
    for (const std::string& deed : deeds) {
        const std::string verb = folded(deed.substr(0, deed.find(' ')));
        const std::string before = joined.empty() ? "" : folded(joined.back().substr(0, joined.back().find(' ')));
        const bool makes = isIn(before, {"create", "open", "make", "submit", "start", "post", "write", "report", "register"});
        const bool sets = isIn(verb, {"assign", "set", "label", "mark", "choose", "select", "include", "use", "give", "put"});
        if (makes && sets) joined.back() += " and " + deed;
        else joined.push_back(deed);
    }
    return joined;
}

}  // namespace

Objective readPart(std::string_view whole)
{
    Objective part;
    part.text = withoutAnswerRules(withoutOpening(squeezed(whole)), part.mayBeUnanswerable);
    part.words = wordsOf(part.text);
    const std::string& text = part.text;
    const std::string lower = folded(text);
    part.verb = lower.substr(0, lower.find_first_of(" ,.:"));

    if (!isChangeVerb(part.verb) && !isLookVerb(part.verb) && !asksForValue(text)) {
        // "Among the ten newest, show me ...": the verb stands later
        std::smatch match;
        const regex& later = pattern(R"((?:[,.] )(show|tell|find|give|list|what|which|who|how|open|go|add|create|post|get|provide)\b)");
        if (std::regex_search(lower, match, later)) {
            Objective rest = readPart(text.substr(std::size_t(match.position(1))));
            Objective before = std::move(part);
            part = std::move(rest);
            part.text = before.text;
            part.words = before.words;
            part.slots = findSlots(before.text, part.intent);
            part.entities = findEntities(before.text, part.slots, part.intent);
            if (!part.superlative) part.superlative = superlativeOf(before.text);
            return part;
        }
    }

    if (part.verb != "give" && isChangeVerb(part.verb) && !lower.starts_with("check if")
        && !lower.starts_with("check whether") && !lower.starts_with("check out")
        && !lower.starts_with("order the") && !lower.starts_with("select the most"))
        part.intent = Intent::Change;
    else if (asksForValue(text))
        part.intent = Intent::Question;
    else if (isLookVerb(part.verb))
        part.intent = Intent::Navigate;
    else if (std::any_of(part.words.begin(), part.words.end(), [&](const Word& word) {
                 return !word.isStop && isChangeVerb(lower.substr(word.begin, word.end - word.begin));
             }))
        part.intent = Intent::Change;

    part.slots = findSlots(text, part.intent);
    part.entities = findEntities(text, part.slots, part.intent);
    part.answer = answerKindOf(text);
    part.superlative = superlativeOf(text);
    part.bounds = boundsOf(text);
    part.period = findPeriod(text);
    if (part.period) {
        std::erase_if(part.entities, [&](const std::string& name) {
            return containsPhrase(part.period->text, name) || containsPhrase(name, part.period->text);
        });
        if (part.bounds && part.bounds->low > 1900 && part.bounds->low < 2100) part.bounds.reset();
    }
    part.conditions = conditionsOf(text);
    if (part.intent == Intent::Question) part.wanted = wantedOf(text);
    part.wantsSeveral = std::regex_search(text, pattern(R"(^list\b|\ball (the )?\b|\bnames of\b|\bwho (are|else)\b|\bwhich .*s are\b|\b(customers|users|reviewers|products|titles|names|topics|members) (who|that|with|of|in)\b)"))
                        && !part.superlative;

    part.object = folded(firstMatch(text, pattern(R"(^\w+\s+(?:(?:a|an|the|my|new|this|another|its)\s+)*(.*?)(?=\s+(?:in|on|named|called|with|titled|for|to|of|at|about|from|into|as|by|that|whose|under)\b|[,."']|$))")));
    part.hop = hopOf(part);
    if (part.intent == Intent::Question) part.compared = comparedOf(text);

    // the deed without names and values
    std::string operation = text;
    for (const Slot& slot : part.slots)
        if (const std::size_t at = operation.find(slot.value); at != std::string::npos)
            operation.replace(at, slot.value.size(), " ");
    for (const std::string& entity : part.entities)
        if (const std::size_t at = operation.find(entity); at != std::string::npos)
            operation.replace(at, entity.size(), " ");
    part.operation = squeezed(operation);
    return part;
}

std::vector<Objective> readObjective(std::string_view text)
{
    std::vector<Objective> parts;
    const std::string plain = withoutOpening(squeezed(text));
    const Objective whole = readPart(plain);
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
