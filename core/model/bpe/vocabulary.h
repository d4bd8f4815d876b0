#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace sym {

/// A quick hash of a short text; the same on every platform of one byte order.
inline std::uint64_t hashText(std::string_view text)
{
    constexpr std::uint64_t kMix = 0x9e3779b97f4a7c15ull;
    std::uint64_t hash = text.size() * kMix;
    const char* at = text.data();
    std::size_t left = text.size();
    const auto load = [&](std::size_t bytes) {
        std::uint64_t word = 0;
        __builtin_memcpy(&word, at, bytes);
        return word;
    };
    for (; left >= 8; left -= 8, at += 8) {
        hash = (hash ^ load(8)) * kMix;
        hash ^= hash >> 32;
    }
    if (left >= 4) {
        std::uint32_t head = 0, tail = 0;
        __builtin_memcpy(&head, at, 4);
        __builtin_memcpy(&tail, at + left - 4, 4);
        hash = (hash ^ (std::uint64_t(head) << 32 | tail)) * kMix;
    } else if (left > 0) {
        const auto byte = [&](std::size_t i) {
            return std::uint64_t(static_cast<unsigned char>(at[i]));
        };
        hash = (hash ^ (byte(0) | byte(left / 2) << 8 | byte(left - 1) << 16)) * kMix;
    }
    return hash ^ hash >> 29;
}

/// The texts of tokens and the way back from a text to its token. The texts stay where they are.
class TextIndex {
public:
    /// @param texts by id; empty ones have no entry. They must outlive the index, unmoved.
    explicit TextIndex(const std::vector<std::string>& texts);
    TextIndex() = default;

    /// @return -1 when no token has this text
    int find(std::string_view text) const { return find(text, hashText(text)); }
    int find(std::string_view text, std::uint64_t hash) const
    {
        if (m_slots.empty()) return -1;
        for (std::size_t at = hash & m_mask;; at = (at + 1) & m_mask) {
            const Slot& slot = m_slots[at];
            if (slot.id < 0) return -1;
            if (slot.tag == std::uint32_t(hash >> 32) && (*m_texts)[std::size_t(slot.id)] == text)
                return slot.id;
        }
    }

private:
    struct Slot {
        std::uint32_t tag = 0;
        std::int32_t id = -1;
    };

    const std::vector<std::string>* m_texts = nullptr;
    std::vector<Slot> m_slots;
    std::size_t m_mask = 0;
};

}  // namespace sym
