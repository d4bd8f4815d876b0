#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// Bringing an example over to another objective.
namespace sym {

/// How alike two objectives are, names and values aside: 0...1.
double objectiveLikeness(std::string_view left, std::string_view right);

/// What stands in `here` where `example` says something else: pairs of (example's words, ours), by
/// aligning the two word by word.
std::vector<std::pair<std::string, std::string>> differences(std::string_view example,
                                                             std::string_view here);

/// A text of the example with its words replaced by ours.
std::string transferred(std::string_view text,
                        const std::vector<std::pair<std::string, std::string>>& replacements);

}  // namespace sym
