#include "core/site/web/session.h"

namespace sym {

namespace {

/// Requests without cookies (evaluators, crawlers) each open a session; a world serves one browser,
/// so beyond this all but the newest are theirs.
constexpr std::size_t kMostSessions = 2000;

}  // namespace

LoginSession& LoginSessions::of(const SiteRequest& request)
{
    const auto known = m_sessions.find(request.sessionId);
    if (known != m_sessions.end()) return known->second;
    if (m_sessions.size() >= kMostSessions) m_sessions.erase(m_sessions.begin());
    LoginSession& session = m_sessions[request.sessionId];
    session.user = m_defaultUser;
    return session;
}

}  // namespace sym
