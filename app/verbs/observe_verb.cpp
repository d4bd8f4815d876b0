#include <QtCore/QFile>

#include <chrono>

#include "app/browser_provider.h"
#include "app/model_choice.h"
#include "app/verb.h"

namespace sym {

namespace {

QList<QCommandLineOption> options()
{
    return {{QStringLiteral("engine"), QStringLiteral("How the page is observed."),
             QStringLiteral("page|cdp"), QStringLiteral("page")},
            {QStringLiteral("format"), QStringLiteral("Text of the observation."),
             QStringLiteral("webarena|agentoccam|symbiont"), QStringLiteral("symbiont")},
            {QStringLiteral("browser"), QStringLiteral("Which browser."),
             QStringLiteral("embedded|chromium|ws://..."), QStringLiteral("embedded")},
            {QStringLiteral("screenshot"), QStringLiteral("Write a picture of the page as well."),
             QStringLiteral("FILE.png")},
            {QStringLiteral("viewport-only"), QStringLiteral("Only what the window shows.")}};
}

Status observe(const VerbCall& call, JobContext& job)
{
    ObserveOptions wanted;
    SYM_TRY(wanted.engine, engineFromName(call.text("engine")));
    SYM_TRY(wanted.format, formatFromName(call.text("format")));
    if (call.has("viewport-only")) wanted.filter = ViewportFilter::CurrentOnly;
    SYM_TRY(BrowserHost * host, call.browsers.host(call.text("browser"), job));
    SYM_TRY(const auto session, BrowserSession::open(*host, call.browsers.devTools(), {}, job));
    SYM_CHECK(session->navigate(call.arguments.front().toStdString(), job));

    const auto start = std::chrono::steady_clock::now();
    SYM_TRY(const PageRecord page, session->observe(wanted, job));
    const double milliseconds =
        std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
    if (call.has("screenshot")) {
        SYM_TRY(const std::string png, session->screenshotPng(job));
        QFile file(QString::fromStdString(call.text("screenshot")));
        if (!file.open(QIODevice::WriteOnly)
            || file.write(png.data(), qint64(png.size())) != qint64(png.size()))
            return Error(ErrorCode::Io, "cannot write " + call.text("screenshot"));
    }
    call.console.result(page.observation);
    call.console.finish({{"text", page.observation},
                         {"nodes", page.elements.size()},
                         {"milliseconds", milliseconds},
                         {"url", page.url},
                         {"title", page.title},
                         {"engine", page.engine},
                         {"format", page.format},
                         {"browser", page.browser}});
    return {};
}

ExitCode run(const VerbCall& call, JobContext& job)
{
    if (call.arguments.size() != 1) {
        call.console.progress("symbiont: observe takes one address; see symbiont observe --help");
        return kUsage;
    }
    const Status status = observe(call, job);
    return status ? kDone : fail(call.console, status.error());
}

}  // namespace

Verb observeVerb()
{
    return {"observe", "URL", "Print the observation text of a page.", options, run};
}

}  // namespace sym
