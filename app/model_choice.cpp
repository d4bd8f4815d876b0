#include "app/model_choice.h"

#include <cstdlib>

#include "core/llm/openai_model.h"
#include "core/planner/planner.h"

namespace sym {

Result<std::unique_ptr<ChatModel>> policyModel(const std::string& policy, const std::string& model,
                                               const std::string& endpoint,
                                               const std::string& keyVariable)
{
    if (policy == "planner") return std::unique_ptr<ChatModel>(std::make_unique<Planner>());
    if (policy == "small" || policy == "hybrid" || policy == "sds")
        return Error(
            ErrorCode::InvalidInput,
            "policy \"" + policy + "\" needs a small model, which this version cannot train yet");
    if (policy != "large")
        return Error(ErrorCode::InvalidInput,
                     "unknown policy \"" + policy + "\": planner or large");
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
