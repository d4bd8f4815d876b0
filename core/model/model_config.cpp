#include "core/model/model_config.h"

#include <algorithm>
#include <cmath>

#include <nlohmann/json.hpp>

#include "core/model/json_file.h"

namespace sym {

namespace {

using Json = nlohmann::json;

// Far above any model we could hold; they keep products of sizes within 64 bits.
constexpr int kMaxVocabulary = 1 << 22;
constexpr int kMaxWidth = 1 << 18;
constexpr int kMaxLayers = 1 << 10;
constexpr int kMaxHeads = 1 << 12;
constexpr int kMaxPositions = 1 << 26;

Error refused(const std::string& key, const std::string& what)
{
    return Error(ErrorCode::InvalidInput, "config.json: " + key + " " + what);
}

std::string shown(const Json& value)
{
    return value.dump(-1, ' ', true, Json::error_handler_t::replace).substr(0, 60);
}

bool isAbsent(const Json& json, const char* key)
{
    return !json.contains(key) || json.at(key).is_null();
}

Result<int> readInt(const Json& json, const char* key, int low, int high)
{
    if (isAbsent(json, key)) return refused(key, "is missing");
    const Json& value = json.at(key);
    if (!value.is_number_integer()) return refused(key, "is not a whole number: " + shown(value));
    const bool isHuge = value.is_number_unsigned() && value.get<std::uint64_t>() > INT32_MAX;
    if (isHuge || value.get<std::int64_t>() < low || value.get<std::int64_t>() > high)
        return refused(key, "is " + shown(value) + ", not within " + std::to_string(low) + " to "
                                + std::to_string(high));
    return value.get<int>();
}

Result<int> readInt(const Json& json, const char* key, int low, int high, int otherwise)
{
    if (isAbsent(json, key)) return otherwise;
    return readInt(json, key, low, high);
}

Result<double> readPositive(const Json& json, const char* key, double otherwise)
{
    if (isAbsent(json, key)) return otherwise;
    const Json& value = json.at(key);
    if (!value.is_number() || !(value.get<double>() > 0) || !std::isfinite(value.get<double>()))
        return refused(key, "is not a positive number: " + shown(value));
    return value.get<double>();
}

Result<bool> readFlag(const Json& json, const char* key, bool otherwise)
{
    if (isAbsent(json, key)) return otherwise;
    if (!json.at(key).is_boolean())
        return refused(key, "is neither true nor false: " + shown(json.at(key)));
    return json.at(key).get<bool>();
}

Result<std::string> readText(const Json& json, const char* key, const std::string& otherwise)
{
    if (isAbsent(json, key)) return otherwise;
    if (!json.at(key).is_string()) return refused(key, "is not a string: " + shown(json.at(key)));
    return json.at(key).get<std::string>();
}

Result<ModelFamily> readFamily(const Json& json)
{
    if (isAbsent(json, "model_type")) return refused("model_type", "is missing");
    SYM_TRY(const std::string name, readText(json, "model_type", ""));
    for (const ModelFamily family : {ModelFamily::Llama, ModelFamily::Qwen2, ModelFamily::Qwen3})
        if (name == modelFamilyName(family)) return family;
    return refused("model_type", "is \"" + name + "\"; known are llama, qwen2 and qwen3");
}

/// "rope_scaling" of a checkpoint, or its "rope_parameters" as transformers 5 writes them.
Status readRope(const Json& json, ModelConfig& config)
{
    SYM_TRY(config.ropeTheta, readPositive(json, "rope_theta", config.ropeTheta));
    for (const char* key : {"rope_scaling", "rope_parameters"}) {
        if (isAbsent(json, key)) continue;
        const Json& scaling = json.at(key);
        if (!scaling.is_object()) return refused(key, "is not an object: " + shown(scaling));
        SYM_TRY(config.ropeTheta, readPositive(scaling, "rope_theta", config.ropeTheta));
        SYM_TRY(const std::string older, readText(scaling, "type", "default"));
        SYM_TRY(const std::string type, readText(scaling, "rope_type", older));
        if (type == "default") continue;
        if (type != "llama3")
            return refused(std::string(key) + ".rope_type",
                           "is \"" + type + "\"; known are default and llama3");
        RopeScaling values;
        for (const char* needed : {"factor", "low_freq_factor", "high_freq_factor"})
            if (isAbsent(scaling, needed))
                return refused(std::string(key) + "." + needed, "is missing");
        SYM_TRY(values.factor, readPositive(scaling, "factor", 0));
        SYM_TRY(values.lowFrequencyFactor, readPositive(scaling, "low_freq_factor", 0));
        SYM_TRY(values.highFrequencyFactor, readPositive(scaling, "high_freq_factor", 0));
        SYM_TRY(values.originalMaxPositions,
                readInt(scaling, "original_max_position_embeddings", 1, kMaxPositions));
        if (values.highFrequencyFactor <= values.lowFrequencyFactor)
            return refused(std::string(key) + ".high_freq_factor", "is not above low_freq_factor");
        config.ropeScaling = values;
    }
    return {};
}

/// What other models of these families do and this program does not compute.
Status refuseOthers(const Json& json, const ModelConfig& config)
{
    SYM_TRY(const std::string activation, readText(json, "hidden_act", "silu"));
    if (activation != "silu") return refused("hidden_act", "is \"" + activation + "\", not silu");
    if (!isAbsent(json, "quantization_config"))
        return refused("quantization_config", "is set; only plain weights are read");
    for (const char* key : {"attention_bias", "mlp_bias"}) {
        SYM_TRY(const bool isSet, readFlag(json, key, false));
        if (isSet && !(config.family == ModelFamily::Qwen2))
            return refused(key, "is true, which is not computed");
    }
    SYM_TRY(const bool usesWindow, readFlag(json, "use_sliding_window", false));
    if (usesWindow) return refused("use_sliding_window", "is true, which is not computed");
    if (!isAbsent(json, "layer_types") && json.at("layer_types").is_array())
        for (const Json& type : json.at("layer_types"))
            if (type != "full_attention")
                return refused("layer_types", "has " + shown(type) + ", which is not computed");
    return {};
}

Result<std::vector<int>> readTokens(const Json& json, const char* key, int vocabulary)
{
    std::vector<int> tokens;
    if (isAbsent(json, key)) return tokens;
    const Json& value = json.at(key);
    for (const Json& token : value.is_array() ? value : Json::array({value})) {
        if (!token.is_number_integer() || token < 0 || token >= vocabulary)
            return refused(key, "is not a token of the vocabulary: " + shown(token));
        tokens.push_back(token.get<int>());
    }
    return tokens;
}

void addMissing(std::vector<int>& tokens, const std::vector<int>& more)
{
    for (const int token : more)
        if (std::find(tokens.begin(), tokens.end(), token) == tokens.end()) tokens.push_back(token);
}

Status readSizes(const Json& json, ModelConfig& config)
{
    SYM_TRY(config.vocabularySize, readInt(json, "vocab_size", 1, kMaxVocabulary));
    SYM_TRY(config.hiddenSize, readInt(json, "hidden_size", 1, kMaxWidth));
    SYM_TRY(config.intermediateSize, readInt(json, "intermediate_size", 1, kMaxWidth));
    SYM_TRY(config.layers, readInt(json, "num_hidden_layers", 1, kMaxLayers));
    SYM_TRY(config.heads, readInt(json, "num_attention_heads", 1, kMaxHeads));
    SYM_TRY(config.keyValueHeads, readInt(json, "num_key_value_heads", 1, kMaxHeads, config.heads));
    SYM_TRY(config.maxPositions,
            readInt(json, "max_position_embeddings", 1, kMaxPositions, config.maxPositions));
    if (config.heads % config.keyValueHeads != 0)
        return refused("num_key_value_heads", "is " + std::to_string(config.keyValueHeads)
                                                  + ", which does not divide the "
                                                  + std::to_string(config.heads) + " heads");
    if (isAbsent(json, "head_dim") && config.hiddenSize % config.heads != 0)
        return refused("hidden_size", "is " + std::to_string(config.hiddenSize)
                                          + ", not a multiple of the "
                                          + std::to_string(config.heads) + " heads");
    // Qwen3's own default; the others derive it.
    const int usual = config.family == ModelFamily::Qwen3 ? 128 : config.hiddenSize / config.heads;
    SYM_TRY(config.headSize, readInt(json, "head_dim", 2, kMaxWidth, usual));
    if (config.headSize % 2 != 0)
        return refused("head_dim", "is " + std::to_string(config.headSize) + ", not even");
    return {};
}

Status readStoredType(const Json& json, ModelConfig& config)
{
    SYM_TRY(const std::string newer, readText(json, "dtype", config.dataType));
    SYM_TRY(config.dataType, readText(json, "torch_dtype", newer));
    if (config.dataType != "float32" && config.dataType != "bfloat16"
        && config.dataType != "float16")
        return refused("torch_dtype", "is \"" + config.dataType + "\"");
    return {};
}

Result<ModelConfig> parseConfig(const Json& json)
{
    ModelConfig config;
    SYM_TRY(config.family, readFamily(json));
    SYM_CHECK(readSizes(json, config));
    SYM_CHECK(refuseOthers(json, config));
    config.queryKeyValueBias = config.family == ModelFamily::Qwen2;
    config.queryKeyNorm = config.family == ModelFamily::Qwen3;
    SYM_TRY(config.normEpsilon, readPositive(json, "rms_norm_eps", 1e-6));
    SYM_CHECK(readRope(json, config));
    SYM_TRY(config.tiedEmbeddings, readFlag(json, "tie_word_embeddings", false));
    SYM_TRY(const std::vector<int> begin, readTokens(json, "bos_token_id", config.vocabularySize));
    if (!begin.empty()) config.beginToken = begin.front();
    SYM_TRY(config.endTokens, readTokens(json, "eos_token_id", config.vocabularySize));
    SYM_CHECK(readStoredType(json, config));
    return config;
}

}  // namespace

const char* modelFamilyName(ModelFamily family)
{
    switch (family) {
    case ModelFamily::Llama: return "llama";
    case ModelFamily::Qwen2: return "qwen2";
    case ModelFamily::Qwen3: return "qwen3";
    }
    return "";
}

std::int64_t ModelConfig::parameterCount() const
{
    const std::int64_t D = hiddenSize, Q = std::int64_t(heads) * headSize,
                       K = std::int64_t(keyValueHeads) * headSize, F = intermediateSize;
    std::int64_t layer = 2 * D * Q + 2 * D * K + 3 * D * F + 2 * D;
    if (queryKeyValueBias) layer += Q + 2 * K;
    if (queryKeyNorm) layer += 2 * std::int64_t(headSize);
    return std::int64_t(vocabularySize) * D * (tiedEmbeddings ? 1 : 2) + layers * layer + D;
}

Result<ModelConfig> readModelConfig(const std::string& folder)
{
    SYM_TRY(const Json json, readJsonFile(folder + "/config.json"));
    auto config = parseConfig(json);
    if (!config) return config.error().within(folder);

    auto generation = readJsonFile(folder + "/generation_config.json");
    if (!generation && generation.error().code() == ErrorCode::NotFound) return config;
    if (!generation) return generation.error();
    const auto ends = readTokens(*generation, "eos_token_id", config->vocabularySize);
    if (!ends) return ends.error().within(folder + "/generation_config.json");
    addMissing(config->endTokens, *ends);
    return config;
}

std::string modelConfigJson(const ModelConfig& config)
{
    static constexpr const char* kArchitectures[] = {"LlamaForCausalLM", "Qwen2ForCausalLM",
                                                     "Qwen3ForCausalLM"};
    nlohmann::ordered_json json;
    json["architectures"] = {kArchitectures[int(config.family)]};
    json["model_type"] = modelFamilyName(config.family);
    json["vocab_size"] = config.vocabularySize;
    json["hidden_size"] = config.hiddenSize;
    json["intermediate_size"] = config.intermediateSize;
    json["num_hidden_layers"] = config.layers;
    json["num_attention_heads"] = config.heads;
    json["num_key_value_heads"] = config.keyValueHeads;
    json["head_dim"] = config.headSize;
    json["hidden_act"] = "silu";
    json["max_position_embeddings"] = config.maxPositions;
    json["rms_norm_eps"] = config.normEpsilon;
    json["rope_theta"] = config.ropeTheta;
    json["rope_scaling"] = nullptr;
    if (config.ropeScaling)
        json["rope_scaling"] = {
            {"rope_type", "llama3"},
            {"factor", config.ropeScaling->factor},
            {"low_freq_factor", config.ropeScaling->lowFrequencyFactor},
            {"high_freq_factor", config.ropeScaling->highFrequencyFactor},
            {"original_max_position_embeddings", config.ropeScaling->originalMaxPositions}};
    json["attention_bias"] = false;
    if (config.family == ModelFamily::Llama) json["mlp_bias"] = false;
    json["attention_dropout"] = 0.0;
    json["initializer_range"] = 0.02;
    json["tie_word_embeddings"] = config.tiedEmbeddings;
    json["bos_token_id"] = nullptr;
    if (config.beginToken >= 0) json["bos_token_id"] = config.beginToken;
    json["eos_token_id"] = nullptr;
    if (config.endTokens.size() == 1) json["eos_token_id"] = config.endTokens.front();
    if (config.endTokens.size() > 1) json["eos_token_id"] = config.endTokens;
    json["torch_dtype"] = config.dataType;
    json["use_cache"] = true;
    return json.dump(2) + "\n";
}

}  // namespace sym
