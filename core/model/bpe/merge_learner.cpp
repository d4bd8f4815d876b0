#include "core/model/bpe/merge_learner.h"

#include <algorithm>

namespace sym {

namespace {

std::uint64_t keyOf(std::int32_t left, std::int32_t right)
{
    return std::uint64_t(std::uint32_t(left)) << 32 | std::uint32_t(right);
}

}  // namespace

MergeLearner::MergeLearner(const std::vector<std::string>& words,
                           const std::vector<std::int64_t>& counts)
{
    for (int byte = 0; byte < 256; ++byte) {
        m_tokens.emplace_back(1, char(byte));
        m_ids.emplace(m_tokens.back(), byte);
    }
    m_words.reserve(words.size());
    for (std::size_t i = 0; i < words.size(); ++i) {
        Word word{.count = counts[i]};
        for (const char c : words[i]) word.ids.push_back(static_cast<unsigned char>(c));
        for (std::size_t at = 0; at + 1 < word.ids.size(); ++at)
            change(word.ids[at], word.ids[at + 1], word.count, std::uint32_t(i));
        m_words.push_back(std::move(word));
    }
    offerChanged();
}

void MergeLearner::change(std::int32_t left, std::int32_t right, std::int64_t by,
                          std::uint32_t word)
{
    const std::uint64_t key = keyOf(left, right);
    Pair& pair = m_pairs[key];
    pair.count += by;
    if (by <= 0) return;
    if (pair.words.empty() || pair.words.back() != word) pair.words.push_back(word);
    m_changed.push_back(key);
}

void MergeLearner::offerChanged()
{
    std::sort(m_changed.begin(), m_changed.end());
    m_changed.erase(std::unique(m_changed.begin(), m_changed.end()), m_changed.end());
    for (const std::uint64_t key : m_changed) {
        m_heap.push_back({m_pairs[key].count, key});
        std::push_heap(m_heap.begin(), m_heap.end());
    }
    m_changed.clear();
}

void MergeLearner::mergeIn(std::uint32_t index, std::int32_t left, std::int32_t right,
                           std::int32_t merged)
{
    Word& word = m_words[index];
    auto& ids = word.ids;
    std::size_t kept = 0;  // ids before it are final
    for (std::size_t at = 0; at < ids.size(); ++at) {
        if (at + 1 == ids.size() || ids[at] != left || ids[at + 1] != right) {
            ids[kept++] = ids[at];
            continue;
        }
        if (kept > 0) {
            change(ids[kept - 1], left, -word.count, index);
            change(ids[kept - 1], merged, word.count, index);
        }
        if (at + 2 < ids.size()) {
            change(right, ids[at + 2], -word.count, index);
            change(merged, ids[at + 2], word.count, index);
        }
        ids[kept++] = merged;
        ++at;
    }
    ids.resize(kept);
}

std::int32_t MergeLearner::tokenOf(std::int32_t left, std::int32_t right)
{
    std::string text = m_tokens[std::size_t(left)] + m_tokens[std::size_t(right)];
    const auto [found, isNew] = m_ids.emplace(text, std::int32_t(m_tokens.size()));
    if (isNew) m_tokens.push_back(std::move(text));
    return found->second;
}

Status MergeLearner::learn(const Limits& limits, JobContext& job)
{
    const std::size_t first = m_tokens.size();
    while (m_tokens.size() < std::size_t(limits.tokens) && !m_heap.empty()) {
        if (job.isCancelled()) return Error(ErrorCode::Cancelled, "cancelled");
        std::pop_heap(m_heap.begin(), m_heap.end());
        const Candidate best = m_heap.back();
        m_heap.pop_back();
        Pair& pair = m_pairs[best.pair];
        if (pair.count < limits.minimumCount) continue;
        if (pair.count != best.count) {  // it shrank since it was offered
            if (pair.count < best.count) {
                m_heap.push_back({pair.count, best.pair});
                std::push_heap(m_heap.begin(), m_heap.end());
            }
            continue;
        }
        const auto left = std::int32_t(best.pair >> 32), right = std::int32_t(best.pair);
        if (m_tokens[std::size_t(left)].size() + m_tokens[std::size_t(right)].size()
            > limits.maxTokenBytes)
            continue;

        const std::int32_t merged = tokenOf(left, right);
        m_merges.emplace_back(left, right);
        std::vector<std::uint32_t> words = std::move(pair.words);
        m_pairs.erase(best.pair);
        std::sort(words.begin(), words.end());
        words.erase(std::unique(words.begin(), words.end()), words.end());
        for (const std::uint32_t word : words) mergeIn(word, left, right, merged);
        m_pairs.erase(best.pair);  // neighbours of a run of equal tokens touched it again
        offerChanged();
        job.report(double(m_tokens.size() - first) / double(std::size_t(limits.tokens) - first),
                   "merging pairs");
    }
    return {};
}

}  // namespace sym
