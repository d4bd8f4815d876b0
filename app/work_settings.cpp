#include "app/work_settings.h"

#include "app/model_choice.h"

namespace sym {

namespace {

using nlohmann::json;

Result<json> readSetting(ProjectStore& store, const std::string& key)
{
    SYM_TRY(const std::string text, store.setting(key));
    if (text.empty()) return json();
    json value = json::parse(text, nullptr, false);
    if (value.is_discarded())
        return Error(ErrorCode::Storage, "the setting \"" + key + "\" is damaged: enter it again");
    return value;
}

bool isWebAddress(const std::string& text)
{
    return text.starts_with("http://") || text.starts_with("https://");
}

}  // namespace

Result<WorkSettings> readWorkSettings(ProjectStore& store)
{
    WorkSettings settings;
    SYM_TRY(settings.sites, storedSiteSettings(store));
    if (settings.sites.sites.empty()) settings.sites = webArenaSiteSettings();
    SYM_TRY(const json endpoint, readSetting(store, "endpoint"));
    if (endpoint.is_object()) {
        settings.endpoint.address = endpoint.value("address", "");
        settings.endpoint.model = endpoint.value("model", "");
        settings.endpoint.keyVariable = endpoint.value("key_variable", "");
    }
    SYM_TRY(const json browser, readSetting(store, "browser"));
    if (browser.is_string()) settings.browser = browser.get<std::string>();
    SYM_TRY(const json hosts, readSetting(store, "allowed_hosts"));
    if (hosts.is_array())
        for (const json& host : hosts)
            if (host.is_string()) settings.allowedHosts.push_back(host.get<std::string>());
    return settings;
}

std::string keyVariableOf(const WorkSettings& settings)
{
    return settings.endpoint.keyVariable.empty() ? "OPENAI_API_KEY" : settings.endpoint.keyVariable;
}

Status writeWorkSettings(ProjectStore& store, const WorkSettings& settings)
{
    for (const SiteSetting& site : settings.sites.sites)
        if (!site.address.empty() && !isWebAddress(site.address))
            return Error(ErrorCode::InvalidInput,
                         "the address of " + site.name
                             + " should start with http:// or https://, not \"" + site.address
                             + "\"");
    if (!settings.endpoint.address.empty() && !isWebAddress(settings.endpoint.address))
        return Error(ErrorCode::InvalidInput,
                     "the model's address should start with http:// or https://, not \""
                         + settings.endpoint.address + "\"");
    SYM_CHECK(store.setSetting("sites", toJson(settings.sites).dump()));
    SYM_CHECK(store.setSetting("endpoint", json{{"address", settings.endpoint.address},
                                                {"model", settings.endpoint.model},
                                                {"key_variable", settings.endpoint.keyVariable}}
                                               .dump()));
    SYM_CHECK(store.setSetting("browser", json(settings.browser).dump()));
    return store.setSetting("allowed_hosts", json(settings.allowedHosts).dump());
}

}  // namespace sym
