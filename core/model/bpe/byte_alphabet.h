#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace sym {

/// ByteLevel's alphabet: a printable character for each byte, so that tokens can be written as
/// text (bytes that print as themselves in Latin-1 do; the others are U+0100 and on).
/// Source: the GPT-2 tokenizer's byte table.
std::string toByteAlphabet(std::string_view bytes);

/// @return nothing when a character is not of the alphabet
std::optional<std::string> fromByteAlphabet(std::string_view text);

}  // namespace sym
