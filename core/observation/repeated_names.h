#pragma once

#include <string_view>
#include <vector>

namespace sym {

/// For each of `candidates` (positions in `names`), whether its name is part of another of the
/// names. Takes time in proportion to the length of all names, not to its square: lists of
/// thousands of rows are common.
std::vector<bool> occursInAnother(const std::vector<std::string_view>& names,
                                  const std::vector<int>& candidates);

}  // namespace sym
