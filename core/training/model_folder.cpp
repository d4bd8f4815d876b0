#include "core/training/model_folder.h"

#include <nlohmann/json.hpp>

#include <bit>
#include <cmath>
#include <cstring>
#include <filesystem>
#include <limits>

#include "core/model/json_file.h"

namespace sym {

namespace {

using Json = nlohmann::ordered_json;
namespace fs = std::filesystem;

constexpr const char* kPeftPrefix = "base_model.model.";
constexpr const char* kTokenizerFiles[] = {"tokenizer.json", "tokenizer_config.json",
                                           "special_tokens_map.json", "chat_template.jinja",
                                           "added_tokens.json"};

Status makeFolder(const std::string& folder)
{
    std::error_code error;
    fs::create_directories(folder, error);
    return error ? Status(Error(ErrorCode::Io, "creating " + folder + ": " + error.message()))
                 : Status();
}

Status copyTokenizer(const std::string& from, const std::string& to)
{
    for (const char* name : kTokenizerFiles) {
        std::error_code error;
        const fs::path source = fs::path(from) / name;
        if (from.empty() || !fs::exists(source, error)) continue;
        fs::copy_file(source, fs::path(to) / name, fs::copy_options::overwrite_existing, error);
        if (error)
            return Error(ErrorCode::Io, "copying " + source.string() + ": " + error.message());
    }
    return {};
}

std::string generationConfig(const ModelConfig& config)
{
    Json object = {{"do_sample", false}};
    if (config.beginToken >= 0) object["bos_token_id"] = config.beginToken;
    if (config.endTokens.size() == 1) object["eos_token_id"] = config.endTokens.front();
    if (config.endTokens.size() > 1) object["eos_token_id"] = config.endTokens;
    return object.dump(2) + "\n";
}

Status writeWeights(const std::string& path, std::span<const NamedWeights> weights, TensorType type)
{
    std::vector<std::vector<std::uint16_t>> rounded;
    rounded.reserve(weights.size());
    std::vector<TensorToWrite> tensors;
    for (const NamedWeights& weight : weights) {
        std::span<const std::byte> bytes = std::as_bytes(weight.values);
        if (type == TensorType::BFloat16) {
            rounded.emplace_back(weight.values.size());
            roundToBFloat16(weight.values, rounded.back().data());
            bytes = std::as_bytes(std::span<const std::uint16_t>(rounded.back()));
        }
        tensors.push_back({weight.name, type, weight.shape, bytes});
    }
    return writeTensorFile(path, tensors, {{"format", "pt"}});
}

Json adapterConfig(const TrainConfig& config)
{
    return {{"peft_type", "LORA"},
            {"task_type", "CAUSAL_LM"},
            {"base_model_name_or_path", config.baseModel},
            {"revision", nullptr},
            {"inference_mode", true},
            {"r", config.loraRank},
            {"lora_alpha", config.loraAlpha},
            {"lora_dropout", config.loraDropout},
            {"target_modules", config.loraTargets},
            {"exclude_modules", nullptr},
            {"bias", "none"},
            {"fan_in_fan_out", false},
            {"modules_to_save", nullptr},
            {"init_lora_weights", true},
            {"use_rslora", config.loraRankStabilised},
            {"use_dora", false},
            {"layers_to_transform", nullptr},
            {"layers_pattern", nullptr},
            {"rank_pattern", Json::object()},
            {"alpha_pattern", Json::object()},
            {"megatron_config", nullptr},
            {"auto_mapping", nullptr},
            {"peft_version", "0.14.0"}};
}

float fromFloat16(std::uint16_t half)
{
    const int exponent = (half >> 10) & 31, fraction = half & 1023;
    const double sign = (half & 0x8000) != 0 ? -1 : 1;
    if (exponent == 31)
        return fraction != 0 ? std::numeric_limits<float>::quiet_NaN()
                             : float(sign * std::numeric_limits<double>::infinity());
    if (exponent == 0) return float(sign * std::ldexp(fraction, -24));
    return float(sign * std::ldexp(1024 + fraction, exponent - 25));
}

std::vector<float> asFloats(const TensorEntry& entry)
{
    std::vector<float> values(std::size_t(entry.count()));
    readAsFloats(entry, values.data());
    return values;
}

/// Refuses what changes the meaning of the weights and is not computed here.
Status checkAdapterConfig(const Json& object)
{
    const auto refuse = [](const std::string& key) {
        return Error(ErrorCode::InvalidInput,
                     "adapter_config.json: " + key + " asks for more than a plain LoRA adapter");
    };
    if (object.value("peft_type", "") != "LORA") return refuse("peft_type");
    for (const char* key : {"use_dora", "fan_in_fan_out"})
        if (object.contains(key) && object[key] == true) return refuse(key);
    for (const char* key : {"rank_pattern", "alpha_pattern", "modules_to_save"})
        if (object.contains(key) && !object[key].is_null() && !object[key].empty())
            return refuse(key);
    if (object.contains("bias") && object["bias"] != "none") return refuse("bias");
    if (!object.contains("r") || !object["r"].is_number_integer() || object["r"] < 1)
        return refuse("r");
    return {};
}

}  // namespace

void readAsFloats(const TensorEntry& entry, float* to)
{
    const std::byte* bytes = entry.bytes.data();
    if (entry.type == TensorType::Float32) {
        std::memcpy(to, bytes, entry.bytes.size());
        return;
    }
    for (std::int64_t i = 0; i < entry.count(); ++i) {
        std::uint16_t half = 0;
        std::memcpy(&half, bytes + 2 * i, 2);
        to[i] = entry.type == TensorType::Float16 ? fromFloat16(half)
                                                  : std::bit_cast<float>(std::uint32_t(half) << 16);
    }
}

void roundToBFloat16(std::span<const float> from, std::uint16_t* to)
{
    for (std::size_t i = 0; i < from.size(); ++i) {
        const auto bits = std::bit_cast<std::uint32_t>(from[i]);
        const bool isNan = (bits & 0x7fffffff) > 0x7f800000;
        to[i] = isNan ? std::uint16_t((bits >> 16) | 0x40)
                      : std::uint16_t((bits + 0x7fff + ((bits >> 16) & 1)) >> 16);
    }
}

Status writeModelFolder(const std::string& folder, ModelConfig config,
                        std::span<const NamedWeights> weights, TensorType type,
                        const std::string& baseFolder)
{
    SYM_CHECK(makeFolder(folder));
    config.dataType = type == TensorType::BFloat16 ? "bfloat16" : "float32";
    SYM_CHECK(writeWholeFile(folder + "/config.json", modelConfigJson(config)));
    SYM_CHECK(writeWholeFile(folder + "/generation_config.json", generationConfig(config)));
    SYM_CHECK(copyTokenizer(baseFolder, folder));
    return writeWeights(folder + "/model.safetensors", weights, type);
}

double loraScale(const TrainConfig& config)
{
    const double rank = config.loraRank;
    return config.loraAlpha / (config.loraRankStabilised ? std::sqrt(rank) : rank);
}

Status writeAdapterFolder(const std::string& folder, const TrainConfig& config,
                          std::span<const NamedWeights> weights)
{
    SYM_CHECK(makeFolder(folder));
    SYM_CHECK(
        writeWholeFile(folder + "/adapter_config.json", adapterConfig(config).dump(2) + "\n"));
    SYM_CHECK(writeWholeFile(folder + "/README.md",
                             "---\nbase_model: " + Json(config.baseModel).dump()
                                 + "\nlibrary_name: peft\n---\n\nAdapter of the run " + config.name
                                 + ", trained with Symbiont.\n"));
    std::vector<NamedWeights> named(weights.begin(), weights.end());
    for (NamedWeights& weight : named) weight.name = kPeftPrefix + weight.name;
    return writeWeights(folder + "/adapter_model.safetensors", named, TensorType::Float32);
}

Result<AdapterWeights> readAdapterFolder(const std::string& folder)
{
    SYM_TRY(const std::string text, readWholeFile(folder + "/adapter_config.json"));
    const Json object = Json::parse(text, nullptr, false);
    if (!object.is_object())
        return Error(ErrorCode::InvalidInput, folder + "/adapter_config.json is no JSON object");
    if (const Status status = checkAdapterConfig(object); !status)
        return status.error().within(folder);

    AdapterWeights adapter;
    adapter.rank = object["r"].get<int>();
    const bool alphaGiven = object.contains("lora_alpha") && object["lora_alpha"].is_number();
    const double alpha = alphaGiven ? object["lora_alpha"].get<double>() : 8;  // PEFT's default
    const bool stabilised = object.contains("use_rslora") && object["use_rslora"] == true;
    adapter.scale = alpha / (stabilised ? std::sqrt(double(adapter.rank)) : adapter.rank);

    SYM_TRY(const auto file, TensorFile::open(folder + "/adapter_model.safetensors"));
    for (const TensorEntry& entry : file->entries()) {
        const std::string prefix = kPeftPrefix;
        const bool isLora =
            entry.name.ends_with(".lora_A.weight") || entry.name.ends_with(".lora_B.weight");
        const bool isRead = entry.type == TensorType::Float32 || entry.type == TensorType::BFloat16;
        if (!entry.name.starts_with(prefix) || !isLora || !isRead || entry.shape.size() != 2)
            return Error(ErrorCode::InvalidInput,
                         folder + ": " + entry.name + " is no matrix of a plain LoRA adapter");
        adapter.tensors.push_back({entry.name.substr(prefix.size()), entry.shape, asFloats(entry)});
    }
    return adapter;
}

}  // namespace sym
