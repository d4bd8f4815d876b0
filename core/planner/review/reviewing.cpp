#include "core/planner/review/reviewing.h"

#include "core/planner/language/words.h"
#include "core/planner/page/numbering.h"

namespace sym {

Result<std::string> answerReview(const ReviewPrompt& prompt)
{
    if (prompt.request == "verdict") return writeVerdict(prompt);
    if (prompt.request == "instructions") return writeInstructions(prompt);
    if (prompt.request == "review") return writeReview(prompt);
    if (prompt.request == "query") return writeQuery(prompt);
    if (prompt.request == "selection") return writeSelection(prompt);
    return Error(ErrorCode::InvalidInput,
                 "the planner cannot answer the request \"" + prompt.request + "\"");
}

std::string nameOfTarget(const std::string& target)
{
    const std::size_t quote = target.find_first_of("'\"");
    if (quote == std::string::npos) return target;
    const std::size_t close = target.rfind(target[quote]);
    return close > quote ? target.substr(quote + 1, close - quote - 1) : target.substr(quote + 1);
}

Prompt promptAfter(const std::string& objective, const PromptExample& work)
{
    Prompt prompt;
    prompt.objective = objective;
    ExamplePage last = work.last;
    std::size_t count = work.steps.size();
    if (last.observation.empty() && count > 0) {  // ended by stopping on the page of the last step
        last = work.steps.back().page;
        --count;
    }
    for (std::size_t i = 0; i < count; ++i) {
        const ExampleStep& step = work.steps[i];
        const bool unchanged =
            i + 1 == count && step.page.observation == last.observation && count > 0;
        prompt.history.push_back(
            {unchanged ? "The same as the CURRENT OBSERVATION" : step.page.observation, step.reason,
             formatAction(step.action), step.action, ""});
    }
    prompt.step = int(count) + 1;
    prompt.url = last.path.empty() ? "" : "http://site" + last.path;
    prompt.observation = withIds(last.observation);
    return prompt;
}

}  // namespace sym
