#include <algorithm>
#include <chrono>

#include "core/training/fused/fused_network.h"

namespace sym {

std::string FusedNetwork::description() const
{
    return std::string("fused kernels (") + m_context.kernels->name + "), "
           + (m_options.bfloat16 ? "bfloat16" : "float32") + ", cpu, "
           + std::to_string(m_context.threads) + " threads";
}

std::int64_t FusedNetwork::parameterCount() const
{
    return m_base.elements() + m_adapters.elements();
}

std::int64_t FusedNetwork::trainedCount() const
{
    return m_isLora ? m_adapters.elements() : m_base.elements();
}

double FusedNetwork::peakOperations()
{
    constexpr int kSize = 768, kRounds = 5;
    FusedContext context;
    context.kernels = m_context.kernels;
    context.typed = m_context.typed;
    context.threads = m_context.threads;
    PackedMatrix matrix;
    matrix.lay(context, kSize, kSize);
    const int rows = context.kernels->tileRows * 64 * context.threads;
    const auto row = kSize * std::ptrdiff_t(context.size());
    AlignedMemory x(std::size_t(rows * row));
    AlignedMemory y(std::size_t(rows) * kSize * 4);
    double best = 0;
    for (int round = 0; round < kRounds; ++round) {
        const auto begin = std::chrono::steady_clock::now();
        inRanges(context.threads, rows, context.kernels->tileRows, [&](const WorkRange& range) {
            ProductArgs result;
            result.c = y.as<float>() + std::ptrdiff_t(range.begin) * kSize;
            result.cRow = kSize;
            matrix.multiply(context, x.as<std::byte>() + range.begin * row, kSize,
                            range.end - range.begin, result, ResultType::Float);
        });
        const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begin;
        best = std::max(best, 2.0 * rows * kSize * kSize / took.count());
    }
    return best;
}

Result<std::vector<NamedWeights>> FusedNetwork::trainedWeights()
{
    return m_isLora ? m_adapters.namedValues() : m_base.namedValues();
}

Result<std::vector<NamedWeights>> FusedNetwork::moments()
{
    return m_isLora ? m_adapters.namedMoments() : m_base.namedMoments();
}

Status FusedNetwork::restore(std::span<const NamedWeights> weights,
                             std::span<const NamedWeights> moments)
{
    WeightStore& trained = m_isLora ? m_adapters : m_base;
    SYM_CHECK(trained.restore(weights, moments));
    trained.roundAll(*m_context.kernels, m_context.threads);
    packAll(!m_isLora);
    return {};
}

Result<std::vector<NamedWeights>> FusedNetwork::mergedWeights()
{
    std::vector<NamedWeights> all = m_base.namedValues();
    if (!m_isLora) return all;
    m_merged.assign(m_base.values(), m_base.values() + m_base.total());
    for (const PackedLinear* linear : linears())
        for (const LinearAdapter& adapter : linear->adapters) {
            const int inputs = linear->matrix.inputs(), rank = adapter.realRank;
            const float* a = m_adapters.values(adapter.offsetA);
            const float* b = m_adapters.values(adapter.offsetB);
            float* const rows =
                m_merged.data() + linear->offset + std::ptrdiff_t(adapter.firstOutput) * inputs;
            inRanges(m_context.threads, adapter.outputs, 1, [&](const WorkRange& range) {
                for (int o = range.begin; o < range.end; ++o)
                    for (int r = 0; r < rank; ++r) {
                        const float factor = m_adapterScale * b[std::ptrdiff_t(o) * rank + r];
                        for (int i = 0; i < inputs; ++i)
                            rows[std::ptrdiff_t(o) * inputs + i] +=
                                factor * a[std::ptrdiff_t(r) * inputs + i];
                    }
            });
        }
    for (std::size_t i = 0; i < all.size(); ++i)
        all[i].values = std::span(m_merged.data() + m_base.tensors()[i].offset,
                                  std::size_t(m_base.tensors()[i].count));
    return all;
}

}  // namespace sym
