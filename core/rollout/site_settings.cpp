#include "core/rollout/site_settings.h"

namespace sym {

namespace {

using nlohmann::json;

/// Reads a member if it is there; false if it has another type.
template <typename T>
bool readMember(const json& object, const char* key, T& value)
{
    const auto found = object.find(key);
    if (found == object.end()) return true;
    if constexpr (std::is_same_v<T, std::string>) {
        if (!found->is_string()) return false;
    } else {
        if (!found->is_number_integer()) return false;
    }
    value = found->template get<T>();
    return true;
}

std::string withoutTrailingSlash(std::string address)
{
    while (!address.empty() && address.back() == '/') address.pop_back();
    return address;
}

}  // namespace

SiteAddresses SiteSettings::addresses() const
{
    SiteAddresses all;
    for (const SiteSetting& site : sites)
        if (!site.address.empty()) all[site.name] = withoutTrailingSlash(site.address);
    return all;
}

const SiteSetting* SiteSettings::find(const std::string& name) const
{
    for (const SiteSetting& site : sites)
        if (site.name == name) return &site;
    return nullptr;
}

json toJson(const SiteSettings& settings)
{
    json list = json::array();
    for (const SiteSetting& site : settings.sites) {
        list.push_back({{"name", site.name},
                        {"address", site.address},
                        {"user", site.user},
                        {"password", site.password},
                        {"login_url", site.loginUrl},
                        {"login_check_url", site.loginCheckUrl},
                        {"login_check_text", site.loginCheckText},
                        {"reset_url", site.resetUrl},
                        {"reset_command", site.resetCommand},
                        {"reset_status_url", site.resetStatusUrl},
                        {"reset_deadline_seconds", site.resetDeadlineSeconds},
                        {"cool_down_seconds", site.coolDownSeconds}});
    }
    return list;
}

Result<SiteSettings> siteSettingsFromJson(const json& list)
{
    if (!list.is_array()) return Error(ErrorCode::InvalidInput, "site settings should be a list");
    SiteSettings settings;
    for (const json& object : list) {
        SiteSetting site;
        const bool fits = object.is_object() && readMember(object, "name", site.name)
                          && readMember(object, "address", site.address)
                          && readMember(object, "user", site.user)
                          && readMember(object, "password", site.password)
                          && readMember(object, "login_url", site.loginUrl)
                          && readMember(object, "login_check_url", site.loginCheckUrl)
                          && readMember(object, "login_check_text", site.loginCheckText)
                          && readMember(object, "reset_url", site.resetUrl)
                          && readMember(object, "reset_command", site.resetCommand)
                          && readMember(object, "reset_status_url", site.resetStatusUrl)
                          && readMember(object, "reset_deadline_seconds", site.resetDeadlineSeconds)
                          && readMember(object, "cool_down_seconds", site.coolDownSeconds);
        if (!fits || site.name.empty())
            return Error(ErrorCode::InvalidInput,
                         "not a site setting: " + object.dump().substr(0, 200));
        settings.sites.push_back(std::move(site));
    }
    return settings;
}

SiteSettings webArenaSiteSettings()
{
    // WebArena's public test accounts and its auto_login checks (WEBARENA 1.1 and 6).
    const auto site = [](const char* name, const char* user, const char* password,
                         const char* login, const char* checkUrl, const char* checkText) {
        SiteSetting setting;
        setting.name = name;
        setting.user = user;
        setting.password = password;
        setting.loginUrl = login;
        setting.loginCheckUrl = checkUrl;
        setting.loginCheckText = checkText;
        return setting;
    };
    SiteSettings settings;
    settings.sites = {
        site("shopping", "emma.lopez@gmail.com", "Password.123", "/customer/account/login/",
             "/wishlist/", ""),
        site("shopping_admin", "admin", "admin1234", "", "", "Dashboard"),
        site("reddit", "MarvelsGrantMan136", "test1234", "/login",
             "/user/MarvelsGrantMan136/account", "Delete"),
        site("gitlab", "byteblaze", "hello1234", "/users/sign_in", "/-/profile", ""),
        site("map", "", "", "", "", ""),
        site("wikipedia", "", "", "", "", ""),
        site("homepage", "", "", "", "", ""),
    };
    settings.sites[1].loginUrl = "/";
    settings.sites[1].loginCheckUrl = "/dashboard";
    settings.sites[2].coolDownSeconds = 1800;  // Postmill's limit on posting
    return settings;
}

}  // namespace sym
