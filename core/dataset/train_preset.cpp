#include "core/dataset/train_preset.h"

#include <nlohmann/json.hpp>

#include <algorithm>

#include "core/training/train_settings.h"

namespace sym {

namespace {

using Json = nlohmann::ordered_json;

const TrainSetting* findSetting(const std::string& key)
{
    for (const TrainSetting& setting : trainSettings())
        if (key == setting.key) return &setting;
    return nullptr;
}

std::vector<std::string> words(const std::string& list)
{
    std::vector<std::string> all;
    std::size_t start = 0;
    while (start < list.size()) {
        const std::size_t end = std::min(list.find(',', start), list.size());
        if (end > start) all.push_back(list.substr(start, end - start));
        start = end + 1;
    }
    return all;
}

/// A value as the config's JSON has it, from its text.
Json valueOf(const TrainSetting& setting, const std::string& text)
{
    if (std::holds_alternative<std::string TrainConfig::*>(setting.member)) return text;
    if (std::holds_alternative<std::vector<std::string> TrainConfig::*>(setting.member))
        return words(text);
    const Json value = Json::parse(text, nullptr, false);
    return value.is_discarded() ? Json(text)
                                : value;  // the reader of the config says what is wrong
}

std::string textOf(const Json& value)
{
    if (value.is_string()) return value.get<std::string>();
    if (!value.is_array()) return value.dump();
    std::string text;
    for (const Json& word : value) text += (text.empty() ? "" : ",") + word.get<std::string>();
    return text;
}

}  // namespace

const std::vector<std::string>& trainPresetNames()
{
    static const std::vector<std::string> names{"quick", "full", "lora"};
    return names;
}

Result<TrainConfig> trainPreset(const std::string& name)
{
    TrainConfig config;
    config.baseModel = "nano";
    if (name == "quick") {
        // As the student acts: reason and action in one; short examples, of which it sees the more
        config.shareAction = config.shareRationale = 0;
        config.history = true;
        config.maxTokens = 448;
        config.tokensPerUpdate = 2048;
        config.learningRate = 2.5e-4;
        config.precision = "float32";
        config.schedule = "linear";
        config.epochs = 3;
        config.maxMinutes = 8;
        config.evaluateEvery = 500;  // each look takes as long as 80 updates
        config.checkpointEvery = 200;
        return config;
    }
    if (name == "full") {
        config.epochs = 2;
        return config;
    }
    if (name == "lora") {
        config.method = "lora";
        config.learningRate = 2e-4;
        config.weightDecay = 0;
        config.maxTokens = 2048;
        config.rowTokens = 2048;
        config.tokensPerUpdate = 8192;
        return config;
    }
    return Error(ErrorCode::InvalidInput, "presets are quick, full and lora, not \"" + name + "\"");
}

Result<TrainConfig> withTrainSettings(const TrainConfig& config,
                                      const std::vector<std::string>& settings)
{
    Json object = Json::parse(trainConfigToJson(config));
    for (const std::string& text : settings) {
        const std::size_t equals = text.find('=');
        if (equals == std::string::npos)
            return Error(ErrorCode::InvalidInput, "a setting is key=value, not \"" + text + "\"");
        const std::string key = text.substr(0, equals);
        const TrainSetting* setting = findSetting(key);
        if (!setting)
            return Error(ErrorCode::InvalidInput, "\"" + key + "\" is no key of a training config");
        object[key] = valueOf(*setting, text.substr(equals + 1));
    }
    return trainConfigFromJson(object.dump());
}

std::vector<std::string> changedTrainSettings(const TrainConfig& config, const TrainConfig& from)
{
    const Json now = Json::parse(trainConfigToJson(config));
    const Json before = Json::parse(trainConfigToJson(from));
    std::vector<std::string> changed;
    for (const TrainSetting& setting : trainSettings()) {
        const std::string key = setting.key;
        if (std::string(setting.section) == "run" && key != "baseModel") continue;
        if (now[key] != before[key]) changed.push_back(key + '=' + textOf(now[key]));
    }
    return changed;
}

}  // namespace sym
