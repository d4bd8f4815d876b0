#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "core/model/bpe/vocabulary.h"

namespace sym {

/// A token of a word and how many of the word's bytes it stands for.
struct WordToken {
    std::int32_t id = 0;
    std::uint32_t bytes = 0;
};

/// What a byte-pair model is made of.
struct BytePairParts {
    std::vector<std::string> tokens;  ///< text of each id; empty: no token of the model
    std::vector<std::pair<std::int32_t, std::int32_t>> merges;  ///< earlier ones come first
    bool isByteLevel = true;       ///< words are bytes; otherwise characters
    bool ignoresMerges = false;    ///< a word that is a token is that token, merges or not
    bool hasByteFallback = false;  ///< unknown characters become <0xXX> tokens, if there are any
    int unknownToken = -1;         ///< for unknown characters; -1: they are dropped
    bool fusesUnknown = false;     ///< several unknown characters in a row give one token
};

/// What one thread needs while it cuts words, and the words it met last.
class WordScratch {
public:
    WordScratch();

private:
    friend class BytePairs;
    static constexpr std::size_t kWords = 1 << 14;
    static constexpr std::size_t kMaxTokens = 6;
    static constexpr std::size_t kMaxBytes = 28;

    struct CachedWord {
        std::uint32_t tag = 0;
        std::uint8_t bytes = 0;  ///< of the word; 0: nothing is here
        std::uint8_t tokens = 0;
        std::array<std::uint8_t, kMaxTokens> lengths = {};
        std::array<char, kMaxBytes> text = {};
        std::array<std::int32_t, kMaxTokens> ids = {};
    };
    struct Symbol {
        std::int32_t id = 0;
        std::uint32_t bytes = 0;
        std::int32_t previous = -1;
        std::int32_t next = -1;
    };
    struct Candidate {
        std::uint32_t rank = 0;
        std::int32_t at = 0;
        std::int32_t left = 0, right = 0;  ///< ids it was found for
        std::int32_t merged = 0;
    };

    std::vector<CachedWord> m_words;
    std::vector<Symbol> m_symbols;
    std::vector<Candidate> m_heap;
    std::vector<std::uint64_t> m_found;  ///< rank and token of each neighbouring pair
};

/// Byte-pair encoding of words: the pair whose merge came first in training is merged first, the
/// leftmost one of equals, until none is left. Immutable and thread-safe; O(n log n) in a word.
class BytePairs {
public:
    /// @return InvalidInput when a merge names or gives no token
    static Result<std::unique_ptr<const BytePairs>> make(BytePairParts parts);

    /// Appends the tokens of a word.
    void encode(std::string_view word, WordScratch& scratch, std::vector<WordToken>& tokens) const;

    const std::vector<std::string>& texts() const { return m_parts.tokens; }
    int find(std::string_view text) const { return m_index.find(text); }

private:
    struct MergeSlot {
        std::uint64_t pair = kNoPair;
        std::uint64_t found = kNoMerge;  ///< rank in the upper half, token in the lower
    };
    static constexpr std::uint64_t kNoPair = ~0ull;
    static constexpr std::uint64_t kNoMerge = ~0ull;

    explicit BytePairs(BytePairParts parts);
    Status addMerges();
    std::uint64_t findMerge(std::int32_t left, std::int32_t right) const;
    void makeSymbols(std::string_view word, WordScratch& scratch) const;
    void mergeFew(WordScratch& scratch) const;
    void mergeMany(WordScratch& scratch) const;
    void offer(WordScratch& scratch, std::int32_t at) const;
    void merge(std::string_view word, WordScratch& scratch, std::vector<WordToken>& tokens) const;
    bool isItsOwnToken(int id, std::string_view word, WordScratch& scratch) const;

    BytePairParts m_parts;
    TextIndex m_index;
    std::array<std::int32_t, 256> m_bytes = {};      ///< token of each byte, -1: none
    std::array<std::int32_t, 256> m_fallbacks = {};  ///< token <0xXX> of each byte, -1: none
    std::vector<MergeSlot> m_merges;
    int m_mergeShift = 0;
    /// Whether merging a token's text gives the token back; found out when first asked.
    enum class Whole : std::uint8_t { Unknown, Yes, No };
    mutable std::vector<std::atomic<Whole>> m_whole;
};

}  // namespace sym
