#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace sym {

/// Length of the longest prefix that is valid UTF-8.
std::size_t validUtf8Prefix(std::string_view bytes);

/// Bytes with each maximal invalid part replaced by U+FFFD, as the WHATWG decoder does.
/// @param origins filled, when given, with the byte of `bytes` that each byte of the result is from
std::string repairedUtf8(std::string_view bytes, std::vector<std::size_t>* origins = nullptr);

/// The code point at a place in valid UTF-8, and its length there.
struct CodePointAt {
    char32_t value = 0;
    std::size_t bytes = 1;
};

inline CodePointAt codePointAt(std::string_view text, std::size_t at)
{
    const auto byte = [&](std::size_t i) {
        return char32_t(static_cast<unsigned char>(text[at + i]));
    };
    const char32_t lead = byte(0);
    if (lead < 0x80) return {lead, 1};
    if (lead < 0xe0) return {(lead & 0x1f) << 6 | (byte(1) & 0x3f), 2};
    if (lead < 0xf0) return {(lead & 0x0f) << 12 | (byte(1) & 0x3f) << 6 | (byte(2) & 0x3f), 3};
    return {(lead & 0x07) << 18 | (byte(1) & 0x3f) << 12 | (byte(2) & 0x3f) << 6 | (byte(3) & 0x3f),
            4};
}

/// Begin of the character that ends before `end`, in valid UTF-8.
inline std::size_t previousCodePoint(std::string_view text, std::size_t end)
{
    do --end;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0) == 0x80);
    return end;
}

/// Unicode White_Space.
bool isWhiteSpace(char32_t c);
/// A letter, mark, number or connector, as \w means in Rust's regular expressions.
bool isWordCharacter(char32_t c);
/// Unicode general category N.
bool isNumeric(char32_t c);
/// ASCII punctuation or Unicode general category P.
bool isPunctuation(char32_t c);

}  // namespace sym
