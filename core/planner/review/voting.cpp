#include <algorithm>
#include <set>

#include "core/planner/language/words.h"
#include "core/planner/review/reviewing.h"

namespace sym {

namespace {

/// What speaks for and against a piece of work.
struct Impression {
    double aligned = 0;  ///< share of the instruction's words that pages and actions have
    int withoutEffect = 0;
    int returns = 0;      ///< pages come back to
    int repetitions = 0;  ///< of an action on its page
    int steps = 0;
    bool contradicts = false;  ///< its own reasons speak of errors
};

Impression impressionOf(const PromptExample& work, const std::string& instruction)
{
    Impression impression;
    impression.steps = int(work.steps.size());
    std::string told = work.last.title + '\n' + work.last.observation;
    std::set<std::string> pages, deeds;
    for (std::size_t i = 0; i < work.steps.size(); ++i) {
        const ExampleStep& step = work.steps[i];
        const ExamplePage& after = i + 1 < work.steps.size() ? work.steps[i + 1].page : work.last;
        told += '\n' + step.page.title + '\n' + step.target + '\n' + step.action.text + '\n'
                + step.page.observation;
        if (!after.observation.empty() && after.observation == step.page.observation
            && after.title == step.page.title)
            ++impression.withoutEffect;
        if (step.action.kind == ActionKind::GoBack) ++impression.returns;
        pages.insert(step.page.observation);
        if (pages.contains(after.observation) && after.observation != step.page.observation)
            ++impression.returns;
        if (!deeds.insert(step.page.title + '\n' + formatAction(step.action)).second)
            ++impression.repetitions;
    }
    impression.aligned = coverage(instruction, told);
    return impression;
}

std::string yesNo(bool yes)
{
    return yes ? "yes" : "no";
}

}  // namespace

std::string writeReview(const ReviewPrompt& prompt)
{
    const PromptExample work = readExample(prompt.text("TRAJECTORY"));
    const Impression seen =
        impressionOf(work, prompt.text("INSTRUCTION") + '\n' + prompt.text("STEPS"));
    const int tolerated = prompt.isStrict ? 0 : 1;
    constexpr double kAligned = 0.4, kStrictlyAligned = 0.55;
    constexpr int kLong = 12;
    const bool aligned =
        !work.steps.empty() && seen.aligned >= (prompt.isStrict ? kStrictlyAligned : kAligned);
    const bool coherent = seen.withoutEffect <= tolerated && seen.withoutEffect < seen.steps;
    const bool natural = seen.repetitions <= tolerated && seen.steps <= kLong;
    const bool reasonable = seen.returns <= tolerated;
    std::string reason = !aligned      ? "The pages do not show what the instruction speaks of."
                         : !coherent   ? "An action had no effect."
                         : !natural    ? "The same was done again and again."
                         : !reasonable ? "It goes back and forth."
                                       : "Each action leads on to the next page.";
    return "REASON:\n" + reason + "\nALIGNED:\n" + yesNo(aligned) + "\nCOHERENT:\n"
           + yesNo(coherent) + "\nNATURAL:\n" + yesNo(natural) + "\nREASONABLE:\n"
           + yesNo(reasonable) + '\n';
}

}  // namespace sym
