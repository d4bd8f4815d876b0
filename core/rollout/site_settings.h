#pragma once

#include <nlohmann/json.hpp>

#include <chrono>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/task/task.h"

namespace sym {

/// What the workbench knows of one site of a real WebArena; filled in by the user.
struct SiteSetting {
    std::string name;     ///< WebArena's name: "shopping", ...
    std::string address;  ///< without trailing slash
    std::string user;
    std::string password;
    std::string loginUrl;        ///< page with the login form; empty: no login
    std::string loginCheckUrl;   ///< page only a logged-in user sees
    std::string loginCheckText;  ///< text it then contains; empty: the address must not change
    std::string resetUrl;        ///< GET starts a reset (webarena-setup), or
    std::string resetCommand;    ///< a command does
    std::string resetStatusUrl;  ///< polled until it answers 200 and "Ready"; empty: not polled
    int resetDeadlineSeconds = 600;
    int coolDownSeconds = 0;  ///< pause between two content-changing tasks
};

struct SiteSettings {
    std::vector<SiteSetting> sites;

    SiteAddresses addresses() const;
    const SiteSetting* find(const std::string& name) const;
};

nlohmann::json toJson(const SiteSettings& settings);
Result<SiteSettings> siteSettingsFromJson(const nlohmann::json& json);

/// WebArena's own accounts and checks, with empty addresses: the form a user fills in.
SiteSettings webArenaSiteSettings();

}  // namespace sym
