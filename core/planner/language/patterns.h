#pragma once

#include <regex>
#include <string>

namespace sym {

/// A regular expression for English text, case ignored, compiled once. Any thread; the reference
/// stays good as long as the program runs.
const std::regex& pattern(const std::string& text);

/// A group of the first match, empty if there is none.
std::string firstMatch(const std::string& text, const std::regex& expression,
                       std::size_t group = 1);

}  // namespace sym
