#pragma once

#include <map>
#include <optional>
#include <string>

#include "core/planner/answering/answering.h"

namespace sym {

/// What is known of the things compared ("A or B, which is older?"), from this page and from what
/// earlier reasons say: name -> value as the pages give it.
std::map<std::string, std::string> comparedValues(const Situation& situation);

/// The same as text for a reason, and back.
std::string writeValues(const std::map<std::string, std::string>& values);
std::map<std::string, std::string> readValues(std::string_view text);

/// The thing that wins, once all values are known.
std::optional<Answer> answerFromComparison(const Situation& situation);

}  // namespace sym
