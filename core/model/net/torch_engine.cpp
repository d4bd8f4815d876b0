#include "core/model/net/torch_engine.h"

#include <algorithm>

#include "core/model/native/native_model.h"
#include "core/model/native/weight_source.h"
#include "core/model/net/transformer.h"

namespace sym {

namespace {

/// Tokens between two looks whether to stop: one forward of these stays below 50 ms for the models
/// this engine is for.
constexpr int kTokensAtOnce = 64;

class TorchDecoder final : public Decoder {
public:
    TorchDecoder(TorchTransformer net, torch::Device device, int slots, int maxPositions)
        : m_net(std::move(net)),
          m_device(device),
          m_maxPositions(maxPositions),
          m_slots(std::size_t(slots))
    {
    }

    const ModelConfig& config() const override { return m_net.config(); }
    int slots() const override { return int(m_slots.size()); }
    int maxPositions() const override { return m_maxPositions; }
    int maxBatch() const override { return 512 + slots(); }

    Status forward(std::span<const BatchToken> batch, std::vector<float>& logits,
                   const std::function<bool()>& shouldStop) override
    {
        logits.clear();
        try {
            const torch::NoGradGuard guard;
            for (std::size_t begin = 0; begin < batch.size();) {
                std::size_t end = begin + 1;
                while (end < batch.size() && batch[end].slot == batch[begin].slot
                       && end - begin < kTokensAtOnce)
                    ++end;
                if (shouldStop && shouldStop()) return Error(ErrorCode::Cancelled, "cancelled");
                read(batch.subspan(begin, end - begin), logits);
                begin = end;
            }
        } catch (const c10::Error& error) {
            return Error(ErrorCode::Numeric,
                         std::string("libtorch: ") + error.what_without_backtrace());
        }
        return {};
    }

    void copyPositions(int fromSlot, int toSlot, int count) override
    {
        if (fromSlot == toSlot) return;
        m_slots[std::size_t(toSlot)] = m_slots[std::size_t(fromSlot)];
        cut(m_slots[std::size_t(toSlot)], count);
    }

private:
    /// Tensors are never written in place, so that slots may share them.
    static void cut(AttentionCache& cache, int positions)
    {
        if (cache.positions() <= positions) return;
        for (std::vector<torch::Tensor>* side : {&cache.keys, &cache.values})
            for (torch::Tensor& tensor : *side) tensor = tensor.slice(0, 0, positions);
    }

    void read(std::span<const BatchToken> tokens, std::vector<float>& logits)
    {
        AttentionCache& cache = m_slots[std::size_t(tokens.front().slot)];
        cut(cache, tokens.front().position);
        std::vector<std::int64_t> ids;
        std::vector<std::int64_t> rows;
        for (const BatchToken& token : tokens) {
            if (token.wantsLogits) rows.push_back(std::int64_t(ids.size()));
            ids.push_back(token.token);
        }
        const torch::Tensor hidden =
            m_net.hiddenWithCache(torch::tensor(ids, torch::kInt64).to(m_device), cache);
        if (rows.empty()) return;
        const torch::Tensor wanted =
            hidden.index_select(0, torch::tensor(rows, torch::kInt64).to(m_device));
        const torch::Tensor result = m_net.logits(wanted).to(torch::kCPU).contiguous();
        const float* values = result.data_ptr<float>();
        logits.insert(logits.end(), values, values + result.numel());
    }

    TorchTransformer m_net;
    torch::Device m_device;
    int m_maxPositions;
    std::vector<AttentionCache> m_slots;
};

/// Overwrites the matrices with those that have the adapter merged.
Status mergeAdapter(TorchTransformer& net, const std::shared_ptr<const Checkpoint>& checkpoint,
                    const std::string& folder)
{
    SYM_TRY(const auto weights, adaptedWeights(checkpointWeights(checkpoint), folder));
    try {
        const torch::NoGradGuard guard;
        for (const TensorShape& shape : expectedTensors(net.config())) {
            if (shape.shape.size() != 2) continue;
            std::vector<float> values(std::size_t(shape.shape[0] * shape.shape[1]));
            const std::size_t width = std::size_t(shape.shape[1]);
            for (std::int64_t row = 0; row < shape.shape[0]; ++row)
                SYM_CHECK(weights->readRow(
                    shape.name, row, std::span(values).subspan(std::size_t(row) * width, width)));
            net.parameters()
                .at(shape.name)
                .copy_(torch::from_blob(values.data(), {shape.shape[0], shape.shape[1]}));
        }
    } catch (const c10::Error& error) {
        return Error(ErrorCode::InvalidInput,
                     std::string("libtorch: ") + error.what_without_backtrace());
    }
    return {};
}

}  // namespace

Result<std::unique_ptr<Decoder>> openTorchDecoder(
    const std::shared_ptr<const Checkpoint>& checkpoint, const ModelOptions& options)
{
    const bool isCuda = options.device == Device::Cuda;
    if (isCuda && !torch::cuda::is_available())
        return Error(ErrorCode::InvalidInput, "this libtorch finds no CUDA device");
    if (options.threads < 1 || options.maxSequences < 1 || options.maxPositions < 2)
        return Error(ErrorCode::InvalidInput, "threads and sequences are at least 1, positions 2");
    const int positions = std::min(options.maxPositions, checkpoint->config().maxPositions);
    const bool isFloat32 = options.precision == Precision::Float32;
    if (!isCuda)
        SYM_CHECK(checkMemory(estimateGeneration(checkpoint->config(), isFloat32 ? 4 : 2,
                                                 options.maxSequences, positions),
                              availableMemory()));
    const torch::Device device(isCuda ? torch::kCUDA : torch::kCPU);
    at::set_num_threads(options.threads);
    SYM_TRY(TorchTransformer net,
            TorchTransformer::load(*checkpoint, device,
                                   isFloat32 ? torch::kFloat32 : torch::kBFloat16));
    if (!options.adapterFolder.empty())
        SYM_CHECK(mergeAdapter(net, checkpoint, options.adapterFolder));
    return std::unique_ptr<Decoder>(
        std::make_unique<TorchDecoder>(std::move(net), device, options.maxSequences, positions));
}

Result<std::shared_ptr<LanguageModel>> openTorchModel(const std::string& folder,
                                                      const ModelOptions& options)
{
    SYM_TRY(const auto checkpoint, Checkpoint::open(folder));
    SYM_TRY(auto tokenizer, Tokenizer::open(folder + "/tokenizer.json"));
    SYM_TRY(auto decoder, openTorchDecoder(checkpoint, options));
    const std::string description =
        folder + ", " + precisionName(options.precision)
        + (options.device == Device::Cuda ? ", libtorch (cuda), " : ", libtorch (cpu), ")
        + std::to_string(options.threads) + (options.threads == 1 ? " thread" : " threads");
    return makeLanguageModel(std::move(decoder), std::move(tokenizer), description);
}

}  // namespace sym
