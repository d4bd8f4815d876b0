#include "core/training/train_config.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <set>
#include <type_traits>

#include "core/training/train_settings.h"

namespace sym {

namespace {

using Json = nlohmann::ordered_json;

Error refuse(const std::string& key, const std::string& value, const std::string& demand,
             const std::string& reason)
{
    return {ErrorCode::InvalidInput, key + " is " + value + "; " + demand + ". " + reason};
}

std::string joined(const std::vector<std::string>& words)
{
    std::string text;
    for (const std::string& word : words) text += (text.empty() ? "" : ", ") + word;
    return text;
}

/// Reads one value into its member; the type must fit exactly.
template <typename T>
Status readValue(const TrainSetting& setting, const Json& value, T& into)
{
    const auto wrong = [&](const char* kind) {
        return Error(ErrorCode::InvalidInput,
                     std::string(setting.key) + " must be " + kind + ", not " + value.dump());
    };
    if constexpr (std::is_same_v<T, bool>) {
        if (!value.is_boolean()) return wrong("true or false");
    } else if constexpr (std::is_same_v<T, std::string>) {
        if (!value.is_string()) return wrong("a text");
    } else if constexpr (std::is_same_v<T, double>) {
        if (!value.is_number()) return wrong("a number");
    } else if constexpr (std::is_same_v<T, std::uint64_t>) {
        if (!value.is_number_unsigned()) return wrong("a whole number, not negative");
    } else if constexpr (std::is_same_v<T, int>) {
        if (!value.is_number_integer()) return wrong("a whole number");
        const double wide = value.get<double>();
        if (std::abs(wide) > 2147483647.0)
            return refuse(setting.key, value.dump(), "it does not fit", setting.reason);
    } else {
        const bool texts =
            value.is_array()
            && std::all_of(value.begin(), value.end(), [](const Json& v) { return v.is_string(); });
        if (!texts) return wrong("a list of texts");
    }
    into = value.get<T>();
    return {};
}

template <typename T>
Status checkValue(const TrainSetting& setting, const T& value)
{
    if constexpr (std::is_same_v<T, double> || std::is_same_v<T, int>) {
        const double wide = double(value);
        if (!(wide >= setting.minimum && wide <= setting.maximum))
            return refuse(setting.key, Json(value).dump(),
                          "it must be from " + Json(setting.minimum).dump() + " to "
                              + Json(setting.maximum).dump(),
                          setting.reason);
    } else if constexpr (std::is_same_v<T, std::string>) {
        if (!setting.choices.empty()
            && std::find(setting.choices.begin(), setting.choices.end(), value)
                   == setting.choices.end())
            return refuse(setting.key, Json(value).dump(),
                          "it must be one of " + joined(setting.choices), setting.reason);
    } else if constexpr (std::is_same_v<T, std::vector<std::string>>) {
        std::set<std::string> seen;
        for (const std::string& word : value) {
            const bool known = std::find(setting.choices.begin(), setting.choices.end(), word)
                               != setting.choices.end();
            if (!known || !seen.insert(word).second)
                return refuse(setting.key, Json(value).dump(),
                              "each of " + joined(setting.choices) + " may be there once",
                              setting.reason);
        }
    }
    return {};
}

/// What single ranges cannot say.
Status checkTogether(const TrainConfig& config)
{
    if (config.shareAction == 0 && config.shareRationale == 0 && config.shareJoint == 0)
        return refuse("shareAction", "0", "one of the three shares must be above 0",
                      "Without a kind of examples there is nothing to learn.");
    if (config.shareAction == 0 && config.shareJoint == 0 && config.lambda == 0)
        return refuse("lambda", "0", "it must be above 0 with rationales alone",
                      "Their loss would not count.");
    if (config.maxTokens > config.rowTokens)
        return refuse("rowTokens", std::to_string(config.rowTokens),
                      "it must be at least maxTokens, " + std::to_string(config.maxTokens),
                      "An example lies within one row.");
    const int rows = std::max(1, config.tokensPerUpdate / config.rowTokens);
    if (config.tokensPerUpdate < config.rowTokens)
        return refuse("tokensPerUpdate", std::to_string(config.tokensPerUpdate),
                      "it must be at least rowTokens, " + std::to_string(config.rowTokens),
                      "An update reads whole rows.");
    if (config.accumulation > rows)
        return refuse("accumulation", std::to_string(config.accumulation),
                      "an update has only " + std::to_string(rows) + " rows to divide",
                      "A part reads whole rows.");
    if (config.method == "lora" && config.loraTargets.empty())
        return refuse("loraTargets", "[]", "at least one is needed with LoRA",
                      "Nothing would be trained.");
    if (config.engine == "fused" && config.device == "cuda")
        return refuse("engine", "\"fused\"", "a GPU takes \"torch\"",
                      "Our kernels run on the CPU.");
    if (config.patience > 0 && config.evaluationFile.empty())
        return refuse("patience", std::to_string(config.patience), "it needs an evaluationFile",
                      "Progress is seen on the dev steps.");
    return {};
}

}  // namespace

Status checkTrainConfig(const TrainConfig& config)
{
    for (const TrainSetting& setting : trainSettings())
        SYM_CHECK(std::visit([&](auto member) { return checkValue(setting, config.*member); },
                             setting.member));
    return checkTogether(config);
}

Result<TrainConfig> trainConfigFromJson(const std::string& json)
{
    const Json object = Json::parse(json, nullptr, false);
    if (object.is_discarded() || !object.is_object())
        return Error(ErrorCode::InvalidInput, "a training config is a JSON object");
    TrainConfig config;
    std::set<std::string> known;
    for (const TrainSetting& setting : trainSettings()) {
        known.insert(setting.key);
        if (!object.contains(setting.key)) continue;
        SYM_CHECK(std::visit(
            [&](auto member) { return readValue(setting, object[setting.key], config.*member); },
            setting.member));
    }
    for (const auto& [key, value] : object.items())
        if (!known.contains(key))
            return Error(ErrorCode::InvalidInput, "\"" + key + "\" is no key of a training config");
    SYM_CHECK(checkTrainConfig(config));
    return config;
}

std::string trainConfigToJson(const TrainConfig& config)
{
    Json object = Json::object();
    for (const TrainSetting& setting : trainSettings())
        std::visit([&](auto member) { object[setting.key] = config.*member; }, setting.member);
    return object.dump(2) + "\n";
}

}  // namespace sym
