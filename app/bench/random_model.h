#pragma once

#include <memory>
#include <string>

#include "core/model/native/weight_source.h"

namespace sym {

/// Shapes that the benchmarks speak of. @param size "nano" or "100m"; others are nano
ModelConfig benchConfig(const std::string& size);

/// Weights of a shape drawn anew at each reading, from the tensor's name and the row: the same for
/// everybody who reads them, without being kept. Norms are 1; it never ends a text.
std::shared_ptr<const WeightSource> drawnWeights(const ModelConfig& config);

}  // namespace sym
