#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "core/model/language_model.h"
#include "core/model/native/vector_kernels.h"

namespace sym {

/// Zeroed memory that begins at a cache line; large blocks ask for huge pages. Pages nobody writes
/// take no room. Throws std::bad_alloc.
class AlignedBytes final {
public:
    enum class Pages { Usual, Huge };

    AlignedBytes() = default;
    explicit AlignedBytes(std::size_t bytes, Pages pages = Pages::Usual);

    std::byte* data() { return m_begin; }
    const std::byte* data() const { return m_begin; }

private:
    std::unique_ptr<std::byte, void (*)(void*)> m_memory{nullptr, nullptr};
    std::byte* m_begin = nullptr;
};

/// Weights of a linear layer in the order the tiles read them: blocks of 64 outputs, in each the
/// inputs one after another (for bfloat16 in pairs), in each input the 64 outputs. One product
/// reads the whole from front to back, once for all rows of a small batch. Outputs and, for
/// bfloat16, inputs are padded with zeros.
class PackedWeights final {
public:
    PackedWeights() = default;
    PackedWeights(int outputs, int inputs, Precision precision);

    int outputs() const { return m_outputs; }
    int inputs() const { return m_inputs; }
    Precision precision() const { return m_precision; }
    int blocks() const { return (m_outputs + kTileWidth - 1) / kTileWidth; }
    int steps() const { return m_steps; }  ///< of a tile: inputs, or pairs of them
    std::size_t bytes() const { return m_blockBytes * std::size_t(blocks()); }

    /// Different outputs may be set by different threads.
    void setOutput(int output, const float* weights);
    const std::byte* block(int index) const
    {
        return m_data.data() + m_blockBytes * std::size_t(index);
    }

private:
    int m_outputs = 0;
    int m_inputs = 0;
    int m_steps = 0;
    std::size_t m_blockBytes = 0;
    Precision m_precision = Precision::Float32;
    AlignedBytes m_data;
};

/// Rows of activations in the order the tiles read them: groups of at most 6 rows, in each the
/// inputs one after another (for bfloat16 in pairs), in each input the group's rows.
class PackedRows final {
public:
    /// Room for `rows` of `inputs`; shape() may then ask for fewer.
    PackedRows(int rows, int inputs, Precision precision, const VectorKernels& kernels);

    void shape(int rows);
    int rows() const { return m_rows; }
    int groups() const { return (m_rows + m_groupRows - 1) / m_groupRows; }
    int firstRow(int group) const { return group * m_groupRows; }
    int groupRows(int group) const
    {
        const int left = m_rows - firstRow(group);
        return left < m_groupRows ? left : m_groupRows;
    }
    const std::byte* group(int index) const
    {
        return m_data.data() + m_rowBytes * std::size_t(firstRow(index));
    }

    /// Writes inputs first...first + count - 1 of a row. `first` is even; an odd count ends the
    /// row. Different parts may be set by different threads.
    void set(int row, int first, const float* values, int count);

private:
    const VectorKernels* m_kernels;
    Precision m_precision;
    int m_rows = 1;
    int m_groupRows = 1;
    std::size_t m_rowBytes = 0;
    AlignedBytes m_data;
};

/// Writes `count` numbers of one row into a packed group at `to`, whose steps are `stride` numbers
/// (float32) or pairs (bfloat16) apart.
void packStrided(const float* values, int count, Precision precision, int stride, std::byte* to,
                 const VectorKernels& kernels);

std::uint16_t roundToBFloat16(float value);  ///< to nearest, ties to even; NaN stays NaN
float widenBFloat16(std::uint16_t bits);

}  // namespace sym
