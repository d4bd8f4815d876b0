#include "core/model/native/forward_pass.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>

namespace sym {

namespace {

/// Groups of rows in one task of a product: enough that the weights come from the cache most of the
/// time, few enough that the threads end together.
constexpr int kGroupsPerTask = 16;
/// Rows in one task that works along rows.
constexpr int kRowsPerTask = 4;
constexpr std::size_t kTileFloats = std::size_t(kTileRows) * kTileWidth;

int tasksOf(int count, int each)
{
    return (count + each - 1) / each;
}

}  // namespace

std::size_t ForwardPass::scratchSize(const ModelConfig& config, int maxPositions)
{
    const std::size_t positions = std::size_t(maxPositions + kTileWidth) / kTileWidth * kTileWidth;
    const std::size_t heads = std::size_t(config.headSize + kTileWidth) * kTileRows;
    return 2 * positions * kTileRows + kTileFloats + heads
           + std::size_t(std::max(config.hiddenSize, config.intermediateSize));
}

ForwardPass::ForwardPass(NativeDecoder& decoder, std::span<const BatchToken> batch, float* logits,
                         const std::function<bool()>& shouldStop)
    : m_decoder(decoder),
      m_config(decoder.m_config),
      m_kernels(decoder.m_kernels),
      m_batch(batch),
      m_logits(logits),
      m_shouldStop(shouldStop),
      m_rowWidth((m_config.heads + 2 * m_config.keyValueHeads) * m_config.headSize)
{
    const int rows = int(batch.size());
    for (int row = 0; row < rows; ++row) {
        const BatchToken& token = batch[std::size_t(row)];
        const bool continues = row > 0 && batch[std::size_t(row - 1)].slot == token.slot;
        if (!continues) m_segments.push_back({.firstRow = row});
        ++m_segments.back().rows;
        if (token.wantsLogits) m_logitRows.push_back(row);
    }
    decoder.m_normed.shape(rows);
    decoder.m_attended.shape(rows);
    decoder.m_gated.shape(rows);
    decoder.m_last.shape(std::max(int(m_logitRows.size()), 1));
    for (TeamPhase& phase : decoder.m_phases) phase.reset();
    planAttention();
}

void ForwardPass::planAttention()
{
    const int sharing = m_config.heads / m_config.keyValueHeads;
    for (int segment = 0; segment < int(m_segments.size()); ++segment) {
        const int queries = m_segments[std::size_t(segment)].rows * sharing;
        for (int head = 0; head < m_config.keyValueHeads; ++head)
            for (int first = 0; first < queries; first += kTileRows)
                m_tiles.push_back({segment, head, first, std::min(kTileRows, queries - first)});
    }
}

/// The tasks of the next phase, by whoever comes. Once stopped, tasks are passed over.
template <typename Task>
void ForwardPass::share(int& phase, int count, const Task& task)
{
    const auto guarded = [&](int i) {
        if (isStopped()) return;
        if (m_shouldStop && m_shouldStop())
            return m_isStopped.store(true, std::memory_order_relaxed);
        task(i);
    };
    if (m_decoder.m_team.size() == 1)
        for (int i = 0; i < count; ++i) guarded(i);
    else
        m_decoder.m_phases[std::size_t(phase++)].share(count, guarded);
}

/// Calls output(block, row, sums) with the 64 sums of each block of outputs and each row.
template <typename Output>
void ForwardPass::multiply(int& phase, int thread, const PackedWeights& weights,
                           const PackedRows& rows, const Output& output)
{
    const auto tile =
        weights.precision() == Precision::Float32 ? m_kernels.tileFloat32 : m_kernels.tileBFloat16;
    float* const sums = m_decoder.m_scratch[std::size_t(thread)].data();
    const int parts = tasksOf(rows.groups(), kGroupsPerTask);
    // small batches: a few blocks at once, so that the memory is read in long runs
    const int blocksEach =
        parts > 1 ? 1 : std::clamp(weights.blocks() / (4 * m_decoder.m_team.size()), 1, 16);
    const int chunks = tasksOf(weights.blocks(), blocksEach);
    share(phase, chunks * parts, [&](int task) {
        const int firstGroup = task % parts * kGroupsPerTask;
        const int endGroup = std::min(firstGroup + kGroupsPerTask, rows.groups());
        const int firstBlock = task / parts * blocksEach;
        const int endBlock = std::min(firstBlock + blocksEach, weights.blocks());
        for (int block = firstBlock; block < endBlock; ++block)
            for (int group = firstGroup; group < endGroup; ++group) {
                const int groupRows = rows.groupRows(group);
                tile(weights.block(block), rows.group(group), sums, weights.steps(), groupRows,
                     kTileWidth, false);
                for (int r = 0; r < groupRows; ++r)
                    output(block, rows.firstRow(group) + r, sums + r * kTileWidth);
            }
    });
}

void ForwardPass::run(int thread)
{
    int phase = 0;
    const std::size_t width = std::size_t(m_config.hiddenSize);
    share(phase, tasksOf(int(m_batch.size()), kRowsPerTask), [&](int task) {
        const std::size_t first = std::size_t(task * kRowsPerTask);
        const std::size_t end = std::min(first + kRowsPerTask, m_batch.size());
        for (std::size_t row = first; row < end; ++row)
            m_decoder.m_model.embed(m_batch[row].token, m_config.hiddenSize,
                                    m_decoder.m_hidden.data() + row * width);
    });
    for (int layer = 0; layer < m_config.layers; ++layer) runLayer(phase, thread, layer);
    if (!m_logitRows.empty()) readOut(phase, thread);
}

void ForwardPass::normalise(int& phase, const std::vector<float>& weight, float* scratch)
{
    const int rows = int(m_batch.size());
    const int width = m_config.hiddenSize;
    share(phase, tasksOf(rows, kRowsPerTask), [&](int task) {
        const int end = std::min((task + 1) * kRowsPerTask, rows);
        for (int row = task * kRowsPerTask; row < end; ++row) {
            m_kernels.rmsNorm(m_decoder.m_hidden.data() + std::size_t(row) * std::size_t(width),
                              weight.data(), float(m_config.normEpsilon), width, scratch);
            m_decoder.m_normed.set(row, 0, scratch, width);
        }
    });
}

void ForwardPass::runLayer(int& phase, int thread, int layer)
{
    const PackedLayer& weights = m_decoder.m_model.layers[std::size_t(layer)];
    float* const scratch = m_decoder.m_scratch[std::size_t(thread)].data();
    const int rows = int(m_batch.size());
    const int width = m_config.hiddenSize;

    normalise(phase, weights.attentionNorm, scratch);
    multiply(phase, thread, weights.queryKeyValue, m_decoder.m_normed,
             [&](int block, int row, const float* sums) {
                 const int first = block * kTileWidth;
                 const int count = std::min(kTileWidth, m_rowWidth - first);
                 float* const to = m_decoder.m_queryKeyValue.data()
                                   + std::size_t(row) * std::size_t(m_rowWidth) + first;
                 std::memcpy(to, sums, std::size_t(count) * 4);
                 if (!weights.queryKeyValueBias.empty())
                     m_kernels.add(to, weights.queryKeyValueBias.data() + first, count);
             });
    share(phase, tasksOf(rows, kRowsPerTask), [&](int task) {
        const int end = std::min((task + 1) * kRowsPerTask, rows);
        for (int row = task * kRowsPerTask; row < end; ++row) placeHeads(layer, row);
    });
    share(phase, int(m_tiles.size()),
          [&](int task) { attend(layer, m_tiles[std::size_t(task)], scratch); });

    const auto addToHidden = [&](int block, int row, const float* sums) {
        const int first = block * kTileWidth;
        m_kernels.add(m_decoder.m_hidden.data() + std::size_t(row) * std::size_t(width) + first,
                      sums, std::min(kTileWidth, width - first));
    };
    multiply(phase, thread, weights.attentionOutput, m_decoder.m_attended, addToHidden);
    normalise(phase, weights.feedForwardNorm, scratch);
    multiply(phase, thread, weights.gateUp, m_decoder.m_normed,
             [&](int block, int row, const float* sums) {
                 const int first = block * kGateWidth;
                 const int count = std::min(kGateWidth, m_config.intermediateSize - first);
                 float gated[kGateWidth];
                 m_kernels.gatedUnit(sums, sums + kGateWidth, gated, count);
                 m_decoder.m_gated.set(row, first, gated, count);
             });
    multiply(phase, thread, weights.down, m_decoder.m_gated, addToHidden);
}

/// Turns a row's queries and keys by its position and stores keys and values in the cache.
void ForwardPass::placeHeads(int layer, int row)
{
    const PackedLayer& weights = m_decoder.m_model.layers[std::size_t(layer)];
    const BatchToken& token = m_batch[std::size_t(row)];
    const int size = m_config.headSize;
    const std::size_t angle = std::size_t(token.position) * std::size_t(size / 2);
    const float* const cosine = m_decoder.m_rotary.cosines.data() + angle;
    const float* const sine = m_decoder.m_rotary.sines.data() + angle;
    const float epsilon = float(m_config.normEpsilon);
    const float scale = float(1 / std::sqrt(double(size)));
    float* const queries =
        m_decoder.m_queryKeyValue.data() + std::size_t(row) * std::size_t(m_rowWidth);
    float* const keys = queries + m_config.heads * size;
    const float* const values = keys + m_config.keyValueHeads * size;

    for (int head = 0; head < m_config.heads; ++head) {
        float* const query = queries + head * size;
        if (!weights.queryNorm.empty())
            m_kernels.rmsNorm(query, weights.queryNorm.data(), epsilon, size, query);
        m_kernels.rotate(query, cosine, sine, size / 2, scale);
    }
    for (int head = 0; head < m_config.keyValueHeads; ++head) {
        float* const key = keys + head * size;
        if (!weights.keyNorm.empty())
            m_kernels.rmsNorm(key, weights.keyNorm.data(), epsilon, size, key);
        m_kernels.rotate(key, cosine, sine, size / 2, 1.0f);
        m_decoder.m_cache.write(layer, token.slot, head, token.position, key, values + head * size);
    }
}

/// Attention of one tile: scores against all keys, softmax, weighted sum of the values.
void ForwardPass::attend(int layer, const AttentionTile& tile, float* scratch)
{
    const Segment& segment = m_segments[std::size_t(tile.segment)];
    const Precision precision = m_decoder.m_options.precision;
    const auto product =
        precision == Precision::Float32 ? m_kernels.tileFloat32 : m_kernels.tileBFloat16;
    const int sharing = m_config.heads / m_config.keyValueHeads;
    const int size = m_config.headSize;
    const int slot = m_batch[std::size_t(segment.firstRow)].slot;
    const int lastRow = segment.firstRow + (tile.firstQuery + tile.queries - 1) / sharing;
    const int positions = m_batch[std::size_t(lastRow)].position + 1;
    const int blocks = tasksOf(positions, kTileWidth);

    float* const sums = scratch;
    float* const queries = sums + kTileFloats;
    float* const scores = queries + std::size_t(size + kTileWidth) * kTileRows;
    float* const chances = scores + std::size_t(blocks) * kTileFloats;
    const auto headOf = [&](int query) { return tile.head * sharing + query % sharing; };

    for (int r = 0; r < tile.queries; ++r) {
        const int query = tile.firstQuery + r;
        const std::size_t row = std::size_t(segment.firstRow + query / sharing);
        const float* const from =
            m_decoder.m_queryKeyValue.data() + row * std::size_t(m_rowWidth) + headOf(query) * size;
        packStrided(from, size, precision, tile.queries, reinterpret_cast<std::byte*>(queries + r),
                    m_kernels);
    }
    const int steps = precision == Precision::Float32 ? size : (size + 1) / 2;
    for (int block = 0; block < blocks; ++block)
        product(m_decoder.m_cache.keys(layer, slot, tile.head, block), queries,
                scores + std::size_t(block * tile.queries) * kTileWidth, steps, tile.queries,
                kTileWidth, false);

    float totals[kTileRows];
    const int valueSteps = softmax(tile, segment, scores, chances, totals);
    const int width = m_decoder.m_cache.valueWidth();
    for (int block = 0; block < m_decoder.m_cache.valueBlocks(); ++block) {
        product(m_decoder.m_cache.values(layer, slot, tile.head, block), chances, sums, valueSteps,
                tile.queries, width, false);
        const int first = block * width;
        const int count = std::min(width, size - first);
        for (int r = 0; r < tile.queries; ++r) {
            const int query = tile.firstQuery + r;
            float* const sum = sums + r * width;
            for (int i = 0; i < count; ++i) sum[i] /= totals[r];
            m_decoder.m_attended.set(segment.firstRow + query / sharing,
                                     headOf(query) * size + first, sum, count);
        }
    }
}

/// Turns scores, [block][query][64], into packed chances that are not yet divided by their sums.
/// @return steps of the product with the values
int ForwardPass::softmax(const AttentionTile& tile, const Segment& segment, float* scores,
                         float* packed, float* sums) const
{
    const Precision precision = m_decoder.m_options.precision;
    const int sharing = m_config.heads / m_config.keyValueHeads;
    const auto limitOf = [&](int r) {
        return m_batch[std::size_t(segment.firstRow + (tile.firstQuery + r) / sharing)].position
               + 1;
    };
    const int positions = limitOf(tile.queries - 1);
    const int blocks = tasksOf(positions, kTileWidth);
    for (int r = 0; r < tile.queries; ++r) {
        const auto scoresOf = [&](int block) {
            return scores + std::size_t(block * tile.queries + r) * kTileWidth;
        };
        // what lies behind the query's own position does not exist for it
        for (int i = limitOf(r); i < blocks * kTileWidth; ++i)
            scoresOf(i / kTileWidth)[i % kTileWidth] = -std::numeric_limits<float>::infinity();
        float most = -std::numeric_limits<float>::infinity();
        for (int block = 0; block < blocks; ++block)
            most = std::max(most, m_kernels.maximum(scoresOf(block), kTileWidth));
        float sum = 0;
        for (int block = 0; block < blocks; ++block) {
            float* const part = scoresOf(block);
            sum += m_kernels.exponentials(part, kTileWidth, most);
            const int first = block * kTileWidth / (precision == Precision::Float32 ? 1 : 2);
            packStrided(part, kTileWidth, precision, tile.queries,
                        reinterpret_cast<std::byte*>(packed + first * tile.queries + r), m_kernels);
        }
        sums[r] = sum;
    }
    return precision == Precision::Float32 ? positions : (positions + 1) / 2;
}

void ForwardPass::readOut(int& phase, int thread)
{
    const int width = m_config.hiddenSize;
    float* const scratch = m_decoder.m_scratch[std::size_t(thread)].data();
    share(phase, int(m_logitRows.size()), [&](int i) {
        const std::size_t row = std::size_t(m_logitRows[std::size_t(i)]);
        m_kernels.rmsNorm(m_decoder.m_hidden.data() + row * std::size_t(width),
                          m_decoder.m_model.finalNorm.data(), float(m_config.normEpsilon), width,
                          scratch);
        m_decoder.m_last.set(i, 0, scratch, width);
    });
    multiply(phase, thread, m_decoder.m_model.head, m_decoder.m_last,
             [&](int block, int row, const float* sums) {
                 const int first = block * kTileWidth;
                 const int count = std::min(kTileWidth, m_config.vocabularySize - first);
                 std::memcpy(
                     m_logits + std::size_t(row) * std::size_t(m_config.vocabularySize) + first,
                     sums, std::size_t(count) * 4);
             });
}

}  // namespace sym
