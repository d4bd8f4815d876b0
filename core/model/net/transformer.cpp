#include "core/model/net/transformer.h"

#include <cmath>
#include <limits>
#include <numbers>

#include "core/base/random.h"

namespace sym {

namespace {

namespace autograd = torch::autograd;

torch::Dtype typeOf(TensorType type)
{
    switch (type) {
    case TensorType::BFloat16: return torch::kBFloat16;
    case TensorType::Float16: return torch::kFloat16;
    default: return torch::kFloat32;
    }
}

/// Radians per position of each pair; Llama 3.1 slows the slow ones down further.
torch::Tensor frequencies(const ModelConfig& config)
{
    const auto exponents = torch::arange(0, config.headSize, 2, torch::kFloat64) / config.headSize;
    torch::Tensor plain = torch::pow(config.ropeTheta, -exponents);
    if (config.ropeScaling) {
        const RopeScaling& scaling = *config.ropeScaling;
        const auto turns = scaling.originalMaxPositions * plain / (2 * std::numbers::pi);
        const auto share = ((turns - scaling.lowFrequencyFactor)
                            / (scaling.highFrequencyFactor - scaling.lowFrequencyFactor))
                               .clamp(0, 1);
        plain = plain * share + plain * (1 - share) / scaling.factor;
    }
    return plain;
}

/// Runs a function again in the backward pass instead of keeping what it computed.
class Recomputed : public autograd::Function<Recomputed> {
public:
    /// @param run lives until the backward pass is over
    /// @param trained any weight with a gradient: the result has one even where x has none
    static torch::Tensor forward(autograd::AutogradContext* context, const torch::Tensor& x,
                                 const TorchTransformer::BlockRun* run,
                                 const torch::Tensor& /*trained*/)
    {
        context->save_for_backward({x});
        context->saved_data["run"] = reinterpret_cast<std::int64_t>(run);
        const torch::NoGradGuard guard;
        return (*run)(x);
    }

    static autograd::tensor_list backward(autograd::AutogradContext* context,
                                          const autograd::tensor_list& gradients)
    {
        const auto* run =
            reinterpret_cast<const TorchTransformer::BlockRun*>(context->saved_data["run"].toInt());
        const torch::AutoGradMode recording(true);
        const torch::Tensor x = context->get_saved_variables()[0].detach().requires_grad_(true);
        torch::autograd::backward({(*run)(x)}, {gradients[0]});
        return {x.grad(), torch::Tensor(), torch::Tensor()};
    }
};

/// Causal attention of N heads; the queries are the last of the keys' positions.
torch::Tensor attend(const torch::Tensor& qNTH, const torch::Tensor& kNTH,
                     const torch::Tensor& vNTH)
{
    const std::int64_t before = kNTH.size(1) - qNTH.size(1);
#if TORCH_VERSION_MAJOR >= 2
    // Without the matrix of all scores, which fills a GPU's memory at a few thousand positions
    if (before == 0 && qNTH.is_cuda())
        return at::scaled_dot_product_attention(qNTH.unsqueeze(0), kNTH.unsqueeze(0),
                                                vNTH.unsqueeze(0), {}, 0.0, true)
            .squeeze(0);
#endif
    const torch::Tensor scoreNTT =
        qNTH.matmul(kNTH.transpose(1, 2)) / std::sqrt(double(qNTH.size(2)));
    const torch::Tensor futureTT =
        torch::ones({qNTH.size(1), kNTH.size(1)}, qNTH.options().dtype(torch::kBool))
            .triu(before + 1);
    const torch::Tensor weightNTT =
        scoreNTT.masked_fill(futureTT, -std::numeric_limits<double>::infinity())
            .to(torch::kFloat32)
            .softmax(-1)
            .to(qNTH.scalar_type());
    return weightNTT.matmul(vNTH);
}

std::string layerName(int layer, const char* part)
{
    return "model.layers." + std::to_string(layer) + "." + part;
}

}  // namespace

Result<TorchTransformer> TorchTransformer::load(const Checkpoint& checkpoint, torch::Device device,
                                                torch::Dtype type, const AdapterSettings& adapters)
{
    TorchTransformer net(checkpoint.config());
    net.m_computeType = type;
    net.m_adapterScale = adapters.scale;
    net.m_adapterDropout = adapters.dropout;
    try {
        net.m_frequencies = frequencies(net.m_config).to(device);
        for (const TensorShape& expected : expectedTensors(net.m_config)) {
            const TensorEntry* entry = checkpoint.find(expected.name);
            if (!entry)
                return Error(ErrorCode::InvalidInput,
                             checkpoint.folder() + " has no tensor " + expected.name);
            const auto mapped =
                torch::from_blob(const_cast<std::byte*>(entry->bytes.data()), entry->shape,
                                 torch::TensorOptions().dtype(typeOf(entry->type)));
            net.m_parameters[expected.name] = mapped.to(device, type, false, true);
            for (const std::string& target : adapters.targets) {
                if (!expected.name.ends_with("." + target + ".weight")) continue;
                const std::string place =
                    expected.name.substr(0, expected.name.size() - std::string("weight").size());
                const std::int64_t outputs = entry->shape[0], inputs = entry->shape[1];
                // The same first values as our kernels' network: a run may go on with the other.
                Random random =
                    Random(adapters.seed).fork("adapters").fork(place + "lora_A.weight");
                const double bound = 1 / std::sqrt(double(inputs));
                torch::Tensor a = torch::empty({adapters.rank, inputs}, torch::kFloat32);
                float* const values = a.data_ptr<float>();
                for (std::int64_t i = 0; i < a.numel(); ++i)
                    values[i] = float((2 * random.unit() - 1) * bound);
                net.m_adapters[place + "lora_A.weight"] = a.to(device);
                net.m_adapters[place + "lora_B.weight"] =
                    torch::zeros({outputs, adapters.rank}, torch::device(device));
            }
        }
    } catch (const c10::Error& error) {
        return Error(ErrorCode::Io, checkpoint.folder() + ": " + error.what_without_backtrace());
    }
    return net;
}

torch::Tensor TorchTransformer::parameter(const std::string& name)
{
    return m_parameters.at(name).to(m_computeType);
}

torch::Tensor TorchTransformer::linear(const torch::Tensor& x, const std::string& layer)
{
    const auto bias = m_parameters.find(layer + ".bias");
    torch::Tensor y = torch::linear(
        x, parameter(layer + ".weight"),
        bias == m_parameters.end() ? torch::Tensor() : bias->second.to(m_computeType));
    const auto a = m_adapters.find(layer + ".lora_A.weight");
    if (a == m_adapters.end()) return y;
    const torch::Tensor input = torch::dropout(x, m_adapterDropout, m_isTraining);
    const torch::Tensor low = torch::linear(input, a->second.to(m_computeType));
    return y
           + m_adapterScale
                 * torch::linear(low, m_adapters.at(layer + ".lora_B.weight").to(m_computeType));
}

torch::Tensor TorchTransformer::norm(const torch::Tensor& x, const std::string& name)
{
    const torch::Tensor wide = x.to(torch::kFloat32);
    const torch::Tensor inverse = torch::rsqrt(wide.square().mean(-1, true) + m_config.normEpsilon);
    return (wide * inverse).to(m_computeType) * parameter(name);
}

torch::Tensor TorchTransformer::rotated(const torch::Tensor& xNH, const torch::Tensor& positions)
{
    const torch::Tensor angles =
        positions.to(torch::kFloat64).unsqueeze(1) * m_frequencies.unsqueeze(0);
    const torch::Tensor cosines = angles.cos().to(torch::kFloat32).unsqueeze(1);  // n 1 H/2
    const torch::Tensor sines = angles.sin().to(torch::kFloat32).unsqueeze(1);
    const auto halves = xNH.to(torch::kFloat32).chunk(2, -1);
    return torch::cat(
               {halves[0] * cosines - halves[1] * sines, halves[1] * cosines + halves[0] * sines},
               -1)
        .to(m_computeType);
}

torch::Tensor TorchTransformer::attention(const torch::Tensor& x, const torch::Tensor& positions,
                                          const std::vector<int>& starts, int layer,
                                          AttentionCache* cache)
{
    const std::int64_t n = x.size(0), N = m_config.heads, K = m_config.keyValueHeads;
    const std::int64_t H = m_config.headSize;
    const auto project = [&](const char* part, std::int64_t heads) {
        return linear(x, layerName(layer, part)).view({n, heads, H});
    };
    torch::Tensor q = project("self_attn.q_proj", N);
    torch::Tensor k = project("self_attn.k_proj", K);
    torch::Tensor v = project("self_attn.v_proj", K);
    if (m_config.queryKeyNorm) {
        q = norm(q, layerName(layer, "self_attn.q_norm.weight"));
        k = norm(k, layerName(layer, "self_attn.k_norm.weight"));
    }
    q = rotated(q, positions);
    k = rotated(k, positions);
    if (cache) {
        const auto at = std::size_t(layer);
        if (cache->keys.size() > at) {
            k = torch::cat({cache->keys[at], k});
            v = torch::cat({cache->values[at], v});
            cache->keys[at] = k;
            cache->values[at] = v;
        } else {
            cache->keys.push_back(k);
            cache->values.push_back(v);
        }
    }
    std::vector<torch::Tensor> attended;
    for (std::size_t segment = 0; segment + 1 < starts.size(); ++segment) {
        const std::int64_t begin = starts[segment], end = starts[segment + 1];
        const torch::Tensor qNTH = q.slice(0, begin, end).transpose(0, 1);
        const auto wide = [&](const torch::Tensor& keys) {
            const torch::Tensor part = cache ? keys : keys.slice(0, begin, end);
            return part.transpose(0, 1).repeat_interleave(N / K, 0);
        };
        const torch::Tensor kNTH = wide(k), vNTH = wide(v);
        attended.push_back(attend(qNTH, kNTH, vNTH).transpose(0, 1).reshape({end - begin, N * H}));
    }
    return linear(torch::cat(attended), layerName(layer, "self_attn.o_proj"));
}

torch::Tensor TorchTransformer::block(const torch::Tensor& x, const torch::Tensor& positions,
                                      const std::vector<int>& starts, int layer,
                                      AttentionCache* cache)
{
    const torch::Tensor middle = x
                                 + attention(norm(x, layerName(layer, "input_layernorm.weight")),
                                             positions, starts, layer, cache);
    const torch::Tensor normed = norm(middle, layerName(layer, "post_attention_layernorm.weight"));
    const torch::Tensor gated = torch::silu(linear(normed, layerName(layer, "mlp.gate_proj")))
                                * linear(normed, layerName(layer, "mlp.up_proj"));
    return middle + linear(gated, layerName(layer, "mlp.down_proj"));
}

torch::Tensor TorchTransformer::embedded(const torch::Tensor& tokens)
{
    return torch::embedding(m_parameters.at("model.embed_tokens.weight"), tokens).to(m_computeType);
}

torch::Tensor TorchTransformer::hidden(const torch::Tensor& tokens, const torch::Tensor& positions,
                                       const std::vector<int>& starts, bool recompute)
{
    torch::Tensor x = embedded(tokens);
    m_runs.clear();
    const bool isDropping = m_isTraining && m_adapterDropout > 0;  // would drop others again
    for (int layer = 0; layer < m_config.layers; ++layer) {
        if (!recompute || isDropping) {
            x = block(x, positions, starts, layer, nullptr);
            continue;
        }
        m_runs.push_back(std::make_unique<BlockRun>([=, this](const torch::Tensor& input) {
            return block(input, positions, starts, layer, nullptr);
        }));
        const auto& trained = m_adapters.empty() ? m_parameters : m_adapters;
        x = Recomputed::apply(x, m_runs.back().get(), trained.begin()->second);
    }
    return norm(x, "model.norm.weight");
}

torch::Tensor TorchTransformer::hiddenWithCache(const torch::Tensor& tokens, AttentionCache& cache)
{
    const int before = cache.positions(), n = int(tokens.size(0));
    const torch::Tensor positions =
        torch::arange(before, before + n, tokens.options().dtype(torch::kInt64));
    torch::Tensor x = embedded(tokens);
    for (int layer = 0; layer < m_config.layers; ++layer)
        x = block(x, positions, {0, n}, layer, &cache);
    return norm(x, "model.norm.weight");
}

torch::Tensor TorchTransformer::logits(const torch::Tensor& hiddenMD)
{
    const char* head = m_config.tiedEmbeddings ? "model.embed_tokens.weight" : "lm_head.weight";
    return torch::linear(hiddenMD, parameter(head)).to(torch::kFloat32);
}

torch::Tensor TorchTransformer::mergedWeight(const std::string& name)
{
    const torch::Tensor weight = m_parameters.at(name);
    const std::string place = name.substr(0, name.size() - std::string("weight").size());
    const auto a = m_adapters.find(place + "lora_A.weight");
    if (!name.ends_with(".weight") || a == m_adapters.end()) return weight;
    return weight.to(torch::kFloat32)
           + m_adapterScale * m_adapters.at(place + "lora_B.weight").matmul(a->second);
}

}  // namespace sym
