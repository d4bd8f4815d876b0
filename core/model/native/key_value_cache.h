#pragma once

#include "core/model/model_config.h"
#include "core/model/native/packed_weights.h"

namespace sym {

/// Keys and values of every layer, slot and key/value head, in the order of weights (PackedWeights),
/// so that attention is products of tiles as well: keys are outputs in blocks of 64 positions whose
/// inputs are the head's dimensions; values are outputs along the head's dimensions (in blocks of
/// valueWidth) whose inputs are the positions. What was never written is zero, so unmasked reading
/// beyond the last position stays finite. Different heads and positions may be written by different
/// threads, except the two positions of one bfloat16 pair of values of one head, which do not
/// share a byte either.
class KeyValueCache final {
public:
    KeyValueCache(const ModelConfig& config, Precision precision, int slots, int maxPositions);

    int valueWidth() const { return m_valueWidth; }  ///< 64, 32 or 16
    int valueBlocks() const { return m_valueBlocks; }
    std::size_t bytes() const { return m_sideBytes * 2; }

    void write(int layer, int slot, int head, int position, const float* key, const float* value);
    /// 64 positions beginning at 64 * block, all dimensions.
    const std::byte* keys(int layer, int slot, int head, int block) const;
    /// Dimensions beginning at valueWidth * block, all positions.
    const std::byte* values(int layer, int slot, int head, int block) const;

    void copy(int fromSlot, int toSlot, int positions);

private:
    std::size_t headOffset(int layer, int slot, int head) const;

    int m_layers;
    int m_slots;
    int m_heads;
    int m_headSize;
    Precision m_precision;
    int m_valueWidth;
    int m_valueBlocks;
    std::size_t m_keyBlockBytes;
    std::size_t m_valueBlockBytes;
    std::size_t m_headBytes;  ///< of keys, and of values, of one head of one slot of one layer
    std::size_t m_sideBytes;
    AlignedBytes m_keys;
    AlignedBytes m_values;
};

}  // namespace sym
