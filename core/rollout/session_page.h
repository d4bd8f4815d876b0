#pragma once

#include <chrono>

#include "core/browser/browser_session.h"
#include "core/llm/http_exchange.h"
#include "core/task/evaluator.h"

namespace sym {

/// The evaluator's view of a live session: looks at the tab the agent left.
class SessionPage final : public EvaluationPage {
public:
    SessionPage(BrowserSession& session, HttpClient& http) : m_session(session), m_http(http) {}

    std::string currentUrl() override { return m_session.currentUrl(); }
    Status goTo(const std::string& url, JobContext& job) override
    {
        return m_session.navigate(url, job);
    }
    Result<std::string> content(JobContext& job) override { return m_session.content(job); }
    Result<nlohmann::json> evaluate(const std::string& expression, JobContext& job) override;
    Result<nlohmann::json> request(const std::string& method, const std::string& url,
                                   const nlohmann::json& body, const std::string& bearer,
                                   JobContext& job) override;

private:
    static constexpr std::chrono::seconds kRequestTimeout{30};

    BrowserSession& m_session;
    HttpClient& m_http;
};

}  // namespace sym
