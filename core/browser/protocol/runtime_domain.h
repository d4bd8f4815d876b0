#pragma once

#include <nlohmann/json.hpp>

#include <string>

#include "core/browser/devtools/devtools_connection.h"

namespace sym {

/// The protocol's Runtime domain: scripts in execution contexts.
class RuntimeDomain {
public:
    explicit RuntimeDomain(DevToolsConnection& connection) : m_connection(connection) {}

    /// Evaluates an expression, awaits a promise and gives its value (undefined is null).
    /// @param contextId 0: the main frame's page scripts' own world
    /// @return InvalidInput with the script's words when it throws; NotFound when the document
    ///         went away before or meanwhile
    Result<nlohmann::json> evaluate(int contextId, const std::string& expression,
                                    JobContext& job) const;

    /// The same, sent without waiting. @return what finishEvaluation() takes
    DevToolsConnection::Call startEvaluation(int contextId, const std::string& expression) const;
    Result<nlohmann::json> finishEvaluation(const DevToolsConnection::Call& call, JobContext& job,
                                            Deadline deadline) const;

    /// Evaluates to an object kept in the browser. @return its id; empty when it is null
    Result<std::string> evaluateToObject(int contextId, const std::string& expression,
                                         JobContext& job) const;

    /// Calls `function` (its source) with `this` as the object. Arguments are JSON values.
    Result<nlohmann::json> callOn(const std::string& objectId, const std::string& function,
                                  const std::vector<nlohmann::json>& arguments,
                                  JobContext& job) const;

private:
    DevToolsConnection& m_connection;
};

/// Whether an evaluation failed because its context was gone before it began: it can be repeated.
bool isMissingContext(const Error& error);

}  // namespace sym
