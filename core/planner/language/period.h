#pragma once

#include <optional>
#include <string>

#include "core/planner/objective/objective.h"

namespace sym {

/// The day, month, year or span of days that a text names: "on June 5, 2025", "in May 2024", "from
/// 2024-06-01 to 2024-10-31", "in 2025". Nothing when it names none.
std::optional<Period> findPeriod(const std::string& text);

/// "2024-06-01" of the first day a text names, as date fields take it; nothing without a whole
/// date.
std::optional<std::string> isoDate(const std::string& text);

}  // namespace sym
