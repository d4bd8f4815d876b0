#include <algorithm>
#include <map>
#include <regex>

#include "core/planner/language/patterns.h"
#include "core/planner/objective/objective.h"

namespace sym {
namespace {

using std::regex;

struct Quotation {
    std::size_t begin = 0;  ///< of the opening quote
    std::size_t end = 0;    ///< behind the closing one
    std::string text;
};

/// "..." and '...' and typographic ones; an apostrophe inside a word opens nothing.
std::vector<Quotation> quotationsOf(std::string_view text)
{
    constexpr std::pair<std::string_view, std::string_view> kMarks[] = {
        {"\"", "\""}, {"\xe2\x80\x9c", "\xe2\x80\x9d"}, {"'", "'"}, {"`", "`"}};
    std::vector<Quotation> found;
    for (std::size_t at = 0; at < text.size(); ++at) {
        for (const auto& [opening, closing] : kMarks) {
            if (text.substr(at, opening.size()) != opening) continue;
            const bool apostrophe = opening == "'";
            if (apostrophe && at > 0 && text[at - 1] != ' ' && text[at - 1] != '('
                && text[at - 1] != '[')
                continue;
            std::size_t close = at;
            do {
                close = text.find(closing, close + 1);
            } while (apostrophe && close != std::string_view::npos && close + 1 < text.size()
                     && std::isalnum((unsigned char)text[close + 1]));
            if (close == std::string_view::npos) continue;
            const std::size_t inner = at + opening.size();
            if (close > inner)
                found.push_back(
                    {at, close + closing.size(), std::string(text.substr(inner, close - inner))});
            at = close + closing.size() - 1;
            break;
        }
    }
    return found;
}

/// Words right before a value that say what it is for: "with the title" -> "title".
std::string keyBefore(std::string_view text, std::size_t at)
{
    static const std::vector<std::string_view> fillers{
        "to",     "as",      "is",      "of",        "a",        "the",    "with",   "and",   "an",
        "saying", "says",    "that",    "be",        "its",      "for",    "using",  "by",    "in",
        "on",     "reading", "text:",   "following", "it",       "into",   "new",    "their", "my",
        "your",   "this",    "also",    "add",       "set",      "change", "update", "enter", "put",
        "write",  "under",   "stating", "include",   "includes", "from",   "at"};
    const std::vector<Word> words = wordsOf(text.substr(0, at));
    std::string key;
    int taken = 0;
    for (auto word = words.rbegin(); word != words.rend() && taken < 3; ++word) {
        const std::string surface = folded(text.substr(word->begin, word->end - word->begin));
        const bool filler = std::find(fillers.begin(), fillers.end(), surface) != fillers.end();
        if (filler && key.empty()) {
            if (surface == "with" || surface == "and") break;
            continue;
        }
        if (filler) break;
        const std::string_view between =
            text.substr(word->end, (word == words.rbegin() ? at : (word - 1)->begin) - word->end);
        if (between.find_first_of(",.;\"") != std::string_view::npos && !key.empty()) break;
        if (between.find_first_of(".;\"") != std::string_view::npos) break;
        key = key.empty() ? surface : surface + " " + key;
        ++taken;
    }
    return key;
}

/// How a value ends that stands without quotes.
constexpr const char* kValueEnd =
    R"((?=\s+(?:with|and|in|for|under|on|from|as|by|at|to|using|via)\b|[,;?]|\.(?:\s|$)|\s*$))";

enum class FirstLetter { Any, Capital };

void addMatches(const std::string& text, const std::string& expression, std::string_view key,
                std::vector<Slot>& slots, FirstLetter first = FirstLetter::Any)
{
    const regex& form = pattern(expression);
    for (std::sregex_iterator it(text.begin(), text.end(), form), end; it != end; ++it) {
        std::string value(trimmed((*it)[1].str()));
        if (value.empty() || value.find('"') != std::string::npos || value.front() == '\'')
            continue;
        if (first == FirstLetter::Capital && std::islower((unsigned char)value.front())) continue;
        const bool known = std::any_of(slots.begin(), slots.end(), [&](const Slot& slot) {
            return slot.value == value || (slot.key.empty() && containsPhrase(slot.value, value));
        });
        if (!known) slots.push_back({std::string(key), std::move(value), false});
    }
}

/// As addMatches(), letters compared with their case.
void addExact(const std::string& text, const char* expression, std::string_view key,
              std::vector<Slot>& slots)
{
    const regex form(expression);
    std::smatch match;
    if (!std::regex_search(text, match, form)) return;
    std::string value = match[1].str();
    while (value.ends_with('.')) value.pop_back();
    const bool known = std::any_of(slots.begin(), slots.end(), [&](const Slot& slot) {
        return slot.value.find(value) != std::string::npos;
    });
    if (!known && !value.empty()) slots.push_back({std::string(key), std::move(value), false});
}

/// "set the price of X to 12.50", "change my bio to ..."
void addAssignments(const std::string& text, std::vector<Slot>& slots)
{
    static const regex& form = pattern(
        R"(\b(?:set|change|update|edit|modify|rename|switch|move|adjust|revise|mark|correct|turn|make|reset)\s+(?:the |my |its |their |our )?(.+?)\s+(?:to|as)\s+(?:be )?([^"'].*?)(?=, and | and (?:set|change|update|then|add)\b|[.;](?:\s|$)|$))");
    static const regex place(R"(the ([a-z]+(?: [a-z]+)?) ([A-Z].*))");
    for (std::sregex_iterator it(text.begin(), text.end(), form), end; it != end; ++it) {
        std::string key = (*it)[1].str();
        if (const std::size_t of = key.find(" of "); of != std::string::npos)
            key.resize(of);
        else if (const std::size_t on = key.find(" for "); on != std::string::npos)
            key.resize(on);
        else if (const std::size_t in = key.find(" in "); in != std::string::npos)
            key.resize(in);
        else if (const std::size_t at = key.find(" on "); at != std::string::npos)
            key.resize(at);
        if (const std::size_t s = key.find("'s "); s != std::string::npos) key = key.substr(s + 3);
        std::string value(trimmed((*it)[2].str()));
        if (value.starts_with('$')) value = value.substr(1);
        if (value.empty() || value.size() > 120) continue;
        // "to the group Makers": the kind of place is what the value is for
        std::smatch kind;
        if (std::regex_match(value, kind, place)) {
            key = kind[1].str();
            value = kind[2].str();
        }
        slots.push_back({folded(key), std::move(value), false});
    }
}

/// "raise the price of X by 30 %"
void addRelative(const std::string& text, std::vector<Slot>& slots)
{
    const regex& form = pattern(
        R"(\b(raise|increase|reduce|lower|decrease|cut|discount)\s+(?:the |my |its )?(\w+(?: \w+)?)\s+(?:of|for|on)\s.*\bby\s+\$?([\d.,]+)\s*(%|percent)?)");
    std::smatch match;
    if (!std::regex_search(text, match, form)) return;
    const std::string verb = folded(match[1].str());
    const bool up = verb == "raise" || verb == "increase";
    Slot slot;
    slot.key = folded(match[2].str());
    slot.value = (up ? "+" : "-") + match[3].str() + (match[4].matched ? "%" : "");
    slot.isRelative = true;
    slots.push_back(std::move(slot));
}

void addKnownForms(const std::string& text, std::vector<Slot>& slots)
{
    const std::string end = kValueEnd;
    addMatches(
        text,
        R"((?:priced at|price of|price to|for a price of|costing|price)\s*\$?(\d[\d,]*\.?\d*))",
        "price", slots);
    addMatches(text, R"((?:quantity(?: of| to)?|qty)\s*:?\s*(\d+))", "quantity", slots);
    addMatches(text, R"((\d+)\s+(?:units?|pieces|copies|items?|pcs|in stock)\b)", "quantity",
               slots);
    addMatches(text, R"(\badd (\d+|two|three|four|five|six)\s+(?!star|more\b)[a-z"'])", "quantity",
               slots);
    addMatches(text, R"(\b(\d(?:\.5)?)[ -]?stars?\b)", "rating", slots);
    addMatches(text, R"(\bfrom\s+(.+?)\s+to\s+[A-Z"'])", "from", slots);
    addMatches(text,
               R"(\bfrom\s+.+?\s+to\s+([A-Z0-9].*?(?:,\s\d{4})?))"
                   + std::string(
                       R"((?=\s+(?:by|on foot|using|via|with|and|take)\b|[,;?]|\.(?:\s|$)|\s*$))"),
               "to", slots);
    addMatches(text, R"(\bbetween\s+([A-Z].+?)\s+and\s+[A-Z])", "from", slots);
    addMatches(text,
               R"(\bbetween\s+[A-Z].+?\s+and\s+([A-Z].*?))"
                   + std::string(R"((?=\s+(?:by|on|using|via|take)\b|[,;?]|\.(?:\s|$)|\s*$))"),
               "to", slots);
    addMatches(
        text,
        R"(\b(?:by|on|via|using|of|to)\s+(car|foot|bike|bicycle|walking|driving|cycling|bus|train|transit)\b)",
        "transport", slots);
    addMatches(text, R"(\b(walk|drive|cycle|walking|driving|cycling|bike)\b)", "transport", slots);
    addMatches(
        text,
        R"(\bas (?:an? |the )?(guest|reporter|developer|maintainer|owner|admin|administrator|editor|viewer|reviewer|assignee|busy)\b)",
        "role", slots);
    addMatches(text, R"(\b(private|public|internal) (?:project|repository|repo|group|forum))",
               "visibility", slots);
    addMatches(text, R"(\b(?:named|called|titled|entitled)\s+([^\s"',][^"',]*?))" + end, "name",
               slots);
    addMatches(text, R"(\b(?:title|subject|headline)\s+(?:of |is |as |to )?([^"'\s][^"']*?))" + end,
               "title", slots);
    addMatches(text, R"(\b(?:due date|deadline)\s+(?:of |is |as |to |on )*([^"',;]+?))" + end,
               "due date", slots);
    addMatches(text, R"(\(@([\w.-]+)\))", "username", slots);
    addExact(text,
             R"([Aa]ssign(?:ed)?\s(?:[^.,;]*?\s)?to\s+@?([A-Z][\w.-]*(?: [A-Z][\w.-]*)*|[\w.-]+))",
             "assignee", slots);
    addMatches(text, R"(\b(?:labell?ed|label)\s+(?:as |it |with )*([\w-]+))", "label", slots);
    const bool hasUser = std::any_of(slots.begin(), slots.end(),
                                     [](const Slot& slot) { return slot.key == "username"; });
    if (!hasUser)
        addMatches(text, R"(\binvite\s+@?(?!him|her|them|the\b)([\w.-]+))", "username", slots);
    static const regex named(
        R"(\b(tracking number|coupon code|discount code|code|nickname|SKU|sku|milestone|branch|license|carrier|phone number|phone|email|zip code|postcode|city|street|country|state|company|group|last name|first name)\s+(?:of |is |as |to |: ?)?([A-Z0-9+][^\s"',;]*(?: [A-Z][^\s"',;]*)*))");
    for (std::sregex_iterator it(text.begin(), text.end(), named), last; it != last; ++it) {
        std::string value = (*it)[2].str();
        while (value.ends_with('.')) value.pop_back();
        const bool known = std::any_of(slots.begin(), slots.end(), [&](const Slot& slot) {
            return slot.value.find(value) != std::string::npos;
        });
        const std::string key = folded((*it)[1].str());
        const bool isCode = containsPhrase(key, "number") || containsPhrase(key, "phone")
                            || containsPhrase(key, "code") || key == "sku" || key == "email";
        const bool hasDigit = value.find_first_of("0123456789@") != std::string::npos;
        if (isCode && value.find(' ') != std::string::npos && !hasDigit)
            value.resize(value.find(' '));
        const bool isOwner = isCode && key.ends_with("number") && !hasDigit;
        if (!known && !isOwner && !value.empty()) slots.push_back({key, value, false});
    }
}

bool isAction(std::string_view word)
{
    static const std::vector<std::string_view> words{
        "show",     "open",      "go",       "what",      "which",       "who",       "when",
        "where",    "how",       "find",     "tell",      "add",         "create",    "make",
        "post",     "list",      "give",     "get",       "set",         "change",    "update",
        "search",   "buy",       "navigate", "display",   "browse",      "view",      "is",
        "are",      "does",      "do",       "did",       "has",         "have",      "please",
        "i",        "in",        "on",       "from",      "the",         "a",         "an",
        "upvote",   "downvote",  "like",     "delete",    "remove",      "cancel",    "edit",
        "rename",   "mark",      "approve",  "subscribe", "unsubscribe", "star",      "fork",
        "assign",   "invite",    "reply",    "comment",   "write",       "submit",    "check",
        "sort",     "filter",    "look",     "provide",   "count",       "compare",   "take",
        "see",      "visit",     "disable",  "enable",    "follow",      "leave",     "rate",
        "draft",    "send",      "reduce",   "increase",  "close",       "reopen",    "merge",
        "start",    "report",    "ask",      "among",     "according",   "for",       "of",
        "at",       "by",        "between",  "if",        "my",          "today",     "using",
        "with",     "to",        "there",    "measure",   "plan",        "calculate", "identify",
        "name",     "put",       "save",     "bookmark",  "favorite",    "locate",    "place",
        "order",    "pull",      "under",    "can",       "was",         "were",      "move",
        "order",    "read",      "return",   "then",      "and",         "it",        "this",
        "that",     "join",      "fill",     "watch",     "select",      "choose",    "publish",
        "hide",     "determine", "correct",  "look",      "first",       "replace",   "count",
        "bookmark", "among",     "apply",    "accept",    "approve",     "reject",    "archive",
        "increase", "lower",     "raise",    "modify",    "label",       "tag",       "turn",
        "switch",   "answer",    "only",     "show",      "we",          "our"};
    return std::find(words.begin(), words.end(), folded(word)) != words.end()
           || isChangeVerb(folded(word));
}

/// Runs of capitalised words and codes: "Old Mill Hall", "000000123", "a/b-c".
void addNames(std::string_view text, std::vector<std::string>& entities)
{
    static const regex name(
        R"((?:[A-Z][\w&'\-]*(?:\.\w+)*|\d+(?:st|nd|rd|th)|[\w.\-]*[A-Za-z][\w.\-]*/[\w\-]+(?:\.\w+)*)(?:\s+(?:(?:of the|of|and|&|de|la|the)\s+)?(?:[A-Z0-9][\w&'\-]*(?:\.\w+)*|\d[\w\-]*|\([A-Z0-9][^)]*\)))*)");
    const std::string whole(text);
    for (std::sregex_iterator it(whole.begin(), whole.end(), name), end; it != end; ++it) {
        std::string found = it->str();
        while (true) {  // "Show Blue Lamp" is the lamp
            const std::size_t blank = found.find(' ');
            if (!isAction(found.substr(0, blank))) break;
            found = blank == std::string::npos ? std::string() : found.substr(blank + 1);
            while (found.starts_with("the ") || found.starts_with("of ") || found.starts_with("a "))
                found = found.substr(found.find(' ') + 1);
            if (found.empty()) break;
        }
        for (const char* kind : {"SKU ", "ID ", "URL "})
            if (found.starts_with(kind)) found = found.substr(std::string_view(kind).size());
        const std::size_t after = std::size_t(it->position()) + it->str().size();
        const bool beforeStars = folded(text.substr(after, 6)).starts_with(" star");
        if (beforeStars && found.size() > 2 && std::isdigit((unsigned char)found.back()))
            found.resize(found.find_last_of(' ') == std::string::npos ? found.size()
                                                                      : found.find_last_of(' '));
        while (!found.empty()
               && (found.back() == '.' || found.back() == '\'' || found.back() == '-'))
            found.pop_back();
        if (found.ends_with("'s")) found.resize(found.size() - 2);
        if (found.starts_with("Size ") || found.starts_with("Color ")
            || found.starts_with("Colour "))
            continue;
        if (found.size() >= 2) entities.push_back(found);
    }
}

/// Names that only their neighbour tells: "the books forum", "order 12", "user jane_d".
void addTyped(std::string_view text, std::vector<std::string>& entities)
{
    static const regex before = pattern(
        R"(\b([\w][\w\-./]*)\s+(?:forum|subreddit|category|project|repository|repo|community|board|branch|section|department)\b)");
    static const regex after = pattern(
        R"((?:\b(?:order|invoice|user|customer|author|issue|ticket|forum|product|sku|author|merge request|milestone)(?: number| no\.?)?\s+|#|\bf/|\br/|@)([\w][\w\-.]*\d[\w\-]*|\d+|(?:(?:forum|user|f/|r/|@)\s*)[\w\-]+))");
    // "the article about List of mills in Saltby": everything to the end of the sentence
    static const regex about(
        R"((?:article|page|entry|wiki) (?:about|on|titled|called|named) (?:the )?([A-Z][^.?!,"]*))");
    std::smatch named;
    const std::string sentence(text);
    if (std::regex_search(sentence, named, about)
        && named[1].str().find(" where ") == std::string::npos)
        entities.insert(entities.begin(), std::string(trimmed(named[1].str())));
    static const std::vector<std::string_view> dull{
        "the",   "a",     "this", "my",         "new",      "that",   "same",        "each",
        "which", "what",  "any",  "another",    "most",     "our",    "every",       "all",
        "of",    "in",    "its",  "first",      "private",  "public", "appropriate", "relevant",
        "and",   "their", "open", "subscribed", "different"};
    const std::string whole(text);
    static const regex code(
        R"(-?\d+\.\d{3,},\s*-?\d+\.\d{3,}|\b\d{3}[-.]\d{3}[-.]\d{4}\b|\b\d{5,}\b|\b[A-Z]{2,}-\d+\b|[\w.+-]+@[\w-]+\.\w+)");
    for (std::sregex_iterator it(whole.begin(), whole.end(), code), end; it != end; ++it)
        entities.push_back(it->str());
    for (std::sregex_iterator it(whole.begin(), whole.end(), before), end; it != end; ++it) {
        const std::string word = (*it)[1].str();
        if (std::find(dull.begin(), dull.end(), folded(word)) == dull.end())
            entities.push_back(word);
    }
    for (std::sregex_iterator it(whole.begin(), whole.end(), after), end; it != end; ++it) {
        std::string word = (*it)[1].str();
        if (const std::size_t blank = word.rfind(' '); blank != std::string::npos)
            word = word.substr(blank + 1);
        entities.push_back(word);
    }
}

/// "change the page title of X to " -> "page title"
std::string assignedKey(const std::string& before)
{
    const bool replaces = before.ends_with(" with ") && containsPhrase(before, "replace");
    if (!before.ends_with(" to ") && !before.ends_with(" as ") && !replaces) return {};
    const regex& form = pattern(
        R"(\b(?:set|change|update|edit|modify|rename|revise|adjust|correct|replace)\s+(?:the |my |its |their |our )?(.+?)\s(?:(?:of|for|in|on)\s.*)?(?:to|as|with) $)");
    std::smatch match;
    if (!std::regex_search(before, match, form)) return {};
    std::string key = match[1].str();
    if (const std::size_t own = key.find("'s "); own != std::string::npos)
        key = key.substr(own + 3);
    return key;
}

bool pastAssignment(const std::string& before)
{
    return std::regex_search(
        before, pattern(R"(\b(?:set|change|update|edit|modify|rename|reduce|increase)\b)"));
}

/// An e-mail address is a value wherever it stands.
void addAddress(const std::string& text, std::vector<Slot>& slots)
{
    static const regex address(R"([\w.+-]+@[\w-]+(?:\.[\w-]+)*\.\w+)");
    std::smatch match;
    if (!std::regex_search(text, match, address)) return;
    const bool known = std::any_of(slots.begin(), slots.end(), [&](const Slot& slot) {
        return slot.value.find(match.str()) != std::string::npos;
    });
    if (known) return;
    slots.push_back({"email", match.str(), true});
    slots.back().isIntroduced = true;
}

/// 'Add a milestone "x"': the name of what is made.
bool isMadeThing(const std::string& before)
{
    return std::regex_search(
        before,
        pattern(
            R"(^(?:\w+ )?(?:create|add|make|open|start|set up|register)\s+(?:an?|the|another|new)\s+(?:(?!in\b|with\b|to\b|for\b|on\b|of\b|at\b)[\w-]+\s+)+$)"));
}

/// "Create a product Oak Stool with ...": the name of what is made, without quotes.
void addMadeName(const std::string& text, std::vector<Slot>& slots)
{
    static const regex form(
        R"(^(?:Create|Add|Make|Register|Open|Start|Set up) (?:an? |the )?(?:new )?(?:[a-z]+ )?(?:product|customer|user|item|group|project|rule|page|category|milestone|label|place) ((?:[A-Z0-9][^\s",]*)(?: (?:[A-Z0-9&][^\s",]*|of|and))*) with )");
    std::smatch match;
    const bool isNamed = std::any_of(slots.begin(), slots.end(), [](const Slot& slot) {
        return slot.key == "name" || slot.key == "title";
    });
    if (!isNamed && std::regex_search(text, match, form))
        slots.push_back({"name", match[1].str(), false});
}

/// A quotation that rows must hold: 'labelled "x"', 'the word "x"'.
bool isFilterWord(const std::string& before)
{
    return std::regex_search(
        before,
        pattern(
            R"(\b(?:mentions?|mentioning|contains?|containing|the (?:word|term|phrase|words))\s+$)"));
}

/// 'my post "x"', 'the issue "x"': a thing that is there already, unless a new one is to be made.
bool isExistingThing(const std::string& before)
{
    return std::regex_search(
        before,
        pattern(
            R"(\b(?:the|my|this|that|our) (?:\w+ )?(?:post|article|issue|product|submission|thread|question|discussion|request|item|place|category|forum|project|review|order|song|book|page)\s+$)"));
}

}  // namespace

std::vector<Slot> findSlots(std::string_view text, Intent intent)
{
    static const std::vector<std::string_view> naming{
        "title",   "name",    "named",    "called",  "titled", "body",     "description",
        "message", "comment", "text",     "content", "bio",    "subject",  "reply",
        "note",    "review",  "summary",  "label",   "url",    "headline", "answer",
        "caption", "status",  "nickname", "address", "prompt", "heading",  "bio"};
    std::vector<Slot> slots;
    for (const Quotation& quotation : quotationsOf(text)) {
        const std::string before = folded(text.substr(0, quotation.begin));
        std::string key = keyBefore(text, quotation.begin);
        if (const std::string assigned = assignedKey(before); !assigned.empty()) key = assigned;
        for (const auto& [ending, plainKey] : {std::pair{"named", "name"},
                                               {"called", "name"},
                                               {"titled", "title"},
                                               {"entitled", "title"},
                                               {"saying", "message"},
                                               {"says", "message"}})
            if (key.ends_with(ending)) key = plainKey;
        if (isFilterWord(before)) continue;
        for (const char* ending : {"that says ", "saying ", "that reads ", "reading "})
            if (before.ends_with(ending)) key = "message";
        if (isMadeThing(before) && intent == Intent::Change && key != "name")
            key = "title";
        else if (isExistingThing(before)) {
            slots.push_back({"", quotation.text, true});
            continue;
        }
        const bool isThing = before.ends_with(" of ") && pastAssignment(before);
        if (isThing) {
            slots.push_back({"", quotation.text, true});
            continue;
        }
        const bool named = std::any_of(naming.begin(), naming.end(), [&](std::string_view word) {
            return containsPhrase(key, word);
        });
        const bool introduced = before.ends_with("with ") || before.ends_with("to ")
                                || before.ends_with("as ") || before.ends_with("saying ")
                                || before.ends_with(": ") || before.ends_with("that says ")
                                || before.ends_with("post ") || before.ends_with("write ");
        if (named || (introduced && intent == Intent::Change)) {
            slots.push_back({key, quotation.text, true});
            slots.back().isIntroduced = true;
        } else if (intent == Intent::Change)
            slots.push_back({"", quotation.text, true});
    }
    if (intent == Intent::Change) addMadeName(std::string(text), slots);
    if (intent == Intent::Change) addRelative(std::string(text), slots);
    if (intent == Intent::Change) addAssignments(std::string(text), slots);
    addKnownForms(std::string(text), slots);
    const bool travels =
        std::any_of(slots.begin(), slots.end(), [](const Slot& slot) { return slot.key == "to"; });
    if (intent == Intent::Change || !travels)
        std::erase_if(slots, [](const Slot& slot) { return slot.key == "transport"; });
    if (intent == Intent::Change) addAddress(std::string(text), slots);
    if (intent != Intent::Change)
        std::erase_if(slots, [](const Slot& slot) {
            return slot.key != "from" && slot.key != "to" && slot.key != "transport";
        });
    return slots;
}

namespace {

/// "by Release Date in descending order": what to sort by, not a thing.
bool isOrderName(std::string_view text, const std::string& name,
                 const std::vector<std::string_view>& orders)
{
    const std::string lower = folded(text), order = folded(name);
    const bool sorts = containsPhrase(lower, "order") || containsPhrase(lower, "sorted");
    return sorts && lower.find("by " + order) != std::string::npos
           && std::find(orders.begin(), orders.end(), order.substr(order.rfind(' ') + 1))
                  != orders.end();
}

}  // namespace

std::vector<std::string> findEntities(std::string_view text, const std::vector<Slot>& slots,
                                      Intent intent)
{
    std::vector<std::string> entities;
    std::string rest(text);
    for (const Quotation& quotation : quotationsOf(text)) {
        const bool isValue = std::any_of(slots.begin(), slots.end(), [&](const Slot& slot) {
            return slot.isQuoted && slot.value == quotation.text
                   && (!slot.key.empty() || slot.isIntroduced);
        });
        const std::string before = folded(text.substr(0, quotation.begin));
        const bool filters =
            isFilterWord(before)
            || std::regex_search(
                before, pattern(R"(\b(?:label|labels|labell?ed|tagged|status|kind|type)\s+$)"));
        if ((!isValue || intent != Intent::Change) && !filters) entities.push_back(quotation.text);
        std::fill(rest.begin() + long(quotation.begin), rest.begin() + long(quotation.end), ',');
    }
    addNames(rest, entities);
    addTyped(rest, entities);

    std::vector<std::string> unique;
    for (const std::string& entity : entities) {
        const bool isPlainValue = std::any_of(slots.begin(), slots.end(), [&](const Slot& slot) {
            return !slot.isQuoted && sameText(slot.value, entity) && slot.key != "username"
                   && slot.key != "assignee" && slot.key != "name";
        });
        const bool known = std::any_of(unique.begin(), unique.end(), [&](const std::string& other) {
            return containsPhrase(other, entity);
        });
        // places of a route go into its form
        const bool isEnd = std::any_of(slots.begin(), slots.end(), [&](const Slot& slot) {
            return (slot.key == "from" || slot.key == "to")
                   && (containsPhrase(slot.value, entity) || containsPhrase(entity, slot.value));
        });
        const bool isRoute = isEnd && slots.size() >= 2;
        static const std::vector<std::string_view> orders{"price", "name",      "rating",
                                                          "date",  "position",  "title",
                                                          "n/a",   "relevance", "popularity"};
        const bool isOrder = std::find(orders.begin(), orders.end(), folded(entity)) != orders.end()
                             || isOrderName(text, entity, orders);
        if (!isPlainValue && !known && !isRoute && !isOrder) unique.push_back(entity);
    }
    return unique;
}

}  // namespace sym
