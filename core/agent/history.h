#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/agent/plan_tree.h"

namespace sym {

/// One executed step as later prompts tell it.
struct Interaction {
    std::string observation;             ///< as it was in the prompt
    std::string nameOnly;                ///< the same without ids; empty for a flat observation
    std::optional<std::string> pivotal;  ///< the part that mattered, if it is small
    std::string summary;                 ///< OBSERVATION DESCRIPTION
    std::string plan;                    ///< active plan after the step: "[1] Search for lamp"
    std::string reason;
    std::string action;
    std::string result;  ///< what went wrong; empty: nothing
};

struct HistorySettings {
    int verboseSteps =
        3;  ///< the last ones are told with their page, earlier ones by its description
    Fidelity fidelity = Fidelity::Ours;
};

/// The INTERACTION HISTORY section's content, empty without steps (METHOD 9.4, WEBARENA 3.4).
/// @param steps positions in `all` of the active plan's steps
/// @param current the current observation; `currentNameOnly` empty for a flat one
std::string historyText(const std::vector<Interaction>& all, const PlanNode& plan,
                        const std::string& current, const std::string& currentNameOnly,
                        const HistorySettings& settings);

}  // namespace sym
