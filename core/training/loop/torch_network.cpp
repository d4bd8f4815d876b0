#include "core/training/loop/torch_network.h"

#include <torch/torch.h>

#include <algorithm>
#include <chrono>
#include <cmath>

#include "core/model/net/transformer.h"
#include "core/training/loop/process_group.h"

namespace sym {

namespace {

constexpr std::int64_t kLogitElements = 64 * 1024 * 1024;  // of one piece of the head

/// Runs what calls libtorch; its exceptions become errors.
template <typename Work>
Status guarded(const Work& work)
{
    try {
        work();
    } catch (const c10::Error& error) {
        return Error(ErrorCode::Numeric,
                     std::string("libtorch: ") + error.what_without_backtrace());
    } catch (const std::exception& error) {
        return Error(ErrorCode::Numeric, std::string("libtorch: ") + error.what());
    }
    return {};
}

class TorchNetwork final : public TrainableNetwork {
public:
    TorchNetwork(TorchTransformer net, const TrainConfig& config, const NetworkOptions& options,
                 torch::Device device)
        : m_net(std::move(net)),
          m_train(config),
          m_options(options),
          m_device(device),
          m_isLora(config.method == "lora")
    {
        m_net.setComputeType(options.bfloat16 ? torch::kBFloat16 : torch::kFloat32);
        for (auto& [name, tensor] : trained()) {
            tensor.requires_grad_(true);
            m_means[name] = torch::zeros_like(tensor);
            m_squares[name] = torch::zeros_like(tensor);
        }
    }

    const ModelConfig& config() const override { return m_net.config(); }
    std::string description() const override
    {
        return std::string("libtorch, ") + (m_options.bfloat16 ? "bfloat16" : "float32") + ", "
               + m_device.str() + ", " + std::to_string(m_options.threads) + " threads";
    }
    std::int64_t parameterCount() const override
    {
        return count(m_net.parameters()) + count(m_net.adapters());
    }
    std::int64_t trainedCount() const override
    {
        return count(m_isLora ? m_net.adapters() : m_net.parameters());
    }

    double peakOperations() override
    {
        const std::int64_t size = m_device.is_cuda() ? 8192 : 1024;
        double best = 0;
        const Status status = guarded([&] {
            const torch::NoGradGuard guard;
            const auto a = torch::rand(
                {size, size}, torch::dtype(m_options.bfloat16 ? torch::kBFloat16 : torch::kFloat32)
                                  .device(m_device));
            for (int round = 0; round < 5; ++round) {
                const auto begin = std::chrono::steady_clock::now();
                a.matmul(a)[0][0].item<float>();  // waits for the device
                const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begin;
                best = std::max(best, 2 * std::pow(double(size), 3) / took.count());
            }
        });
        return status ? best : 0;
    }

    Status forward(const TokenBatch& batch, BatchOutcome& outcome) override
    {
        return guarded([&] {
            const torch::NoGradGuard guard;
            m_net.setTraining(false);
            run(batch, 0, outcome);
        });
    }

    Status forwardBackward(const TokenBatch& batch, double scale, std::uint64_t dropoutKey,
                           BatchOutcome& outcome) override
    {
        return guarded([&] {
            torch::manual_seed(dropoutKey);
            m_net.setTraining(true);
            run(batch, scale, outcome);
        });
    }

    void clearGradients() override
    {
        for (auto& [name, tensor] : trained()) tensor.mutable_grad() = torch::Tensor();
    }

    double gradientSquares() override
    {
        torch::Tensor sum = torch::zeros({}, torch::dtype(torch::kFloat64).device(m_device));
        const Status status = guarded([&] {
            for (auto& [name, tensor] : trained())
                if (tensor.grad().defined())
                    sum += tensor.grad().to(torch::kFloat64).square().sum();
        });
        return status ? sum.item<double>() : std::nan("");
    }

    Status sumGradients(GradientSum& sum) override
    {
        Status status;
        const Status run = guarded([&] {
            for (auto& [name, tensor] : trained()) {
                if (!tensor.grad().defined()) tensor.mutable_grad() = torch::zeros_like(tensor);
                torch::Tensor gradient = tensor.grad().contiguous();
                if (auto* group = dynamic_cast<ProcessGroup*>(&sum)) {
                    status = group->addTensor(&gradient);
                } else {
                    torch::Tensor values = gradient.to(torch::kCPU).contiguous();
                    status =
                        sum.add(std::span(values.data_ptr<float>(), std::size_t(values.numel())));
                    gradient.copy_(values);
                }
                if (!status) return;
                tensor.mutable_grad() = gradient;
            }
        });
        return run ? status : run;
    }

    Status step(const AdamUpdate& update) override
    {
        return guarded([&] {
            const torch::NoGradGuard guard;
            const double correction1 = 1 / (1 - std::pow(update.beta1, update.update));
            const double correction2 = 1 / (1 - std::pow(update.beta2, update.update));
            for (auto& [name, tensor] : trained()) {
                if (!tensor.grad().defined()) continue;
                const torch::Tensor gradient = tensor.grad() * update.gradientScale;
                torch::Tensor& mean = m_means[name];
                torch::Tensor& square = m_squares[name];
                mean.mul_(update.beta1).add_(gradient, 1 - update.beta1);
                square.mul_(update.beta2).addcmul_(gradient, gradient, 1 - update.beta2);
                const torch::Tensor root = (square * correction2).sqrt_().add_(update.epsilon);
                if (tensor.dim() > 1) tensor.mul_(1 - update.rate * update.weightDecay);
                tensor.addcdiv_(mean, root, -update.rate * correction1);
            }
        });
    }

    Result<std::vector<std::vector<int>>> answer(const std::vector<std::vector<int>>& prompts,
                                                 int maxTokens, const std::vector<int>& endTokens,
                                                 JobContext& job) override
    {
        std::vector<std::vector<int>> answers;
        const Status status = guarded([&] {
            const torch::NoGradGuard guard;
            m_net.setTraining(false);
            for (const std::vector<int>& prompt : prompts) {
                AttentionCache cache;
                std::vector<int> found, unread = prompt;
                while (int(found.size()) < maxTokens && !job.isCancelled()) {
                    const torch::Tensor hidden = m_net.hiddenWithCache(
                        torch::tensor(unread, torch::kInt64).to(m_device), cache);
                    const int next =
                        int(m_net.logits(hidden.slice(0, -1)).argmax(-1).item<std::int64_t>());
                    if (std::find(endTokens.begin(), endTokens.end(), next) != endTokens.end())
                        break;
                    found.push_back(next);
                    unread = {next};
                }
                answers.push_back(std::move(found));
            }
        });
        SYM_CHECK(status);
        if (job.isCancelled()) return Error(ErrorCode::Cancelled, "answering was cancelled");
        return answers;
    }

    Result<std::vector<NamedWeights>> trainedWeights() override
    {
        m_copies.clear();
        return named(trained(), "");
    }

    Result<std::vector<NamedWeights>> moments() override
    {
        SYM_TRY(std::vector<NamedWeights> all, named(m_means, ".mean"));
        SYM_TRY(const std::vector<NamedWeights> squares, named(m_squares, ".square"));
        all.insert(all.end(), squares.begin(), squares.end());
        return all;
    }

    Status restore(std::span<const NamedWeights> weights,
                   std::span<const NamedWeights> moments) override
    {
        SYM_CHECK(fill(trained(), "", weights));
        SYM_CHECK(fill(m_means, ".mean", moments));
        return fill(m_squares, ".square", moments);
    }

    Result<std::vector<NamedWeights>> mergedWeights() override
    {
        std::map<std::string, torch::Tensor> merged;
        SYM_CHECK(guarded([&] {
            const torch::NoGradGuard guard;
            for (const auto& [name, tensor] : m_net.parameters())
                merged[name] = m_net.mergedWeight(name);
        }));
        m_copies.clear();
        return named(merged, "");
    }

private:
    using Tensors = std::map<std::string, torch::Tensor>;

    Tensors& trained() { return m_isLora ? m_net.adapters() : m_net.parameters(); }

    static std::int64_t count(const Tensors& tensors)
    {
        std::int64_t total = 0;
        for (const auto& [name, tensor] : tensors) total += tensor.numel();
        return total;
    }

    /// Losses and, with a scale, gradients; the head in pieces that fit into memory.
    void run(const TokenBatch& batch, double scale, BatchOutcome& outcome)
    {
        const auto longs = [&](const std::vector<int>& values) {
            return torch::tensor(values, torch::kInt64).to(m_device);
        };
        const torch::Tensor hidden =
            m_net.hidden(longs(batch.tokens), longs(batch.positions), batch.starts,
                         scale != 0 && m_options.activationCheckpointing);
        const torch::Tensor rows = hidden.index_select(0, longs(batch.lossAt));
        const torch::Tensor targets = longs(batch.targets);
        const torch::Tensor weights = torch::tensor(batch.weights).to(m_device);
        torch::Tensor detached = rows.detach();
        if (scale != 0) detached.requires_grad_(true);
        const std::int64_t piece =
            std::max<std::int64_t>(1, kLogitElements / m_net.config().vocabularySize);
        outcome.losses.clear();
        outcome.right.clear();
        for (std::int64_t first = 0; first < rows.size(0); first += piece) {
            const std::int64_t end = std::min(rows.size(0), first + piece);
            const torch::Tensor logits = m_net.logits(detached.slice(0, first, end));
            const torch::Tensor wanted = targets.slice(0, first, end);
            const torch::Tensor each = torch::nn::functional::cross_entropy(
                logits, wanted,
                torch::nn::functional::CrossEntropyFuncOptions().reduction(torch::kNone));
            if (scale != 0) (each * weights.slice(0, first, end)).sum().mul(scale).backward();
            const torch::Tensor losses = each.detach().to(torch::kCPU).contiguous();
            const torch::Tensor right = logits.argmax(-1).eq(wanted).to(torch::kCPU).contiguous();
            for (std::int64_t i = 0; i < end - first; ++i) {
                outcome.losses.push_back(losses.data_ptr<float>()[i]);
                outcome.right.push_back(right.data_ptr<bool>()[i]);
            }
        }
        if (scale != 0 && detached.grad().defined() && rows.requires_grad())
            rows.backward(detached.grad());
    }

    Result<std::vector<NamedWeights>> named(const Tensors& tensors, const std::string& suffix)
    {
        std::vector<NamedWeights> all;
        SYM_CHECK(guarded([&] {
            for (const auto& [name, tensor] : tensors) {
                const torch::Tensor copy =
                    tensor.detach().to(torch::kCPU, torch::kFloat32).contiguous();
                m_copies.push_back(copy);
                all.push_back({name + suffix, copy.sizes().vec(),
                               std::span(copy.data_ptr<float>(), std::size_t(copy.numel()))});
            }
        }));
        return all;
    }

    Status fill(Tensors& tensors, const std::string& suffix, std::span<const NamedWeights> from)
    {
        Status missing;
        const Status status = guarded([&] {
            const torch::NoGradGuard guard;
            for (auto& [name, tensor] : tensors) {
                const auto found = std::find_if(from.begin(), from.end(),
                                                [&, &wanted = name](const NamedWeights& w) {
                                                    return w.name == wanted + suffix;
                                                });
                if (found == from.end() || std::int64_t(found->values.size()) != tensor.numel()) {
                    missing = Error(ErrorCode::InvalidInput, "the checkpoint has no " + name
                                                                 + suffix + " of the right shape");
                    return;
                }
                tensor.copy_(torch::from_blob(const_cast<float*>(found->values.data()),
                                              tensor.sizes(), torch::kFloat32));
            }
        });
        return status ? missing : status;
    }

    mutable TorchTransformer m_net;
    TrainConfig m_train;
    NetworkOptions m_options;
    torch::Device m_device;
    bool m_isLora = false;
    Tensors m_means;
    Tensors m_squares;
    std::vector<torch::Tensor> m_copies;  ///< what named() gave views of
};

}  // namespace

Result<std::unique_ptr<TrainableNetwork>> openTorchNetwork(const Checkpoint& checkpoint,
                                                           const TrainConfig& config,
                                                           const NetworkOptions& options,
                                                           const std::string& device)
{
    if (device == "cuda" && !hasCuda())
        return Error(ErrorCode::InvalidInput, "libtorch finds no GPU here");
    AdapterSettings adapters;
    const bool isLora = config.method == "lora";
    if (isLora) adapters.targets = config.loraTargets;
    adapters.rank = config.loraRank;
    adapters.scale = loraScale(config);
    adapters.dropout = config.loraDropout;
    adapters.seed = options.seed;
    // Trained weights stay float32; frozen ones need no more than what they are computed in.
    const torch::Dtype type = isLora && options.bfloat16 ? torch::kBFloat16 : torch::kFloat32;
    const torch::Device place(device == "cuda" ? torch::kCUDA : torch::kCPU);
    SYM_TRY(TorchTransformer net, TorchTransformer::load(checkpoint, place, type, adapters));
    return std::unique_ptr<TrainableNetwork>(
        std::make_unique<TorchNetwork>(std::move(net), config, options, place));
}

bool hasCuda()
{
    return torch::cuda::is_available();
}

void setTorchThreads(int threads)
{
    at::set_num_threads(threads);
}

}  // namespace sym
