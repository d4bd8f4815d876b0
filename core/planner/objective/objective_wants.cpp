#include <algorithm>
#include <cstdlib>

#include "core/planner/language/patterns.h"
#include "core/planner/objective/objective.h"

namespace sym {
namespace {

using std::regex;

bool isIn(std::string_view word, std::initializer_list<std::string_view> words)
{
    return std::find(words.begin(), words.end(), word) != words.end();
}

}  // namespace

AnswerKind answerKindOf(const std::string& text)
{
    const auto has = [&text](const char* expression) {
        return std::regex_search(text, pattern(expression));
    };
    if (has(R"(^(is|are|was|were|does|do|did|has|have|can|check (if|whether)|tell me (if|whether)|determine (if|whether))\b)"))
        return AnswerKind::YesNo;
    if (has(R"(\bhow many\b|\bhow often\b|^count\b|^(?:what(?:'s| is| are| was|s)|tell me|give me|get|find|report|provide|return|determine|show me)?\s*(?:the |me |out |all )*(?:total |overall |exact )?(?:number|count) of\b)"))
        return AnswerKind::Count;
    if (has(R"(^(which|what) (customer|user|person|author|contributor|reviewer|member)s?\b|^who\b)"))
        return AnswerKind::Person;
    if (has(R"(\bhow long\b|\b(travel|driving|walking|cycling) time\b|\bduration\b|\bhow much time\b)"))
        return AnswerKind::Duration;
    if (has(R"(\bhow far\b|\bdistance\b)")) return AnswerKind::Distance;
    if (has(R"(\be-?mail( address| addresses)?( of|\?| for|$| does)|^(what|give|tell|find|get|show|provide).*\be-?mail\b)"))
        return AnswerKind::Email;
    if (has(R"(\b(phone|telephone|contact) number\b|\btelephone\b|\bphone( number)? (of|for)\b|number to call|\bphone\?$)"))
        return AnswerKind::Phone;
    if (has(R"(^(who|whom|whose)\b|\bby whom\b|^which (customer|user|person|author|contributor|reviewer|member)|\bname of the (customer|user|person|author|contributor|reviewer|member)|tell me who\b)"))
        return AnswerKind::Person;
    if (has(R"(\b(how much|price|cost|costs|total amount|grand total|subtotal|total spent|spend|spent|revenue|payment amount)\b)")
        && !has(
            R"(^which|^who|what (product|item|is the name)|name of the (product|item)|(cheapest|most expensive|least expensive|highest.priced|lowest.priced)\b.*\?$(?!.*(price|cost)))"))
        return AnswerKind::Money;
    if (has(R"(\b(which|what) year\b|^in (what|which) year)")) return AnswerKind::Year;
    if (has(R"(^when\b|\b(date|what day|which day|when (did|was|is|will|were))\b)"))
        return AnswerKind::Date;
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
    const std::string number =
        firstMatch(text,
                   pattern(R"(\b(?:top|first|last|latest|most recent|newest|oldest)[ -](\d+)\b)"))
        + firstMatch(
            text,
            pattern(R"(\b(\d+) (?:most|latest|newest|cheapest|best|top|highest|oldest|lowest))"));
    const std::string spelt =
        firstMatch(text, pattern(R"(\b(?:top|first|last) (two|three|four|five)\b)"));
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
    if (std::string of = firstMatch(
            text,
            pattern(
                R"(\b(?:most|largest number of|highest number of|greatest number of|most number of) ((?:completed |open |closed |total )?[a-z]+))"));
        !of.empty()
        && !isIn(of, {"likely", "common", "popular", "active", "of", "recent", "expensive"}))
        return Superlative{of, true, found.count};
    if (std::string of = firstMatch(
            text, pattern(R"(\b(?:fewest|least|smallest number of|lowest number of) ([a-z]+))"));
        !of.empty() && of != "expensive")
        return Superlative{of, false, found.count};
    if (std::string of = firstMatch(
            text,
            pattern(
                R"(\b(?:highest|largest|greatest|biggest|longest|maximum|most populous|tallest) ?([a-z]*))"));
        has(R"(\b(highest|largest|greatest|biggest|longest|maximum|most populous|tallest)\b)"))
        return Superlative{of.empty() ? "number" : of, true, found.count};
    if (std::string of =
            firstMatch(text, pattern(R"(\b(?:lowest|smallest|shortest|minimum|least) ([a-z]+))"));
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
    static const regex under = pattern(
        R"((under|below|less than|cheaper than|at most|up to|no more than|maximum of|<)\s*\$?\s*([\d.,]+)\s*([a-z]*))");
    static const regex over = pattern(
        R"((over|above|more than|at least|exceeding|greater than|minimum of|>)\s*\$?\s*([\d.,]+)\s*([a-z]*))");
    static const regex between =
        pattern(R"(between\s*\$?\s*([\d.,]+)\s*(?:and|to|-)\s*\$?\s*([\d.,]+))");
    const auto number = [](std::string digits) {
        std::erase(digits, ',');
        return std::strtod(digits.c_str(), nullptr);
    };
    const auto propertyOf = [&text](const std::string& unit) -> std::string {
        if (text.find('$') != std::string::npos || unit == "dollars" || unit == "usd")
            return "price";
        if (unit.starts_with("star")) return "rating";
        if (std::regex_search(text, pattern(R"(\b(price|cost|cheaper|budget)\b)"))) return "price";
        if (unit.size() > 2 && !isIn(unit, {"and", "the", "with", "from", "for", "per"}))
            return unit;
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
        const bool strict =
            isIn(folded(match[1].str()), {"under", "below", "less than", "<", "cheaper than"});
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
    static const regex& filter = pattern(
        R"re(\b(?:mentions?|mentioning|contains?|containing|the (?:word|term|phrase)|labels?|labell?ed|tagged|status|kind)\s+"([^"]+)")re");
    for (std::sregex_iterator it(text.begin(), text.end(), filter), end; it != end; ++it)
        if (const std::string word = folded((*it)[1].str());
            std::find(conditions.begin(), conditions.end(), word) == conditions.end())
            conditions.push_back(word);
    if (std::string stars = firstMatch(text, pattern(R"(\b(\d)[ -]?stars?\b)")); !stars.empty())
        conditions.push_back(stars + " star");
    return conditions;
}

/// What a question asks for: the words between its question word and its verb or "of".
std::string wantedOf(const std::string& text)
{
    static const regex forms[] = {
        pattern(
            R"(\bhow many ([^?.,]+?)(?: (?:are|is|do|does|did|have|has|were|was|can|in|of|on|for|with|that|received|from)\b|[?.,]|$))"),
        pattern(
            R"(\b(?:number|count) of ([^?.,]+?)(?: (?:are|is|in|on|for|with|that|from|by)\b|[?.,]|$))"),
        pattern(R"(\bhow much (?:does|do|is|did|are|was) .* (cost|spend|weigh)\b)"),
        pattern(
            R"(\bwhat(?:'s| is| are| was| were) the ([^?.,]+?) (?:of|for|on|in|to|at|between|from|does|do|that|has|mentioned|listed|shown|given)\b)"),
        pattern(
            R"(\b(?:what|which) ([a-z ]+?) (?:is|are|was|were|does|do|did|has|have|can|made|wrote|gave)\b)"),
        pattern(
            R"(\b(?:tell me|give me|get|find|provide|show me|list|report|return|state|find out) (?:the |all |my |out )*([^?.,]+?) (?:of|for|on|in|to|at|between|from|who|that|with|by)\b)"),
        pattern(
            R"(\b(?:what|what's|tell me|give me|get|find|provide|show me|list|which) (?:is |are |the |all |my )*([^?.,]+))"),
    };
    for (const regex& form : forms)
        if (std::string words = firstMatch(text, form); !words.empty()) return words;
    return {};
}

/// "the composer of X" inside a longer matter: what to look up on the way.
std::string hopOf(const Objective& part)
{
    std::string hop = folded(firstMatch(
        part.text,
        pattern(
            R"(\bthe ((?:\w+ )?\w+) of (?:the (?:post|article|project|song|book|film|issue) )?["'A-Z\xe2])")));
    if (hop.empty())
        hop = folded(firstMatch(part.text,
                                pattern(R"(\bthe (\w+) (?:where|which|that|in which|who) [A-Z])")));
    static const std::vector<std::string_view> asked{"what", "which", "who", "when"};
    // "What is the price of X": that is the matter itself
    const std::size_t at = folded(part.text).find(hop);
    const std::string before = folded(part.text.substr(0, at == std::string::npos ? 0 : at));
    const std::vector<Word> opening = wordsOf(before);
    const bool isMatter = opening.size() <= 4
                          && std::all_of(opening.begin(), opening.end(),
                                         [](const Word& word) { return word.isStop; });
    if (hop.empty() || (isMatter && part.intent == Intent::Question)) return {};
    // something must be left to ask of what the hop leads to
    std::size_t left = 0;
    for (const Word& word : part.words) {
        const std::string surface = part.text.substr(word.begin, word.end - word.begin);
        const bool isName =
            std::any_of(part.entities.begin(), part.entities.end(),
                        [&](const std::string& name) { return containsPhrase(name, surface); });
        left += !word.isStop && !isName && !containsPhrase(hop, surface);
    }
    return left > 0 ? hop : std::string();
}

/// "Who is older, A or B?" -> A, B
std::vector<std::string> comparedOf(const std::string& text)
{
    static const regex& comparative = pattern(
        R"(\b(earlier|later|older|younger|first|more|less|larger|smaller|higher|lower|longer|shorter|cheaper|faster|slower|closer|nearer|farther|bigger|taller|heavier)\b)");
    static const regex& pair = pattern(R"([,:] (?:the )?([^,:?]+?),? or (?:the )?([^,:?]+)\?)");
    std::smatch match;
    if (!std::regex_search(text, comparative) || !std::regex_search(text, match, pair)) return {};
    return {match[1].str(), match[2].str()};
}

std::vector<std::string> excludedOf(const std::string& text)
{
    std::vector<std::string> words;
    for (
        const char* form :
        {R"((?:not counting|excluding|except(?: for)?|without|leaving out|ignoring|apart from|other than) (?:the |any |all )?(\w+))",
         R"((\w+) (?:\w+ )?(?:left out|excluded|not counted|not included))"})
        if (std::string word = folded(firstMatch(text, pattern(form))); !word.empty())
            words.push_back(std::move(word));
    return words;
}

bool speaksOfMe(const Objective& goal)
{
    // "show me" is how one asks, of whatever
    const std::string text =
        " "
        + std::regex_replace(folded(goal.text), pattern(R"(\b(show|tell|give|get|find|let) me\b)"),
                             "")
        + " ";
    return text.find(" my ") != std::string::npos || text.find(" i ") != std::string::npos
           || text.find(" me ") != std::string::npos;
}

}  // namespace sym
