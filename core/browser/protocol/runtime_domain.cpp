#include "core/browser/protocol/runtime_domain.h"

namespace sym {

namespace {

constexpr const char* kMissingContext = "Cannot find context";

/// Answers of the browser when a document is replaced under an evaluation.
constexpr const char* kDocumentGone[] = {kMissingContext,
                                         "Execution context was destroyed",
                                         "Inspected target navigated or closed",
                                         "Cannot find default execution context",
                                         "Cannot find object with given id",
                                         "Could not find object with given id"};

Error fromRefusal(const Error& error)
{
    for (const char* words : kDocumentGone) {
        if (error.message().find(words) != std::string::npos)
            return Error(ErrorCode::NotFound, error.message());
    }
    return error;
}

/// What a script threw, in its own words.
Error fromException(const nlohmann::json& details)
{
    std::string words = details.value("text", std::string("exception"));
    if (const auto thrown = details.find("exception"); thrown != details.end()) {
        if (const auto description = thrown->find("description");
            description != thrown->end() && description->is_string())
            words = description->get<std::string>();
        else if (const auto value = thrown->find("value"); value != thrown->end())
            words = value->dump();
    }
    return Error(ErrorCode::InvalidInput, words);
}

Result<nlohmann::json> readValue(Result<nlohmann::json> answer)
{
    if (!answer) return fromRefusal(answer.error());
    if (const auto details = answer->find("exceptionDetails"); details != answer->end())
        return fromException(*details);
    const auto result = answer->find("result");
    if (result == answer->end()) return Error(ErrorCode::Protocol, "an evaluation has no result");
    if (const auto value = result->find("value"); value != result->end()) return std::move(*value);
    if (const auto odd = result->find("unserializableValue"); odd != result->end())
        return *odd;  // NaN, Infinity, -0, big integers: as text
    return nlohmann::json();
}

}  // namespace

bool isMissingContext(const Error& error)
{
    return error.code() == ErrorCode::NotFound
           && error.message().find(kMissingContext) != std::string::npos;
}

DevToolsConnection::Call RuntimeDomain::startEvaluation(int contextId,
                                                        const std::string& expression) const
{
    nlohmann::json params{{"expression", expression},
                          {"returnByValue", true},
                          {"awaitPromise", true},
                          {"userGesture", true}};
    if (contextId != 0) params["contextId"] = contextId;
    return m_connection.start("Runtime.evaluate", params);
}

Result<nlohmann::json> RuntimeDomain::finishEvaluation(const DevToolsConnection::Call& call,
                                                       JobContext& job, Deadline deadline) const
{
    return readValue(m_connection.finish(call, job, deadline));
}

Result<nlohmann::json> RuntimeDomain::evaluate(int contextId, const std::string& expression,
                                               JobContext& job) const
{
    return finishEvaluation(startEvaluation(contextId, expression), job,
                            after(m_connection.callTimeout()));
}

Result<std::string> RuntimeDomain::evaluateToObject(int contextId, const std::string& expression,
                                                    JobContext& job) const
{
    nlohmann::json params{{"expression", expression}, {"objectGroup", "symbiont"}};
    if (contextId != 0) params["contextId"] = contextId;
    auto answer = m_connection.call("Runtime.evaluate", params, job);
    if (!answer) return fromRefusal(answer.error());
    if (const auto details = answer->find("exceptionDetails"); details != answer->end())
        return fromException(*details);
    return answer->value("/result/objectId"_json_pointer, std::string());
}

Result<nlohmann::json> RuntimeDomain::callOn(const std::string& objectId,
                                             const std::string& function,
                                             const std::vector<nlohmann::json>& arguments,
                                             JobContext& job) const
{
    nlohmann::json values = nlohmann::json::array();
    for (const nlohmann::json& argument : arguments) values.push_back({{"value", argument}});
    return readValue(m_connection.call("Runtime.callFunctionOn",
                                       {{"objectId", objectId},
                                        {"functionDeclaration", function},
                                        {"arguments", values},
                                        {"returnByValue", true},
                                        {"awaitPromise", true},
                                        {"userGesture", true}},
                                       job));
}

}  // namespace sym
