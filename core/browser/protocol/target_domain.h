#pragma once

#include <string>
#include <vector>

#include "core/browser/devtools/devtools_connection.h"

namespace sym {

/// The protocol's Target domain, on the connection of the browser itself.
class TargetDomain {
public:
    explicit TargetDomain(DevToolsConnection& browser) : m_connection(browser) {}

    Status setDiscoverTargets(JobContext& job) const
    {
        return status(m_connection.call("Target.setDiscoverTargets", {{"discover", true}}, job));
    }

    /// An off-the-record profile that goes with the connection.
    /// @param allowedHosts if there are any, everything else is sent to a proxy that does not
    /// exist:
    ///        pop-ups and workers too, which no page's own connection sees in time
    /// @return its id
    Result<std::string> createBrowserContext(const std::vector<std::string>& allowedHosts,
                                             JobContext& job) const
    {
        nlohmann::json params{{"disposeOnDetach", true}};
        if (!allowedHosts.empty()) {
            std::string direct = "<-loopback>";
            for (const std::string& host : allowedHosts) direct += ";" + host;
            params["proxyServer"] = "http://127.0.0.1:1";
            params["proxyBypassList"] = direct;
        }
        SYM_TRY(const nlohmann::json answer,
                m_connection.call("Target.createBrowserContext", params, job));
        return answer.value("browserContextId", std::string());
    }

    void disposeBrowserContext(const std::string& id) const
    {
        m_connection.post("Target.disposeBrowserContext", {{"browserContextId", id}});
    }

    /// A blank page. @return its target id
    Result<std::string> createTarget(const std::string& browserContextId, int width, int height,
                                     JobContext& job) const
    {
        SYM_TRY(const nlohmann::json answer,
                m_connection.call("Target.createTarget",
                                  {{"url", "about:blank"},
                                   {"browserContextId", browserContextId},
                                   {"width", width},
                                   {"height", height}},
                                  job));
        return answer.value("targetId", std::string());
    }

    Status closeTarget(const std::string& targetId, JobContext& job) const
    {
        return status(m_connection.call("Target.closeTarget", {{"targetId", targetId}}, job));
    }

private:
    static Status status(const Result<nlohmann::json>& answer)
    {
        return answer ? Status() : Status(answer.error());
    }

    DevToolsConnection& m_connection;
};

}  // namespace sym
