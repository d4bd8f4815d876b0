#include <algorithm>

#include "core/planner/known_ways.h"
#include "core/planner/language/words.h"
#include "core/planner/review/reviewing.h"
#include "core/planner/skills/examples.h"

namespace sym {

namespace {

struct Usefulness {
    std::size_t number = 0;
    double value = 0;
    std::string reason;
};

/// How much an example helps: it tells of pages that have what is missing, or of a like task.
Usefulness usefulnessOf(const Situation& situation, const PromptExample& example,
                        std::size_t number)
{
    const double likeness = objectiveLikeness(example.objective, situation.prompt.objective);
    if (likeness >= 0.5) return {number, 0.5 + likeness / 2, "does nearly the same"};
    const KnownWays known({example});
    const std::vector<double> worth = known.worth(situation);
    Usefulness best{number, 0, "shows nothing of what is still missing"};
    for (std::size_t i = 0; i < worth.size(); ++i)
        if (worth[i] > best.value)
            best = {number, worth[i],
                    "shows the way to \"" + squeezed(known.pages()[i].title) + "\""};
    return best;
}

}  // namespace

std::string writeSelection(const ReviewPrompt& prompt)
{
    constexpr double kHelpful = 0.25;
    Prompt actor;
    actor.objective = prompt.text("OBJECTIVE");
    actor.observation = prompt.text("CURRENT OBSERVATION");
    const Situation situation = readSituation(actor);
    std::vector<Usefulness> all;
    for (const std::string& block : blocksOf(prompt.text("EXAMPLES"), "example"))
        all.push_back(usefulnessOf(situation, readExample(block), all.size()));
    std::string lines, numbers;
    for (const Usefulness& one : all)
        lines += "- " + std::to_string(one.number) + ": "
                 + (one.value >= kHelpful ? "yes, " : "no, ") + one.reason + '\n';
    std::ranges::stable_sort(all, std::greater<>(), &Usefulness::value);
    for (const Usefulness& one : all)
        if (one.value >= kHelpful)
            numbers += (numbers.empty() ? "" : ", ") + std::to_string(one.number);
    return "EXAMPLES:\n" + lines + "HELPFUL:\n" + (numbers.empty() ? "none" : numbers) + '\n';
}

}  // namespace sym
