#include <algorithm>
#include <cmath>
#include <cstring>
#include <numeric>

#include "core/training/fused/fused_network.h"

namespace sym {

namespace {

constexpr std::uint64_t kPlaceFactor = 0x9e3779b97f4a7c15ull;  // of a kernel's element places

/// Elements a batch of logit gradients may have.
constexpr std::int64_t kLogitElements = 16 * 1024 * 1024;

}  // namespace

const float* FusedNetwork::vectorOf(const Layer& layer, Vector vector) const
{
    return m_base.values(layer.vectors[std::size_t(vector)]);
}

std::uint64_t FusedNetwork::dropoutKey(const LinearAdapter& adapter, int row, int width) const
{
    return (m_dropoutKey ^ adapter.dropoutKey)
           + std::uint64_t(row) * std::uint64_t(width) * kPlaceFactor;
}

std::byte* FusedNetwork::droppedRows(const WorkRange& rows) const
{
    const int widest = std::max({m_config.hiddenSize, m_config.intermediateSize, m_queries});
    return place(m_context.dropped, std::ptrdiff_t(rows.begin) * widest);
}

void FusedNetwork::embed(const TokenBatch& batch, float* x)
{
    const int D = m_config.hiddenSize;
    inRanges(m_context.threads, batch.tokenCount(), 1, [&](const WorkRange& rows) {
        for (int i = rows.begin; i < rows.end; ++i)
            std::memcpy(x + std::ptrdiff_t(i) * D,
                        m_base.values(m_embedding + std::int64_t(batch.tokens[std::size_t(i)]) * D),
                        std::size_t(D) * 4);
    });
}

void FusedNetwork::prepareRotation(const TokenBatch& batch)
{
    const auto most = std::max_element(batch.positions.begin(), batch.positions.end());
    m_rotary.extend(m_config, most == batch.positions.end() ? 1 : *most + 1);
}

void FusedNetwork::runLayers(const TokenBatch& batch, bool isKept)
{
    const int layers = m_config.layers;
    const bool keepsAll = isKept && !m_options.activationCheckpointing;
    m_readsPart = 2 * batch.lossCount() < batch.tokenCount();
    reserve(batch, keepsAll ? layers : 1, isKept ? layers + 1 : 2);
    prepareRotation(batch);
    embed(batch, m_inputs[0].as<float>());
    for (int i = 0; i < layers; ++i) {
        const auto from = std::size_t(isKept ? i : i % 2),
                   to = std::size_t(isKept ? i + 1 : 1 - i % 2);
        forwardLayer(batch, i, m_inputs[from].as<float>(), m_inputs[to].as<float>(),
                     m_keeps[std::size_t(keepsAll ? i : 0)]);
    }
    if (!isKept && layers % 2 != 0) std::swap(m_inputs[0], m_inputs[1]);
}

void FusedNetwork::forwardLayer(const TokenBatch& batch, int index, const float* x, float* out,
                                Keep& keep)
{
    const Layer& layer = m_layers[std::size_t(index)];
    const int grain = m_context.kernels->tileRows;
    inRanges(m_context.threads, batch.tokenCount(), grain, [&](const WorkRange& rows) {
        beforeAttention(layer, batch.positions, x, rows, keep);
    });
    attend(batch, keep, false);
    if (readsPart(index)) {
        forwardReadRows(batch, x, out, keep);
        return;
    }
    inRanges(m_context.threads, batch.tokenCount(), grain, [&](const WorkRange& rows) {
        afterAttention(layer, keep.attended.as<void>(), x, out, rows, keep);
    });
}

/// Of the last layer, only positions with a loss are read: its feed-forward block takes their rows
/// alone, laid one after the other.
void FusedNetwork::forwardReadRows(const TokenBatch& batch, const float* x, float* out, Keep& keep)
{
    const std::ptrdiff_t D = m_config.hiddenSize, Q = m_queries;
    const auto count = std::size_t(batch.lossCount()), size = m_context.size();
    m_readAttended.reserve(count * std::size_t(Q) * size);
    m_readInputs.reserve(count * std::size_t(D) * 4);
    m_readOutputs.reserve(count * std::size_t(D) * 4);
    auto* const inputs = m_readInputs.as<float>();
    auto* const outputs = m_readOutputs.as<float>();
    inRanges(
        m_context.threads, int(count), m_context.kernels->tileRows, [&](const WorkRange& rows) {
            for (int i = rows.begin; i < rows.end; ++i) {
                const std::ptrdiff_t row = batch.lossAt[std::size_t(i)];
                std::memcpy(place(m_readAttended, i * Q), place(keep.attended, row * Q),
                            std::size_t(Q) * size);
                std::memcpy(inputs + i * D, x + row * D, std::size_t(D) * 4);
            }
            afterAttention(m_layers.back(), m_readAttended.as<void>(), inputs, outputs, rows, keep);
            for (int i = rows.begin; i < rows.end; ++i)
                std::memcpy(out + batch.lossAt[std::size_t(i)] * D, outputs + i * D,
                            std::size_t(D) * 4);
        });
}

void FusedNetwork::forwardLinear(const PackedLinear& linear, const void* x, const WorkRange& rows,
                                 void* y, const void* addend, ResultType type)
{
    const int inputs = linear.matrix.inputs(), outputs = linear.matrix.outputs();
    const int m = rows.end - rows.begin;
    const auto size = std::ptrdiff_t(m_context.size());
    const std::ptrdiff_t resultSize = type == ResultType::Float ? 4 : size;
    const auto* from = static_cast<const std::byte*>(x) + rows.begin * inputs * size;
    auto* const to = static_cast<std::byte*>(y) + std::ptrdiff_t(rows.begin) * outputs * resultSize;
    ProductArgs result;
    result.c = to;
    result.cRow = outputs;
    if (addend)
        result.addend = static_cast<const std::byte*>(addend)
                        + std::ptrdiff_t(rows.begin) * outputs * resultSize;
    linear.matrix.multiply(m_context, from, inputs, m, result, type);

    for (const LinearAdapter& adapter : linear.adapters) {
        const void* source = from;
        if (m_drops) {
            std::byte* const dropped = droppedRows(rows);
            m_context.typed->dropOut(from, dropped, std::int64_t(m) * inputs,
                                     dropoutKey(adapter, rows.begin, inputs),
                                     1 - m_train.loraDropout);
            source = dropped;
        }
        std::byte* const low = place(m_context.low, std::ptrdiff_t(rows.begin) * adapter.rank);
        ProductArgs down;
        down.c = low;
        down.cRow = adapter.rank;
        adapter.a.multiply(m_context, source, inputs, m, down, ResultType::Same);
        ProductArgs up;
        up.c = to + adapter.firstOutput * resultSize;
        up.cRow = outputs;
        up.addend = up.c;
        up.scale = m_adapterScale;
        adapter.b.multiply(m_context, low, adapter.rank, m, up, type);
    }
}

void FusedNetwork::beforeAttention(const Layer& layer, const std::vector<int>& positions,
                                   const float* x, const WorkRange& rows, Keep& keep)
{
    const int D = m_config.hiddenSize;
    const TypedKernels& typed = *m_context.typed;
    float* const inverses = keep.inverses.as<float>();
    const int inverseRow = 2 + m_config.heads + m_config.keyValueHeads;
    for (int i = rows.begin; i < rows.end; ++i)
        inverses[std::ptrdiff_t(i) * inverseRow] = typed.normForward(
            x + std::ptrdiff_t(i) * D, vectorOf(layer, InputNorm),
            place(keep.normed, std::ptrdiff_t(i) * D), D, float(m_config.normEpsilon));
    forwardLinear(layer.qkv, keep.normed.as<void>(), rows, keep.qkv.as<void>(), nullptr,
                  ResultType::Same);
    auto* const scratch = reinterpret_cast<float*>(m_scratch.as<std::byte>()
                                                   + std::size_t(rows.thread) * m_scratchBytes);
    for (int i = rows.begin; i < rows.end; ++i)
        turnHeads(layer, i, positions[std::size_t(i)], keep, scratch);
}

void FusedNetwork::turnHeads(const Layer& layer, int row, int position, Keep& keep, float* scratch)
{
    const int H = m_config.headSize, turned = m_config.heads + m_config.keyValueHeads;
    const TypedKernels& typed = *m_context.typed;
    std::byte* const qkv = place(keep.qkv, std::ptrdiff_t(row) * m_qkvWidth);
    if (layer.vectors[QkvBias] >= 0) {
        const float* bias = vectorOf(layer, QkvBias);
        typed.toFloat(qkv, scratch, m_qkvWidth);
        for (int i = 0; i < m_qkvWidth; ++i) scratch[i] += bias[i];
        typed.fromFloat(scratch, qkv, m_qkvWidth);
    }
    if (m_config.queryKeyNorm)
        std::memcpy(place(keep.raw, std::ptrdiff_t(row) * (m_queries + m_keys)), qkv,
                    std::size_t(m_queries + m_keys) * m_context.size());
    const float* cosines = m_rotary.cosines.data() + std::ptrdiff_t(position) * m_rotary.half;
    const float* sines = m_rotary.sines.data() + std::ptrdiff_t(position) * m_rotary.half;
    float* const inverses = keep.inverses.as<float>() + std::ptrdiff_t(row) * (2 + turned) + 2;
    for (int head = 0; head < turned; ++head) {
        std::byte* const values = qkv + std::ptrdiff_t(head) * H * std::ptrdiff_t(m_context.size());
        if (m_config.queryKeyNorm) {
            typed.toFloat(values, scratch, H);
            inverses[head] = typed.normForward(
                scratch, vectorOf(layer, head < m_config.heads ? QueryNorm : KeyNorm), values, H,
                float(m_config.normEpsilon));
        }
        typed.rotate(values, cosines, sines, H, 1);
    }
}

void FusedNetwork::afterAttention(const Layer& layer, const void* attended, const float* x,
                                  float* out, const WorkRange& rows, Keep& keep)
{
    const int D = m_config.hiddenSize, F = m_config.intermediateSize;
    const TypedKernels& typed = *m_context.typed;
    float* const middle = keep.middle.as<float>();
    float* const inverses = keep.inverses.as<float>();
    const int inverseRow = 2 + m_config.heads + m_config.keyValueHeads;
    forwardLinear(layer.output, attended, rows, middle, x, ResultType::Float);
    for (int i = rows.begin; i < rows.end; ++i)
        inverses[std::ptrdiff_t(i) * inverseRow + 1] = typed.normForward(
            middle + std::ptrdiff_t(i) * D, vectorOf(layer, MiddleNorm),
            place(keep.middleNormed, std::ptrdiff_t(i) * D), D, float(m_config.normEpsilon));
    forwardLinear(layer.gateUp, keep.middleNormed.as<void>(), rows, keep.gateUp.as<void>(), nullptr,
                  ResultType::Same);
    for (int i = rows.begin; i < rows.end; ++i)
        typed.gateForward(place(keep.gateUp, std::ptrdiff_t(i) * 2 * F),
                          place(m_gated, std::ptrdiff_t(i) * F), F);
    forwardLinear(layer.down, m_gated.as<void>(), rows, out, middle, ResultType::Float);
}

void FusedNetwork::attend(const TokenBatch& batch, Keep& keep, bool isBackward)
{
    // The longest first, each to the thread with the least to do
    std::vector<AttentionTask> tasks;
    for (int segment = 0; segment < batch.segmentCount(); ++segment)
        for (int group = 0; group < m_config.keyValueHeads; ++group)
            tasks.push_back({segment, group});
    const auto length = [&](const AttentionTask& task) {
        return batch.starts[std::size_t(task.segment) + 1]
               - batch.starts[std::size_t(task.segment)];
    };
    std::stable_sort(tasks.begin(), tasks.end(),
                     [&](const auto& a, const auto& b) { return length(a) > length(b); });
    std::vector<std::vector<AttentionTask>> shares(std::size_t(m_context.threads));
    std::vector<double> loads(shares.size());
    for (const AttentionTask& task : tasks) {
        const auto least = std::min_element(loads.begin(), loads.end()) - loads.begin();
        loads[std::size_t(least)] += double(length(task)) * (length(task) + 64);
        shares[std::size_t(least)].push_back(task);
    }

    const int H = m_config.headSize, heads = m_config.heads / m_config.keyValueHeads;
    inThreads(m_context.threads, [&](int thread) {
        for (const AttentionTask& task : shares[std::size_t(thread)]) {
            const std::ptrdiff_t start = batch.starts[std::size_t(task.segment)];
            const std::ptrdiff_t query = start * m_qkvWidth + task.group * heads * H;
            const std::ptrdiff_t key = start * m_qkvWidth + m_queries + task.group * H;
            const std::ptrdiff_t out = start * m_queries + task.group * heads * H;
            AttentionArgs args;
            args.q = place(keep.qkv, query);
            args.k = place(keep.qkv, key);
            args.v = place(keep.qkv, key + m_keys);
            args.row = m_qkvWidth;
            args.out = place(keep.attended, out);
            args.outRow = m_queries;
            args.logSums = keep.logSums.as<float>() + start * m_config.heads + task.group * heads;
            args.logRow = m_config.heads;
            args.length = length(task);
            args.headSize = H;
            args.heads = heads;
            args.scale = float(1 / std::sqrt(double(H)));
            args.scratch = m_scratch.as<std::byte>() + std::size_t(thread) * m_scratchBytes;
            if (!isBackward) {
                m_context.typed->attentionForward(args);
                continue;
            }
            args.outGradient = place(m_wide, out);
            args.qGradient = place(m_qkvGradient, query);
            args.kGradient = place(m_qkvGradient, key);
            args.vGradient = place(m_qkvGradient, key + m_keys);
            m_context.typed->attentionBackward(args);
        }
    });
}

void FusedNetwork::runHead(const TokenBatch& batch, double scale, bool isBackward,
                           BatchOutcome& outcome)
{
    const int D = m_config.hiddenSize, V = m_config.vocabularySize, count = batch.lossCount();
    const int grain = m_context.kernels->tileRows;
    const auto chunk = int(std::clamp<std::int64_t>(kLogitElements / V, 96, 2048));
    m_hidden.reserve(std::size_t(std::max(count, 1)) * std::size_t(D) * m_context.size());
    m_hiddenInverse.reserve(std::size_t(std::max(count, 1)) * 4);
    m_logits.reserve(std::size_t(m_context.threads * 8 * grain) * std::size_t(V) * 4);
    if (isBackward)
        m_logitGradients.reserve(std::size_t(std::min(chunk, count)) * std::size_t(V)
                                 * m_context.size());
    std::vector<HeadRow> found(static_cast<std::size_t>(count));
    const bool trainsHead = isBackward && !m_isLora;
    float* const headGradient = trainsHead ? m_base.gradients(m_headOffset) : nullptr;
    if (trainsHead && m_isClear && count == 0)
        std::memset(headGradient, 0, std::size_t(V) * std::size_t(D) * 4);
    for (int first = 0; first < count; first += chunk) {
        const int rows = std::min(chunk, count - first);
        inRanges(m_context.threads, rows, grain, [&](const WorkRange& range) {
            headRows(batch, first, scale, isBackward, range, found);
        });
        if (!trainsHead) continue;
        WeightGradient job;
        job.a = {m_logitGradients.as<void>(), V};
        job.outputs = V;
        job.b = {place(m_hidden, std::ptrdiff_t(first) * D), D};
        job.inputs = D;
        job.count = rows;
        job.gradient = headGradient;
        job.adds = !m_isClear || first > 0;
        addWeightGradient(m_context, job);
    }
    outcome.losses.clear();
    outcome.right.clear();
    for (const HeadRow& row : found) {
        outcome.losses.push_back(row.loss);
        outcome.right.push_back(row.right);
    }
}

void FusedNetwork::headRows(const TokenBatch& batch, int first, double scale, bool isBackward,
                            const WorkRange& rows, std::vector<HeadRow>& found)
{
    const int D = m_config.hiddenSize, V = m_config.vocabularySize;
    const int block = 8 * m_context.kernels->tileRows;
    const TypedKernels& typed = *m_context.typed;
    const auto outputAt = std::size_t(isBackward ? m_config.layers : 0);
    const float* last = m_inputs[outputAt].as<float>();
    float* const logits = m_logits.as<float>() + std::ptrdiff_t(rows.thread) * block * V;
    float* const inverses = m_hiddenInverse.as<float>();
    for (int begin = rows.begin; begin < rows.end; begin += block) {
        const int m = std::min(block, rows.end - begin);
        for (int i = first + begin; i < first + begin + m; ++i)
            inverses[i] = typed.normForward(
                last + std::ptrdiff_t(batch.lossAt[std::size_t(i)]) * D, m_base.values(m_finalNorm),
                place(m_hidden, std::ptrdiff_t(i) * D), D, float(m_config.normEpsilon));
        ProductArgs product;
        product.c = logits;
        product.cRow = V;
        m_head.multiply(m_context, place(m_hidden, std::ptrdiff_t(first + begin) * D), D, m,
                        product, ResultType::Float);
        for (int i = 0; i < m; ++i) {
            const auto entry = std::size_t(first + begin + i);
            void* const gradient =
                isBackward ? place(m_logitGradients, std::ptrdiff_t(begin + i) * V) : nullptr;
            found[entry] = typed.headRow(logits + std::ptrdiff_t(i) * V, V, batch.targets[entry],
                                         float(batch.weights[entry] * scale), gradient);
        }
    }
    if (!isBackward) return;

    const int m = rows.end - rows.begin;
    float* const hiddenGradient = m_normGradient.as<float>() + std::ptrdiff_t(rows.begin) * D;
    ProductArgs product;
    product.c = hiddenGradient;
    product.cRow = D;
    m_head.multiplyBack(m_context, place(m_logitGradients, std::ptrdiff_t(rows.begin) * V), V, m,
                        product, ResultType::Float);
    float* const normGradient = m_isLora ? nullptr : partial(rows.thread, InputNorm);
    for (int i = 0; i < m; ++i) {
        const int entry = first + rows.begin + i;
        const std::ptrdiff_t at = std::ptrdiff_t(batch.lossAt[std::size_t(entry)]) * D;
        typed.normBackward(last + at, m_base.values(m_finalNorm), inverses[entry],
                           hiddenGradient + std::ptrdiff_t(i) * D, m_gradient.as<float>() + at,
                           normGradient, D);
    }
}

Status FusedNetwork::forward(const TokenBatch& batch, BatchOutcome& outcome)
{
    m_drops = false;
    runLayers(batch, false);
    runHead(batch, 0, false, outcome);
    return {};
}

}  // namespace sym
