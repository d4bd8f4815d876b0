#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace sym {

/// The text of a sequence as its tokens' bytes arrive: looks for stop texts across tokens and hands
/// out only what is certain, i.e. whole characters that cannot become part of a stop text.
class GeneratedText final {
public:
    explicit GeneratedText(std::vector<std::string> stopTexts);

    /// @return true once a stop text is there; the text then ends before it
    bool append(std::string_view bytes);
    /// Nothing more comes: what was held back becomes certain.
    void finish() { m_isFinished = true; }

    /// Bytes so far, which need not end with a whole character.
    const std::string& bytes() const { return m_bytes; }
    /// What became certain since the last call, valid UTF-8: wrong bytes became U+FFFD. All calls
    /// together give the whole text.
    std::string takeCertain();

private:
    std::size_t heldBack() const;

    std::vector<std::string> m_stopTexts;
    std::string m_bytes;
    std::size_t m_taken = 0;
    bool m_isFinished = false;
};

/// Valid UTF-8 of the longest part of `bytes` that ends with a whole character, wrong sequences as
/// U+FFFD (maximal subparts, as the Unicode standard recommends).
/// @param isEnd an incomplete character at the end is wrong too
/// @param used to set: bytes that were read
std::string repairUtf8(std::string_view bytes, bool isEnd, std::size_t& used);

}  // namespace sym
