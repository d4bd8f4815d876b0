#include "core/model/bpe/vocabulary.h"

#include <bit>

namespace sym {

TextIndex::TextIndex(const std::vector<std::string>& texts) : m_texts(&texts)
{
    m_slots.resize(std::bit_ceil(2 * texts.size() + 2));
    m_mask = m_slots.size() - 1;
    for (std::size_t id = 0; id < texts.size(); ++id) {
        if (texts[id].empty()) continue;
        const std::uint64_t hash = hashText(texts[id]);
        std::size_t at = hash & m_mask;
        while (m_slots[at].id >= 0) at = (at + 1) & m_mask;
        m_slots[at] = {std::uint32_t(hash >> 32), std::int32_t(id)};
    }
}

}  // namespace sym
