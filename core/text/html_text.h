#pragma once

#include <string>
#include <string_view>

namespace sym {

/// Replaces character references as Python's html.unescape does: all names of HTML, the old ones
/// also without their semicolon and as a prefix ("&notit;" -> "¬it;"), numbers with the
/// replacements of HTML for 0x80 to 0x9F and nothing for forbidden code points. UTF-8, any thread.
std::string htmlUnescape(std::string_view utf8);

}  // namespace sym
