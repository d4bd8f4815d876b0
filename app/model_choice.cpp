#include "app/model_choice.h"

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <thread>

#include "app/trainer_process.h"
#include "core/llm/constant_model.h"
#include "core/llm/openai_model.h"
#include "core/model/native/native_model.h"
#include "core/planner/planner.h"
#include "core/training/run_folder.h"
#include "core/training/training_example.h"
#include "core/trajectory/action.h"

namespace sym {

namespace {

namespace fs = std::filesystem;

/// Pages and browsers want the other cores.
constexpr unsigned kMaxThreads = 4;

/// "nano, joint, temperature 0, constrained": what is recorded with every call.
std::string studentName(const std::string& model, const StudentSettings& settings)
{
    std::string path = model;
    while (path.size() > 1 && path.ends_with('/')) path.pop_back();
    char temperature[32];
    std::snprintf(temperature, sizeof temperature, "%g", settings.temperature);
    return fs::path(path).filename().string() + ", " + exampleKindName(settings.kind)
           + ", temperature " + temperature + (settings.constrained ? ", constrained" : "")
           + (settings.copiesTexts.value_or(true) ? "" : ", free texts")
           + (settings.samples > 1 ? ", " + std::to_string(settings.samples) + " samples" : "");
}

/// Where the weights lie and what a training run says of the prompt.
struct StudentFiles {
    std::string folder;
    std::string adapter;
};

Result<StudentFiles> studentFiles(const std::string& model, StudentSettings& settings)
{
    StudentFiles files;
    files.folder = findBaseModel(model);
    std::error_code error;
    // The model folder of a run: the run says how its prompts were
    const fs::path inner = fs::path(files.folder + "/").lexically_normal().parent_path();
    const fs::path outer = inner.parent_path();
    if (inner.filename() == "model" && fs::exists(outer / "config.json", error)
        && fs::exists(outer / "metrics.jsonl", error))
        files.folder = outer.string();
    const bool hasModel = fs::exists(files.folder + "/model/config.json", error);
    const bool hasAdapter = fs::exists(files.folder + "/adapter/adapter_config.json", error);
    if (!hasModel && !hasAdapter) return files;
    auto config = RunFolderReader(files.folder).config();
    if (!config) return config.error().within("run " + files.folder);
    settings.maxTokens = config->maxTokens;
    settings.history = config->history;
    settings.markMatches = config->markMatches;
    settings.kind = answeringKind(*config);
    if (hasModel) {
        files.folder += "/model";
    } else {
        files.adapter = files.folder + "/adapter";
        files.folder = findBaseModel(config->baseModel);
    }
    return files;
}

}  // namespace

Result<std::unique_ptr<ChatModel>> openStudent(const std::string& model, StudentSettings settings)
{
    SYM_TRY(const StudentFiles files, studentFiles(model, settings));
    ModelOptions options;
    options.threads = int(std::min(kMaxThreads, std::max(1u, std::thread::hardware_concurrency())));
    options.adapterFolder = files.adapter;
    auto opened = openNativeModel(files.folder, options);
    if (!opened) return opened.error().within("small model " + model);
    settings.name = studentName(model, settings);
    return std::unique_ptr<ChatModel>(
        std::make_unique<StudentModel>(*std::move(opened), std::move(settings)));
}

Result<std::unique_ptr<ChatModel>> policyModel(const std::string& policy, const std::string& model,
                                               const std::string& endpoint,
                                               const std::string& keyVariable,
                                               const StudentSettings& student)
{
    if (policy == "planner") return std::unique_ptr<ChatModel>(std::make_unique<Planner>());
    if (policy == "small" || policy == "sds")
        return openStudent(model.empty() ? "nano" : model, student);
    if (policy == "constant") {
        const std::string action = model.empty() ? "stop [N/A]" : model;
        auto parsed = parseActions(action, ActionGrammar::Symbiont);
        if (!parsed)
            return parsed.error().within(
                "policy constant: --model is the action to do, such as "
                "\"stop [N/A]\"");
        return std::unique_ptr<ChatModel>(std::make_unique<ConstantModel>(action));
    }
    if (policy == "hybrid")
        return Error(ErrorCode::InvalidInput,
                     "policy \"" + policy + "\" is not part of this version yet");
    if (policy != "large")
        return Error(ErrorCode::InvalidInput,
                     "unknown policy \"" + policy + "\": planner, large, small, sds or constant");
    if (model.empty())
        return Error(ErrorCode::InvalidInput, "policy large needs the model's name: --model NAME");

    OpenAiSettings settings;
    settings.model = model;
    settings.keyVariable = keyVariable;
    const char* address = std::getenv("OPENAI_BASE_URL");
    if (!endpoint.empty())
        settings.baseUrl = endpoint;
    else if (address)
        settings.baseUrl = address;
    // A server on this machine usually wants no key.
    if (settings.baseUrl.starts_with("http://127.0.0.1") && !std::getenv(keyVariable.c_str()))
        settings.keyVariable.clear();
    SYM_TRY(std::unique_ptr<OpenAiModel> opened, OpenAiModel::open(std::move(settings)));
    return std::unique_ptr<ChatModel>(std::move(opened));
}

Result<SiteSettings> storedSiteSettings(ProjectStore& store)
{
    SYM_TRY(const std::string text, store.setting("sites"));
    if (text.empty()) return SiteSettings{};
    const nlohmann::json json = nlohmann::json::parse(text, nullptr, false);
    if (json.is_discarded())
        return Error(ErrorCode::Storage,
                     "the project's site settings are damaged: enter them again");
    return siteSettingsFromJson(json);
}

Result<ObservationEngine> engineFromName(const std::string& name)
{
    for (const ObservationEngine engine : {ObservationEngine::Page, ObservationEngine::Cdp})
        if (name == observationEngineName(engine)) return engine;
    return Error(ErrorCode::InvalidInput, "unknown engine \"" + name + "\": page or cdp");
}

Result<ObservationFormat> formatFromName(const std::string& name)
{
    for (const ObservationFormat format :
         {ObservationFormat::WebArena, ObservationFormat::AgentOccam, ObservationFormat::Symbiont})
        if (name == observationFormatName(format)) return format;
    return Error(ErrorCode::InvalidInput,
                 "unknown format \"" + name + "\": webarena, agentoccam or symbiont");
}

}  // namespace sym
