#pragma once

#include <cstddef>
#include <string_view>

namespace sym {

// Reading the text of an observation (docs/formats/observation.md).

/// Letters and digits; all bytes of characters outside of ASCII count as letters.
inline bool isWordByte(char c)
{
    const auto byte = static_cast<unsigned char>(c);
    return (byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'z')
           || (byte >= 'A' && byte <= 'Z') || byte >= 0x80;
}

/// Behind the quoted name that begins at this byte; `at` itself when none does. Apostrophes within
/// words begin none.
inline std::size_t behindName(std::string_view text, std::size_t at)
{
    const char quote = text[at];
    const bool begins = (quote == '\'' || quote == '"') && (at == 0 || text[at - 1] == ' ');
    if (!begins) return at;
    for (std::size_t end = at + 1; end < text.size(); ++end) {
        if (text[end] == '\\')
            ++end;
        else if (text[end] == quote)
            return end + 1;
    }
    return at;
}

}  // namespace sym
