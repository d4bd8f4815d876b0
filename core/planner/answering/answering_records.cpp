#include <algorithm>
#include <map>

#include "core/base/quoted_value.h"
#include "core/planner/answering/answering.h"
#include "core/planner/language/period.h"
#include "core/planner/language/values.h"

namespace sym {
namespace {

/// Names that the page as a whole does not stand for: they must be in the row itself.
std::vector<std::string> rowNames(const Situation& situation)
{
    std::vector<std::string> names;
    for (const std::string& name : situation.goal().entities)
        if (!situation.isAbout(name) && !containsPhrase(situation.place, name))
            names.push_back(name);
    return names;
}

/// Who a card is by: "submitted by ann", or a link behind "by".
std::string authorOf(const Situation& situation, const Record& record)
{
    static const std::vector<std::string_view> marks{"submitted by ", "posted by ",   "written by ",
                                                     "created by ",   "opened by ",   "review by ",
                                                     "reviewed by ",  "authored by ", "by "};
    const PageTree& tree = situation.page.tree;
    for (int i = record.begin; i < record.end; ++i) {
        const std::string& name = tree[std::size_t(i)].name;
        const std::string lower = folded(name);
        if ((lower == "by" || lower.ends_with(" by")) && i + 1 < record.end)
            return tree[std::size_t(i) + 1].name;
        for (const std::string_view mark : marks) {
            const std::size_t at = lower.find(mark);
            if (at == std::string::npos || (at > 0 && lower[at - 1] != ' ')) continue;
            std::string author = name.substr(at + mark.size());
            for (const char* end :
                 {"Posted", " posted", " on ", " in ", " at ", ",", " \xc2\xb7", " |", " ("})
                author = author.substr(0, author.find(end));
            if (author.size() < 40 && !author.empty()) return std::string(trimmed(author));
        }
    }
    return {};
}

/// The part of a record that answers "what": a column, a value of the right form, or its name.
std::string partFor(const Situation& situation, const Record& record)
{
    const Objective& goal = situation.goal();
    if (!goal.wanted.empty() && goal.answer != AnswerKind::Person)
        if (const auto column = columnFor(record, goal.wanted)) return record.cells[*column];
    const bool hasForm = goal.answer != AnswerKind::Text && goal.answer != AnswerKind::Person
                         && goal.answer != AnswerKind::Count;
    if (goal.answer == AnswerKind::Person && record.headers.empty())
        if (std::string author = authorOf(situation, record); !author.empty()) return author;
    if (hasForm) {
        if (goal.answer == AnswerKind::Date || goal.answer == AnswerKind::Money)
            if (const auto column =
                    columnFor(record, goal.answer == AnswerKind::Date ? "date" : "total"))
                if (const auto value = findValue(record.cells[*column], goal.answer)) return *value;
        return findValue(record.text, goal.answer).value_or("");
    }
    for (const char* name : {"name", "title", "customer", "product", "subject", "username", "user"})
        if (const auto column = columnFor(record, name)) {
            const bool fits = goal.answer == AnswerKind::Person || coverage(name, goal.text) > 0.5
                              || std::string_view(name) == "name"
                              || std::string_view(name) == "title";
            if (fits && !record.cells[*column].empty()) return record.cells[*column];
        }
    return record.title;
}

bool hasNextPage(const Situation& situation)
{
    return std::any_of(situation.page.controls.begin(), situation.page.controls.end(),
                       [](const Control& control) {
                           return sameText(control.name, "next") && !control.isDisabled;
                       });
}

/// Whether the list was narrowed down to the rows that say a name.
bool isSearched(const Situation& situation, const std::vector<const Record*>& rows)
{
    const auto& names = situation.goal().entities;
    return !rows.empty() && !rows.front()->headers.empty()
           && std::any_of(names.begin(), names.end(), [&](const std::string& name) {
                  return containsPhrase(rows.front()->text, name)
                         && !situation.memory.searches().empty()
                         && situation.memory.searches().back() == name;
              });
}

std::optional<Answer> superlativeAnswer(const Situation& situation, std::vector<const Record*> rows)
{
    const Superlative& superlative = *situation.goal().superlative;
    std::vector<std::pair<double, const Record*>> ranked;
    for (const Record* row : rows)
        if (const auto value = propertyOf(*row, superlative.property))
            ranked.emplace_back(*value, row);
    if (ranked.empty() || ranked.size() * 2 < rows.size()) {
        if (!isSortedAsAsked(situation) || rows.empty()) return std::nullopt;
        const std::string part = partFor(situation, *rows.front());
        if (part.empty()) return std::nullopt;
        return Answer{part, 0.8, "it comes first in the order asked for"};
    }
    const bool isPart = hasNextPage(situation) && !isSortedAsAsked(situation);
    std::stable_sort(ranked.begin(), ranked.end(), [&](const auto& left, const auto& right) {
        return superlative.wantsLargest ? left.first > right.first : left.first < right.first;
    });
    std::string text;
    const std::size_t count = std::min<std::size_t>(ranked.size(), std::size_t(superlative.count));
    for (std::size_t i = 0; i < count; ++i) {
        const std::string part = partFor(situation, *ranked[i].second);
        if (part.empty()) return std::nullopt;
        text += (text.empty() ? "" : ", ") + part;
    }
    return Answer{text, isPart ? 0.6 : 0.85, "it ranks first by " + superlative.property, true};
}

std::optional<Answer> countAnswer(const Situation& situation,
                                  const std::vector<const Record*>& rows)
{
    if (rows.empty()) return std::nullopt;
    // the list must be one of the things that are counted
    const Objective& goal = situation.goal();
    std::string about = situation.place;
    for (const std::string& header : rows.front()->headers) about += " " + header;
    for (const std::string& condition : goal.conditions)
        about += " " + condition;  // checked row by row
    const bool isPart = hasNextPage(situation);
    const bool isTheirs = coverage(goal.wanted.empty() ? goal.text : goal.wanted, about) > 0.65;
    return Answer{std::to_string(rows.size()),
                  isTheirs && !isPart ? 0.75
                  : isTheirs          ? 0.35
                                      : 0.2,
                  "that many rows fit", true};
}

std::optional<Answer> sumAnswer(const Situation& situation, const std::vector<const Record*>& rows)
{
    const Objective& goal = situation.goal();
    const bool wantsSum =
        goal.answer == AnswerKind::Money && (rows.size() > 1 || goal.period)
        && (containsPhrase(goal.text, "total") || containsPhrase(goal.text, "spent")
            || containsPhrase(goal.text, "spend") || containsPhrase(goal.text, "sum"))
        && (rowNames(situation).empty() || rows.size() > 1);
    if (!wantsSum) return std::nullopt;
    double sum = 0;
    std::size_t left = goal.superlative ? std::size_t(goal.superlative->count) : rows.size();
    for (const Record* row : rows) {
        if (left-- == 0) break;
        const auto value = propertyOf(*row, "price");
        if (!value) return std::nullopt;
        sum += *value;
    }
    return Answer{"$" + amountText(sum), 0.75, "the sum over the rows that fit", true};
}

}  // namespace

const Record* foremostRecord(const Situation& situation)
{
    const auto& superlative = situation.goal().superlative;
    if (!superlative) return nullptr;
    const Record* best = nullptr;
    double bestValue = 0;
    std::size_t valued = 0, fitting = 0;
    const std::vector<const Record*> all = relevantRecords(situation);
    const Record* first = nullptr;
    for (const Record* record : all) {
        if (!fulfils(situation, *record)) continue;
        ++fitting;
        if (!first) first = record;
        const auto value = propertyOf(*record, superlative->property);
        if (!value) continue;
        ++valued;
        if (best && (superlative->wantsLargest ? *value <= bestValue : *value >= bestValue))
            continue;
        best = record;
        bestValue = *value;
    }
    if (fitting > 0 && valued * 2 >= fitting) return best;
    return isSortedAsAsked(situation) ? first : nullptr;
}

bool fulfils(const Situation& situation, const Record& record)
{
    const Objective& goal = situation.goal();
    for (const std::string& condition : goal.conditions) {
        if (containsPhrase(situation.place, condition)) continue;
        const bool spelt = containsPhrase(record.text, condition)
                           || (condition.size() > 4 && coverage(condition, record.text) > 0.99);
        if (condition.ends_with(" star")) {
            const auto rating = propertyOf(record, "rating");
            if (rating ? *rating != double(condition.front() - '0') : !spelt) return false;
        } else if (!spelt) {
            return false;
        }
    }
    for (const std::string& word : goal.excluded)
        if (containsPhrase(record.text, word) || coverage(word, record.text) > 0.99) return false;
    if (goal.period) {
        const auto date = propertyOf(record, "date");
        if (date && (*date < goal.period->first || *date > goal.period->last)) return false;
        if (!date && !record.headers.empty()) return false;
    }
    if (goal.bounds) {
        const auto value = propertyOf(record, goal.bounds->property);
        if (!value || *value < goal.bounds->low || *value > goal.bounds->high) return false;
    }
    const std::vector<std::string> names = rowNames(situation);
    return std::all_of(names.begin(), names.end(), [&](const std::string& name) {
        return containsPhrase(record.text, name) || coverage(name, record.text) > 0.99;
    });
}

std::vector<const Record*> relevantRecords(const Situation& situation)
{
    const Objective& goal = situation.goal();
    std::map<int, std::vector<const Record*>> groups;
    for (const Record& record : situation.page.records)
        if (record.cells.size() >= 2) groups[record.group].push_back(&record);

    const std::vector<const Record*>* best = nullptr;
    double bestScore = 0;
    for (const auto& [group, rows] : groups) {
        std::string headers;
        for (const std::string& header : rows.front()->headers) headers += header + " ";
        double score = 0.05 * double(std::min<std::size_t>(rows.size(), 10));
        score += rows.front()->headers.empty() ? 0 : 0.3;
        score += coverage(goal.wanted.empty() ? goal.text : goal.wanted, headers);
        score += coverage(goal.text, rows.front()->text) * 0.5;
        if (goal.superlative && propertyOf(*rows.front(), goal.superlative->property)) score += 0.8;
        if (std::any_of(rows.begin(), rows.end(),
                        [&](const Record* row) { return fulfils(situation, *row); }))
            score += 0.3;
        if (score <= bestScore) continue;
        bestScore = score;
        best = &rows;
    }
    return best ? *best : std::vector<const Record*>();
}

std::optional<Answer> answerFromRecords(const Situation& situation)
{
    const Objective& goal = situation.goal();
    const std::vector<const Record*> all = relevantRecords(situation);
    if (all.empty()) return std::nullopt;
    std::vector<const Record*> rows;
    for (const Record* row : all)
        if (fulfils(situation, *row)) rows.push_back(row);

    // how surely this is the list that is meant
    std::string headers;
    for (const std::string& header : all.front()->headers) headers += header + " ";
    double fit = 0, total = 0;
    for (const GoalWord& word : situation.goalWords) {
        total += word.weight;
        const bool inHeaders = coverage(std::vector<Word>{word.word}, wordsOf(headers)) > 0.7;
        const bool inRows =
            !rows.empty()
            && coverage(std::vector<Word>{word.word}, wordsOf(rows.front()->text)) > 0.7;
        if (word.isCovered || inHeaders || inRows) fit += word.weight;
    }
    fit = total > 0 ? 0.35 + 0.65 * fit / total : 0.5;

    std::optional<Answer> answer;
    if (!rows.empty()) answer = sumAnswer(situation, rows);
    if (!answer && goal.answer == AnswerKind::Count) {
        answer = countAnswer(situation, rows);
    } else if (!answer && goal.superlative && !rows.empty()) {
        answer = superlativeAnswer(situation, rows);
    } else if (!answer && (goal.wantsSeveral || goal.answer == AnswerKind::Person) && !rows.empty()
               && (!rowNames(situation).empty() || !goal.conditions.empty() || goal.bounds
                   || isSearched(situation, rows))) {
        std::string text;
        for (const Record* row : rows)
            if (const std::string part = partFor(situation, *row);
                !part.empty() && !containsPhrase(text, part))
                text += (text.empty() ? "" : ", ") + part;
        if (!text.empty()) answer = Answer{text, 0.75, "these rows fit", true};
    } else if (!answer && !rows.empty() && rows.size() <= 2 && goal.period
               && rowNames(situation).empty()) {
        const std::string part = partFor(situation, *rows.front());
        if (!part.empty())
            answer = Answer{part, rows.size() == 1 ? 0.85 : 0.5, "the row of that date says so"};
    } else if (!answer && !rows.empty() && !rowNames(situation).empty()) {
        const std::string part = partFor(situation, *rows.front());
        if (!part.empty() && !sameText(part, rowNames(situation).front()))
            answer = Answer{part, rows.size() == 1 ? 0.85 : 0.6,
                            "the row of " + quotedValue(rowNames(situation).front()) + " says so"};
    }
    if (!answer && rows.size() == 1 && isSearched(situation, rows)) {
        const std::string part = partFor(situation, *rows.front());
        const bool isName =
            std::find(goal.entities.begin(), goal.entities.end(), part) != goal.entities.end();
        if (!part.empty() && !isName) answer = Answer{part, 0.85, "the one row found says so"};
    }
    // a list without dates does not answer for a period
    const bool isUndated = goal.period && !rows.empty() && !propertyOf(*rows.front(), "date")
                           && !containsPhrase(situation.place, goal.period->text);
    if (answer && isUndated
        && !situation.memory.hasTyped(isoDate(goal.period->text).value_or("?"), situation.part))
        answer->confidence *= 0.5;
    if (answer) answer->confidence *= fit;
    return answer;
}

}  // namespace sym
