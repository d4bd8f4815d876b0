#pragma once

#include <nlohmann/json.hpp>

#include "core/browser/devtools/devtools_connection.h"

namespace sym {

/// The protocol's Network domain, as far as it is asked and not only heard.
class NetworkDomain {
public:
    explicit NetworkDomain(DevToolsConnection& connection) : m_connection(connection) {}

    /// All cookies of the profile, as the protocol describes them.
    Result<nlohmann::json> allCookies(JobContext& job) const
    {
        SYM_TRY(nlohmann::json answer, m_connection.call("Network.getAllCookies", nullptr, job));
        return answer.value("cookies", nlohmann::json::array());
    }

    /// @param cookies array of CookieParam
    Status setCookies(const nlohmann::json& cookies, JobContext& job) const
    {
        auto answer = m_connection.call("Network.setCookies", {{"cookies", cookies}}, job);
        return answer ? Status() : Status(answer.error());
    }

private:
    DevToolsConnection& m_connection;
};

}  // namespace sym
