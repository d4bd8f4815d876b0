#pragma once

#include <map>
#include <string>
#include <vector>

#include "core/site/web/http.h"

namespace sym {

/// A message shown once at the top of the next page.
struct Flash {
    enum class Kind { Success, Error, Notice };
    Kind kind = Kind::Success;
    std::string text;  ///< plain text
};

/// What a site knows of one browser.
struct LoginSession {
    std::string user;  ///< account name; empty: a guest
    std::vector<Flash> flashes;
    std::map<std::string, std::string> values;  ///< anything else a site keeps per browser

    void flash(Flash::Kind kind, std::string text) { flashes.push_back({kind, std::move(text)}); }
    /// The messages to show now; they are gone afterwards.
    std::vector<Flash> takeFlashes() { return std::exchange(flashes, {}); }
};

/// The sessions of one site. New browsers start logged in as the site's default account, as with
/// a stored login; logging out empties LoginSession::user. The server's thread only.
class LoginSessions {
public:
    explicit LoginSessions(std::string defaultUser) : m_defaultUser(std::move(defaultUser)) {}

    LoginSession& of(const SiteRequest& request);
    void clear() { m_sessions.clear(); }

private:
    std::string m_defaultUser;
    std::map<std::string, LoginSession> m_sessions;
};

}  // namespace sym
