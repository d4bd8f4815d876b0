#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>

#include "core/base/result.h"
#include "core/model/checkpoint.h"

namespace sym {

/// Where a model's weights come from, a row at a time and as float32. Names and shapes are those of
/// expectedTensors(); a vector is a tensor of one row. Any thread.
class WeightSource {
public:
    virtual ~WeightSource() = default;
    virtual const ModelConfig& config() const = 0;
    /// @param out exactly the row
    /// @return NotFound or InvalidInput naming the tensor
    virtual Status readRow(const std::string& name, std::int64_t row,
                           std::span<float> out) const = 0;
};

/// The weights of a checkpoint, widened from what they are stored as.
std::shared_ptr<const WeightSource> checkpointWeights(std::shared_ptr<const Checkpoint> checkpoint);

/// `base` with a LoRA adapter in PEFT's layout merged: W + scale * B * A, scale = alpha / r, or
/// alpha / sqrt(r) with rsLoRA (Hu et al. 2021; Kalajdzievski 2023). Reads adapter_config.json and
/// adapter_model.safetensors.
/// @return NotFound, or InvalidInput naming what does not fit the base
Result<std::shared_ptr<const WeightSource>> adaptedWeights(std::shared_ptr<const WeightSource> base,
                                                           const std::string& adapterFolder);

}  // namespace sym
