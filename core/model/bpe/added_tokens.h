#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sym {

/// A token that is found in the text before anything else is done to it.
struct AddedToken {
    int id = 0;
    std::string content;
    bool isSpecial = false;
    bool isSingleWord = false;  ///< not found within a word
    bool stripsLeft = false;    ///< takes the white space before it
    bool stripsRight = false;   ///< takes the white space after it
    bool isNormalized = false;  ///< looked for after normalization
};

/// Where an added token was found, bytes. Without `token` it is text between two.
struct AddedTokenPlace {
    const AddedToken* token = nullptr;
    std::size_t begin = 0;
    std::size_t end = 0;
};

/// Finds added tokens, the longest one at each place, from left to right. Immutable, thread-safe.
class AddedTokenFinder {
public:
    /// @param contents what to look for, and the token it stands for; the tokens outlive the finder
    explicit AddedTokenFinder(
        const std::vector<std::pair<std::string, const AddedToken*>>& contents);
    AddedTokenFinder() = default;

    bool isEmpty() const { return m_nodes.size() <= 1; }

    /// Hands out the text in order: tokens and what is between them. Nothing for an empty text.
    void split(std::string_view text,
               const std::function<void(const AddedTokenPlace&)>& take) const;

private:
    struct Node {
        std::vector<std::pair<unsigned char, std::uint32_t>> next;
        const AddedToken* token = nullptr;
    };

    const AddedToken* longestAt(std::string_view text, std::size_t at, std::size_t& length) const;

    std::vector<Node> m_nodes;
    std::array<std::uint32_t, 256> m_first = {};  ///< node after a first byte, 0: none
};

}  // namespace sym
