#include <algorithm>
#include <cstring>

#include "core/training/fused/fused_network.h"

namespace sym {

int FusedNetwork::vectorSize(Vector vector) const
{
    switch (vector) {
    case InputNorm:
    case MiddleNorm: return m_config.hiddenSize;
    case QueryNorm:
    case KeyNorm: return m_config.headSize;
    case QkvBias: return m_qkvWidth;
    case VectorCount: break;
    }
    return 0;
}

float* FusedNetwork::partial(int thread, Vector vector)
{
    int size = 0, before = 0;
    for (int i = 0; i < VectorCount; ++i) {
        if (i == vector) before = size;
        size += (vectorSize(Vector(i)) + 15) / 16 * 16;
    }
    m_partials.reserve(std::size_t(size) * std::size_t(m_context.threads) * 4);
    return m_partials.as<float>() + std::ptrdiff_t(thread) * size + before;
}

void FusedNetwork::sumVectors(const Layer& layer)
{
    if (m_isLora) return;
    for (int i = 0; i < VectorCount; ++i) {
        const std::int64_t offset = layer.vectors[std::size_t(i)];
        if (offset < 0) continue;
        float* const gradient = m_base.gradients(offset);
        const int size = vectorSize(Vector(i));
        if (m_isClear) std::memset(gradient, 0, std::size_t(size) * 4);
        for (int thread = 0; thread < m_context.threads; ++thread) {
            float* const part = partial(thread, Vector(i));
            for (int k = 0; k < size; ++k) gradient[k] += part[k];
            std::memset(part, 0, std::size_t(size) * 4);
        }
    }
}

Status FusedNetwork::forwardBackward(const TokenBatch& batch, double scale,
                                     std::uint64_t dropoutKey, BatchOutcome& outcome)
{
    m_dropoutKey = dropoutKey;
    m_drops = m_isLora && m_train.loraDropout > 0;
    runLayers(batch, true);

    const auto n = std::size_t(batch.tokenCount());
    const auto D = std::size_t(m_config.hiddenSize);
    const auto widest = std::size_t(std::max(m_config.intermediateSize, m_queries));
    m_gradient.reserve(n * D * 4);
    m_gradientSame.reserve(n * D * m_context.size());
    m_normGradient.reserve(std::max<std::size_t>(n, 2048) * D * 4);
    m_wide.reserve(n * widest * m_context.size());
    m_qkvGradient.reserve(n * std::size_t(m_qkvWidth) * m_context.size());
    partial(0, InputNorm);
    std::memset(m_gradient.as<float>(), 0, n * D * 4);

    runHead(batch, scale, true, outcome);
    Layer finalNorm;  // its only vector, summed like a layer's
    finalNorm.vectors = {m_finalNorm, -1, -1, -1, -1};
    sumVectors(finalNorm);
    for (int i = m_config.layers - 1; i >= 0; --i) {
        const float* x = m_inputs[std::size_t(i)].as<float>();
        const bool isAgain = m_options.activationCheckpointing;
        Keep& keep = m_keeps[std::size_t(isAgain ? 0 : i)];
        if (isAgain) forwardLayer(batch, i, x, m_inputs[std::size_t(i) + 1].as<float>(), keep);
        backwardLayer(batch, i, x, keep);
    }
    embedBackward(batch);
    m_isClear = false;
    return {};
}

/// result = y W, and what the adapters add to it; one thread's rows.
void FusedNetwork::backwardLinear(const PackedLinear& linear, const void* y, const WorkRange& rows,
                                  void* result, ResultType type)
{
    const int inputs = linear.matrix.inputs(), outputs = linear.matrix.outputs();
    const int m = rows.end - rows.begin;
    const auto size = std::ptrdiff_t(m_context.size());
    const std::ptrdiff_t resultSize = type == ResultType::Float ? 4 : size;
    const auto* from =
        static_cast<const std::byte*>(y) + std::ptrdiff_t(rows.begin) * outputs * size;
    auto* const to =
        static_cast<std::byte*>(result) + std::ptrdiff_t(rows.begin) * inputs * resultSize;
    ProductArgs product;
    product.c = to;
    product.cRow = inputs;
    linear.matrix.multiplyBack(m_context, from, outputs, m, product, type);

    for (const LinearAdapter& adapter : linear.adapters) {
        const std::byte* slice = from + adapter.firstOutput * size;
        std::byte* const low = place(m_lowGradient, std::ptrdiff_t(rows.begin) * adapter.rank);
        ProductArgs down;
        down.c = low;
        down.cRow = adapter.rank;
        down.scale = m_adapterScale;
        adapter.b.multiplyBack(m_context, slice, outputs, m, down, ResultType::Same);
        ProductArgs up;
        up.c = to;
        up.cRow = inputs;
        if (!m_drops) {
            up.addend = to;
            adapter.a.multiplyBack(m_context, low, adapter.rank, m, up, type);
            continue;
        }
        std::byte* const dropped = droppedRows(rows);
        const std::int64_t count = std::int64_t(m) * inputs;
        up.c = dropped;
        adapter.a.multiplyBack(m_context, low, adapter.rank, m, up, ResultType::Same);
        m_context.typed->dropOut(dropped, dropped, count, dropoutKey(adapter, rows.begin, inputs),
                                 1 - m_train.loraDropout);
        if (type == ResultType::Float)
            m_context.typed->addToFloat(dropped, reinterpret_cast<float*>(to), count);
        else
            m_context.typed->add(dropped, to, count);
    }
}

/// Gradients of the weights that are trained: the matrix itself, or its adapters.
void FusedNetwork::linearGradient(PackedLinear& linear, const void* x, const void* y, int count)
{
    const int inputs = linear.matrix.inputs(), outputs = linear.matrix.outputs();
    const auto rowsOf = [](const void* data, std::ptrdiff_t row) {
        return Activations{const_cast<void*>(data), row};
    };
    if (!m_isLora) {
        addWeightGradient(m_context, {rowsOf(y, outputs), outputs, rowsOf(x, inputs), inputs, count,
                                      m_base.gradients(linear.offset), !m_isClear, 1});
        return;
    }
    const auto size = std::ptrdiff_t(m_context.size());
    for (const LinearAdapter& adapter : linear.adapters) {
        const auto* slice = static_cast<const std::byte*>(y) + adapter.firstOutput * size;
        const void* source = m_drops ? m_context.dropped.as<void>() : x;
        inRanges(m_context.threads, count, m_context.kernels->tileRows, [&](const WorkRange& rows) {
            const int m = rows.end - rows.begin;
            const std::ptrdiff_t at = std::ptrdiff_t(rows.begin) * inputs;
            const auto* from = static_cast<const std::byte*>(x) + at * size;
            if (m_drops) {
                m_context.typed->dropOut(
                    from, place(m_context.dropped, at), std::int64_t(m) * inputs,
                    dropoutKey(adapter, rows.begin, inputs), 1 - m_train.loraDropout);
                from = place(m_context.dropped, at);
            }
            ProductArgs low;
            low.c = place(m_context.low, std::ptrdiff_t(rows.begin) * adapter.rank);
            low.cRow = adapter.rank;
            adapter.a.multiply(m_context, from, inputs, m, low, ResultType::Same);
            ProductArgs lowGradient;
            lowGradient.c = place(m_lowGradient, std::ptrdiff_t(rows.begin) * adapter.rank);
            lowGradient.cRow = adapter.rank;
            lowGradient.scale = m_adapterScale;
            adapter.b.multiplyBack(m_context, slice + std::ptrdiff_t(rows.begin) * outputs * size,
                                   outputs, m, lowGradient, ResultType::Same);
        });
        const Activations low{m_context.low.as<void>(), adapter.rank};
        const Activations lowGradient{m_lowGradient.as<void>(), adapter.rank};
        addWeightGradient(m_context,
                          {rowsOf(slice, outputs), adapter.outputs, low, adapter.realRank, count,
                           m_adapters.gradients(adapter.offsetB), !m_isClear, m_adapterScale});
        addWeightGradient(m_context, {lowGradient, adapter.realRank, rowsOf(source, inputs), inputs,
                                      count, m_adapters.gradients(adapter.offsetA), !m_isClear, 1});
    }
}

/// Back through the feed-forward block and the output projection, `count` rows each; leaves the
/// gradient of what was attended to in m_wide.
void FusedNetwork::backwardFeedForward(Layer& layer, const void* attended, int count,
                                       float* gradient, Keep& keep)
{
    const int D = m_config.hiddenSize, F = m_config.intermediateSize;
    const int grain = m_context.kernels->tileRows, threads = m_context.threads;
    const int inverseRow = 2 + m_config.heads + m_config.keyValueHeads;
    const TypedKernels& typed = *m_context.typed;
    const float* middle = keep.middle.as<float>();
    const float* inverses = keep.inverses.as<float>();
    float* const normGradient = m_normGradient.as<float>();

    inRanges(threads, count, grain, [&](const WorkRange& rows) {
        const std::ptrdiff_t at = std::ptrdiff_t(rows.begin) * D;
        typed.fromFloat(gradient + at, place(m_gradientSame, at),
                        std::int64_t(rows.end - rows.begin) * D);
        backwardLinear(layer.down, m_gradientSame.as<void>(), rows, m_wide.as<void>(),
                       ResultType::Same);
        for (int i = rows.begin; i < rows.end; ++i)
            typed.gateBackward(place(keep.gateUp, std::ptrdiff_t(i) * 2 * F),
                               place(m_wide, std::ptrdiff_t(i) * F),
                               place(m_gated, std::ptrdiff_t(i) * F), F);
        backwardLinear(layer.gateUp, keep.gateUp.as<void>(), rows, normGradient, ResultType::Float);
        for (int i = rows.begin; i < rows.end; ++i)
            typed.normBackward(middle + std::ptrdiff_t(i) * D, vectorOf(layer, MiddleNorm),
                               inverses[std::ptrdiff_t(i) * inverseRow + 1],
                               normGradient + std::ptrdiff_t(i) * D,
                               gradient + std::ptrdiff_t(i) * D,
                               m_isLora ? nullptr : partial(rows.thread, MiddleNorm), D);
    });
    linearGradient(layer.down, m_gated.as<void>(), m_gradientSame.as<void>(), count);
    linearGradient(layer.gateUp, keep.middleNormed.as<void>(), keep.gateUp.as<void>(), count);

    inRanges(threads, count, grain, [&](const WorkRange& rows) {
        const std::ptrdiff_t at = std::ptrdiff_t(rows.begin) * D;
        typed.fromFloat(gradient + at, place(m_gradientSame, at),
                        std::int64_t(rows.end - rows.begin) * D);
        backwardLinear(layer.output, m_gradientSame.as<void>(), rows, m_wide.as<void>(),
                       ResultType::Same);
    });
    linearGradient(layer.output, attended, m_gradientSame.as<void>(), count);
}

/// The same where only rows with a loss were read (forwardReadRows()); no other row has a gradient.
void FusedNetwork::backwardReadRows(const TokenBatch& batch, Keep& keep)
{
    const std::ptrdiff_t D = m_config.hiddenSize, Q = m_queries;
    const auto size = m_context.size();
    float* const gradients = m_readInputs.as<float>();
    for (std::size_t i = 0; i < batch.lossAt.size(); ++i)
        std::memcpy(gradients + std::ptrdiff_t(i) * D, m_gradient.as<float>() + batch.lossAt[i] * D,
                    std::size_t(D) * 4);
    backwardFeedForward(m_layers.back(), m_readAttended.as<void>(), batch.lossCount(), gradients,
                        keep);
    // Each row moves to its place or beyond, so the last goes first.
    const std::ptrdiff_t bytes = Q * std::ptrdiff_t(size);
    std::byte* const wide = m_wide.as<std::byte>();
    std::ptrdiff_t end = batch.tokenCount();
    for (std::size_t i = batch.lossAt.size(); i-- > 0;) {
        const std::ptrdiff_t row = batch.lossAt[i];
        std::memmove(wide + row * bytes, wide + std::ptrdiff_t(i) * bytes, std::size_t(bytes));
        std::memset(wide + (row + 1) * bytes, 0, std::size_t((end - row - 1) * bytes));
        end = row;
        std::memcpy(m_gradient.as<float>() + row * D, gradients + std::ptrdiff_t(i) * D,
                    std::size_t(D) * 4);
    }
    std::memset(wide, 0, std::size_t(end * bytes));
}

void FusedNetwork::backwardLayer(const TokenBatch& batch, int index, const float* x, Keep& keep)
{
    Layer& layer = m_layers[std::size_t(index)];
    const int n = batch.tokenCount(), D = m_config.hiddenSize;
    const int inverseRow = 2 + m_config.heads + m_config.keyValueHeads;
    const TypedKernels& typed = *m_context.typed;
    const float* inverses = keep.inverses.as<float>();
    float* const gradient = m_gradient.as<float>();
    float* const normGradient = m_normGradient.as<float>();

    if (readsPart(index))
        backwardReadRows(batch, keep);
    else
        backwardFeedForward(layer, keep.attended.as<void>(), n, gradient, keep);
    attend(batch, keep, true);
    inRanges(m_context.threads, n, m_context.kernels->tileRows, [&](const WorkRange& rows) {
        backwardHeads(layer, batch, rows, keep);
        backwardLinear(layer.qkv, m_qkvGradient.as<void>(), rows, normGradient, ResultType::Float);
        for (int i = rows.begin; i < rows.end; ++i)
            typed.normBackward(x + std::ptrdiff_t(i) * D, vectorOf(layer, InputNorm),
                               inverses[std::ptrdiff_t(i) * inverseRow],
                               normGradient + std::ptrdiff_t(i) * D,
                               gradient + std::ptrdiff_t(i) * D,
                               m_isLora ? nullptr : partial(rows.thread, InputNorm), D);
    });
    linearGradient(layer.qkv, keep.normed.as<void>(), m_qkvGradient.as<void>(), n);
    sumVectors(layer);
}

/// Back through rotation, the heads' norms and the bias.
void FusedNetwork::backwardHeads(const Layer& layer, const TokenBatch& batch, const WorkRange& rows,
                                 Keep& keep)
{
    const int H = m_config.headSize, turned = m_config.heads + m_config.keyValueHeads;
    const auto size = std::ptrdiff_t(m_context.size());
    const TypedKernels& typed = *m_context.typed;
    auto* const scratch = reinterpret_cast<float*>(m_scratch.as<std::byte>()
                                                   + std::size_t(rows.thread) * m_scratchBytes);
    float* const raw = scratch;
    float* const outGradient = scratch + H;
    float* const inGradient = scratch + 2 * H;
    for (int row = rows.begin; row < rows.end; ++row) {
        std::byte* const gradients = place(m_qkvGradient, std::ptrdiff_t(row) * m_qkvWidth);
        const std::ptrdiff_t at = std::ptrdiff_t(batch.positions[std::size_t(row)]) * m_rotary.half;
        const float* inverses = keep.inverses.as<float>() + std::ptrdiff_t(row) * (2 + turned) + 2;
        for (int head = 0; head < turned; ++head) {
            std::byte* const gradient = gradients + head * H * size;
            typed.rotate(gradient, m_rotary.cosines.data() + at, m_rotary.sines.data() + at, H, -1);
            if (!m_config.queryKeyNorm) continue;
            const Vector norm = head < m_config.heads ? QueryNorm : KeyNorm;
            typed.toFloat(place(keep.raw, std::ptrdiff_t(row) * (m_queries + m_keys) + head * H),
                          raw, H);
            typed.toFloat(gradient, outGradient, H);
            std::memset(inGradient, 0, std::size_t(H) * 4);
            typed.normBackward(raw, vectorOf(layer, norm), inverses[head], outGradient, inGradient,
                               m_isLora ? nullptr : partial(rows.thread, norm), H);
            typed.fromFloat(inGradient, gradient, H);
        }
        if (layer.vectors[QkvBias] >= 0 && !m_isLora)
            typed.addToFloat(gradients, partial(rows.thread, QkvBias), m_qkvWidth);
    }
}

void FusedNetwork::embedBackward(const TokenBatch& batch)
{
    if (m_isLora) return;
    const int D = m_config.hiddenSize, V = m_config.vocabularySize;
    float* const table = m_base.gradients(m_embedding);
    if (m_isClear && !m_config.tiedEmbeddings)
        std::memset(table, 0, std::size_t(V) * std::size_t(D) * 4);
    // Each thread adds to tokens of its own, in the order of the batch.
    inRanges(m_context.threads, V, 1, [&](const WorkRange& tokens) {
        for (int i = 0; i < batch.tokenCount(); ++i) {
            const int token = batch.tokens[std::size_t(i)];
            if (token < tokens.begin || token >= tokens.end) continue;
            m_context.kernels->float32.addToFloat(m_gradient.as<float>() + std::ptrdiff_t(i) * D,
                                                  table + std::ptrdiff_t(token) * D, D);
        }
    });
}

double FusedNetwork::gradientSquares()
{
    WeightStore& trained = m_isLora ? m_adapters : m_base;
    return trained.gradientSquares(*m_context.kernels, m_context.threads);
}

Status FusedNetwork::sumGradients(GradientSum& sum)
{
    WeightStore& trained = m_isLora ? m_adapters : m_base;
    if (m_isClear) std::memset(trained.gradients(), 0, std::size_t(trained.total()) * 4);
    m_isClear = false;
    return sum.add(std::span(trained.gradients(), std::size_t(trained.total())));
}

Status FusedNetwork::step(const AdamUpdate& update)
{
    WeightStore& trained = m_isLora ? m_adapters : m_base;
    trained.step(*m_context.kernels, m_context.threads, update);
    packAll(!m_isLora);
    return {};
}

}  // namespace sym
