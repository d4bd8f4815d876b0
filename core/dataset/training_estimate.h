#pragma once

#include <cstdint>

#include "core/model/checkpoint.h"
#include "core/model/model_config.h"
#include "core/training/train_config.h"

namespace sym {

/// What training takes, bytes: weights as computed with, gradients, master weights with the two
/// moments of AdamW, and the activations of one part of an update. A rule of thumb, right to about
/// a third; the run measures the truth.
MemoryEstimate estimateTraining(const ModelConfig& model, const TrainConfig& config);

/// How many weights are trained: all of them, or those of the adapters.
std::int64_t trainedParameterCount(const ModelConfig& model, const TrainConfig& config);

/// How long a run takes.
struct TimeEstimate {
    int updates = 0;
    std::int64_t tokens = 0;  ///< read in all
    double seconds = 0;       ///< within maxMinutes
};

/// @param tokensPerEpoch of all examples  @param tokensPerSecond measured, or assumed
TimeEstimate estimateTime(const TrainConfig& config, std::int64_t tokensPerEpoch,
                          double tokensPerSecond);

/// Tokens a second to expect of a CPU where nothing was measured yet.
double assumedTokensPerSecond(const ModelConfig& model, const TrainConfig& config, int cores);

}  // namespace sym
