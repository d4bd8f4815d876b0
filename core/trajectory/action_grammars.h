#pragma once

#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "core/trajectory/action.h"

/// The grammars behind parseActions(), one function each.
namespace sym {

Result<std::vector<Action>> parseWebArenaAction(std::string_view text);
Result<std::vector<Action>> parseAgentOccamActions(std::string_view text);
Result<std::vector<Action>> parseSymbiontAction(std::string_view text);

}  // namespace sym
