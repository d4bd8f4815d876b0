#include "core/knowledge/retrieval_settings.h"

namespace sym {

const char* exclusionName(Exclusion exclusion)
{
    return exclusion == Exclusion::Template ? "template"
           : exclusion == Exclusion::Task   ? "task"
                                            : "none";
}

Result<Exclusion> exclusionFromName(const std::string& name)
{
    for (const Exclusion exclusion : {Exclusion::Template, Exclusion::Task, Exclusion::None})
        if (name == exclusionName(exclusion)) return exclusion;
    return Error(ErrorCode::InvalidInput,
                 "entries are excluded by template, by task or not at all "
                 "(none), not by \""
                     + name + "\"");
}

nlohmann::json toJson(const RetrievalSettings& settings)
{
    nlohmann::json strategies = nlohmann::json::array();
    if (settings.summary) strategies.push_back("summary");
    if (settings.observation) strategies.push_back("observation");
    if (settings.trajectory) strategies.push_back("trajectory");
    nlohmann::json json{
        {"strategies", std::move(strategies)}, {"per_strategy", settings.perStrategy},
        {"examples", settings.examples},       {"token_budget", settings.tokenBudget},
        {"filter", settings.filter},           {"exclude", exclusionName(settings.exclude)},
        {"same_site", settings.sameSite},      {"accepted_only", settings.acceptedOnly}};
    if (settings.symbiosis) json["symbiosis"] = settings.symbiosis->value;
    if (settings.lastRound) json["last_round"] = *settings.lastRound;
    if (!settings.policies.empty()) json["policies"] = settings.policies;
    return json;
}

}  // namespace sym
