#pragma once

#include <string_view>
#include <vector>

#include "core/planner/language/words.h"

namespace sym {

/// How likely a menu, section or department of this name holds the things the words speak of,
/// 0...1: orders are under "Sales" or "My Account", a biography under "Profile", yoga mats under
/// "Sports". What people know of websites and shops in general.
double holdsLikely(std::string_view name, const std::vector<Word>& words);

}  // namespace sym
