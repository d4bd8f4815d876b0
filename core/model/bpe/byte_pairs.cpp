#include "core/model/bpe/byte_pairs.h"

#include <algorithm>
#include <bit>
#include <cstdio>
#include <cstring>

#include "core/model/bpe/utf8_text.h"

namespace sym {

namespace {

// Up to here looking at all pairs again after every merge beats keeping them in a heap.
constexpr std::size_t kFewSymbols = 40;

std::uint64_t pairKey(std::int32_t left, std::int32_t right)
{
    return std::uint64_t(std::uint32_t(left)) << 32 | std::uint32_t(right);
}

std::uint64_t mixed(std::uint64_t pair)
{
    pair ^= pair >> 29;
    return pair * 0x9e3779b97f4a7c15ull;
}

}  // namespace

WordScratch::WordScratch() : m_words(kWords) {}

BytePairs::BytePairs(BytePairParts parts)
    : m_parts(std::move(parts)), m_index(m_parts.tokens), m_whole(m_parts.tokens.size())
{
    for (int byte = 0; byte < 256; ++byte) {
        const char c = char(byte);
        m_bytes[std::size_t(byte)] = m_index.find({&c, 1});
        char fallback[8];
        std::snprintf(fallback, sizeof fallback, "<0x%02X>", unsigned(byte));
        m_fallbacks[std::size_t(byte)] = m_parts.hasByteFallback ? m_index.find(fallback) : -1;
    }
}

Result<std::unique_ptr<const BytePairs>> BytePairs::make(BytePairParts parts)
{
    std::unique_ptr<BytePairs> pairs(new BytePairs(std::move(parts)));
    SYM_CHECK(pairs->addMerges());
    return std::unique_ptr<const BytePairs>(std::move(pairs));
}

Status BytePairs::addMerges()
{
    const std::size_t slots = std::bit_ceil(2 * m_parts.merges.size() + 2);
    m_merges.resize(slots);
    m_mergeShift = 64 - std::countr_zero(slots);
    std::string text;
    for (std::size_t rank = 0; rank < m_parts.merges.size(); ++rank) {
        const auto [left, right] = m_parts.merges[rank];
        text = m_parts.tokens[std::size_t(left)];
        text += m_parts.tokens[std::size_t(right)];
        const int merged = m_index.find(text);
        if (merged < 0)
            return Error(ErrorCode::InvalidInput, "merge " + std::to_string(rank) + " gives \""
                                                      + repairedUtf8(text)
                                                      + "\", which is not in the vocabulary");
        const std::uint64_t key = pairKey(left, right);
        std::size_t at = mixed(key) >> m_mergeShift;
        while (m_merges[at].pair != kNoPair && m_merges[at].pair != key)
            at = (at + 1) & (slots - 1);
        m_merges[at] = {key, std::uint64_t(rank) << 32 | std::uint32_t(merged)};
    }
    m_parts.merges = {};
    return {};
}

std::uint64_t BytePairs::findMerge(std::int32_t left, std::int32_t right) const
{
    const std::uint64_t key = pairKey(left, right);
    for (std::size_t at = mixed(key) >> m_mergeShift;; at = (at + 1) & (m_merges.size() - 1)) {
        if (m_merges[at].pair == key) return m_merges[at].found;
        if (m_merges[at].pair == kNoPair) return kNoMerge;
    }
}

void BytePairs::makeSymbols(std::string_view word, WordScratch& scratch) const
{
    auto& symbols = scratch.m_symbols;
    symbols.clear();
    std::uint32_t unknownBytes = 0;  // of an unknown token that is not written yet
    const auto add = [&](std::int32_t id, std::size_t bytes) {
        symbols.push_back({.id = id, .bytes = std::uint32_t(bytes)});
    };
    for (std::size_t at = 0; at < word.size();) {
        const std::size_t bytes = m_parts.isByteLevel ? 1 : codePointAt(word, at).bytes;
        const auto text = word.substr(at, bytes);
        const int id =
            bytes == 1 ? m_bytes[static_cast<unsigned char>(text[0])] : m_index.find(text);
        at += bytes;
        if (id >= 0) {
            if (unknownBytes > 0) add(m_parts.unknownToken, unknownBytes);
            unknownBytes = 0;
            add(id, bytes);
            continue;
        }
        const auto fallback = [&](char c) { return m_fallbacks[static_cast<unsigned char>(c)]; };
        if (std::all_of(text.begin(), text.end(), [&](char c) { return fallback(c) >= 0; })) {
            for (const char c : text) add(fallback(c), 1);
        } else if (m_parts.unknownToken >= 0) {
            if (unknownBytes > 0 && !m_parts.fusesUnknown) {
                add(m_parts.unknownToken, unknownBytes);
                unknownBytes = 0;
            }
            unknownBytes += std::uint32_t(bytes);
        }
    }
    if (unknownBytes > 0) add(m_parts.unknownToken, unknownBytes);
}

void BytePairs::mergeFew(WordScratch& scratch) const
{
    auto& symbols = scratch.m_symbols;
    auto& found = scratch.m_found;
    std::size_t count = symbols.size();
    found.resize(count);
    for (std::size_t i = 0; i + 1 < count; ++i)
        found[i] = findMerge(symbols[i].id, symbols[i + 1].id);
    while (count > 1) {
        std::size_t best = 0;
        for (std::size_t i = 1; i + 1 < count; ++i)
            if (found[i] >> 32 < found[best] >> 32) best = i;
        if (found[best] == kNoMerge) break;

        symbols[best].id = std::int32_t(std::uint32_t(found[best]));
        symbols[best].bytes += symbols[best + 1].bytes;
        --count;
        for (std::size_t i = best + 1; i < count; ++i) {
            symbols[i] = symbols[i + 1];
            found[i] = found[i + 1];
        }
        if (best > 0) found[best - 1] = findMerge(symbols[best - 1].id, symbols[best].id);
        if (best + 1 < count) found[best] = findMerge(symbols[best].id, symbols[best + 1].id);
    }
    symbols.resize(count);
}

void BytePairs::offer(WordScratch& scratch, std::int32_t at) const
{
    const auto& symbols = scratch.m_symbols;
    const std::int32_t next = at < 0 ? -1 : symbols[std::size_t(at)].next;
    if (next < 0) return;
    const std::int32_t left = symbols[std::size_t(at)].id, right = symbols[std::size_t(next)].id;
    const std::uint64_t found = findMerge(left, right);
    if (found == kNoMerge) return;
    scratch.m_heap.push_back({.rank = std::uint32_t(found >> 32),
                              .at = at,
                              .left = left,
                              .right = right,
                              .merged = std::int32_t(std::uint32_t(found))});
    std::push_heap(scratch.m_heap.begin(), scratch.m_heap.end(), [](const auto& a, const auto& b) {
        return a.rank != b.rank ? a.rank > b.rank : a.at > b.at;
    });
}

void BytePairs::mergeMany(WordScratch& scratch) const
{
    auto& symbols = scratch.m_symbols;
    auto& heap = scratch.m_heap;
    const auto later = [](const auto& a, const auto& b) {
        return a.rank != b.rank ? a.rank > b.rank : a.at > b.at;
    };
    const auto count = std::int32_t(symbols.size());
    for (std::int32_t i = 0; i < count; ++i) {
        symbols[std::size_t(i)].previous = i - 1;
        symbols[std::size_t(i)].next = i + 1 < count ? i + 1 : -1;
    }
    heap.clear();
    for (std::int32_t i = 0; i < count; ++i) offer(scratch, i);
    while (!heap.empty()) {
        std::pop_heap(heap.begin(), heap.end(), later);
        const auto best = heap.back();
        heap.pop_back();
        auto& left = symbols[std::size_t(best.at)];
        // A pair that has changed since it was found has been offered anew.
        if (left.bytes == 0 || left.id != best.left || left.next < 0) continue;
        auto& right = symbols[std::size_t(left.next)];
        if (right.id != best.right) continue;

        left.id = best.merged;
        left.bytes += right.bytes;
        right.bytes = 0;
        left.next = right.next;
        if (left.next >= 0) symbols[std::size_t(left.next)].previous = best.at;
        offer(scratch, left.previous);
        offer(scratch, best.at);
    }
    std::erase_if(symbols, [](const auto& symbol) { return symbol.bytes == 0; });
}

void BytePairs::merge(std::string_view word, WordScratch& scratch,
                      std::vector<WordToken>& tokens) const
{
    makeSymbols(word, scratch);
    if (scratch.m_symbols.size() <= kFewSymbols) {
        mergeFew(scratch);
    } else {
        mergeMany(scratch);
    }
    for (const auto& symbol : scratch.m_symbols) tokens.push_back({symbol.id, symbol.bytes});
}

bool BytePairs::isItsOwnToken(int id, std::string_view word, WordScratch& scratch) const
{
    if (m_parts.ignoresMerges) return true;
    auto& whole = m_whole[std::size_t(id)];
    Whole known = whole.load(std::memory_order_relaxed);
    if (known == Whole::Unknown) {
        std::vector<WordToken> tokens;
        merge(word, scratch, tokens);
        known = tokens.size() == 1 && tokens[0].id == id ? Whole::Yes : Whole::No;
        whole.store(known, std::memory_order_relaxed);
    }
    return known == Whole::Yes;
}

void BytePairs::encode(std::string_view word, WordScratch& scratch,
                       std::vector<WordToken>& tokens) const
{
    const std::uint64_t hash = hashText(word);
    const int id = m_index.find(word, hash);
    if (id >= 0 && isItsOwnToken(id, word, scratch)) {
        tokens.push_back({id, std::uint32_t(word.size())});
        return;
    }
    if (word.size() > WordScratch::kMaxBytes) return merge(word, scratch, tokens);

    auto& cached = scratch.m_words[hash % WordScratch::kWords];
    const auto tag = std::uint32_t(hash >> 32);
    if (cached.tag == tag && cached.bytes == word.size()
        && std::memcmp(cached.text.data(), word.data(), word.size()) == 0) {
        for (std::size_t i = 0; i < cached.tokens; ++i)
            tokens.push_back({cached.ids[i], cached.lengths[i]});
        return;
    }
    const std::size_t before = tokens.size();
    merge(word, scratch, tokens);
    const std::size_t count = tokens.size() - before;
    if (count > WordScratch::kMaxTokens || word.empty()) return;
    cached.tag = tag;
    cached.bytes = std::uint8_t(word.size());
    cached.tokens = std::uint8_t(count);
    std::memcpy(cached.text.data(), word.data(), word.size());
    for (std::size_t i = 0; i < count; ++i) {
        cached.ids[i] = tokens[before + i].id;
        cached.lengths[i] = std::uint8_t(tokens[before + i].bytes);
    }
}

}  // namespace sym
