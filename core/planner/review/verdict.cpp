#include <algorithm>

#include "core/planner/answering/answering.h"
#include "core/planner/language/values.h"
#include "core/planner/language/words.h"
#include "core/planner/review/reviewing.h"
#include "core/planner/situation.h"
#include "core/planner/skills/skills.h"

namespace sym {

namespace {

struct Ruling {
    bool success = false;
    std::string reason;
};

bool isNoAnswer(const std::string& answer)
{
    return folded(answer).starts_with("n/a");
}

/// The pages of the work, each once.
std::vector<const ExamplePage*> pagesOf(const PromptExample& work)
{
    std::vector<const ExamplePage*> pages;
    for (const ExampleStep& step : work.steps)
        if (pages.empty() || pages.back()->observation != step.page.observation)
            pages.push_back(&step.page);
    if (!work.last.observation.empty()) pages.push_back(&work.last);
    return pages;
}

/// Whether any page of the work says the answer.
bool isSaidSomewhere(const PromptExample& work, const std::string& answer)
{
    return std::ranges::any_of(pagesOf(work), [&](const ExamplePage* page) {
        return containsPhrase(page->observation, answer) || containsPhrase(page->title, answer);
    });
}

/// Whether a search or a list says that it is empty.
bool saysNothingFound(const ExamplePage* page)
{
    const std::string text = folded(page->observation);
    for (const char* words : {"no results", "0 results", "no matches", "nothing found", "not find",
                              "no items", "no records", "did not match", "no orders", "no entries"})
        if (text.find(words) != std::string::npos) return true;
    return false;
}

/// "N/A" is right where the objective allows for it, where a search for a thing found nothing,
/// or where its own page does not speak of what is asked.
Ruling ruleOnNoAnswer(const Situation& situation, const PromptExample& work)
{
    const Objective& goal = situation.goal();
    if (goal.mayBeUnanswerable && work.steps.size() > 2)
        return {true, "The pages do not tell, and the objective allows for that."};
    const auto pages = pagesOf(work);
    if (situation.parts.size() > 1) return {false, "Not every part of the task has an answer."};
    for (const std::string& name : goal.entities) {
        const bool isSearchedFor = std::ranges::any_of(work.steps, [&](const ExampleStep& step) {
            return step.action.kind == ActionKind::Type && containsPhrase(step.action.text, name);
        });
        if (isSearchedFor && std::ranges::any_of(pages, saysNothingFound))
            return {true, "A search for \"" + name + "\" found nothing."};
        const bool isFound = std::ranges::any_of(pages, [&](const ExamplePage* page) {
            return !containsPhrase(page->title, "search") && coverage(name, page->title) > 0.99;
        });
        const bool isMentioned =
            goal.wanted.empty() || std::ranges::any_of(pages, [&](const ExamplePage* page) {
                return coverage(goal.wanted, page->observation) > 0.5;
            });
        if (isFound && !isMentioned)
            return {true, "The page of \"" + name + "\" does not speak of what is asked."};
    }
    return {false, "The agent found no answer."};
}

Ruling ruleOnAnswer(const Situation& situation, const PromptExample& work, const std::string& given)
{
    constexpr double kSure = 0.5;
    if (isNoAnswer(given)) return ruleOnNoAnswer(situation, work);
    const AnswerKind kind = situation.goal().answer;
    if ((kind == AnswerKind::Text || kind == AnswerKind::Person) && findDate(given))
        return {false, "The answer is a date, which is not what was asked for."};
    const auto own = readAnswer(situation);
    const bool agrees = own && sameText(own->text, given);
    if (agrees && own->confidence >= kSure) return {true, "The last page says \"" + given + "\"."};
    if (agrees) return {false, "The last page may say so, but it is not sure."};
    if (own && own->confidence >= kSure)
        return {false, "The last page says \"" + own->text + "\" instead."};
    return {false, isSaidSomewhere(work, given)
                       ? "The answer stands on a page, but not as what was asked for."
                       : "No page shows the answer."};
}

Ruling ruleOnPlace(const Situation& situation)
{
    constexpr double kThere = 0.6;
    Proposals proposals;
    proposeFinishing(situation, proposals);
    const double score = proposals.empty() ? 0 : proposals.front().score;
    return {score >= kThere, score >= kThere ? "The last page is what was asked for."
                                             : "The last page is not surely what was asked for."};
}

/// Values in quotes that were neither entered nor are on the last page.
std::string missingValue(const Situation& situation, const PromptExample& work)
{
    for (const Slot& slot : situation.goal().slots) {
        if (slot.value.empty() || !slot.isQuoted) continue;
        const bool isEntered = std::ranges::any_of(work.steps, [&](const ExampleStep& step) {
            return containsPhrase(step.action.text, slot.value);
        });
        if (!isEntered && !containsPhrase(situation.page.text, slot.value)) return slot.value;
    }
    return {};
}

Ruling ruleOnChange(const Situation& situation, const PromptExample& work)
{
    const std::string missing = missingValue(situation, work);
    if (!missing.empty()) return {false, "\"" + missing + "\" was never entered."};
    Proposals proposals;
    proposeFinishing(situation, proposals);
    constexpr double kDone = 0.9;
    const bool done = !proposals.empty() && proposals.front().score >= kDone;
    return {done, done ? "The change was sent off and the page does not object."
                       : "Nothing shows that the change was made."};
}

}  // namespace

std::string writeVerdict(const ReviewPrompt& prompt)
{
    const PromptExample work = readExample(prompt.text("TRAJECTORY"));
    Ruling ruling{false, "The agent did not stop by itself."};
    const bool stopped = !work.steps.empty() && work.steps.back().action.kind == ActionKind::Stop;
    if (stopped) {
        const Prompt last = promptAfter(prompt.text("OBJECTIVE"), work);
        const Situation situation = readSituation(last);
        const std::string answer = work.steps.back().action.text;
        if (!situation.isLastPart())
            ruling = {false, "Only a part of the task was done."};
        else if (situation.goal().intent == Intent::Question)
            ruling = ruleOnAnswer(situation, work, answer);
        else if (isNoAnswer(answer))
            ruling = {false, "The agent gave up."};
        else if (situation.goal().intent == Intent::Navigate)
            ruling = ruleOnPlace(situation);
        else
            ruling = ruleOnChange(situation, work);
    }
    return "REASON:\n" + ruling.reason + "\nVERDICT:\n" + (ruling.success ? "success" : "failure")
           + '\n';
}

}  // namespace sym
