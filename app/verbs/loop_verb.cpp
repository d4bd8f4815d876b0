#include "app/loop_setup.h"
#include "core/symbiosis/loop_report.h"
#include "core/symbiosis/symbiosis.h"

namespace sym {

namespace {

using Option = QCommandLineOption;

QList<Option> options()
{
    QList<Option> all = loopOptions();
    all << Option(QStringLiteral("rounds"), QStringLiteral("Rounds, instead of the preset's."),
                  QStringLiteral("N"))
        << Option(QStringLiteral("only"), QStringLiteral("Run this phase alone, e.g. explore."),
                  QStringLiteral("PHASE"))
        << Option(QStringLiteral("round"), QStringLiteral("With --only: of this round."),
                  QStringLiteral("N"))
        << Option(QStringLiteral("restart"),
                  QStringLiteral("Begin anew instead of going on with the same settings."));
    return all;
}

Result<LoopRequest> readRequest(const VerbCall& call)
{
    LoopRequest request;
    SYM_TRY(request.settings, readLoopSettings(call));
    int round = 0;
    if (!call.number("rounds", request.settings.rounds) || !call.number("round", round))
        return Error(ErrorCode::InvalidInput, "see symbiont loop --help");
    request.only.name = call.text("only");
    if (call.has("round")) request.only.round = round;
    request.restart = call.has("restart");
    SYM_CHECK(checkLoopSettings(request.settings));
    return request;
}

ExitCode run(const VerbCall& call, JobContext& job)
{
    const auto request = readRequest(call);
    if (!request) return fail(call.console, request.error());
    const auto setup = LoopSetup::open(call, request->settings, job);
    if (!setup) return fail(call.console, setup.error());
    const auto loop =
        runLoop((*setup)->store(), (*setup)->work(), *request, (*setup)->observer(), job);
    if (!loop) {
        if (loop.error().code() == ErrorCode::Cancelled)
            call.console.progress(request->restart
                                      ? "the same command without --restart goes on from here"
                                      : "the same command goes on from here");
        return fail(call.console, loop.error());
    }
    const auto report = reportLoop((*setup)->store(), *loop);
    if (!report) return fail(call.console, report.error());
    call.console.result(loopReportText(*report));
    call.console.finish(loopReportJson(*report));
    return kDone;
}

}  // namespace

Verb loopVerb()
{
    return {"loop", "[--preset quick] [--rounds N]",
            "Run the rounds of the symbiosis, resumably, and measure them.", options, run};
}

}  // namespace sym
