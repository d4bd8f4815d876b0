#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/base/result.h"

namespace sym {

enum class ModelFamily { Llama, Qwen2, Qwen3 };

const char* modelFamilyName(
    ModelFamily family);  ///< Hugging Face's model_type: "llama", "qwen2", "qwen3"

/// Llama 3.1's stretching of rotary frequencies ("rope_type": "llama3").
struct RopeScaling {
    double factor = 8;
    double lowFrequencyFactor = 1;
    double highFrequencyFactor = 4;
    int originalMaxPositions = 8192;

    bool operator==(const RopeScaling&) const = default;
};

/// The shape of a decoder-only transformer, from a checkpoint's config.json.
/// RMS norm before attention and before a SwiGLU feed-forward block, rotary positions by halves,
/// grouped-query attention. Widths count elements.
struct ModelConfig {
    ModelFamily family = ModelFamily::Llama;
    int vocabularySize = 0;
    int hiddenSize = 0;
    int layers = 0;
    int heads = 0;
    int keyValueHeads = 0;
    int headSize = 0;
    int intermediateSize = 0;
    int maxPositions = 2048;
    double normEpsilon = 1e-5;
    double ropeTheta = 10000;
    std::optional<RopeScaling> ropeScaling;
    bool tiedEmbeddings = false;
    bool queryKeyValueBias = false;    ///< Qwen2
    bool queryKeyNorm = false;         ///< Qwen3: RMS norm of each head's query and key
    int beginToken = -1;               ///< -1: none
    std::vector<int> endTokens;        ///< of config.json and generation_config.json
    std::string dataType = "float32";  ///< "float32", "bfloat16" or "float16" as stored

    std::int64_t parameterCount() const;
    bool operator==(const ModelConfig&) const = default;
};

/// Reads config.json (and generation_config.json beside it when there).
/// @return NotFound without a config.json, InvalidInput naming the key that is missing, out of
/// range
///         or asks for something this program does not compute
Result<ModelConfig> readModelConfig(const std::string& folder);

/// config.json as Hugging Face's transformers reads it.
std::string modelConfigJson(const ModelConfig& config);

}  // namespace sym
