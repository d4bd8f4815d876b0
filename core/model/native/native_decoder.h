#pragma once

#include <memory>
#include <vector>

#include "core/model/language_model.h"
#include "core/model/native/decoder.h"
#include "core/model/native/key_value_cache.h"
#include "core/model/native/model_weights.h"
#include "core/model/native/thread_team.h"
#include "core/model/native/vector_kernels.h"

namespace sym {

struct NativeDecoderOptions {
    Precision precision = Precision::Float32;
    int threads = 1;
    int slots = 8;
    int maxPositions = 4096;
    int maxBatch = 512;  ///< tokens of one forward()
    InstructionSet instructionSet = availableInstructionSets().back();
};

/// Angles of the rotary positions: cosines and sines of [position][headSize / 2].
/// Source: Su et al. 2021; the stretching of Llama 3.1 as its config.json describes it.
struct RotaryAngles {
    std::vector<float> cosines;
    std::vector<float> sines;

    RotaryAngles(const ModelConfig& config, int maxPositions);
};

/// A Llama, Qwen2 or Qwen3 on the processor, by kernels of our own. Weights and the cache are
/// float32 or bfloat16; every sum is float32. The bits of a token's logits depend on the tokens
/// before it and the instruction set alone: not on the batch, the chunks or the threads.
class NativeDecoder final : public Decoder {
public:
    /// Reads and packs the weights. @return errors of the source; InvalidInput when memory ends
    static Result<std::unique_ptr<NativeDecoder>> open(const WeightSource& source,
                                                       const NativeDecoderOptions& options);

    const ModelConfig& config() const override { return m_config; }
    int slots() const override { return m_options.slots; }
    int maxPositions() const override { return m_options.maxPositions; }
    int maxBatch() const override { return m_options.maxBatch; }
    const NativeDecoderOptions& options() const { return m_options; }

    Status forward(std::span<const BatchToken> batch, std::vector<float>& logits,
                   const std::function<bool()>& shouldStop) override;
    void copyPositions(int fromSlot, int toSlot, int count) override;

private:
    NativeDecoder(const ModelConfig& config, const NativeDecoderOptions& options);

    friend class ForwardPass;

    ModelConfig m_config;
    NativeDecoderOptions m_options;
    const VectorKernels& m_kernels;
    ThreadTeam m_team;
    RotaryAngles m_rotary;
    KeyValueCache m_cache;
    PackedModel m_model;

    // activations of one forward()
    std::vector<float> m_hidden;         ///< rows of hiddenSize
    std::vector<float> m_queryKeyValue;  ///< rows of queries, keys, values
    PackedRows m_normed;
    PackedRows m_attended;
    PackedRows m_gated;
    PackedRows m_last;                          ///< rows that want logits
    std::vector<std::vector<float>> m_scratch;  ///< of each thread
    std::vector<TeamPhase> m_phases;
};

}  // namespace sym
