#include "core/model/native/packed_weights.h"

#include <algorithm>
#include <bit>
#include <cstdlib>
#include <cstring>
#include <new>

#if defined(__linux__)
#include <sys/mman.h>
#endif

namespace sym {

namespace {

constexpr std::size_t kCacheLine = 64;
constexpr std::size_t kHugePage = std::size_t(2) << 20;
constexpr int kConvertedAtOnce = 64;

}  // namespace

AlignedBytes::AlignedBytes(std::size_t bytes, Pages pages)
{
    const bool isHuge = pages == Pages::Huge && bytes >= kHugePage;
    const std::size_t alignment = isHuge ? kHugePage : kCacheLine;
    // calloc gives large blocks as pages the system zeroes on first use
    auto* memory = static_cast<std::byte*>(std::calloc(bytes + alignment, 1));
    if (!memory) throw std::bad_alloc();
    m_memory = {memory, std::free};
    const auto address = reinterpret_cast<std::uintptr_t>(memory);
    m_begin = memory + (alignment - address % alignment) % alignment;
#if defined(__linux__)
    if (isHuge) madvise(m_begin, bytes, MADV_HUGEPAGE);  // advice: failing costs speed alone
#endif
}

std::uint16_t roundToBFloat16(float value)
{
    const auto bits = std::bit_cast<std::uint32_t>(value);
    if (value != value) return 0x7fc0;
    return std::uint16_t((bits + 0x7fffu + ((bits >> 16) & 1u)) >> 16);
}

float widenBFloat16(std::uint16_t bits)
{
    return std::bit_cast<float>(std::uint32_t(bits) << 16);
}

PackedWeights::PackedWeights(int outputs, int inputs, Precision precision)
    : m_outputs(outputs),
      m_inputs(inputs),
      m_steps(precision == Precision::Float32 ? inputs : (inputs + 1) / 2),
      m_blockBytes(std::size_t(m_steps) * kTileWidth * 4),
      m_precision(precision),
      m_data(m_blockBytes * std::size_t(blocks()), AlignedBytes::Pages::Huge)
{
}

void PackedWeights::setOutput(int output, const float* weights)
{
    std::byte* const column = m_data.data() + m_blockBytes * std::size_t(output / kTileWidth)
                              + std::size_t(output % kTileWidth) * 4;
    for (int step = 0; step < m_steps; ++step) {
        std::byte* const to = column + std::size_t(step) * kTileWidth * 4;
        if (m_precision == Precision::Float32) {
            std::memcpy(to, weights + step, 4);
            continue;
        }
        const bool hasSecond = 2 * step + 1 < m_inputs;
        const std::uint16_t pair[2] = {
            roundToBFloat16(weights[2 * step]),
            hasSecond ? roundToBFloat16(weights[2 * step + 1]) : std::uint16_t(0)};
        std::memcpy(to, pair, 4);
    }
}

PackedRows::PackedRows(int rows, int inputs, Precision precision, const VectorKernels& kernels)
    : m_kernels(&kernels),
      m_precision(precision),
      m_rowBytes(4 * std::size_t(precision == Precision::Float32 ? inputs : (inputs + 1) / 2)),
      m_data(m_rowBytes * std::size_t(rows))
{
    shape(rows);
}

void PackedRows::shape(int rows)
{
    m_rows = rows;
    const int groups = std::max((rows + kTileRows - 1) / kTileRows, 1);
    m_groupRows = std::max((rows + groups - 1) / groups, 1);
}

void PackedRows::set(int row, int first, const float* values, int count)
{
    const int group = row / m_groupRows;
    const int stride = groupRows(group);
    const int step = m_precision == Precision::Float32 ? first : first / 2;
    std::byte* const to =
        m_data.data() + m_rowBytes * std::size_t(firstRow(group))
        + (std::size_t(step) * std::size_t(stride) + std::size_t(row % m_groupRows)) * 4;
    packStrided(values, count, m_precision, stride, to, *m_kernels);
}

void packStrided(const float* values, int count, Precision precision, int stride, std::byte* to,
                 const VectorKernels& kernels)
{
    const std::size_t stepBytes = std::size_t(stride) * 4;
    if (precision == Precision::Float32) {
        if (stride == 1) {
            std::memcpy(to, values, std::size_t(count) * 4);
            return;
        }
        for (int i = 0; i < count; ++i, to += stepBytes) std::memcpy(to, values + i, 4);
        return;
    }
    for (int first = 0; first < count; first += kConvertedAtOnce) {
        std::uint16_t converted[kConvertedAtOnce + 1];
        const int here = std::min(count - first, kConvertedAtOnce);
        converted[here] = 0;  // the other half of a last pair
        kernels.toBFloat16(values + first, converted, here);
        for (int i = 0; i < here; i += 2, to += stepBytes) std::memcpy(to, converted + i, 4);
    }
}

}  // namespace sym
