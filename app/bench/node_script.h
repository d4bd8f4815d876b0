#pragma once

#include <QtCore/QStringList>

#include <nlohmann/json.hpp>

#include <memory>
#include <string>

#include "core/base/job_context.h"
#include "core/base/result.h"

class QByteArray;
class QProcess;
class QProcessEnvironment;

namespace sym {

/// A peer that runs as a script in a node process of its own: it reads one JSON object a line,
/// answers each with one, and begins by saying what it is. All calls block; use it from the thread
/// that made it.
class NodeScript {
public:
    /// @param name of the peer, for errors
    /// @param script text of an ECMAScript module
    /// @return NotFound when node is not there, or with the script's own reason {"missing": ...}
    static Result<std::unique_ptr<NodeScript>> start(const std::string& name,
                                                     const QByteArray& script, JobContext& job);
    /// The same with another program that speaks these lines.
    static Result<std::unique_ptr<NodeScript>> startProgram(const std::string& name,
                                                            const QString& program,
                                                            const QStringList& arguments,
                                                            const QProcessEnvironment& environment,
                                                            JobContext& job);
    ~NodeScript();

    /// What the script said it is: names and versions.
    const nlohmann::json& greeting() const { return m_greeting; }
    /// @return Protocol with the script's own words {"error": ...}, Timeout after ten minutes
    Result<nlohmann::json> ask(const nlohmann::json& wish, JobContext& job);

private:
    NodeScript(std::string name, std::unique_ptr<QProcess> process);
    Result<nlohmann::json> readLine(JobContext& job);

    std::string m_name;
    std::unique_ptr<QProcess> m_process;
    nlohmann::json m_greeting;
};

}  // namespace sym
