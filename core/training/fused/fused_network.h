#pragma once

#include <array>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "core/training/fused/packed_linear.h"
#include "core/training/fused/parallel.h"
#include "core/training/fused/weight_store.h"
#include "core/training/rotary_table.h"
#include "core/training/trainable_network.h"

namespace sym {

/// Llama, Qwen2 and Qwen3 for training on a CPU: forward and backward written out, products and
/// everything between them in kernels of our own, all buffers kept from update to update. Weights,
/// gradients, the residual stream and all sums are float32; other activations and the operands of
/// products are float32 or bfloat16. The gradients are those of libtorch's autograd (tests).
///
/// Letters: n tokens, D width, H head size, Q and K widths of all query and all key heads,
/// W = Q + 2 K, F width of the feed-forward block, V vocabulary.
class FusedNetwork final : public TrainableNetwork {
public:
    /// @param kernels null: the fastest
    /// @return InvalidInput when a width is odd, Io
    static Result<std::unique_ptr<TrainableNetwork>> open(const Checkpoint& checkpoint,
                                                          const TrainConfig& config,
                                                          const NetworkOptions& options,
                                                          const NetKernels* kernels = nullptr);

    const ModelConfig& config() const override { return m_config; }
    std::string description() const override;
    std::int64_t parameterCount() const override;
    std::int64_t trainedCount() const override;
    double peakOperations() override;
    Status forward(const TokenBatch& batch, BatchOutcome& outcome) override;
    Status forwardBackward(const TokenBatch& batch, double scale, std::uint64_t dropoutKey,
                           BatchOutcome& outcome) override;
    void clearGradients() override { m_isClear = true; }
    double gradientSquares() override;
    Status sumGradients(GradientSum& sum) override;
    Status step(const AdamUpdate& update) override;
    Result<std::vector<std::vector<int>>> answer(const std::vector<std::vector<int>>& prompts,
                                                 int maxTokens, const std::vector<int>& endTokens,
                                                 JobContext& job) override;
    Result<std::vector<NamedWeights>> trainedWeights() override;
    Result<std::vector<NamedWeights>> moments() override;
    Status restore(std::span<const NamedWeights> weights,
                   std::span<const NamedWeights> moments) override;
    Result<std::vector<NamedWeights>> mergedWeights() override;

private:
    /// The vectors of a layer, whose gradients the threads first sum by themselves.
    enum Vector { InputNorm, MiddleNorm, QueryNorm, KeyNorm, QkvBias, VectorCount };
    struct Layer {
        PackedLinear qkv, output, gateUp, down;
        std::array<std::int64_t, VectorCount> vectors{};  ///< offsets; -1: none
    };
    /// What a layer's backward pass needs of its forward pass.
    struct Keep {
        AlignedMemory normed;        ///< n by D, before attention
        AlignedMemory raw;           ///< n by Q + K, before the heads' norms (Qwen3)
        AlignedMemory qkv;           ///< n by W, rotated
        AlignedMemory attended;      ///< n by Q
        AlignedMemory logSums;       ///< n by heads, float32
        AlignedMemory middle;        ///< n by D, float32, after attention
        AlignedMemory middleNormed;  ///< n by D
        AlignedMemory gateUp;        ///< n by 2 F
        AlignedMemory inverses;      ///< n by 2 + heads + key heads, float32: 1 / rms
    };
    struct AttentionTask {
        int segment = 0;
        int group = 0;
    };

    FusedNetwork(const ModelConfig& config, const TrainConfig& train, const NetworkOptions& options,
                 const NetKernels& kernels);

    // fused_setup.cpp
    Status load(const Checkpoint& checkpoint);
    Status layWeights();
    void layAdapters(PackedLinear& linear, const std::string& place,
                     const std::vector<std::pair<std::string, int>>& parts, int inputs,
                     std::vector<TensorShape>& tensors);
    void initialiseAdapters();
    void packAll(bool isBaseToo);
    void reserve(const TokenBatch& batch, int keeps, int inputs);
    void reserveKeep(Keep& keep, std::size_t tokens) const;
    std::vector<PackedLinear*> linears();

    // fused_forward.cpp
    void embed(const TokenBatch& batch, float* x);
    void runLayers(const TokenBatch& batch, bool isKept);
    void forwardLayer(const TokenBatch& batch, int layer, const float* x, float* out, Keep& keep);
    void beforeAttention(const Layer& layer, const std::vector<int>& positions, const float* x,
                         const WorkRange& rows, Keep& keep);
    void turnHeads(const Layer& layer, int row, int position, Keep& keep, float* scratch);
    bool readsPart(int layer) const { return m_readsPart && layer + 1 == m_config.layers; }
    void forwardReadRows(const TokenBatch& batch, const float* x, float* out, Keep& keep);
    /// @param attended a row for each of x's
    void afterAttention(const Layer& layer, const void* attended, const float* x, float* out,
                        const WorkRange& rows, Keep& keep);
    void attend(const TokenBatch& batch, Keep& keep, bool isBackward);
    void forwardLinear(const PackedLinear& linear, const void* x, const WorkRange& rows, void* y,
                       const void* addend, ResultType type);
    void prepareRotation(const TokenBatch& batch);
    void runHead(const TokenBatch& batch, double scale, bool isBackward, BatchOutcome& outcome);
    void headRows(const TokenBatch& batch, int first, double scale, bool isBackward,
                  const WorkRange& rows, std::vector<HeadRow>& found);

    // fused_backward.cpp
    void backwardLayer(const TokenBatch& batch, int layer, const float* x, Keep& keep);
    void backwardFeedForward(Layer& layer, const void* attended, int count, float* gradient,
                             Keep& keep);
    void backwardReadRows(const TokenBatch& batch, Keep& keep);
    void backwardHeads(const Layer& layer, const TokenBatch& batch, const WorkRange& rows,
                       Keep& keep);
    void backwardLinear(const PackedLinear& linear, const void* y, const WorkRange& rows,
                        void* result, ResultType type);
    void linearGradient(PackedLinear& linear, const void* x, const void* y, int count);
    void embedBackward(const TokenBatch& batch);
    void sumVectors(const Layer& layer);
    float* partial(int thread, Vector vector);
    std::uint64_t dropoutKey(const LinearAdapter& adapter, int row, int width) const;
    /// Room for a thread's rows of dropped inputs, whichever layer the other threads are at.
    std::byte* droppedRows(const WorkRange& rows) const;

    // fused_answer.cpp
    struct Answers;
    void prefill(const TokenBatch& batch, Answers& answers);
    void decodeStep(Answers& answers);
    std::vector<int> likeliest(const std::vector<const float*>& rows);

    const float* vectorOf(const Layer& layer, Vector vector) const;
    int vectorSize(Vector vector) const;
    template <typename T = std::byte>
    std::byte* place(AlignedMemory& memory, std::ptrdiff_t elements) const
    {
        return memory.as<std::byte>() + elements * std::ptrdiff_t(m_context.size());
    }

    ModelConfig m_config;
    TrainConfig m_train;
    NetworkOptions m_options;
    bool m_isLora = false;
    float m_adapterScale = 0;
    int m_queries = 0;   ///< Q
    int m_keys = 0;      ///< K
    int m_qkvWidth = 0;  ///< W

    mutable FusedContext m_context;
    mutable WeightStore m_base;
    WeightStore m_adapters;
    std::vector<Layer> m_layers;
    PackedMatrix m_head;
    std::int64_t m_embedding = 0;  ///< offsets in m_base
    std::int64_t m_headOffset = 0;
    std::int64_t m_finalNorm = 0;
    std::vector<float> m_merged;  ///< mergedWeights() with adapters

    bool m_isClear = true;  ///< the gradients are to be written, not added to
    std::uint64_t m_dropoutKey = 0;
    bool m_drops = false;
    bool m_readsPart = false;  ///< the last layer's feed-forward block takes rows with a loss only
    RotaryTable m_rotary;
    std::vector<AlignedMemory> m_inputs;  ///< of each layer and of the head, n by D, float32
    std::vector<Keep> m_keeps;
    AlignedMemory m_gated;         ///< n by F
    AlignedMemory m_gradient;      ///< n by D, float32: of the residual stream
    AlignedMemory m_gradientSame;  ///< the same as operand of products
    AlignedMemory m_wide;          ///< n by max(F, Q)
    AlignedMemory m_qkvGradient;   ///< n by W
    AlignedMemory m_normGradient;  ///< n by D, float32
    AlignedMemory m_lowGradient;   ///< n by adapter rank
    AlignedMemory m_readAttended;  ///< trained tokens by Q
    AlignedMemory m_readInputs;    ///< trained tokens by D, float32; backward: their gradients
    AlignedMemory m_readOutputs;   ///< trained tokens by D, float32
    AlignedMemory m_hidden;        ///< trained tokens by D
    AlignedMemory m_hiddenInverse;
    AlignedMemory m_logits;          ///< a thread: rows by V, float32
    AlignedMemory m_logitGradients;  ///< rows by V
    AlignedMemory m_scratch;         ///< a thread: attention, and single rows
    AlignedMemory m_partials;        ///< a thread: gradients of vectors
    std::size_t m_scratchBytes = 0;
};

}  // namespace sym
