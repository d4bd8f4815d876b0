#pragma once

#include <torch/torch.h>

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/model/checkpoint.h"
#include "core/model/model_config.h"

namespace sym {

/// Low-rank adapters of a TorchTransformer.
struct AdapterSettings {
    std::vector<std::string> targets;  ///< "q_proj", ...; empty: no adapters
    int rank = 16;
    double scale = 2;  ///< of the product of B and A
    double dropout = 0;
    std::uint64_t seed = 1;  ///< of A's first values; B starts at zero
};

/// Rows of keys and values that a sequence has read; one pair of tensors a layer.
struct AttentionCache {
    std::vector<torch::Tensor> keys;  ///< a layer: positions by key heads by head size
    std::vector<torch::Tensor> values;
    int positions() const { return keys.empty() ? 0 : int(keys.front().size(0)); }
};

/// Llama, Qwen2 and Qwen3 as plain libtorch code with autograd: the way to CUDA, and the check of
/// our own kernels. Parameters are kept under Hugging Face's names, adapters under PEFT's without
/// its prefix. Not thread-safe. Functions throw c10::Error; their callers catch.
///
/// Letters: n tokens (of all segments, end to end), D width, N heads, K key heads, H head size,
/// V vocabulary.
class TorchTransformer {
public:
    using BlockRun = std::function<torch::Tensor(const torch::Tensor&)>;

    /// @param type of the parameters; adapters are float32   @return InvalidInput, or Io when
    /// memory does not suffice
    static Result<TorchTransformer> load(const Checkpoint& checkpoint, torch::Device device,
                                         torch::Dtype type, const AdapterSettings& adapters = {});

    const ModelConfig& config() const { return m_config; }
    std::map<std::string, torch::Tensor>& parameters() { return m_parameters; }
    std::map<std::string, torch::Tensor>& adapters() { return m_adapters; }
    /// Compute in another type than the parameters are kept in (bfloat16 beside float32 masters).
    void setComputeType(torch::Dtype type) { m_computeType = type; }
    void setTraining(bool isTraining) { m_isTraining = isTraining; }

    /// Last layer's normed output, n by D.
    /// @param starts first token of each segment, then n; attention stays within a segment
    /// @param recompute keep only the layers' inputs for the backward pass, which must be over
    ///        before the next call; without effect where adapters drop inputs
    torch::Tensor hidden(const torch::Tensor& tokens, const torch::Tensor& positions,
                         const std::vector<int>& starts, bool recompute = false);
    /// The same for tokens that follow what the cache has read, of one sequence.
    torch::Tensor hiddenWithCache(const torch::Tensor& tokens, AttentionCache& cache);
    /// Logits of some rows of hidden(), float32, m by V.
    torch::Tensor logits(const torch::Tensor& hiddenMD);
    /// The weight of a projection with its adapter added.
    torch::Tensor mergedWeight(const std::string& name);

private:
    explicit TorchTransformer(const ModelConfig& config) : m_config(config) {}
    torch::Tensor parameter(const std::string& name);
    torch::Tensor linear(const torch::Tensor& x, const std::string& layer);
    torch::Tensor norm(const torch::Tensor& x, const std::string& name);
    torch::Tensor rotated(const torch::Tensor& xNH, const torch::Tensor& positions);
    torch::Tensor attention(const torch::Tensor& x, const torch::Tensor& positions,
                            const std::vector<int>& starts, int layer, AttentionCache* cache);
    torch::Tensor block(const torch::Tensor& x, const torch::Tensor& positions,
                        const std::vector<int>& starts, int layer, AttentionCache* cache);
    torch::Tensor embedded(const torch::Tensor& tokens);

    ModelConfig m_config;
    std::map<std::string, torch::Tensor> m_parameters;
    std::map<std::string, torch::Tensor> m_adapters;
    double m_adapterScale = 0;
    double m_adapterDropout = 0;
    bool m_isTraining = false;
    torch::Dtype m_computeType = torch::kFloat32;
    std::vector<std::unique_ptr<BlockRun>> m_runs;  ///< of hidden() with recompute
    torch::Tensor m_frequencies;                    ///< H / 2 radians a position, float32
};

}  // namespace sym
