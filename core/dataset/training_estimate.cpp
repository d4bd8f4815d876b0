#include "core/dataset/training_estimate.h"

#include <algorithm>
#include <cmath>

namespace sym {

namespace {

// What a core reaches in matrix products of training, measured on small models (PyTorch reached 120
// GFLOP/s of bfloat16 and half of it in float32 a core).
constexpr double kBFloat16PerCore = 80e9;
constexpr double kFloat32PerCore = 40e9;
// A multiplication and an addition a weight, forward; twice that backward.
constexpr double kOperationsPerWeight = 6;

std::int64_t bytesOf(const TrainConfig& config)
{
    return config.precision == "bfloat16" ? 2 : 4;
}

}  // namespace

std::int64_t trainedParameterCount(const ModelConfig& model, const TrainConfig& config)
{
    if (config.method != "lora") return model.parameterCount();
    const std::int64_t query = std::int64_t(model.heads) * model.headSize;
    const std::int64_t keys = std::int64_t(model.keyValueHeads) * model.headSize;
    std::int64_t perLayer = 0;
    for (const std::string& target : config.loraTargets) {
        std::int64_t inputs = model.hiddenSize;
        std::int64_t outputs = model.intermediateSize;
        if (target == "q_proj") outputs = query;
        if (target == "k_proj" || target == "v_proj") outputs = keys;
        if (target == "o_proj") inputs = query, outputs = model.hiddenSize;
        if (target == "down_proj") inputs = model.intermediateSize, outputs = model.hiddenSize;
        perLayer += (inputs + outputs) * config.loraRank;
    }
    return perLayer * model.layers;
}

MemoryEstimate estimateTraining(const ModelConfig& model, const TrainConfig& config)
{
    const std::int64_t bytes = bytesOf(config);
    const std::int64_t trained = trainedParameterCount(model, config);
    MemoryEstimate estimate;
    estimate.weights = model.parameterCount() * bytes;
    estimate.gradients = trained * 4;
    estimate.optimizer = trained * 12;  // float32: master weights and two moments

    const std::int64_t part =
        std::max<std::int64_t>(config.rowTokens, config.tokensPerUpdate / config.accumulation);
    // Kept of a layer for the way back: the stream twice with its norms, query, key, value and the
    // attention's result, and three of the feed-forward's width.
    const std::int64_t width = 4ll * model.hiddenSize + 2ll * model.heads * model.headSize
                               + 2ll * model.keyValueHeads * model.headSize
                               + 3ll * model.intermediateSize;
    const std::int64_t layers = config.activationCheckpointing ? 1 : model.layers;
    const std::int64_t kept =
        config.activationCheckpointing ? std::int64_t(model.layers) * model.hiddenSize * bytes : 0;
    const std::int64_t logits = 2ll * model.vocabularySize * 4;
    estimate.activations = part * (layers * width * bytes + kept + logits);
    return estimate;
}

TimeEstimate estimateTime(const TrainConfig& config, std::int64_t tokensPerEpoch,
                          double tokensPerSecond)
{
    TimeEstimate estimate;
    const double perUpdate = std::max(1, config.tokensPerUpdate);
    double updates = std::ceil(double(tokensPerEpoch) / perUpdate) * config.epochs;
    if (config.maxUpdates > 0) updates = std::min(updates, double(config.maxUpdates));
    estimate.updates = int(std::min(updates, 2e9));
    estimate.tokens =
        std::int64_t(std::min(updates * perUpdate, double(tokensPerEpoch) * config.epochs));
    if (tokensPerSecond > 0) estimate.seconds = double(estimate.tokens) / tokensPerSecond;
    if (config.maxMinutes > 0)
        estimate.seconds = std::min(estimate.seconds, config.maxMinutes * 60);
    return estimate;
}

double assumedTokensPerSecond(const ModelConfig& model, const TrainConfig& config, int cores)
{
    const int threads = config.threads > 0 ? std::min(config.threads, cores) : cores;
    const double perCore = config.precision == "bfloat16" ? kBFloat16PerCore : kFloat32PerCore;
    const double operations =
        kOperationsPerWeight * double(std::max<std::int64_t>(1, model.parameterCount()));
    return perCore * std::max(1, threads) / operations;
}

}  // namespace sym
