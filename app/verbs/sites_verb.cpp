#include <QtCore/QThread>

#include "app/verb.h"
#include "core/site/site_server.h"

namespace sym {

namespace {

QList<QCommandLineOption> options()
{
    return {{QStringLiteral("port"),
             QStringLiteral("First port; the sites take the ones from it on. Default: free ones."),
             QStringLiteral("P")},
            {QStringLiteral("seed"), QStringLiteral("Seed of the content."), QStringLiteral("N"),
             QStringLiteral("1")}};
}

ExitCode run(const VerbCall& call, JobContext& job)
{
    SiteServer::Options wanted;
    if (!call.number("port", wanted.firstPort) || !call.number("seed", wanted.seed)) return kUsage;
    const auto server = SiteServer::start(wanted);
    if (!server) return fail(call.console, server.error());
    nlohmann::json urls = nlohmann::json::object();
    for (const auto& [site, address] : (*server)->addresses(0)) urls[site] = address;
    call.console.line(nlohmann::json{{"urls", urls}}.dump());
    call.console.progress("serving the built-in sites; Ctrl+C stops");
    while (!job.isCancelled()) QThread::msleep(50);
    return kDone;
}

}  // namespace

Verb sitesVerb()
{
    return {"sites", "[--port P] [--seed N]", "Serve the built-in sites until stopped.", options,
            run};
}

}  // namespace sym
