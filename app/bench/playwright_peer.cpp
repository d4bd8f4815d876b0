#include "app/bench/playwright_peer.h"

#include <QtCore/QDeadlineTimer>
#include <QtCore/QFile>
#include <QtCore/QProcess>

// outside the namespace, as the macro demands: a static library's resources wait for this
static void loadBenchScripts()
{
    Q_INIT_RESOURCE(bench_scripts);
}

namespace sym {

namespace {

constexpr int kAnswerLimitMilliseconds = 120'000;
constexpr int kPollMilliseconds = 50;
constexpr int kQuitMilliseconds = 3'000;

}  // namespace

PlaywrightPeer::PlaywrightPeer(std::unique_ptr<QProcess> process) : m_process(std::move(process)) {}

PlaywrightPeer::~PlaywrightPeer()
{
    if (m_process->state() == QProcess::NotRunning) return;
    m_process->write("{\"quit\":true}\n");
    m_process->closeWriteChannel();
    if (m_process->waitForFinished(kQuitMilliseconds)) return;
    m_process->kill();
    m_process->waitForFinished(kQuitMilliseconds);
}

Result<std::unique_ptr<PlaywrightPeer>> PlaywrightPeer::start(JobContext& job)
{
    loadBenchScripts();
    QFile script(QStringLiteral(":/bench/playwright_step.mjs"));
    if (!script.open(QIODevice::ReadOnly))
        return Error(ErrorCode::Io, "the Playwright script is not in the program");
    auto process = std::make_unique<QProcess>();
    process->setProcessChannelMode(QProcess::SeparateChannels);
    process->setStandardErrorFile(QProcess::nullDevice());
    process->start(QStringLiteral("node"),
                   {QStringLiteral("--input-type=module"), QStringLiteral("-e"),
                    QString::fromUtf8(script.readAll())});
    if (!process->waitForStarted())
        return Error(ErrorCode::NotFound, "node cannot be started: install the package nodejs");
    std::unique_ptr<PlaywrightPeer> peer(new PlaywrightPeer(std::move(process)));
    SYM_TRY(peer->m_versions, peer->readLine(job));
    if (const std::string reason = peer->m_versions.value("missing", std::string());
        !reason.empty())
        return Error(ErrorCode::NotFound, reason);
    return peer;
}

Result<nlohmann::json> PlaywrightPeer::readLine(JobContext& job)
{
    const QDeadlineTimer deadline(kAnswerLimitMilliseconds);
    while (!m_process->canReadLine()) {
        if (job.isCancelled()) return Error(ErrorCode::Cancelled, "cancelled");
        if (deadline.hasExpired())
            return Error(ErrorCode::Timeout, "Playwright did not answer in time");
        if (!m_process->waitForReadyRead(kPollMilliseconds)
            && m_process->state() == QProcess::NotRunning && !m_process->canReadLine())
            return Error(ErrorCode::NotFound, "Playwright's node process ended");
    }
    const QByteArray line = m_process->readLine();
    const auto answer = nlohmann::json::parse(line.begin(), line.end(), nullptr, false);
    if (!answer.is_object())
        return Error(ErrorCode::Protocol,
                     "Playwright's answer is no JSON object: " + line.toStdString());
    if (const std::string words = answer.value("error", std::string()); !words.empty())
        return Error(ErrorCode::Protocol, "Playwright: " + words);
    return answer;
}

Result<nlohmann::json> PlaywrightPeer::ask(const nlohmann::json& wish, JobContext& job)
{
    m_process->write(QByteArray::fromStdString(wish.dump() + "\n"));
    if (!m_process->waitForBytesWritten())
        return Error(ErrorCode::Network, "Playwright's node process does not read");
    return readLine(job);
}

Status PlaywrightPeer::open(const std::string& url, JobContext& job)
{
    SYM_TRY(const nlohmann::json answer, ask({{"open", url}}, job));
    return answer.contains("title") ? Status()
                                    : Error(ErrorCode::Protocol, "Playwright opened nothing");
}

Result<double> PlaywrightPeer::observe(JobContext& job)
{
    SYM_TRY(const nlohmann::json answer, ask({{"observe", true}}, job));
    return answer.value("milliseconds", 0.0);
}

Result<double> PlaywrightPeer::step(const std::string& selector, JobContext& job)
{
    SYM_TRY(const nlohmann::json answer, ask({{"step", selector}}, job));
    return answer.value("milliseconds", 0.0);
}

}  // namespace sym
