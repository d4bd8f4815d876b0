#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace sym {

/// A text that was changed, with the byte of the first text that each of its bytes came from.
struct AlignedText {
    std::string text;
    std::vector<std::size_t> origins;
};

/// A stretch of a text on its way to tokens. It owns nothing: the text it shows outlives it.
struct TextPiece {
    std::string_view text;
    const std::size_t* origins = nullptr;  ///< one a byte; null where the text was not changed
    std::size_t begin = 0;                 ///< where it lies in the first text, without origins

    /// Where the byte at `at` came from in the first text.
    std::size_t originOf(std::size_t at) const { return origins ? origins[at] : begin + at; }

    TextPiece part(std::size_t from, std::size_t length) const
    {
        return {text.substr(from, length), origins ? origins + from : nullptr, begin + from};
    }

    static TextPiece of(const AlignedText& aligned)
    {
        return {aligned.text, aligned.origins.data(), 0};
    }
};

}  // namespace sym
