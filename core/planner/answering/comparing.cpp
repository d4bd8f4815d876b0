#include "core/planner/answering/comparing.h"

#include <algorithm>

#include "core/planner/language/values.h"

namespace sym {
namespace {

bool says(const Objective& goal, std::initializer_list<const char*> words)
{
    return std::any_of(words.begin(), words.end(),
                       [&](const char* word) { return containsPhrase(goal.text, word); });
}

bool comparesDates(const Objective& goal)
{
    return says(goal, {"earlier", "later", "older", "younger", "first"});
}

bool wantsLess(const Objective& goal)
{
    return says(goal, {"earlier", "older", "first", "less", "smaller", "lower", "shorter",
                       "cheaper", "faster", "closer", "nearer"});
}

/// The value of the thing this page is about.
std::optional<std::string> valueHere(const Situation& situation, const std::string& name)
{
    if (!situation.isAbout(name)) return std::nullopt;
    Objective goal = situation.goal();
    goal.entities = {name};
    goal.compared.clear();
    goal.answer = comparesDates(goal)                    ? AnswerKind::Date
                  : says(goal, {"cheaper", "expensive"}) ? AnswerKind::Money
                                                         : AnswerKind::Number;
    Situation here{situation.prompt, situation.page, situation.memory, {goal}};
    here.place = situation.place;
    here.goalWords = situation.goalWords;
    if (auto answer = answerFromFacts(here); answer && answer->confidence > 0.3)
        return answer->text;
    if (auto answer = answerFromSentences(here); answer && answer->confidence > 0.3)
        return answer->text;
    return std::nullopt;
}

}  // namespace

std::string writeValues(const std::map<std::string, std::string>& values)
{
    std::string text;
    for (const auto& [name, value] : values)
        text += (text.empty() ? "" : "; ") + name + " = " + value;
    return text;
}

std::map<std::string, std::string> readValues(std::string_view text)
{
    std::map<std::string, std::string> values;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find("; "), text.size());
        const std::string_view part = text.substr(0, end);
        if (const std::size_t equals = part.find(" = "); equals != std::string_view::npos)
            values.emplace(trimmed(part.substr(0, equals)), trimmed(part.substr(equals + 3)));
        text.remove_prefix(std::min(end + 2, text.size()));
    }
    return values;
}

std::map<std::string, std::string> comparedValues(const Situation& situation)
{
    std::map<std::string, std::string> values;
    if (situation.goal().compared.empty()) return values;
    for (const Deed& deed : situation.memory.deeds())
        for (auto& [name, value] : readValues(deed.soFar)) values[name] = value;
    for (const std::string& name : situation.goal().compared)
        if (const auto value = valueHere(situation, name)) values[name] = *value;
    return values;
}

std::optional<Answer> answerFromComparison(const Situation& situation)
{
    const Objective& goal = situation.goal();
    const auto values = comparedValues(situation);
    std::optional<std::string> best;
    double bestValue = 0;
    for (const std::string& name : goal.compared) {
        const auto known = values.find(name);
        if (known == values.end()) return std::nullopt;
        const auto value =
            comparesDates(goal) ? findDate(known->second) : findNumber(known->second);
        if (!value) return std::nullopt;
        if (best && (wantsLess(goal) ? *value >= bestValue : *value <= bestValue)) continue;
        best = name;
        bestValue = *value;
    }
    if (!best) return std::nullopt;
    return Answer{*best, 0.95, "comparing " + writeValues(values)};
}

}  // namespace sym
