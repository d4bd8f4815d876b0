#include "core/model/native/key_value_cache.h"

#include <algorithm>
#include <cstring>

namespace sym {

namespace {

int widestTile(int headSize)
{
    return headSize % 64 == 0 ? 64 : headSize % 32 == 0 ? 32 : 16;
}

}  // namespace

KeyValueCache::KeyValueCache(const ModelConfig& config, Precision precision, int slots,
                             int maxPositions)
    : m_layers(config.layers),
      m_slots(slots),
      m_heads(config.keyValueHeads),
      m_headSize(config.headSize),
      m_precision(precision),
      m_valueWidth(widestTile(config.headSize)),
      m_valueBlocks((config.headSize + m_valueWidth - 1) / m_valueWidth)
{
    const std::size_t element = precision == Precision::Float32 ? 4 : 2;
    const std::size_t positions =
        std::size_t(maxPositions + kTileWidth - 1) / kTileWidth * kTileWidth;
    const std::size_t dimensions = std::size_t(m_headSize + 1) / 2 * 2;
    m_keyBlockBytes = kTileWidth * dimensions * element;
    m_valueBlockBytes = positions * std::size_t(m_valueWidth) * element;
    m_headBytes =
        std::max(positions * dimensions * element, m_valueBlockBytes * std::size_t(m_valueBlocks));
    m_sideBytes = m_headBytes * std::size_t(m_heads) * std::size_t(m_slots) * std::size_t(m_layers);
    m_keys = AlignedBytes(m_sideBytes);
    m_values = AlignedBytes(m_sideBytes);
}

std::size_t KeyValueCache::headOffset(int layer, int slot, int head) const
{
    return m_headBytes
           * (std::size_t(layer * m_slots + slot) * std::size_t(m_heads) + std::size_t(head));
}

const std::byte* KeyValueCache::keys(int layer, int slot, int head, int block) const
{
    return m_keys.data() + headOffset(layer, slot, head) + m_keyBlockBytes * std::size_t(block);
}

const std::byte* KeyValueCache::values(int layer, int slot, int head, int block) const
{
    return m_values.data() + headOffset(layer, slot, head) + m_valueBlockBytes * std::size_t(block);
}

void KeyValueCache::write(int layer, int slot, int head, int position, const float* key,
                          const float* value)
{
    const std::size_t offset = headOffset(layer, slot, head);
    std::byte* const keyBlock =
        m_keys.data() + offset + m_keyBlockBytes * std::size_t(position / kTileWidth);
    const int column = position % kTileWidth;
    for (int i = 0; i < m_headSize; ++i) {
        std::byte* const valueBlock =
            m_values.data() + offset + m_valueBlockBytes * std::size_t(i / m_valueWidth);
        const int dimension = i % m_valueWidth;
        if (m_precision == Precision::Float32) {
            std::memcpy(keyBlock + std::size_t(i * kTileWidth + column) * 4, key + i, 4);
            std::memcpy(
                valueBlock
                    + (std::size_t(position) * std::size_t(m_valueWidth) + std::size_t(dimension))
                          * 4,
                value + i, 4);
            continue;
        }
        const std::uint16_t keyBits = roundToBFloat16(key[i]);
        const std::uint16_t valueBits = roundToBFloat16(value[i]);
        std::memcpy(keyBlock + std::size_t((i / 2 * kTileWidth + column) * 2 + i % 2) * 2, &keyBits,
                    2);
        const std::size_t pair =
            std::size_t(position / 2) * std::size_t(m_valueWidth) + std::size_t(dimension);
        std::memcpy(valueBlock + (pair * 2 + std::size_t(position % 2)) * 2, &valueBits, 2);
    }
}

void KeyValueCache::copy(int fromSlot, int toSlot, int positions)
{
    const std::size_t element = m_precision == Precision::Float32 ? 4 : 2;
    const std::size_t keyBytes =
        m_keyBlockBytes * std::size_t((positions + kTileWidth - 1) / kTileWidth);
    const std::size_t valueBytes =
        std::size_t(positions + 1) / 2 * 2 * std::size_t(m_valueWidth) * element;
    for (int layer = 0; layer < m_layers; ++layer)
        for (int head = 0; head < m_heads; ++head) {
            const std::size_t from = headOffset(layer, fromSlot, head);
            const std::size_t to = headOffset(layer, toSlot, head);
            std::memcpy(m_keys.data() + to, m_keys.data() + from, keyBytes);
            for (int block = 0; block < m_valueBlocks; ++block) {
                const std::size_t begin = m_valueBlockBytes * std::size_t(block);
                std::memcpy(m_values.data() + to + begin, m_values.data() + from + begin,
                            valueBytes);
            }
        }
}

}  // namespace sym
