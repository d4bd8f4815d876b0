#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "core/base/job_context.h"
#include "core/base/result.h"
#include "core/model/checkpoint.h"
#include "core/training/model_folder.h"
#include "core/training/token_batch.h"
#include "core/training/train_config.h"

namespace sym {

/// One update of AdamW.
struct AdamUpdate {
    int update = 1;  ///< 1-based, for the correction of the moments
    double rate = 0;
    double beta1 = 0;
    double beta2 = 0;
    double epsilon = 0;
    double weightDecay = 0;    ///< of matrices; norms and biases have none
    double gradientScale = 1;  ///< of clipping
};

/// Adds numbers over all processes of a run, in place, the same result in each.
class GradientSum {
public:
    virtual ~GradientSum() = default;
    virtual Status add(std::span<float> values) = 0;
};

/// A network with its gradients and its optimizer, as the loop drives it. Not thread-safe.
class TrainableNetwork {
public:
    virtual ~TrainableNetwork() = default;
    virtual const ModelConfig& config() const = 0;
    virtual std::string description() const = 0;  ///< engine, precision, device, threads
    virtual std::int64_t parameterCount() const = 0;
    virtual std::int64_t trainedCount() const = 0;
    /// Operations a second of a large matrix product as this network computes them, measured for a
    /// moment; additions and multiplications count one each.
    virtual double peakOperations() = 0;

    /// The losses of a batch, nothing kept.
    virtual Status forward(const TokenBatch& batch, BatchOutcome& outcome) = 0;
    /// Adds scale * sum of weight * loss to what the gradients are of.
    /// @param dropoutKey which adapter inputs are dropped follows from it
    virtual Status forwardBackward(const TokenBatch& batch, double scale, std::uint64_t dropoutKey,
                                   BatchOutcome& outcome) = 0;
    virtual void clearGradients() = 0;
    virtual double gradientSquares() = 0;  ///< sum over all trained weights; not finite if one is
    virtual Status sumGradients(GradientSum& sum) = 0;
    virtual Status step(const AdamUpdate& update) = 0;

    /// The likeliest continuation of each prompt, up to and without an end token.
    virtual Result<std::vector<std::vector<int>>> answer(
        const std::vector<std::vector<int>>& prompts, int maxTokens,
        const std::vector<int>& endTokens, JobContext& job) = 0;

    /// What a checkpoint keeps: trained weights (or adapters, with loraNames) and both moments.
    /// Valid until the next step; names as in a Hugging Face checkpoint or an adapter.
    virtual Result<std::vector<NamedWeights>> trainedWeights() = 0;
    virtual Result<std::vector<NamedWeights>> moments() = 0;  ///< names with ".mean" and ".square"
    virtual Status restore(std::span<const NamedWeights> weights,
                           std::span<const NamedWeights> moments) = 0;
    /// All weights, adapters merged.
    virtual Result<std::vector<NamedWeights>> mergedWeights() = 0;
};

/// What opening a network takes from the config.
struct NetworkOptions {
    bool bfloat16 = true;
    bool activationCheckpointing = false;
    int threads = 1;
    std::uint64_t seed = 1;  ///< of the adapters' first values
};

/// Additions and multiplications of reading a batch forward and backward, as in the measured peak
/// (a multiplication and an addition count two). Skipped work is not counted.
double trainingOperations(const ModelConfig& config, const TokenBatch& batch, bool isLora);

}  // namespace sym
