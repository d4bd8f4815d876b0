#include "core/rollout/session_page.h"

namespace sym {

Result<nlohmann::json> SessionPage::evaluate(const std::string& expression, JobContext& job)
{
    Result<nlohmann::json> value = m_session.evaluate(expression, job);
    // The session tells a script that threw by InvalidInput, evaluators by Protocol.
    if (!value && value.error().code() == ErrorCode::InvalidInput)
        return Error(ErrorCode::Protocol, value.error().message());
    return value;
}

Result<nlohmann::json> SessionPage::request(const std::string& method, const std::string& url,
                                            const nlohmann::json& body, const std::string& bearer,
                                            JobContext& job)
{
    HttpPost request;
    request.url = url;
    request.method = method;
    request.timeout = kRequestTimeout;
    if (!body.is_null()) request.body = body.dump();
    if (!bearer.empty()) request.headers.emplace_back("Authorization", "Bearer " + bearer);

    SYM_TRY(const HttpAnswer answer, m_http.post(request, job, {}));
    if (answer.status < 200 || answer.status >= 300)
        return Error(ErrorCode::Network,
                     method + " " + url + " answered " + std::to_string(answer.status));
    nlohmann::json value = nlohmann::json::parse(answer.body, nullptr, false);
    if (value.is_discarded())
        return Error(ErrorCode::Protocol, method + " " + url + " did not answer JSON");
    return value;
}

}  // namespace sym
