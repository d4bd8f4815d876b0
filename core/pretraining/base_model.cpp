#include "core/pretraining/base_model.h"

#include <cmath>
#include <map>
#include <numbers>
#include <vector>

#include "core/base/random.h"
#include "core/model/checkpoint.h"
#include "core/pretraining/lessons/wordsmith.h"
#include "core/training/model_folder.h"

namespace sym {

namespace {

constexpr float kEmbeddingScale = 0.04f;
constexpr float kSharedPart = 0.8f;  // of an embedding's length, given by the folded spelling
constexpr float kAlikePart = 0.9f;   // of a key row that is its query row
constexpr float kResidualScale = 0.5f;

float normal(Random& random)
{
    const double radius = std::sqrt(-2 * std::log(1 - random.unit()));
    return float(radius * std::cos(2 * std::numbers::pi * random.unit()));
}

std::vector<float> noise(std::int64_t count, float deviation, Random random)
{
    std::vector<float> values((std::size_t(count)));
    for (float& value : values) value = deviation * normal(random);
    return values;
}

/// The spelling two tokens share when they are the same word: case and the space in front away.
std::string spelling(const std::string& bytes)
{
    std::string text = loweredAscii(bytes);
    if (text.size() > 1 && text[0] == ' ') text.erase(0, 1);
    return text;
}

std::vector<float> embeddings(const ModelConfig& config, const Tokenizer& tokenizer,
                              const Random& root)
{
    const auto width = std::size_t(config.hiddenSize);
    const float own = std::sqrt(1 - kSharedPart * kSharedPart);
    std::vector<float> table =
        noise(std::int64_t(width) * config.vocabularySize, kEmbeddingScale * own, root.fork("own"));
    for (int token = 0; token < config.vocabularySize && token < tokenizer.size(); ++token) {
        Random shared(root.fork("word " + spelling(tokenizer.tokenBytes(token))).next());
        float* row = table.data() + std::size_t(token) * width;
        for (std::size_t i = 0; i < width; ++i)
            row[i] += kEmbeddingScale * kSharedPart * normal(shared);
    }
    return table;
}

void makeAlike(const std::vector<float>& query, std::vector<float>& key, const ModelConfig& config)
{
    const float rest = std::sqrt(1 - kAlikePart * kAlikePart);
    const auto headRows = std::size_t(config.headSize) * std::size_t(config.hiddenSize);
    for (std::size_t head = 0; head < std::size_t(config.keyValueHeads); head += 2)
        for (std::size_t i = head * headRows; i < (head + 1) * headRows; ++i)
            key[i] = kAlikePart * query[i] + rest * key[i];
}

bool endsWith(const std::string& name, std::string_view end)
{
    return name.ends_with(end);
}

}  // namespace

ModelConfig baseModelConfig(int vocabularySize, int endToken)
{
    ModelConfig config;
    config.vocabularySize = vocabularySize;
    config.hiddenSize = 192;
    config.layers = 5;
    config.heads = 6;
    config.keyValueHeads = 6;
    config.headSize = 32;
    config.intermediateSize = 512;
    config.maxPositions = 4096;
    config.tiedEmbeddings = true;
    config.endTokens = {endToken};
    config.dataType = "bfloat16";
    return config;
}

Status writeInitialModel(const std::string& folder, const ModelConfig& config,
                         const Tokenizer& tokenizer, std::uint64_t seed)
{
    const Random root = Random(seed).fork("initial model");
    const std::vector<TensorShape> shapes = expectedTensors(config);
    std::map<std::string, std::vector<float>> values;
    for (const TensorShape& tensor : shapes) {
        std::int64_t count = 1;
        for (const std::int64_t length : tensor.shape) count *= length;
        if (tensor.shape.size() < 2) {
            values[tensor.name] = std::vector<float>(std::size_t(count), 1.f);
            continue;
        }
        if (endsWith(tensor.name, "embed_tokens.weight")) {
            values[tensor.name] = embeddings(config, tokenizer, root);
            continue;
        }
        float deviation = 1 / std::sqrt(float(tensor.shape[1]));
        if (endsWith(tensor.name, "o_proj.weight") || endsWith(tensor.name, "down_proj.weight"))
            deviation *= kResidualScale;
        values[tensor.name] = noise(count, deviation, root.fork(tensor.name));
    }
    for (auto& [name, key] : values) {
        if (!endsWith(name, "k_proj.weight") || config.keyValueHeads != config.heads) continue;
        std::string query = name;
        query.replace(query.find("k_proj"), 6, "q_proj");
        makeAlike(values.at(query), key, config);
    }
    std::vector<NamedWeights> weights;
    for (const TensorShape& tensor : shapes)
        weights.push_back({tensor.name, tensor.shape, values.at(tensor.name)});
    return writeModelFolder(folder, config, weights, TensorType::BFloat16, {});
}

}  // namespace sym
