#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/base/result.h"
#include "core/model/bpe/added_tokens.h"
#include "core/model/bpe/pre_tokenizer.h"

namespace sym {

/// How often each word of some texts occurs, in order of first appearance.
class WordCounts final : private PieceSink {
public:
    /// @param atomic tokens that are taken out before words are cut
    WordCounts(PreTokenizer preTokenizer, const std::vector<std::string>& atomic);

    void add(std::string_view text);

    const std::vector<std::string>& words() const { return m_words; }
    const std::vector<std::int64_t>& counts() const { return m_counts; }

private:
    void take(const TextPiece& piece) override;

    PreTokenizer m_preTokenizer;
    AddedToken m_token;  ///< what every atomic text stands for here
    AddedTokenFinder m_atomic;
    PatternScratch m_scratch;
    std::vector<std::string> m_words;
    std::vector<std::int64_t> m_counts;
    struct Hash {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const;
    };
    std::unordered_map<std::string, std::size_t, Hash, std::equal_to<>> m_index;
};

}  // namespace sym
