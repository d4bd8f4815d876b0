#include <QtCore/QThread>

#include "app/bench/model_bench.h"
#include "app/bench/step_bench.h"
#include "app/browser_provider.h"
#include "app/verb.h"

namespace sym {

namespace {

QList<QCommandLineOption> options()
{
    return {{QStringLiteral("rounds"), QStringLiteral("Measurements of each kind."),
             QStringLiteral("N"), QStringLiteral("9")},
            {QStringLiteral("browser"), QStringLiteral("step: our browser."),
             QStringLiteral("embedded|chromium|ws://..."), QStringLiteral("embedded")},
            {QStringLiteral("threads"),
             QStringLiteral("model: measure 1 and N threads; the best counts, for both sides."),
             QStringLiteral("N"), QString::number(QThread::idealThreadCount())},
            {QStringLiteral("size"), QStringLiteral("model: one size alone."),
             QStringLiteral("nano|100m"), QString()},
            {QStringLiteral("no-training"), QStringLiteral("model: without the training half.")}};
}

ExitCode report(const VerbCall& call, const Result<nlohmann::json>& measured,
                std::string (*table)(const nlohmann::json&))
{
    if (!measured) return fail(call.console, measured.error());
    call.console.result(table(*measured));
    call.console.finish(*measured);
    return kDone;
}

ExitCode runStepBench(const VerbCall& call, JobContext& job)
{
    StepBenchOptions wanted;
    if (!call.number("rounds", wanted.rounds)) return kUsage;
    const auto host = call.browsers.host(call.text("browser"), job);
    if (!host) return fail(call.console, host.error());
    wanted.onLine = [&](const std::string& line) { call.console.progress(line); };
    return report(call, benchStep(**host, call.browsers.devTools(), wanted, job), stepBenchTable);
}

ExitCode runModelBench(const VerbCall& call, JobContext& job)
{
    ModelBenchOptions wanted;
    int most = QThread::idealThreadCount();
    if (!call.number("rounds", wanted.rounds) || !call.number("threads", most)) return kUsage;
    wanted.threads = most > 1 ? std::vector<int>{1, most} : std::vector<int>{1};
    const std::string size = call.text("size");
    if (!size.empty() && size != "nano" && size != "100m")
        return fail(call.console,
                    Error(ErrorCode::InvalidInput, "size is nano or 100m, not \"" + size + "\""));
    if (!size.empty()) wanted.sizes = {size};
    wanted.withTraining = !call.has("no-training");
    wanted.onLine = [&](const std::string& line) { call.console.progress(line); };
    return report(call, benchModel(wanted, job), modelBenchTable);
}

ExitCode run(const VerbCall& call, JobContext& job)
{
    const std::string what = call.arguments.value(0).toStdString();
    if (what == "step") return runStepBench(call, job);
    if (what == "model") return runModelBench(call, job);
    return fail(call.console,
                Error(ErrorCode::InvalidInput, "bench takes step or model, not \"" + what + "\""));
}

}  // namespace

Verb benchVerb()
{
    return {"bench", "step|model",
            "Observation and step time beside Playwright; the small model beside llama.cpp and "
            "PyTorch.",
            options, run};
}

}  // namespace sym
