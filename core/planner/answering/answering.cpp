#include "core/planner/answering/answering.h"

#include <algorithm>
#include <cctype>
#include <regex>

#include "core/base/quoted_value.h"
#include "core/planner/answering/comparing.h"
#include "core/planner/language/values.h"

namespace sym {
namespace {

/// A label says what is asked: "Grand Total" for "grand total of the order".
double labelScore(const Fact& fact, const std::vector<Word>& wanted)
{
    const std::vector<Word> label = wordsOf(fact.label);
    return 0.6 * coverage(wanted, label) + 0.4 * coverage(label, wanted);
}

/// Words of the question that a label may carry when `wanted` is a whole phrase.
std::vector<Word> wantedWords(const Objective& goal)
{
    std::vector<Word> words;
    std::string text = goal.wanted.empty() ? goal.text : goal.wanted;
    for (const Word& word : wordsOf(text)) {
        const std::string surface = text.substr(word.begin, word.end - word.begin);
        const bool isName =
            std::any_of(goal.entities.begin(), goal.entities.end(),
                        [&](const std::string& name) { return containsPhrase(name, surface); });
        if (!word.isStop && !isName) words.push_back(word);
    }
    return words;
}

/// What the question is about, names and words for the form of the answer aside: "founded" of "in
/// which year was it founded".
std::vector<Word> matterWords(const Objective& goal)
{
    static const std::vector<std::string_view> forms{"year",   "date",   "day",    "time",
                                                     "number", "amount", "answer", "find",
                                                     "exact",  "full",   "name",   "report"};
    std::vector<Word> words;
    for (const Word& word : goal.words) {
        const std::string surface = folded(goal.text.substr(word.begin, word.end - word.begin));
        const bool isName =
            std::any_of(goal.entities.begin(), goal.entities.end(),
                        [&](const std::string& name) { return containsPhrase(name, surface); });
        const bool isForm = std::find(forms.begin(), forms.end(), surface) != forms.end();
        if (!word.isStop && !isName && !isForm) words.push_back(word);
    }
    return words;
}

const char* usualLabel(AnswerKind kind)
{
    switch (kind) {
    case AnswerKind::Money: return "price";
    case AnswerKind::Email: return "email";
    case AnswerKind::Phone: return "phone";
    case AnswerKind::Duration: return "duration";
    case AnswerKind::Distance: return "distance";
    case AnswerKind::Date: return "date";
    default: return "";
    }
}

/// "Add lamp" under "Lamps": what one can do there, not what they are.
bool isDeed(const Page& page, const Fact& fact)
{
    const std::string& role = page.tree[std::size_t(fact.node)].role;
    return (role == "link" || role == "button")
           && isChangeVerb(folded(fact.value.substr(0, fact.value.find(' '))))
           && wordsOf(fact.value).size() <= 3;
}

constexpr std::string_view kEnds =
    "nearest closest latest newest oldest highest lowest most least best top largest smallest";

bool says(std::string_view label, std::string_view words)
{
    return coverage(words, label) > 0;
}

/// "In which town was she born?"
bool asksForPlace(const Objective& goal)
{
    return containsPhrase(goal.text, "born") && coverage("town city place where", goal.text) > 0.2
           && goal.answer == AnswerKind::Text;
}

const Record* recordAround(const Situation& situation, int node)
{
    const Record* innermost = nullptr;
    for (const Record& record : situation.page.records)
        if (node >= record.begin && node < record.end) innermost = &record;
    return innermost;
}

/// Answers are short: what stands before a second thought.
std::string shortened(std::string text)
{
    if (text.size() > 200) text.resize(200);
    return std::string(trimmed(text));
}

/// As much of a value as a reason tells: whole words.
std::string_view wordsOfReason(std::string_view value)
{
    constexpr std::size_t kLongest = 80;
    return value.size() <= kLongest ? value : value.substr(0, value.rfind(' ', kLongest));
}

/// The page's own price when nothing labels it: the first amount after its main heading.
std::optional<Answer> unlabelledValue(const Situation& situation, AnswerKind kind)
{
    if (kind != AnswerKind::Money && kind != AnswerKind::Email && kind != AnswerKind::Phone
        && kind != AnswerKind::Duration && kind != AnswerKind::Distance)
        return std::nullopt;
    bool inside = false;
    for (const PageNode& node : situation.page.tree) {
        if (node.role == "heading") inside = true;
        if (!inside || node.name.empty() || node.role == "heading" || node.name.size() > 80)
            continue;
        if (const auto value = findValue(node.name, kind))
            return Answer{*value, 0.6, "the first value of this kind under the heading"};
    }
    return std::nullopt;
}

/// Whether every condition was chosen or searched for.
bool isFiltered(const Situation& situation)
{
    const Objective& goal = situation.goal();
    if (goal.conditions.empty()) return false;
    return std::all_of(
        goal.conditions.begin(), goal.conditions.end(), [&](const std::string& condition) {
            const auto& deeds = situation.memory.deeds();
            return std::any_of(deeds.begin(), deeds.end(), [&](const Deed& deed) {
                const bool enters =
                    deed.action.kind == ActionKind::Select || deed.action.kind == ActionKind::Type;
                return enters && sameText(deed.action.text, condition)
                       && sameText(deed.page, situation.page.title);
            });
        });
}

/// "Order # 000000150" in a title or heading, when the page is the one looked for.
std::optional<Answer> codeOfPage(const Situation& situation)
{
    static const std::regex code(R"(#\s?(\d{3,})|\b(\d{6,})\b)");
    std::vector<std::string> texts{situation.page.title};
    texts.insert(texts.end(), situation.page.headings.begin(), situation.page.headings.end());
    std::smatch match;
    bool fits = entityPresence(situation) > 0.6;
    if (situation.goal().period)
        fits = fits
               && std::any_of(situation.page.tree.begin(), situation.page.tree.end(),
                              [&](const PageNode& node) {
                                  const auto day =
                                      node.name.size() < 80 ? findDate(node.name) : std::nullopt;
                                  return day && *day >= situation.goal().period->first
                                         && *day <= situation.goal().period->last;
                              });
    for (const std::string& text : texts)
        if (fits && std::regex_search(text, match, code))
            return Answer{match[1].matched ? match[1].str() : match[2].str(), 0.85,
                          "the page is that of this number"};
    return std::nullopt;
}

std::optional<Answer> yesOrNo(const Situation& situation)
{
    const Objective& goal = situation.goal();
    // a state that the question names: "is the issue closed?"
    static constexpr std::pair<std::string_view, std::string_view> kOpposites[] = {
        {"open", "closed"},           {"closed", "open"},           {"merged", "open"},
        {"in stock", "out of stock"}, {"out of stock", "in stock"}, {"available", "out of stock"},
        {"enabled", "disabled"},      {"disabled", "enabled"},      {"public", "private"},
        {"private", "public"},        {"active", "inactive"},       {"approved", "pending"},
        {"delivered", "pending"},     {"shipped", "pending"},       {"archived", "active"}};
    const double presence = entityPresence(situation);
    for (const auto& [asked, other] : kOpposites) {
        if (!containsPhrase(goal.text, asked)) continue;
        const bool has = containsPhrase(situation.page.text, asked);
        const bool hasOther = containsPhrase(situation.page.text, other);
        if (has == hasOther) continue;
        return Answer{has ? "Yes" : "No", 0.85 * presence,
                      "the page says " + std::string(has ? asked : other)};
    }
    return std::nullopt;
}

}  // namespace

double entityPresence(const Situation& situation)
{
    const Objective& goal = situation.goal();
    if (goal.entities.empty()) return 0.8;
    double sum = 0;
    for (const std::string& name : goal.entities) {
        if (situation.isAbout(name))
            sum += 1;
        else if (containsPhrase(situation.place, name))
            sum += 0.85;
        else if (situation.hasPassed(name))
            sum += 0.85;
        else if (containsPhrase(situation.page.text, name))
            sum += 0.7;
        else if (coverage(name, situation.place) > 0.7)
            sum += 0.7;
        else if (coverage(name, situation.page.text.substr(0, 20'000)) > 0.95)
            sum += 0.4;
        else
            sum += 0.05;
    }
    return sum / double(goal.entities.size());
}

std::optional<Answer> answerFromFacts(const Situation& situation)
{
    const Objective& goal = situation.goal();
    if (goal.wantsCode) return codeOfPage(situation);
    const std::vector<Word> wanted = wantedWords(goal);
    const double presence = entityPresence(situation);
    const std::vector<Word> usual = wordsOf(usualLabel(goal.answer));
    const std::vector<Word> asked = matterWords(goal);

    std::optional<Answer> best;
    for (const Fact& fact : situation.page.facts) {
        const auto value = findValue(fact.value, goal.answer);
        if (!value || value->size() > 200) continue;
        if (goal.answer == AnswerKind::Person && findNumber(*value)
            && value->find_first_not_of("0123456789.,%") == std::string::npos)
            continue;
        const bool isNameItself =
            std::any_of(goal.entities.begin(), goal.entities.end(),
                        [&](const std::string& name) { return sameText(name, *value); });
        if (isNameItself || isDeed(situation.page, fact)) continue;
        if (asksForPlace(goal) && findNumber(*value)) continue;
        if (!goal.hop.empty() && coverage(fact.label, goal.hop) > 0.7)
            continue;  // a step on the way only
        double label = labelScore(fact, wanted);
        // "Founded: 1871" for "in which year was it founded"
        const std::vector<Word> labelWords = wordsOf(fact.label);
        // "Nearest address" says which one; "address" does not
        if (goal.superlative
            && (goal.answer == AnswerKind::Text || goal.answer == AnswerKind::Person)
            && (!says(fact.label, kEnds) || coverage(labelWords, goal.words) < 0.99))
            continue;
        if (coverage(labelWords, asked) > 0.9 && fact.label.size() < 40)
            label = std::max(label, 0.8);
        // "12 records found" once the list shows only what is asked for
        static const std::vector<Word> totals =
            wordsOf("records found results items entries matches");
        if (goal.answer == AnswerKind::Count && labelWords.size() <= 2
            && coverage(labelWords, totals) > 0.9 && isFiltered(situation))
            label = std::max(label, 0.85);
        if (!usual.empty() && coverage(usual, wordsOf(fact.label)) > 0.75)
            label = std::max(label, 0.7);
        if (asksForPlace(goal) && coverage("birthplace", fact.label) > 0.99) label = 0.9;
        if (label < 0.45) continue;
        double score = label * presence * (0.5 + 0.5 * fact.confidence);
        if (const Record* record = recordAround(situation, fact.node)) {
            // a value inside a row belongs to what the row names
            const bool named = std::any_of(
                goal.entities.begin(), goal.entities.end(),
                [&](const std::string& name) { return containsPhrase(record->text, name); });
            const bool aboutPage =
                std::any_of(goal.entities.begin(), goal.entities.end(),
                            [&](const std::string& name) { return situation.isAbout(name); });
            const bool isLabelled =
                record->headers.empty() && record->cells.size() == 2
                && situation.page.tree[std::size_t(record->begin)].role == "row";
            if (!named && !aboutPage && !isLabelled && !goal.entities.empty()) score *= 0.4;
        }
        if (!best || score > best->confidence + 1e-9)
            best = Answer{
                shortened(*value), score,
                "the page says " + fact.label + ": " + quotedValue(wordsOfReason(fact.value))};
    }
    if (!best || best->confidence < 0.5) {
        auto plain = unlabelledValue(situation, goal.answer);
        bool about = false;
        for (const std::string& name : goal.entities) about = about || situation.isAbout(name);
        if (plain && about) {
            plain->confidence = 0.75 * presence;
            if (!best || plain->confidence > best->confidence) best = plain;
        }
    }
    return best;
}

std::optional<Answer> answerFromSentences(const Situation& situation)
{
    const Objective& goal = situation.goal();
    if (goal.answer == AnswerKind::YesNo || goal.answer == AnswerKind::Count || goal.wantsCode)
        return std::nullopt;
    const std::vector<Word> wanted = matterWords(goal);
    const double presence = entityPresence(situation);

    std::optional<Answer> best;
    for (const PageNode& node : situation.page.tree) {
        if (node.name.size() < 30 || node.role == "rootwebarea" || node.role == "heading"
            || node.role == "link")
            continue;
        const bool isEcho =
            std::any_of(situation.memory.searches().begin(), situation.memory.searches().end(),
                        [&](const std::string& query) { return containsPhrase(node.name, query); });
        if (isEcho && node.name.size() < 120) continue;
        std::string_view rest = node.name;
        while (!rest.empty()) {
            std::size_t end = rest.find(". ");
            const std::string_view sentence = rest.substr(0, end);
            rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 2);
            const std::vector<Word> words = wordsOf(sentence);
            const double match = coverage(wanted, words);
            if (match < 0.4) continue;
            const bool hasForm =
                goal.answer != AnswerKind::Text && goal.answer != AnswerKind::Person;
            const auto value = findValue(sentence, goal.answer);
            if (!value) continue;
            const double score = match * presence * (hasForm ? 0.8 : 0.45);
            if (!best || score > best->confidence)
                best = Answer{shortened(*value), score,
                              "a sentence says: " + std::string(sentence.substr(0, 80))};
        }
    }
    return best;
}

std::optional<Answer> readAnswer(const Situation& situation)
{
    if (!situation.goal().compared.empty()) return answerFromComparison(situation);
    std::optional<Answer> best;
    const auto consider = [&best](std::optional<Answer> answer) {
        if (answer && (!best || answer->confidence > best->confidence)) best = std::move(answer);
    };
    if (situation.goal().answer == AnswerKind::YesNo) consider(yesOrNo(situation));
    consider(answerFromRecords(situation));
    consider(answerFromFacts(situation));
    consider(answerFromSentences(situation));
    return best;
}

}  // namespace sym
