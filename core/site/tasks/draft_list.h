#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "core/base/random.h"
#include "core/site/tasks/draft.h"
#include "core/site/tasks/task_template.h"

namespace sym {

/// What differs from one instance of a template to the next; the template's text does the rest.
struct DraftParts {
    nlohmann::json values;  ///< of the placeholders
    nlohmann::json evaluation;
    Actions solution;
    std::vector<NegativeSequence> negatives;
};

/// Makes one instance, or nothing if what was drawn does not do (a tie, a place without a name).
using Proposal = std::function<std::optional<DraftParts>(Random&)>;

/// Draws until there are `count` instances of different intent, or no new one turns up.
std::vector<TaskDraft> collectDrafts(const std::string& intentTemplate, const std::string& startUrl,
                                     Random random, int count, const Proposal& propose);

/// Negatives of a question: a guess without looking, and the right way with an answer beside it.
/// `way` is the solution without its last action.
std::vector<NegativeSequence> wrongAnswers(const std::string& guess, const Actions& way,
                                           const std::string& beside);

/// Negatives of a change or a page to open: saying that it is done, and doing something beside it.
std::vector<NegativeSequence> wrongDeeds(const Actions& beside);

/// Adds a template whose proposals read the content of a world, made once per call by `read`.
template <typename Content>
TaskTemplate templateOn(int id, const std::string& intentTemplate,
                        const std::vector<std::string>& sites, const std::string& startUrl,
                        Content (*read)(std::uint64_t),
                        std::function<std::optional<DraftParts>(const Content&, Random&)> propose)
{
    const auto make = [intentTemplate, startUrl, read, propose](std::uint64_t seed, Random random,
                                                                int count) {
        const Content content = read(seed);
        return collectDrafts(intentTemplate, startUrl, random, count,
                             [&](Random& draw) { return propose(content, draw); });
    };
    return {id, intentTemplate, sites, make};
}

}  // namespace sym
