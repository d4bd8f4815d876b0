#pragma once

#include <map>
#include <mutex>
#include <string>

#include "core/browser/browser_session.h"
#include "core/rollout/site_settings.h"
#include "core/task/task.h"

namespace sym {

/// Logs a session into the sites of a task, once a run and site: the cookies are kept and given to
/// later sessions. Thread-safe.
class LoginKeeper {
public:
    explicit LoginKeeper(SiteSettings settings) : m_settings(std::move(settings)) {}

    /// Logs into every site of the task that has a login page and an account.
    /// @return Network or Protocol naming the site when its login check fails: an error of the
    ///         environment, not of the agent
    Status logIn(BrowserSession& session, const Task& task, JobContext& job);

    /// Forgets the cookies of a site, for a login that was lost in the middle of a run.
    void forget(const std::string& site);

private:
    Status logIntoSite(BrowserSession& session, const SiteSetting& site, JobContext& job);
    Result<bool> isLoggedIn(BrowserSession& session, const SiteSetting& site, JobContext& job);

    SiteSettings m_settings;
    std::mutex m_mutex;
    std::map<std::string, nlohmann::json> m_states;  ///< storage_state by site
};

/// Whether a page shows one of the sites' "please log in" texts although the task wants a login.
bool looksLoggedOut(const std::string& observation);

}  // namespace sym
