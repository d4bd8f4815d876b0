#pragma once

#include <functional>
#include <span>
#include <vector>

#include "core/model/native/native_decoder.h"

namespace sym {

/// One run of the network over a batch, done by all threads of the team together: phases of
/// independent tasks, each begun when the one before it is done.
class ForwardPass final {
public:
    ForwardPass(NativeDecoder& decoder, std::span<const BatchToken> batch, float* logits,
                const std::function<bool()>& shouldStop);

    /// Every thread of the team that helps calls this.
    void run(int thread);
    bool isStopped() const { return m_isStopped.load(std::memory_order_relaxed); }

    /// Phases of a model with this many layers.
    static int phases(int layers) { return 8 * layers + 3; }
    /// Floats of scratch memory each thread needs.
    static std::size_t scratchSize(const ModelConfig& config, int maxPositions);

private:
    /// Consecutive tokens of one slot.
    struct Segment {
        int firstRow = 0;
        int rows = 0;
    };
    /// Up to 6 queries of one segment that read the same keys: tokens, and in each the heads that
    /// share the key/value head.
    struct AttentionTile {
        int segment = 0;
        int head = 0;  ///< key/value head
        int firstQuery = 0;
        int queries = 0;
    };

    template <typename Task>
    void share(int& phase, int count, const Task& task);
    template <typename Output>
    void multiply(int& phase, int thread, const PackedWeights& weights, const PackedRows& rows,
                  const Output& output);
    void planAttention();
    void runLayer(int& phase, int thread, int layer);
    void normalise(int& phase, const std::vector<float>& weight, float* scratch);
    void placeHeads(int layer, int row);
    void attend(int layer, const AttentionTile& tile, float* scratch);
    int softmax(const AttentionTile& tile, const Segment& segment, float* scores, float* packed,
                float* sums) const;
    void readOut(int& phase, int thread);

    NativeDecoder& m_decoder;
    const ModelConfig& m_config;
    const VectorKernels& m_kernels;
    std::span<const BatchToken> m_batch;
    float* m_logits;
    const std::function<bool()>& m_shouldStop;
    std::atomic<bool> m_isStopped{false};
    std::vector<Segment> m_segments;
    std::vector<AttentionTile> m_tiles;
    std::vector<int> m_logitRows;
    int m_rowWidth;  ///< of queries, keys and values together
};

}  // namespace sym
