#include "app/bench/node_script.h"

#include <QtCore/QDeadlineTimer>
#include <QtCore/QProcess>
#include <QtCore/QProcessEnvironment>

namespace sym {

namespace {

constexpr int kAnswerLimitMilliseconds = 600'000;
constexpr int kPollMilliseconds = 50;
constexpr int kQuitMilliseconds = 3'000;

}  // namespace

NodeScript::NodeScript(std::string name, std::unique_ptr<QProcess> process)
    : m_name(std::move(name)), m_process(std::move(process))
{
}

NodeScript::~NodeScript()
{
    if (m_process->state() == QProcess::NotRunning) return;
    m_process->write("{\"quit\":true}\n");
    m_process->closeWriteChannel();
    if (m_process->waitForFinished(kQuitMilliseconds)) return;
    m_process->kill();
    m_process->waitForFinished(kQuitMilliseconds);
}

Result<std::unique_ptr<NodeScript>> NodeScript::start(const std::string& name,
                                                      const QByteArray& script, JobContext& job)
{
    return startProgram(
        name, QStringLiteral("node"),
        {QStringLiteral("--input-type=module"), QStringLiteral("-e"), QString::fromUtf8(script)},
        QProcessEnvironment::systemEnvironment(), job);
}

Result<std::unique_ptr<NodeScript>> NodeScript::startProgram(const std::string& name,
                                                             const QString& program,
                                                             const QStringList& arguments,
                                                             const QProcessEnvironment& environment,
                                                             JobContext& job)
{
    auto process = std::make_unique<QProcess>();
    process->setProcessChannelMode(QProcess::SeparateChannels);
    process->setStandardErrorFile(QProcess::nullDevice());
    process->setProcessEnvironment(environment);
    process->start(program, arguments);
    if (!process->waitForStarted())
        return Error(ErrorCode::NotFound, program.toStdString()
                                              + " cannot be started: install the package "
                                              + (program == u"node" ? "nodejs" : "python3"));
    std::unique_ptr<NodeScript> peer(new NodeScript(name, std::move(process)));
    SYM_TRY(peer->m_greeting, peer->readLine(job));
    if (const std::string reason = peer->m_greeting.value("missing", std::string());
        !reason.empty())
        return Error(ErrorCode::NotFound, reason);
    return peer;
}

Result<nlohmann::json> NodeScript::readLine(JobContext& job)
{
    const QDeadlineTimer deadline(kAnswerLimitMilliseconds);
    while (!m_process->canReadLine()) {
        if (job.isCancelled()) return Error(ErrorCode::Cancelled, "cancelled");
        if (deadline.hasExpired())
            return Error(ErrorCode::Timeout, m_name + " did not answer in time");
        if (!m_process->waitForReadyRead(kPollMilliseconds)
            && m_process->state() == QProcess::NotRunning && !m_process->canReadLine())
            return Error(ErrorCode::NotFound, m_name + "'s process ended");
    }
    const QByteArray line = m_process->readLine();
    const auto answer = nlohmann::json::parse(line.begin(), line.end(), nullptr, false);
    if (!answer.is_object())
        return Error(ErrorCode::Protocol,
                     m_name + "'s answer is no JSON object: " + line.left(200).toStdString());
    if (const std::string words = answer.value("error", std::string()); !words.empty())
        return Error(ErrorCode::Protocol, m_name + ": " + words);
    return answer;
}

Result<nlohmann::json> NodeScript::ask(const nlohmann::json& wish, JobContext& job)
{
    m_process->write(QByteArray::fromStdString(wish.dump() + "\n"));
    if (!m_process->waitForBytesWritten(kAnswerLimitMilliseconds))
        return Error(ErrorCode::Network, m_name + "'s process does not read");
    return readLine(job);
}

}  // namespace sym
