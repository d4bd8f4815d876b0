#include "core/rollout/site_service.h"

#include <QtCore/QProcess>
#include <QtCore/QThread>

#include <chrono>

#include "core/jobs/waiter.h"

namespace sym {

namespace {

using namespace std::chrono_literals;

constexpr auto kProbeTimeout = 10s;
constexpr auto kPollPause = 500ms;
constexpr int kAlreadyRunning = 418;  // webarena-setup's reset server says so
constexpr std::size_t kOutputShown = 400;

Result<HttpAnswer> get(const std::string& url, HttpClient& http, const JobContext& job)
{
    HttpPost request;
    request.method = "GET";
    request.url = url;
    request.timeout = kProbeTimeout;
    return http.post(request, job, {});
}

/// Sleeps in pieces; Cancelled as soon as the job is.
Status pause(std::chrono::milliseconds time, const JobContext& job)
{
    for (const Deadline end = after(time); std::chrono::steady_clock::now() < end;) {
        if (job.isCancelled()) return Error(ErrorCode::Cancelled, "cancelled");
        QThread::msleep(std::uint64_t(kCancelPoll.count()));
    }
    return {};
}

Error deadlinePassed(const SiteSetting& site)
{
    return {ErrorCode::Timeout,
            site.name + " was not reset within " + std::to_string(site.resetDeadlineSeconds)
                + " s: look at its server, or raise the deadline in the site settings"};
}

double share(Deadline end, const SiteSetting& site)
{
    const double left =
        std::chrono::duration<double>(end - std::chrono::steady_clock::now()).count();
    return std::clamp(1 - left / std::max(1, site.resetDeadlineSeconds), 0.0, 1.0);
}

Result<std::string> resetByAddress(const SiteSetting& site, HttpClient& http, JobContext& job)
{
    const Deadline end = after(std::chrono::seconds(site.resetDeadlineSeconds));
    SYM_TRY(const HttpAnswer started, get(site.resetUrl, http, job));
    if (started.status != 200 && started.status != kAlreadyRunning)
        return Error(ErrorCode::Network,
                     site.resetUrl + " answered " + std::to_string(started.status));
    if (site.resetStatusUrl.empty()) return site.name + " was asked to reset";
    for (;;) {
        SYM_CHECK(pause(kPollPause, job));
        const auto status = get(site.resetStatusUrl, http, job);
        if (status && status->status == 200 && status->body.find("Ready") != std::string::npos)
            return site.name + " is reset and ready";
        if (status && status->status >= 500)
            return Error(ErrorCode::Network, "resetting " + site.name + " failed: "
                                                 + status->body.substr(0, kOutputShown));
        if (std::chrono::steady_clock::now() >= end) return deadlinePassed(site);
        job.report(share(end, site), "resetting " + site.name);
    }
}

Result<std::string> resetByCommand(const SiteSetting& site, JobContext& job)
{
    const Deadline end = after(std::chrono::seconds(site.resetDeadlineSeconds));
    QProcess process;
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(QStringLiteral("/bin/sh"),
                  {QStringLiteral("-c"), QString::fromStdString(site.resetCommand)});
    while (!process.waitForFinished(int(kCancelPoll.count()))) {
        if (process.error() == QProcess::FailedToStart)
            return Error(ErrorCode::Io, "the reset command of " + site.name + " did not start");
        const bool late = std::chrono::steady_clock::now() >= end;
        if (job.isCancelled() || late) {
            process.kill();
            process.waitForFinished();
            return late ? deadlinePassed(site) : Error(ErrorCode::Cancelled, "cancelled");
        }
        job.report(share(end, site), "resetting " + site.name);
    }
    const std::string output = process.readAll().toStdString();
    if (process.exitStatus() != QProcess::NormalExit || process.exitCode() != 0)
        return Error(ErrorCode::Io, "the reset command of " + site.name + " ended with code "
                                        + std::to_string(process.exitCode()) + ": "
                                        + output.substr(0, kOutputShown));
    return site.name + " is reset";
}

}  // namespace

Result<std::string> probeSite(const SiteSetting& site, HttpClient& http, JobContext& job)
{
    if (site.address.empty()) return Error(ErrorCode::NotFound, site.name + " has no address");
    SYM_TRY(const HttpAnswer answer, get(site.address, http, job));
    if (answer.status >= 400)
        return Error(ErrorCode::Network,
                     site.address + " answered " + std::to_string(answer.status));
    return site.address + " answered " + std::to_string(answer.status);
}

Result<std::string> resetSite(const SiteSetting& site, HttpClient& http, JobContext& job)
{
    if (!site.resetUrl.empty()) return resetByAddress(site, http, job);
    if (!site.resetCommand.empty()) return resetByCommand(site, job);
    return Error(ErrorCode::NotFound,
                 site.name + " has no reset address or command: enter one in the site settings");
}

}  // namespace sym
