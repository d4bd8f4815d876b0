#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace sym {

/// The words of a text worth searching for: in lower case, each once, in the order they come;
/// without those that every English text or every page has ("the", "link", "button"). @param most
/// so many
std::vector<std::string> searchWords(std::string_view text, std::size_t most);

}  // namespace sym
