#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/model/model_config.h"
#include "core/model/tensor_file.h"

namespace sym {

/// A Hugging Face checkpoint folder: config.json and model.safetensors or its shards with
/// model.safetensors.index.json. Weights stay in the files, mapped. Thread-safe after opening.
/// Tensor names are Hugging Face's: model.embed_tokens.weight,
/// model.layers.N.self_attn.q_proj.weight,
/// ..., model.norm.weight, lm_head.weight (absent when the embeddings are tied).
class Checkpoint {
public:
    /// Every tensor the config asks for must be there with the right shape.
    /// @return NotFound, Io, or InvalidInput naming file and tensor
    static Result<std::shared_ptr<const Checkpoint>> open(const std::string& folder);

    virtual ~Checkpoint() = default;
    virtual const std::string& folder() const = 0;
    virtual const ModelConfig& config() const = 0;
    /// @return null when the checkpoint has no tensor of this name
    virtual const TensorEntry* find(const std::string& name) const = 0;
    virtual std::vector<std::string> names() const = 0;
};

/// Name and shape of every tensor a model of this shape has, in Hugging Face's order.
struct TensorShape {
    std::string name;
    std::vector<std::int64_t> shape;
};
std::vector<TensorShape> expectedTensors(const ModelConfig& config);

/// What running or training a model takes, bytes.
struct MemoryEstimate {
    std::int64_t weights = 0;
    std::int64_t cache = 0;      ///< keys and values, for `positions` of `batch` sequences
    std::int64_t gradients = 0;  ///< training only, as the next two
    std::int64_t optimizer = 0;  ///< master weights and the two moments
    std::int64_t activations = 0;

    std::int64_t total() const { return weights + cache + gradients + optimizer + activations; }
};

/// @param bytesPerWeight 4 for float32, 2 for bfloat16
MemoryEstimate estimateGeneration(const ModelConfig& config, int bytesPerWeight, int batch,
                                  int positions);

/// Free memory of this machine that may be used, bytes.
std::int64_t availableMemory();

/// @return InvalidInput with both numbers when the estimate exceeds what is available
Status checkMemory(const MemoryEstimate& estimate, std::int64_t available);

}  // namespace sym
