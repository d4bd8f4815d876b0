#pragma once

#include <vector>

#include "core/model/model_config.h"

namespace sym {

/// Cosines and sines of a model's rotary positions: headSize / 2 of each a position, position by
/// position. Source: Su et al. 2021; Llama 3.1's stretching as in its reference implementation.
struct RotaryTable {
    int half = 0;  ///< headSize / 2
    std::vector<float> cosines;
    std::vector<float> sines;

    /// Makes room for positions 0...count-1.
    void extend(const ModelConfig& config, int count);
};

}  // namespace sym
