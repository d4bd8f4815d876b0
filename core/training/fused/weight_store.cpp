#include "core/training/fused/weight_store.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>

#include "core/training/fused/parallel.h"

namespace sym {

namespace {

constexpr std::int64_t kAlignment = 16;   // floats: a cache line
constexpr std::int64_t kStretch = 65536;  // summed by itself, whatever the number of threads

int stretches(std::int64_t count)
{
    return int((count + kStretch - 1) / kStretch);
}

}  // namespace

void WeightStore::lay(const std::vector<TensorShape>& tensors, bool isTrained, bool keepsHalves)
{
    for (const bool isMatrix : {true, false}) {
        for (const TensorShape& tensor : tensors) {
            if ((tensor.shape.size() > 1) != isMatrix) continue;
            const std::int64_t count = std::accumulate(tensor.shape.begin(), tensor.shape.end(),
                                                       std::int64_t(1), std::multiplies<>());
            m_tensors.push_back({tensor.name, tensor.shape, m_total, count});
            m_elements += count;
            m_total += count;
            // Projections that are multiplied as one must touch, so only others are aligned.
            const bool touches = tensor.name.find("q_proj") != std::string::npos
                                 || tensor.name.find("k_proj") != std::string::npos
                                 || tensor.name.find("gate_proj") != std::string::npos;
            if (!touches || tensor.name.find("lora_") != std::string::npos)
                m_total = (m_total + kAlignment - 1) / kAlignment * kAlignment;
        }
        if (isMatrix) {
            m_total = (m_total + kAlignment - 1) / kAlignment * kAlignment;
            m_matrixEnd = m_total;
        }
    }
    m_values.reserve(std::size_t(m_total) * 4);
    if (keepsHalves) m_halves.reserve(std::size_t(m_total) * 2);
    if (!isTrained) return;
    for (AlignedMemory* memory : {&m_gradients, &m_means, &m_squares})
        memory->reserve(std::size_t(m_total) * 4);
}

const StoredWeight* WeightStore::find(const std::string& name) const
{
    const auto found = std::find_if(m_tensors.begin(), m_tensors.end(),
                                    [&](const StoredWeight& w) { return w.name == name; });
    return found == m_tensors.end() ? nullptr : &*found;
}

const void* WeightStore::packSource(std::int64_t offset) const
{
    if (m_halves.bytes() > 0) return m_halves.as<std::uint16_t>() + offset;
    return m_values.as<float>() + offset;
}

void WeightStore::roundAll(const NetKernels& kernels, int threads)
{
    if (m_halves.bytes() == 0) return;
    inRanges(threads, stretches(m_total), 1, [&](const WorkRange& range) {
        const std::int64_t begin = range.begin * kStretch;
        const std::int64_t end = std::min(m_total, range.end * kStretch);
        kernels.bfloat16.fromFloat(values(begin), m_halves.as<std::uint16_t>() + begin,
                                   end - begin);
    });
}

double WeightStore::gradientSquares(const NetKernels& kernels, int threads)
{
    std::vector<double> sums(std::size_t(stretches(m_total)));
    inRanges(threads, int(sums.size()), 1, [&](const WorkRange& range) {
        for (int i = range.begin; i < range.end; ++i)
            sums[std::size_t(i)] = kernels.sumSquares(gradients(i * kStretch),
                                                      std::min(kStretch, m_total - i * kStretch));
    });
    return std::accumulate(sums.begin(), sums.end(), 0.0);
}

void WeightStore::step(const NetKernels& kernels, int threads, const AdamUpdate& update)
{
    AdamArgs common;
    common.gradientScale = float(update.gradientScale);
    common.rate = float(update.rate);
    common.beta1 = float(update.beta1);
    common.beta2 = float(update.beta2);
    common.epsilon = float(update.epsilon);
    common.correction1 = float(1 / (1 - std::pow(update.beta1, update.update)));
    common.correction2 = float(1 / (1 - std::pow(update.beta2, update.update)));
    const auto run = [&](std::int64_t begin, std::int64_t end, double decay) {
        inRanges(threads, stretches(end - begin), 1, [&](const WorkRange& range) {
            AdamArgs args = common;
            const std::int64_t at = begin + range.begin * kStretch;
            args.count = std::min(end, begin + range.end * kStretch) - at;
            args.decay = float(decay);
            args.weights = values(at);
            args.gradients = gradients(at);
            args.means = m_means.as<float>() + at;
            args.squares = m_squares.as<float>() + at;
            args.halves = m_halves.bytes() > 0 ? m_halves.as<std::uint16_t>() + at : nullptr;
            kernels.adam(args);
        });
    };
    run(0, m_matrixEnd, update.weightDecay);
    run(m_matrixEnd, m_total, 0);
}

std::vector<NamedWeights> WeightStore::named(const AlignedMemory& memory,
                                             const std::string& suffix) const
{
    std::vector<NamedWeights> all;
    for (const StoredWeight& tensor : m_tensors)
        all.push_back({tensor.name + suffix, tensor.shape,
                       std::span(memory.as<float>() + tensor.offset, std::size_t(tensor.count))});
    return all;
}

std::vector<NamedWeights> WeightStore::namedMoments() const
{
    std::vector<NamedWeights> all = named(m_means, ".mean");
    const std::vector<NamedWeights> squares = named(m_squares, ".square");
    all.insert(all.end(), squares.begin(), squares.end());
    return all;
}

Status WeightStore::fill(AlignedMemory& memory, const std::string& suffix,
                         std::span<const NamedWeights> from)
{
    for (const StoredWeight& tensor : m_tensors) {
        const auto found = std::find_if(from.begin(), from.end(), [&](const NamedWeights& w) {
            return w.name == tensor.name + suffix;
        });
        if (found == from.end() || std::int64_t(found->values.size()) != tensor.count)
            return Error(ErrorCode::InvalidInput,
                         "the checkpoint has no " + tensor.name + suffix + " of the right shape");
        std::copy(found->values.begin(), found->values.end(), memory.as<float>() + tensor.offset);
    }
    return {};
}

Status WeightStore::restore(std::span<const NamedWeights> values,
                            std::span<const NamedWeights> moments)
{
    SYM_CHECK(fill(m_values, "", values));
    SYM_CHECK(fill(m_means, ".mean", moments));
    return fill(m_squares, ".square", moments);
}

}  // namespace sym
