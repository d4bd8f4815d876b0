#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "core/base/job_context.h"
#include "core/base/result.h"

namespace sym {

/// Learns byte-pair merges: again and again the pair of neighbouring tokens that occurs most often
/// becomes one token; of equals, the one with the smaller ids.
/// Source: Sennrich et al. 2016, Neural Machine Translation of Rare Words with Subword Units.
class MergeLearner {
public:
    struct Limits {
        int tokens = 4096;  ///< ids 0 to 255 are the bytes
        std::int64_t minimumCount = 2;
        std::size_t maxTokenBytes = 32;
    };

    MergeLearner(const std::vector<std::string>& words, const std::vector<std::int64_t>& counts);

    /// @return Cancelled
    Status learn(const Limits& limits, JobContext& job);

    const std::vector<std::string>& tokens() const { return m_tokens; }  ///< bytes of each id
    const std::vector<std::pair<int, int>>& merges() const { return m_merges; }

private:
    struct Word {
        std::vector<std::int32_t> ids;
        std::int64_t count = 0;
    };
    struct Pair {
        std::int64_t count = 0;
        std::vector<std::uint32_t> words;  ///< where it is or was; some may be there twice
    };
    struct Candidate {
        std::int64_t count = 0;
        std::uint64_t pair = 0;
        bool operator<(const Candidate& other) const
        {
            return count != other.count ? count < other.count : pair > other.pair;
        }
    };

    void change(std::int32_t left, std::int32_t right, std::int64_t by, std::uint32_t word);
    void offerChanged();
    void mergeIn(std::uint32_t word, std::int32_t left, std::int32_t right, std::int32_t merged);
    std::int32_t tokenOf(std::int32_t left, std::int32_t right);

    std::vector<Word> m_words;
    std::vector<std::string> m_tokens;
    std::unordered_map<std::string, std::int32_t> m_ids;
    std::vector<std::pair<int, int>> m_merges;
    std::unordered_map<std::uint64_t, Pair> m_pairs;
    std::vector<std::uint64_t> m_changed;  ///< pairs that grew since the last merge
    std::vector<Candidate> m_heap;
};

}  // namespace sym
