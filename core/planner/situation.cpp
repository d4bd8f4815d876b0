#include "core/planner/situation.h"

#include <algorithm>

#include "core/planner/language/values.h"

namespace sym {
namespace {

/// Words of an address that people can read.
std::string readableAddress(std::string_view url)
{
    const std::size_t scheme = url.find("://");
    if (scheme != std::string_view::npos) url.remove_prefix(scheme + 3);
    const std::size_t path = url.find('/');
    std::string text(path == std::string_view::npos ? std::string_view() : url.substr(path));
    for (char& c : text)
        if (c == '-' || c == '_' || c == '/' || c == '?' || c == '&' || c == '=' || c == '+'
            || c == '.')
            c = ' ';
    return text;
}

/// What was searched for is not yet what the page is about.
std::string_view addressWithoutSearch(std::string_view url, const Memory& memory)
{
    const std::size_t query = url.find('?');
    if (query == std::string_view::npos) return url;
    const std::string asked = readableAddress("x://x/" + std::string(url.substr(query)));
    const bool isSearch =
        std::any_of(memory.searches().begin(), memory.searches().end(),
                    [&](const std::string& text) { return coverage(text, asked) > 0.99; });
    return isSearch ? url.substr(0, query) : url;
}

/// Verbs that say what to do with a page, not what it is about.
bool isPlainVerb(std::string_view group)
{
    static const std::vector<std::string_view> verbs{
        "create",    "edit",   "search",    "find",    "open",    "go",       "navigat", "list",
        "sort",      "filter", "check",     "display", "brows",   "view",     "see",     "take",
        "bring",     "provid", "name",      "count",   "number",  "compar",   "see",     "look",
        "set",       "reply",  "use",       "make",    "report",  "return",   "click",   "total",
        "according", "exclud", "includ",    "left",    "spend",   "spent",    "belong",  "title",
        "latest",    "oldest", "expensive", "cheap",   "most",    "least",    "high",    "highest",
        "low",       "lowest", "top",       "averag",  "maximum", "minimum",  "rank",    "ascend",
        "descend",   "exact",  "full",      "large",   "largest", "smallest", "fewest",  "page",
        "section",   "answer", "result",    "first",   "last"};
    return std::find(verbs.begin(), verbs.end(), group) != verbs.end();
}

bool isKindWord(std::string_view stem)
{
    static const std::vector<std::string_view> kinds{
        "forum",    "project", "repository", "repo",  "category", "product", "articl",
        "customer", "user",    "subreddit",  "place", "author",   "section", "department"};
    return std::find(kinds.begin(), kinds.end(), stem) != kinds.end();
}

bool inPhrases(std::string_view text, const Word& word, const std::vector<std::string>& phrases)
{
    const std::string surface(text.substr(word.begin, word.end - word.begin));
    return std::any_of(phrases.begin(), phrases.end(),
                       [&](const std::string& phrase) { return containsPhrase(phrase, surface); });
}

std::vector<GoalWord> goalWordsOf(const Objective& goal, const std::vector<Word>& place)
{
    std::vector<GoalWord> words;
    std::vector<std::string> values;
    for (const Slot& slot : goal.slots)
        if (!slot.key.empty()) values.push_back(slot.value);
    for (const Word& word : goal.words) {
        if (word.isStop) continue;
        const bool isName = inPhrases(goal.text, word, goal.entities);
        if (!isName && inPhrases(goal.text, word, values)) continue;
        if (inPhrases(goal.text, word, goal.excluded)) continue;
        if (goal.period && inPhrases(goal.text, word, {goal.period->text})) continue;
        GoalWord entry;
        entry.word = word;
        const bool introduces = goal.intent == Intent::Navigate && word.group == "label";
        entry.weight = isName ? 2.0 : introduces || isPlainVerb(word.group) ? 0.3 : 1.0;
        entry.isCovered = coverage(std::vector<Word>{word}, place) >= 0.8;
        const bool known = std::any_of(words.begin(), words.end(), [&](const GoalWord& other) {
            return other.word.stem == word.stem;
        });
        if (!known) words.push_back(std::move(entry));
    }
    const auto has = [&goal](std::string_view key) {
        return std::any_of(goal.slots.begin(), goal.slots.end(),
                           [&](const Slot& slot) { return slot.key == key; });
    };
    const bool isPeriod = std::any_of(goal.slots.begin(), goal.slots.end(), [](const Slot& slot) {
        return slot.key == "from" && findDate(slot.value).has_value();
    });
    if (has("from") && has("to") && !isPeriod) {
        GoalWord route;
        route.word = wordsOf("directions").front();
        route.weight = 2;
        route.isCovered = coverage(std::vector<Word>{route.word}, place) >= 0.8;
        words.push_back(std::move(route));
    }
    return words;
}

}  // namespace

bool Situation::hasPassed(std::string_view name) const
{
    const auto& deeds = memory.deeds();
    for (auto deed = deeds.rbegin(); deed != deeds.rend(); ++deed) {
        if (deed->action.kind != ActionKind::Click) return false;
        if (containsPhrase(deed->page, name) && !containsPhrase(deed->page, "search")) return true;
    }
    return false;
}

bool Situation::isAbout(std::string_view name) const
{
    if (isSearchPage) return false;
    if (containsPhrase(page.title, name)) return true;
    const auto& headings = page.headings;
    const bool inHeading = std::any_of(
        headings.begin(), headings.begin() + long(std::min<std::size_t>(headings.size(), 3)),
        [&](const std::string& heading) {
            return containsPhrase(heading, name) || sameText(heading, name);
        });
    if (inHeading) return true;
    const std::string address = readableAddress(addressWithoutSearch(prompt.url, memory));
    return containsPhrase(address, name) || coverage(name, address) > 0.99;
}

Situation readSituation(const Prompt& prompt)
{
    Situation situation{prompt, readPage(prompt.observation), Memory(prompt),
                        readObjective(prompt.objective)};
    const Page& page = situation.page;
    situation.isSearchPage =
        containsPhrase(page.title, "search") || containsPhrase(page.title, "search results")
        || std::any_of(page.headings.begin(), page.headings.end(), [](const std::string& heading) {
               return containsPhrase(heading, "search results") || sameText(heading, "search")
                      || containsPhrase(heading, "results for");
           });
    const int last = int(situation.parts.size()) - 1;
    situation.part = std::min(situation.memory.part(), last);
    const Deed* deed = situation.memory.last();
    if (situation.part < last && deed && deed->finishesPart && !deed->failed) ++situation.part;

    if (!situation.isSearchPage) {
        situation.place = page.title;
        std::size_t shown = 0;
        for (const std::string& heading : page.headings)
            if (++shown <= 4) situation.place += "\n" + heading;
        situation.place +=
            "\n" + readableAddress(addressWithoutSearch(prompt.url, situation.memory));
    }
    const auto& searches = situation.memory.searches();
    for (const std::string& step : situation.memory.path()) {
        // what was searched for is not what was found
        const bool isSearch = std::find(searches.begin(), searches.end(), step) != searches.end();
        if (!isSearch) situation.place += "\n" + step;
    }
    // "the author of X": on the author's page X is behind
    for (const std::string& name : situation.goal().entities)
        if (!situation.goal().hop.empty() && situation.hasPassed(name))
            situation.place += "\n" + name;
    const auto coverKinds = [&situation] {
        // the "forum" of "the coffee forum" is reached with the name itself
        const auto& words = situation.goal().words;
        for (std::size_t i = 0; i < words.size(); ++i) {
            const auto isCoveredName = [&](std::size_t k) {
                return k < words.size()
                       && std::any_of(situation.goalWords.begin(), situation.goalWords.end(),
                                      [&](const GoalWord& goal) {
                                          return goal.word.stem == words[k].stem
                                                 && goal.weight > 1.5 && goal.isCovered;
                                      });
            };
            if (!isCoveredName(i + 1) && !isCoveredName(i - 1)) continue;
            for (GoalWord& goal : situation.goalWords)
                if (goal.word.stem == words[i].stem && goal.weight < 1.5
                    && isKindWord(goal.word.stem))
                    goal.isCovered = true;
        }
    };
    situation.goalWords = goalWordsOf(situation.goal(), wordsOf(situation.place));
    coverKinds();
    return situation;
}

Proposal clickOn(const Control& control, double score, std::string why)
{
    Proposal proposal;
    proposal.action.kind = ActionKind::Click;
    proposal.action.elementId = control.id;
    proposal.why = std::move(why);
    proposal.score = score;
    proposal.target = control.name;
    proposal.role = control.role;
    return proposal;
}

Proposal typeInto(const Field& field, std::string text, double score, std::string why,
                  bool pressEnter)
{
    Proposal proposal;
    proposal.action.kind = ActionKind::Type;
    proposal.action.elementId = field.id;
    proposal.action.text = std::move(text);
    proposal.action.pressEnter = pressEnter;
    proposal.why = std::move(why);
    proposal.score = score;
    proposal.target = field.label;
    proposal.role = "field";
    return proposal;
}

Proposal chooseIn(const Field& field, std::string option, double score, std::string why)
{
    Proposal proposal;
    proposal.action.kind = ActionKind::Select;
    proposal.action.elementId = field.id;
    proposal.action.text = std::move(option);
    proposal.why = std::move(why);
    proposal.score = score;
    proposal.target = field.label;
    proposal.role = "choice";
    return proposal;
}

Proposal toggle(const Field& field, double score, std::string why)
{
    Proposal proposal;
    proposal.action.kind = ActionKind::Click;
    proposal.action.elementId = field.id;
    proposal.why = std::move(why);
    proposal.score = score;
    proposal.target = field.label;
    proposal.role = field.kind == FieldKind::Radio ? "radio" : "checkbox";
    return proposal;
}

Proposal stopWith(std::string answer, double score, std::string why)
{
    Proposal proposal;
    proposal.action.kind = ActionKind::Stop;
    proposal.action.text = std::move(answer);
    proposal.why = std::move(why);
    proposal.score = score;
    return proposal;
}

Proposal plainAction(ActionKind kind, double score, std::string why)
{
    Proposal proposal;
    proposal.action.kind = kind;
    proposal.why = std::move(why);
    proposal.score = score;
    return proposal;
}

}  // namespace sym
