#include <algorithm>

#include "core/planner/answering/answering.h"
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

/// Whether any page of the work says the answer.
bool isSaidSomewhere(const PromptExample& work, const std::string& answer)
{
    const auto says = [&](const ExamplePage& page) {
        return containsPhrase(page.observation, answer) || containsPhrase(page.title, answer);
    };
    return says(work.last) || std::ranges::any_of(work.steps, [&](const ExampleStep& step) {
               return says(step.page);
           });
}

Ruling ruleOnAnswer(const Situation& situation, const PromptExample& work, const std::string& given)
{
    constexpr double kSure = 0.5;
    if (isNoAnswer(given))
        return {situation.goal().mayBeUnanswerable && situation.memory.deeds().size() > 2,
                "The agent found no answer."};
    const auto own = readAnswer(situation);
    const bool agrees = own && sameText(own->text, given);
    if (agrees && own->needsMorePages)
        return {false, "The answer is true of the rows seen so far only."};
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
