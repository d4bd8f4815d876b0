#pragma once

#include <optional>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "core/base/ids.h"
#include "core/base/result.h"

namespace sym {

/// Whose entries a step never gets. Everything that is reported excludes the template; the others
/// are there to mimic the paper, and the run's method says so.
enum class Exclusion {
    Template,  ///< those of tasks of the same template (and so of the task itself)
    Task,      ///< only those of the same task
    None,
};

const char* exclusionName(Exclusion exclusion);  ///< "template", "task", "none"
Result<Exclusion> exclusionFromName(const std::string& name);

/// How examples are found for a step (METHOD 3.3). Equal settings and seeds find equal examples.
struct RetrievalSettings {
    bool summary = true;      ///< a query written by the model, against instructions and summaries
    bool observation = true;  ///< page and objective as they are, against pages and instructions
    bool trajectory = true;   ///< the way so far, by the cosine of its vector
    int perStrategy = 8;      ///< entries each strategy may find
    int examples = 8;         ///< at most so many in the prompt
    int tokenBudget = 4000;   ///< of all examples together, at 4 characters a token
    bool filter = true;       ///< a model drops what is related but does not help
    Exclusion exclude = Exclusion::Template;
    bool sameSite = true;               ///< only entries that share a site with the task
    bool acceptedOnly = true;           ///< only what the committee accepted
    std::optional<LoopId> symbiosis;    ///< whose knowledge base; nothing: any
    std::optional<int> lastRound;       ///< entries of this round or earlier
    std::vector<std::string> policies;  ///< entries of these; empty: of all

    bool operator==(const RetrievalSettings&) const = default;
};

/// For RolloutOptions::method, under "retrieval".
nlohmann::json toJson(const RetrievalSettings& settings);

}  // namespace sym
