#include "tests/core/model_native/tiny_models.h"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <numbers>

#include "core/base/random.h"
#include "core/model/native/packed_weights.h"

namespace sym {

namespace {

using Row = std::vector<double>;

/// Sum of twelve uniform numbers: close enough to a normal one.
double normal(Random& random)
{
    double sum = -6;
    for (int i = 0; i < 12; ++i) sum += random.unit();
    return sum;
}

Row product(const std::vector<float>& matrix, const Row& x)
{
    const std::size_t inputs = x.size();
    Row out(matrix.size() / inputs, 0.0);
    for (std::size_t o = 0; o < out.size(); ++o)
        for (std::size_t i = 0; i < inputs; ++i) out[o] += double(matrix[o * inputs + i]) * x[i];
    return out;
}

void normalise(std::span<double> x, const std::vector<float>& weight, double epsilon)
{
    double squares = 0;
    for (const double value : x) squares += value * value;
    const double scale = 1 / std::sqrt(squares / double(x.size()) + epsilon);
    for (std::size_t i = 0; i < x.size(); ++i) x[i] *= scale * double(weight[i]);
}

double frequency(const ModelConfig& config, int i)
{
    const double plain = 1 / std::pow(config.ropeTheta, 2.0 * i / config.headSize);
    if (!config.ropeScaling) return plain;
    const RopeScaling& scaling = *config.ropeScaling;
    const double wave = 2 * std::numbers::pi / plain;
    if (wave > scaling.originalMaxPositions / scaling.lowFrequencyFactor)
        return plain / scaling.factor;
    if (wave < scaling.originalMaxPositions / scaling.highFrequencyFactor) return plain;
    const double part = (scaling.originalMaxPositions / wave - scaling.lowFrequencyFactor)
                        / (scaling.highFrequencyFactor - scaling.lowFrequencyFactor);
    return plain * (part + (1 - part) / scaling.factor);
}

void rotate(std::span<double> head, int position, const ModelConfig& config)
{
    const std::size_t half = head.size() / 2;
    for (std::size_t i = 0; i < half; ++i) {
        const double angle = position * frequency(config, int(i));
        const double a = head[i];
        const double b = head[half + i];
        head[i] = a * std::cos(angle) - b * std::sin(angle);
        head[half + i] = b * std::cos(angle) + a * std::sin(angle);
    }
}

/// Keys and values of one layer's earlier tokens, and the queries of the last.
struct Memory {
    std::vector<Row> keys;
    std::vector<Row> values;
};

Row attention(const ModelConfig& config, const Row& queries, const Memory& memory)
{
    const std::size_t size = std::size_t(config.headSize);
    Row out(queries.size(), 0.0);
    for (std::size_t head = 0; head < std::size_t(config.heads); ++head) {
        const std::size_t shared = head / std::size_t(config.heads / config.keyValueHeads) * size;
        Row scores;
        for (const Row& key : memory.keys) {
            double score = 0;
            for (std::size_t i = 0; i < size; ++i)
                score += queries[head * size + i] * key[shared + i];
            scores.push_back(std::exp(score / std::sqrt(double(size))));
        }
        double sum = 0;
        for (const double score : scores) sum += score;
        for (std::size_t t = 0; t < scores.size(); ++t)
            for (std::size_t i = 0; i < size; ++i)
                out[head * size + i] += scores[t] / sum * memory.values[t][shared + i];
    }
    return out;
}

void attentionBlock(const RandomWeights& weights, const std::string& prefix, int position,
                    Memory& memory, Row& hidden)
{
    const ModelConfig& config = weights.config();
    const std::string name = prefix + "self_attn.";
    Row x = hidden;
    normalise(x, weights.tensor(prefix + "input_layernorm.weight"), config.normEpsilon);
    const auto projected = [&](const std::string& part) {
        Row out = product(weights.tensor(name + part + "_proj.weight"), x);
        if (config.queryKeyValueBias)
            for (std::size_t i = 0; i < out.size(); ++i)
                out[i] += double(weights.tensor(name + part + "_proj.bias")[i]);
        return out;
    };
    const auto placed = [&](Row heads, const std::string& norm) {
        for (std::size_t at = 0; at < heads.size(); at += std::size_t(config.headSize)) {
            const std::span<double> head(heads.data() + at, std::size_t(config.headSize));
            if (config.queryKeyNorm)
                normalise(head, weights.tensor(name + norm + ".weight"), config.normEpsilon);
            rotate(head, position, config);
        }
        return heads;
    };
    const Row queries = placed(projected("q"), "q_norm");
    memory.keys.push_back(placed(projected("k"), "k_norm"));
    memory.values.push_back(projected("v"));
    const Row out =
        product(weights.tensor(name + "o_proj.weight"), attention(config, queries, memory));
    for (std::size_t i = 0; i < hidden.size(); ++i) hidden[i] += out[i];
}

void feedForwardBlock(const RandomWeights& weights, const std::string& prefix, Row& hidden)
{
    Row x = hidden;
    normalise(x, weights.tensor(prefix + "post_attention_layernorm.weight"),
              weights.config().normEpsilon);
    Row gate = product(weights.tensor(prefix + "mlp.gate_proj.weight"), x);
    const Row up = product(weights.tensor(prefix + "mlp.up_proj.weight"), x);
    for (std::size_t i = 0; i < gate.size(); ++i) gate[i] *= up[i] / (1 + std::exp(-gate[i]));
    const Row out = product(weights.tensor(prefix + "mlp.down_proj.weight"), gate);
    for (std::size_t i = 0; i < hidden.size(); ++i) hidden[i] += out[i];
}

}  // namespace

RandomWeights::RandomWeights(const ModelConfig& config, std::uint64_t seed, Precision rounding)
    : m_config(config)
{
    for (const TensorShape& shape : expectedTensors(config)) {
        Random random = Random(seed).fork(shape.name);
        std::int64_t count = 1;
        for (const std::int64_t size : shape.shape) count *= size;
        const bool isMatrix = shape.shape.size() > 1;
        const bool isNorm = shape.name.ends_with("norm.weight");
        const double scale = isMatrix ? 1 / std::sqrt(double(shape.shape.back())) : 0.2;
        std::vector<float>& values = m_tensors[shape.name];
        for (std::int64_t i = 0; i < count; ++i) {
            const float value = float((isNorm ? 1 : 0) + scale * normal(random));
            values.push_back(
                rounding == Precision::Float32 ? value : widenBFloat16(roundToBFloat16(value)));
        }
    }
}

Status RandomWeights::readRow(const std::string& name, std::int64_t row, std::span<float> out) const
{
    const auto found = m_tensors.find(name);
    if (found == m_tensors.end()) return Error(ErrorCode::NotFound, "no tensor " + name);
    std::copy_n(found->second.begin() + row * std::int64_t(out.size()), out.size(), out.begin());
    return {};
}

Status RandomWeights::write(const std::string& folder) const
{
    std::filesystem::create_directories(folder);
    std::ofstream(folder + "/config.json") << modelConfigJson(m_config);
    std::vector<TensorToWrite> tensors;
    for (const TensorShape& shape : expectedTensors(m_config))
        tensors.push_back({shape.name, TensorType::Float32, shape.shape,
                           std::as_bytes(std::span(m_tensors.at(shape.name)))});
    return writeTensorFile(folder + "/model.safetensors", tensors);
}

ModelConfig tinyConfig(ModelFamily family)
{
    ModelConfig config{.family = family,
                       .vocabularySize = 300,
                       .hiddenSize = 48,
                       .layers = 2,
                       .heads = 4,
                       .keyValueHeads = 2,
                       .headSize = 16,
                       .intermediateSize = 80,
                       .maxPositions = 256,
                       .endTokens = {299}};
    switch (family) {
    case ModelFamily::Llama:
        // short enough that the wave lengths fall on all three sides
        config.ropeScaling = RopeScaling{.factor = 8, .originalMaxPositions = 64};
        config.tiedEmbeddings = true;
        break;
    case ModelFamily::Qwen2:
        config.heads = 6;
        config.headSize = 8;
        config.queryKeyValueBias = true;
        config.ropeTheta = 1e6;
        break;
    case ModelFamily::Qwen3:
        config.hiddenSize = 45;
        config.intermediateSize = 71;
        config.keyValueHeads = 1;
        config.headSize = 24;
        config.queryKeyNorm = true;
        break;
    }
    return config;
}

std::vector<double> referenceLogits(const RandomWeights& weights, const std::vector<int>& tokens)
{
    const ModelConfig& config = weights.config();
    const std::vector<float>& embedding = weights.tensor("model.embed_tokens.weight");
    const std::vector<float>& head =
        config.tiedEmbeddings ? embedding : weights.tensor("lm_head.weight");
    std::vector<Memory> memory(std::size_t(config.layers));
    std::vector<double> logits;
    for (std::size_t position = 0; position < tokens.size(); ++position) {
        const auto begin = embedding.begin() + tokens[position] * config.hiddenSize;
        Row hidden(begin, begin + config.hiddenSize);
        for (int layer = 0; layer < config.layers; ++layer) {
            const std::string prefix = "model.layers." + std::to_string(layer) + ".";
            attentionBlock(weights, prefix, int(position), memory[std::size_t(layer)], hidden);
            feedForwardBlock(weights, prefix, hidden);
        }
        normalise(hidden, weights.tensor("model.norm.weight"), config.normEpsilon);
        const Row row = product(head, hidden);
        logits.insert(logits.end(), row.begin(), row.end());
    }
    return logits;
}

std::vector<int> randomTokens(const ModelConfig& config, int count, std::uint64_t seed)
{
    Random random(seed);
    std::vector<int> tokens;
    for (int i = 0; i < count; ++i)
        tokens.push_back(int(random.between(1, config.vocabularySize - 1)));
    return tokens;
}

ByteTokenizer::ByteTokenizer(int size)
{
    for (int i = 0; i < size; ++i)
        m_bytes.push_back(i < 256 ? std::string(1, char(i))
                                  : "t" + std::string(1, char('a' + i % 26)));
}

std::vector<int> ByteTokenizer::encode(std::string_view text, bool) const
{
    std::vector<int> ids;
    for (const char c : text) ids.push_back(static_cast<unsigned char>(c));
    return ids;
}

Encoding ByteTokenizer::encodeWithOffsets(std::string_view text, bool addSpecial) const
{
    Encoding encoding{.ids = encode(text, addSpecial)};
    for (std::size_t i = 0; i < text.size(); ++i) encoding.begins.push_back(i);
    return encoding;
}

std::string ByteTokenizer::decode(const std::vector<int>& ids, bool) const
{
    std::string text;
    for (const int id : ids) text += m_bytes[std::size_t(id)];
    return text;
}

int ByteTokenizer::tokenId(std::string_view content) const
{
    const auto found = std::find(m_bytes.begin(), m_bytes.end(), content);
    return found == m_bytes.end() ? -1 : int(found - m_bytes.begin());
}

}  // namespace sym
