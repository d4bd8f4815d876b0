#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/model/model_config.h"
#include "core/model/tensor_file.h"
#include "core/training/train_config.h"

namespace sym {

/// Weights under a name, in C order.
struct NamedWeights {
    std::string name;
    std::vector<std::int64_t> shape;
    std::span<const float> values;
};

/// Writes a Hugging Face folder: config.json, generation_config.json, model.safetensors in `type`
/// (Float32 or BFloat16), and the tokenizer's files copied from `baseFolder`. FORMATS c.5.
Status writeModelFolder(const std::string& folder, ModelConfig config,
                        std::span<const NamedWeights> weights, TensorType type,
                        const std::string& baseFolder);

/// How adapters are scaled: alpha / rank, or alpha / root of the rank.
double loraScale(const TrainConfig& config);

/// Writes a PEFT adapter: adapter_config.json, adapter_model.safetensors, README.md. The names of
/// the weights are those of the layers they adapt with ".lora_A.weight" (rank by inputs) or
/// ".lora_B.weight" (outputs by rank), such as
/// "model.layers.0.self_attn.q_proj.lora_A.weight"; PEFT's prefix is put in front. FORMATS c.5.
Status writeAdapterFolder(const std::string& folder, const TrainConfig& config,
                          std::span<const NamedWeights> weights);

/// An adapter as read: names without PEFT's prefix, values as float32.
struct AdapterWeights {
    int rank = 0;
    double scale = 0;  ///< of the product of B and A, added to the weight
    struct Tensor {
        std::string name;
        std::vector<std::int64_t> shape;
        std::vector<float> values;
    };
    std::vector<Tensor> tensors;
};

/// @return NotFound, Io, or InvalidInput naming what is no plain LoRA adapter
Result<AdapterWeights> readAdapterFolder(const std::string& folder);

/// A weight's values as float32; takes Float32, BFloat16 and Float16.
/// @param to room for entry.count() floats
void readAsFloats(const TensorEntry& entry, float* to);

/// Rounds to nearest, ties to even, as processors do.
void roundToBFloat16(std::span<const float> from, std::uint16_t* to);

}  // namespace sym
