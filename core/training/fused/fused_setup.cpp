#include <algorithm>
#include <cmath>
#include <map>

#include "core/base/random.h"
#include "core/training/fused/fused_network.h"

namespace sym {

namespace {

std::string layerPlace(int layer)
{
    return "model.layers." + std::to_string(layer) + ".";
}

}  // namespace

FusedNetwork::FusedNetwork(const ModelConfig& config, const TrainConfig& train,
                           const NetworkOptions& options, const NetKernels& kernels)
    : m_config(config),
      m_train(train),
      m_options(options),
      m_isLora(train.method == "lora"),
      m_adapterScale(float(loraScale(train))),
      m_queries(config.heads * config.headSize),
      m_keys(config.keyValueHeads * config.headSize),
      m_qkvWidth(m_queries + 2 * m_keys)
{
    m_context.kernels = &kernels;
    m_context.typed = options.bfloat16 ? &kernels.bfloat16 : &kernels.float32;
    m_context.threads = std::max(1, options.threads);
}

Result<std::unique_ptr<TrainableNetwork>> FusedNetwork::open(const Checkpoint& checkpoint,
                                                             const TrainConfig& config,
                                                             const NetworkOptions& options,
                                                             const NetKernels* kernels)
{
    const ModelConfig& shape = checkpoint.config();
    for (const int width : {shape.hiddenSize, shape.headSize, shape.intermediateSize})
        if (width % 2 != 0)
            return Error(ErrorCode::InvalidInput,
                         "our kernels take even widths, not " + std::to_string(width));
    std::unique_ptr<FusedNetwork> network(
        new FusedNetwork(shape, config, options, kernels ? *kernels : netKernels()));
    SYM_CHECK(network->load(checkpoint));
    return std::unique_ptr<TrainableNetwork>(std::move(network));
}

Status FusedNetwork::load(const Checkpoint& checkpoint)
{
    m_base.lay(expectedTensors(m_config), !m_isLora, m_options.bfloat16);
    for (const StoredWeight& tensor : m_base.tensors()) {
        const TensorEntry* entry = checkpoint.find(tensor.name);
        if (!entry || entry->count() != tensor.count)
            return Error(ErrorCode::InvalidInput,
                         checkpoint.folder() + " has no " + tensor.name + " of the right shape");
        readAsFloats(*entry, m_base.values(tensor.offset));
    }
    SYM_CHECK(layWeights());
    if (m_isLora) initialiseAdapters();
    m_base.roundAll(*m_context.kernels, m_context.threads);
    m_adapters.roundAll(*m_context.kernels, m_context.threads);
    packAll(true);
    return {};
}

Status FusedNetwork::layWeights()
{
    const auto offset = [&](const std::string& name) {
        const StoredWeight* weight = m_base.find(name);
        return weight ? weight->offset : std::int64_t(-1);
    };
    const int D = m_config.hiddenSize, F = m_config.intermediateSize;
    m_embedding = offset("model.embed_tokens.weight");
    m_headOffset = m_config.tiedEmbeddings ? m_embedding : offset("lm_head.weight");
    m_finalNorm = offset("model.norm.weight");
    m_head.lay(m_context, m_config.vocabularySize, D);
    m_layers.resize(std::size_t(m_config.layers));
    std::vector<TensorShape> adapters;
    for (int i = 0; i < m_config.layers; ++i) {
        Layer& layer = m_layers[std::size_t(i)];
        const std::string place = layerPlace(i);
        const auto lay = [&](PackedLinear& linear, const std::string& block,
                             const std::vector<std::pair<std::string, int>>& parts, int inputs) {
            int outputs = 0;
            for (const auto& [name, width] : parts) outputs += width;
            linear.matrix.lay(m_context, outputs, inputs);
            linear.offset = offset(place + block + parts.front().first + ".weight");
            layAdapters(linear, place + block, parts, inputs, adapters);
        };
        lay(layer.qkv, "self_attn.",
            {{"q_proj", m_queries}, {"k_proj", m_keys}, {"v_proj", m_keys}}, D);
        lay(layer.output, "self_attn.", {{"o_proj", D}}, m_queries);
        lay(layer.gateUp, "mlp.", {{"gate_proj", F}, {"up_proj", F}}, D);
        lay(layer.down, "mlp.", {{"down_proj", D}}, F);
        layer.vectors = {offset(place + "input_layernorm.weight"),
                         offset(place + "post_attention_layernorm.weight"),
                         offset(place + "self_attn.q_norm.weight"),
                         offset(place + "self_attn.k_norm.weight"),
                         offset(place + "self_attn.q_proj.bias")};
    }
    if (!m_isLora) return {};
    m_adapters.lay(adapters, true, m_options.bfloat16);
    for (PackedLinear* linear : linears())
        for (LinearAdapter& adapter : linear->adapters) {
            // Until here the offsets were indices into the list.
            adapter.offsetA = m_adapters.find(adapters[std::size_t(adapter.offsetA)].name)->offset;
            adapter.offsetB = m_adapters.find(adapters[std::size_t(adapter.offsetB)].name)->offset;
        }
    return {};
}

void FusedNetwork::layAdapters(PackedLinear& linear, const std::string& place,
                               const std::vector<std::pair<std::string, int>>& parts, int inputs,
                               std::vector<TensorShape>& tensors)
{
    int first = 0;
    for (const auto& [name, outputs] : parts) {
        const auto& targets = m_train.loraTargets;
        const bool isTarget =
            m_isLora && std::find(targets.begin(), targets.end(), name) != targets.end();
        if (isTarget) {
            LinearAdapter adapter;
            adapter.firstOutput = first;
            adapter.outputs = outputs;
            adapter.realRank = m_train.loraRank;
            adapter.rank = (m_train.loraRank + 1) / 2 * 2;
            adapter.offsetA = std::int64_t(tensors.size());
            adapter.offsetB = adapter.offsetA + 1;
            adapter.dropoutKey = Random(m_options.seed).fork(place + name + " dropout").next();
            adapter.a.lay(m_context, adapter.realRank, inputs);
            adapter.b.lay(m_context, outputs, adapter.realRank);
            tensors.push_back({place + name + ".lora_A.weight", {adapter.realRank, inputs}});
            tensors.push_back({place + name + ".lora_B.weight", {outputs, adapter.realRank}});
            linear.adapters.push_back(std::move(adapter));
        }
        first += outputs;
    }
}

void FusedNetwork::initialiseAdapters()
{
    const Random root = Random(m_options.seed).fork("adapters");
    for (const StoredWeight& tensor : m_adapters.tensors()) {
        if (tensor.name.find("lora_A") == std::string::npos) continue;  // B starts at zero
        Random random = root.fork(tensor.name);
        const double bound = 1 / std::sqrt(double(tensor.shape[1]));
        float* const values = m_adapters.values(tensor.offset);
        for (std::int64_t i = 0; i < tensor.count; ++i)
            values[i] = float((2 * random.unit() - 1) * bound);
    }
}

std::vector<PackedLinear*> FusedNetwork::linears()
{
    std::vector<PackedLinear*> all;
    for (Layer& layer : m_layers)
        for (PackedLinear* linear : {&layer.qkv, &layer.output, &layer.gateUp, &layer.down})
            all.push_back(linear);
    return all;
}

void FusedNetwork::packAll(bool isBaseToo)
{
    for (PackedLinear* linear : linears()) {
        if (isBaseToo) linear->matrix.pack(m_context, m_base.packSource(linear->offset));
        for (LinearAdapter& adapter : linear->adapters) {
            adapter.a.pack(m_context, m_adapters.packSource(adapter.offsetA));
            adapter.b.pack(m_context, m_adapters.packSource(adapter.offsetB));
        }
    }
    if (isBaseToo) m_head.pack(m_context, m_base.packSource(m_headOffset));
}

void FusedNetwork::reserveKeep(Keep& keep, std::size_t tokens) const
{
    const std::size_t element = m_context.size();
    const auto D = std::size_t(m_config.hiddenSize), F = std::size_t(m_config.intermediateSize);
    const auto heads = std::size_t(m_config.heads + m_config.keyValueHeads);
    keep.normed.reserve(tokens * D * element);
    if (m_config.queryKeyNorm) keep.raw.reserve(tokens * std::size_t(m_queries + m_keys) * element);
    keep.qkv.reserve(tokens * std::size_t(m_qkvWidth) * element);
    keep.attended.reserve(tokens * std::size_t(m_queries) * element);
    keep.logSums.reserve(tokens * std::size_t(m_config.heads) * 4);
    keep.middle.reserve(tokens * D * 4);
    keep.middleNormed.reserve(tokens * D * element);
    keep.gateUp.reserve(tokens * 2 * F * element);
    keep.inverses.reserve(tokens * (2 + heads) * 4);
}

void FusedNetwork::reserve(const TokenBatch& batch, int keeps, int inputs)
{
    const auto tokens = std::size_t(batch.tokenCount());
    const std::size_t element = m_context.size();
    const auto D = std::size_t(m_config.hiddenSize), F = std::size_t(m_config.intermediateSize);
    const auto widest = std::max(F, std::size_t(m_queries));
    const auto threads = std::size_t(m_context.threads);
    if (m_keeps.size() < std::size_t(keeps)) m_keeps.resize(std::size_t(keeps));
    for (int i = 0; i < keeps; ++i) reserveKeep(m_keeps[std::size_t(i)], tokens);
    if (m_inputs.size() < std::size_t(inputs)) m_inputs.resize(std::size_t(inputs));
    for (int i = 0; i < inputs; ++i) m_inputs[std::size_t(i)].reserve(tokens * D * 4);
    m_gated.reserve(tokens * F * element);
    if (m_isLora) {
        const auto rank = std::size_t(m_train.loraRank + 1) / 2 * 2;
        m_context.low.reserve(tokens * rank * element);
        m_lowGradient.reserve(tokens * rank * element);
        if (m_train.loraDropout > 0)
            m_context.dropped.reserve(tokens * std::max(widest, D) * element);
    }
    int longest = 1;
    for (int i = 0; i < batch.segmentCount(); ++i)
        longest =
            std::max(longest, batch.starts[std::size_t(i) + 1] - batch.starts[std::size_t(i)]);
    const std::size_t rowBytes = std::size_t(3 * m_qkvWidth) * 4;
    m_scratchBytes =
        std::max(m_context.typed->attentionScratch(longest, m_config.headSize), rowBytes);
    m_scratchBytes = (m_scratchBytes + 63) / 64 * 64;
    m_scratch.reserve(m_scratchBytes * threads);
}

}  // namespace sym
