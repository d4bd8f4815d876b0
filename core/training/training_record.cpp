#include "core/training/training_record.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <optional>
#include <utility>

#include "core/model/json_file.h"

namespace sym {

namespace {

using Json = nlohmann::ordered_json;

/// The wrapper of the paper's data format; what comes before and after instruction and input.
constexpr std::string_view kWrapperHead =
    "Below is an instruction that describes a task, paired with an input that provides further "
    "context. Write a response that appropriately completes the request.\n\n### Instruction:\n";
constexpr std::string_view kWrapperInput = "\n\n### Input:\n";
constexpr std::string_view kWrapperResponse = "\n\n### Response:\n";

std::string_view instruction(ExampleKind kind)
{
    switch (kind) {
    case ExampleKind::Action: return "Please predict the action.";
    case ExampleKind::Rationale: return "Please predict the reason.";
    case ExampleKind::Joint: return "Please predict the reason and action.";
    }
    return {};
}

std::string_view trimmed(std::string_view text)
{
    constexpr std::string_view kBlank = " \t\r\n";
    const std::size_t begin = text.find_first_not_of(kBlank);
    if (begin == std::string_view::npos) return {};
    return text.substr(begin, text.find_last_not_of(kBlank) - begin + 1);
}

/// What stands behind the first line that starts with `header`, on that line and below it.
std::optional<std::string_view> behindHeader(std::string_view text, std::string_view header)
{
    for (std::size_t begin = 0; begin < text.size();) {
        if (text.substr(begin).starts_with(header)) return text.substr(begin + header.size());
        const std::size_t end = text.find('\n', begin);
        if (end == std::string_view::npos) break;
        begin = end + 1;
    }
    return std::nullopt;
}

template <typename T>
bool readMember(const Json& object, const char* key, T& into)
{
    const auto found = object.find(key);
    if (found == object.end()) return true;
    if constexpr (std::is_same_v<T, std::string>) {
        if (!found->is_string()) return false;
    } else if constexpr (std::is_same_v<T, double>) {
        if (!found->is_number()) return false;
    } else {
        if (!found->is_number_integer()) return false;
    }
    into = found->get<T>();
    return true;
}

}  // namespace

const char* exampleKindName(ExampleKind kind)
{
    switch (kind) {
    case ExampleKind::Action: return "action";
    case ExampleKind::Rationale: return "rationale";
    case ExampleKind::Joint: return "joint";
    }
    return "unknown";
}

Result<TrainingRecord> trainingRecordFromJson(std::string_view line)
{
    const Json object = Json::parse(line, nullptr, false);
    if (object.is_discarded() || !object.is_object())
        return Error(ErrorCode::InvalidInput, "a training record is a JSON object");
    TrainingRecord record;
    const std::pair<const char*, bool> members[] = {
        {"objective", readMember(object, "objective", record.objective)},
        {"last_action", readMember(object, "last_action", record.lastAction)},
        {"history", readMember(object, "history", record.history)},
        {"observation", readMember(object, "observation", record.observation)},
        {"reason", readMember(object, "reason", record.reason)},
        {"action", readMember(object, "action", record.action)},
        {"episode", readMember(object, "episode", record.episode)},
        {"step", readMember(object, "step", record.step)},
        {"task_id", readMember(object, "task_id", record.taskId)},
        {"template_id", readMember(object, "template_id", record.templateId)},
        {"site", readMember(object, "site", record.site)},
        {"split", readMember(object, "split", record.split)},
        {"weight", readMember(object, "weight", record.weight)},
    };
    for (const auto& [key, fits] : members)
        if (!fits)
            return Error(ErrorCode::InvalidInput,
                         std::string(key) + " has the wrong type: " + object[key].dump());
    if (record.objective.empty() || record.action.empty())
        return Error(ErrorCode::InvalidInput, "a training record needs objective and action");
    if (!(record.weight >= 0 && record.weight <= 1000))
        return Error(ErrorCode::InvalidInput,
                     "weight is " + Json(record.weight).dump() + "; it must be from 0 to 1000");
    if (record.lastAction.empty()) record.lastAction = "None";
    return record;
}

std::string trainingRecordToJson(const TrainingRecord& record)
{
    const Json object = {{"objective", record.objective}, {"last_action", record.lastAction},
                         {"history", record.history},     {"observation", record.observation},
                         {"reason", record.reason},       {"action", record.action},
                         {"episode", record.episode},     {"step", record.step},
                         {"task_id", record.taskId},      {"template_id", record.templateId},
                         {"site", record.site},           {"split", record.split},
                         {"weight", record.weight}};
    return object.dump(-1, ' ', false, Json::error_handler_t::replace);
}

Result<std::vector<TrainingRecord>> readTrainingRecords(const std::string& file)
{
    SYM_TRY(const std::string text, readWholeFile(file));
    std::vector<TrainingRecord> records;
    int number = 0;
    for (std::size_t begin = 0; begin < text.size();) {
        const std::size_t end = std::min(text.find('\n', begin), text.size());
        const std::string_view line = std::string_view(text).substr(begin, end - begin);
        begin = end + 1;
        ++number;
        if (trimmed(line).empty()) continue;
        auto record = trainingRecordFromJson(line);
        if (!record) return record.error().within(file + ", line " + std::to_string(number));
        records.push_back(*std::move(record));
    }
    return records;
}

Status writeTrainingRecords(const std::string& file, const std::vector<TrainingRecord>& records)
{
    std::string text;
    for (const TrainingRecord& record : records) text += trainingRecordToJson(record) + "\n";
    return writeWholeFile(file, text);
}

std::string studentPrompt(ExampleKind kind, std::string_view objective, std::string_view lastAction,
                          std::string_view history, std::string_view observation)
{
    std::string prompt(kWrapperHead);
    prompt += instruction(kind);
    prompt += kWrapperInput;
    const auto add = [&](std::string_view name, std::string_view content) {
        prompt += name;
        prompt += ":\n";
        prompt += trimmed(content);
        prompt += '\n';
    };
    add("OBJECTIVE", objective);
    add("LASTACTION", lastAction.empty() ? std::string_view("None") : lastAction);
    if (!trimmed(history).empty()) add("INTERACTION HISTORY", history);
    prompt += "CURRENT OBSERVATION:\n";
    prompt += observation;
    prompt += kWrapperResponse;
    return prompt;
}

std::string studentResponse(ExampleKind kind, std::string_view reason, std::string_view action)
{
    std::string response;
    if (kind != ExampleKind::Action) response += "REASON:\n" + std::string(trimmed(reason));
    if (kind == ExampleKind::Joint) response += '\n';
    if (kind != ExampleKind::Rationale) response += "ACTION:\n" + std::string(trimmed(action));
    return response;
}

std::string actionOfResponse(std::string_view response)
{
    const auto behind = behindHeader(response, "ACTION:");
    if (!behind) return {};
    const std::string_view text = trimmed(*behind);
    return std::string(trimmed(text.substr(0, text.find('\n'))));
}

std::string reasonOfResponse(std::string_view response)
{
    const auto behind = behindHeader(response, "REASON:");
    if (!behind) return {};
    std::string_view text = *behind;
    if (const std::size_t end = text.find("\nACTION:"); end != std::string_view::npos)
        text = text.substr(0, end);
    return std::string(trimmed(text));
}

}  // namespace sym
