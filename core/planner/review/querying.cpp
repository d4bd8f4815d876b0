#include "core/planner/language/words.h"
#include "core/planner/review/reviewing.h"
#include "core/planner/situation.h"

namespace sym {

std::string writeQuery(const ReviewPrompt& prompt)
{
    Prompt actor;
    actor.objective = prompt.text("OBJECTIVE");
    actor.observation = prompt.text("CURRENT OBSERVATION");
    const Situation situation = readSituation(actor);
    std::string wanted, names;
    for (const GoalWord& word : situation.goalWords) {
        if (word.isCovered) continue;
        const std::string surface =
            situation.goal().text.substr(word.word.begin, word.word.end - word.word.begin);
        (word.weight > 1.5 ? names : wanted) += ' ' + surface;
    }
    // names are values of this task; without other words they are all there is
    if (wanted.empty()) wanted = names;
    return "QUERY:\nA page with" + wanted + ", reached from \"" + squeezed(situation.page.title)
           + "\".\n";
}

}  // namespace sym
