#include <chrono>
#include <cstdio>
#include <filesystem>

#include "app/trainer_process.h"
#include "app/verb.h"
#include "core/model/json_file.h"
#include "core/pretraining/curriculum.h"
#include "core/pretraining/lessons/lesson.h"
#include "core/training/run_folder.h"

namespace sym {

namespace {

using Clock = std::chrono::steady_clock;

constexpr std::chrono::milliseconds kPoll{250};

QList<QCommandLineOption> options()
{
    return {
        {QStringLiteral("work"),
         QStringLiteral("Folder of the work; the same folder goes on where it was."),
         QStringLiteral("FOLDER"), QStringLiteral("nano.pretraining")},
        {QStringLiteral("out"), QStringLiteral("Where the model goes after every round."),
         QStringLiteral("FOLDER")},
        {QStringLiteral("minutes"), QStringLiteral("Begin no round after so many; 0: no limit."),
         QStringLiteral("N"), QStringLiteral("120")},
        {QStringLiteral("updates"), QStringLiteral("Updates of a round."), QStringLiteral("N"),
         QStringLiteral("300")},
        {QStringLiteral("lessons"), QStringLiteral("Lessons of a round."), QStringLiteral("N"),
         QStringLiteral("6000")},
        {QStringLiteral("tokens-per-update"), QStringLiteral("Tokens of an update."),
         QStringLiteral("N"), QStringLiteral("4096")},
        {QStringLiteral("threads"), QStringLiteral("Threads; 0: all cores."), QStringLiteral("N"),
         QStringLiteral("0")},
        {QStringLiteral("seed"), QStringLiteral("Of lessons, tokenizer and weights."),
         QStringLiteral("N"), QStringLiteral("1")},
        {QStringLiteral("lessons-only"),
         QStringLiteral("Write the first lessons of a stage to FOLDER/lessons.jsonl and end."),
         QStringLiteral("STAGE")}};
}

Result<PretrainSettings> readSettings(const VerbCall& call, int& minutes)
{
    PretrainSettings settings;
    // The state names files: they must be found from anywhere
    settings.folder = std::filesystem::absolute(call.text("work")).lexically_normal().string();
    const bool numbers = call.number("updates", settings.updatesPerRound)
                         && call.number("lessons", settings.lessonsPerRound)
                         && call.number("tokens-per-update", settings.tokensPerUpdate)
                         && call.number("threads", settings.threads)
                         && call.number("seed", settings.seed) && call.number("minutes", minutes);
    if (!numbers || settings.updatesPerRound < 1 || settings.lessonsPerRound < 1 || minutes < 0)
        return Error(ErrorCode::InvalidInput, "see symbiont pretrain --help");
    return settings;
}

/// Trains one round in the trainer's process. @return Cancelled when asked to stop meanwhile
Status trainRound(const PretrainSettings& settings, const TrainConfig& config, JobContext& job)
{
    const std::string file = settings.folder + "/rounds/" + config.name + ".json";
    SYM_CHECK(writeWholeFile(file, trainConfigToJson(config)));
    // A round that was interrupted goes on from its checkpoint
    const auto earlier = RunFolderReader(config.outputFolder).state();
    const bool isResumed = bool(earlier);
    const std::vector<std::string> arguments =
        isResumed ? std::vector<std::string>{"--resume", config.outputFolder}
                  : std::vector<std::string>{file};
    SYM_TRY(const auto trainer, TrainerProcess::start(arguments, config.outputFolder + ".out"));
    bool isStopping = false;
    while (!trainer->waitFor(kPoll)) {
        if (!job.isCancelled() || isStopping) continue;
        isStopping = true;
        if (!sendRunCommand(config.outputFolder, "stop")) trainer->terminate();
    }
    if (isStopping) return Error(ErrorCode::Cancelled, "cancelled");
    SYM_TRY(const RunState state, RunFolderReader(config.outputFolder).state());
    if (state.phase != RunPhase::Finished)
        return Error(ErrorCode::Io, "round " + config.name + " is " + runPhaseName(state.phase)
                                        + ": " + state.error + "\n" + trainer->lastOutput());
    return {};
}

std::string line(const PretrainRound& round)
{
    char text[200];
    std::snprintf(text, sizeof text,
                  "round %d  %-7s %4d updates  %8lld tokens  %6.0f s  loss %.3f to %.3f  exact "
                  "%.1f %% of %d",
                  round.number, round.stage.c_str(), round.updates,
                  static_cast<long long>(round.tokens), round.seconds, round.lossFirst,
                  round.lossLast, 100 * round.devExactAction, round.devSteps);
    return text;
}

Status pretrain(const VerbCall& call, const PretrainSettings& settings, int minutes,
                PretrainState& state, JobContext& job)
{
    const auto begin = Clock::now();
    const auto isOver = [&] {
        return minutes > 0 && Clock::now() - begin > std::chrono::minutes(minutes);
    };
    while (!state.isFinished() && !isOver()) {
        SYM_TRY(const TrainConfig config, nextRound(settings, state));
        SYM_CHECK(trainRound(settings, config, job));
        SYM_CHECK(closeRound(settings, config, state));
        call.console.progress(line(state.rounds.back()));
        if (call.has("out")) SYM_CHECK(copyModel(state.model, call.text("out")));
    }
    return {};
}

ExitCode writeLessons(const VerbCall& call, const PretrainSettings& settings)
{
    for (const LessonStage& stage : lessonStages()) {
        if (stage.name != call.text("lessons-only")) continue;
        const std::string file = settings.folder + "/lessons.jsonl";
        const Status written =
            writeTrainingRecords(file, makeLessons(stage, settings.lessonsPerRound, settings.seed));
        if (!written) return fail(call.console, written.error());
        call.console.result(std::to_string(settings.lessonsPerRound) + " lessons written to "
                            + file);
        return kDone;
    }
    return fail(call.console,
                Error(ErrorCode::InvalidInput, "there is no stage " + call.text("lessons-only")));
}

ExitCode run(const VerbCall& call, JobContext& job)
{
    int minutes = 120;
    const auto settings = readSettings(call, minutes);
    if (!settings) return fail(call.console, settings.error());
    if (call.has("lessons-only")) return writeLessons(call, *settings);
    auto state = openPretraining(*settings, job);
    if (!state) return fail(call.console, state.error());
    call.console.progress("pre-training in " + settings->folder + ", stage "
                          + std::to_string(state->stage + 1) + " of "
                          + std::to_string(lessonStages().size()));
    const Status done = pretrain(call, *settings, minutes, *state, job);
    if (!done) return fail(call.console, done.error());

    nlohmann::json summary{{"run", settings->folder},
                           {"model", state->model},
                           {"stages_passed", state->stage},
                           {"rounds", state->rounds.size()}};
    int updates = 0;
    std::int64_t tokens = 0;
    double seconds = 0;
    for (const PretrainRound& round : state->rounds) {
        updates += round.updates;
        tokens += round.tokens;
        seconds += round.seconds;
    }
    summary["updates"] = updates;
    summary["seconds"] = seconds;
    summary["tokens_per_second"] = seconds > 0 ? double(tokens) / seconds : 0;
    summary["loss_first"] = state->rounds.empty() ? 0 : state->rounds.front().lossFirst;
    summary["loss_last"] = state->rounds.empty() ? 0 : state->rounds.back().lossLast;
    summary["dev_exact_action"] = state->rounds.empty() ? 0 : state->rounds.back().devExactAction;
    call.console.result("model    " + state->model + ", " + std::to_string(state->stage) + " of "
                        + std::to_string(lessonStages().size()) + " stages passed");
    call.console.finish(summary);
    return kDone;
}

}  // namespace

Verb pretrainVerb()
{
    return {"pretrain", "[--work FOLDER] [--out FOLDER]",
            "Make the base model that ships, from generated lessons; resumable.", options, run};
}

}  // namespace sym
