#include "app/bench/step_bench.h"
#include "app/browser_provider.h"
#include "app/verb.h"

namespace sym {

namespace {

QList<QCommandLineOption> options()
{
    return {{QStringLiteral("rounds"), QStringLiteral("Measurements of each kind and page."),
             QStringLiteral("N"), QStringLiteral("9")},
            {QStringLiteral("browser"), QStringLiteral("Our browser."),
             QStringLiteral("embedded|chromium|ws://..."), QStringLiteral("embedded")}};
}

ExitCode run(const VerbCall& call, JobContext& job)
{
    const std::string what = call.arguments.value(0).toStdString();
    if (what != "step")
        return fail(call.console,
                    Error(ErrorCode::InvalidInput, "bench takes step, not \"" + what + "\""));
    StepBenchOptions wanted;
    if (!call.number("rounds", wanted.rounds)) return kUsage;
    const auto host = call.browsers.host(call.text("browser"), job);
    if (!host) return fail(call.console, host.error());
    wanted.onLine = [&](const std::string& line) { call.console.progress(line); };
    const auto measured = benchStep(**host, call.browsers.devTools(), wanted, job);
    if (!measured) return fail(call.console, measured.error());
    call.console.result(stepBenchTable(*measured));
    call.console.finish(*measured);
    return kDone;
}

}  // namespace

Verb benchVerb()
{
    return {"bench", "step", "Observation and step time beside Playwright.", options, run};
}

}  // namespace sym
