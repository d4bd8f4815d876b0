#include <chrono>
#include <cstdio>
#include <filesystem>
#include <set>

#include "app/trainer_process.h"
#include "app/verb.h"
#include "core/model/json_file.h"
#include "core/pretraining/curriculum.h"
#include "core/store/project_store.h"
#include "core/training/run_folder.h"

namespace sym {

namespace {

constexpr std::chrono::milliseconds kPoll{250};

QList<QCommandLineOption> options()
{
    return {
        {QStringLiteral("work"),
         QStringLiteral("Folder of the work; the same folder goes on where it was."),
         QStringLiteral("FOLDER"), QStringLiteral("nano.pretraining")},
        {QStringLiteral("pages"),
         QStringLiteral("Project file; its recorded pages of the train split become lessons. May "
                        "be given again. Read when the work begins."),
         QStringLiteral("PROJECT")},
        {QStringLiteral("from"),
         QStringLiteral("Model folder to go on with, instead of fresh weights."),
         QStringLiteral("FOLDER")},
        {QStringLiteral("out"), QStringLiteral("Where the model goes after every stage."),
         QStringLiteral("FOLDER")},
        {QStringLiteral("updates"), QStringLiteral("Updates of all stages together."),
         QStringLiteral("N"), QStringLiteral("6000")},
        {QStringLiteral("tokens-per-update"), QStringLiteral("Tokens of an update."),
         QStringLiteral("N"), QStringLiteral("2048")},
        {QStringLiteral("threads"), QStringLiteral("Threads; 0: all cores."), QStringLiteral("N"),
         QStringLiteral("0")},
        {QStringLiteral("seed"), QStringLiteral("Of lessons, tokenizer and weights."),
         QStringLiteral("N"), QStringLiteral("1")},
        {QStringLiteral("lessons-only"),
         QStringLiteral("Write lessons, tokenizer and initial model, and end.")}};
}

Result<PretrainSettings> readSettings(const VerbCall& call)
{
    PretrainSettings settings;
    // The state names files: they must be found from anywhere
    settings.folder = std::filesystem::absolute(call.text("work")).lexically_normal().string();
    if (call.has("from"))
        settings.from = std::filesystem::absolute(call.text("from")).lexically_normal().string();
    const bool numbers = call.number("updates", settings.updates)
                         && call.number("tokens-per-update", settings.tokensPerUpdate)
                         && call.number("threads", settings.threads)
                         && call.number("seed", settings.seed);
    if (!numbers || settings.updates < 1 || settings.tokensPerUpdate < 1)
        return Error(ErrorCode::InvalidInput, "see symbiont pretrain --help");
    return settings;
}

/// The observations of a project's train episodes, each once.
Status addPages(const std::string& file, std::vector<std::string>& pages,
                std::set<std::string>& seen)
{
    SYM_TRY(const auto store, ProjectStore::open(file, ProjectStore::Access::ReadOnly));
    SYM_TRY(const std::vector<RunRecord> runs, store->runs());
    for (const RunRecord& run : runs) {
        if (run.split != "train" || run.suite != "builtin") continue;
        SYM_TRY(const std::vector<EpisodeRecord> episodes, store->episodes({.run = run.id}));
        for (const EpisodeRecord& episode : episodes) {
            SYM_TRY(const Trajectory trajectory, store->trajectory(episode.id));
            for (const Step& step : trajectory.steps)
                if (!step.page.observation.empty() && seen.insert(step.page.observation).second)
                    pages.push_back(step.page.observation);
        }
    }
    return {};
}

/// Trains one stage in the trainer's process. @return Cancelled when asked to stop meanwhile
Status trainStage(const PretrainSettings& settings, const TrainConfig& config, JobContext& job)
{
    const std::string file = settings.folder + "/runs/" + config.name + ".json";
    SYM_CHECK(writeWholeFile(file, trainConfigToJson(config)));
    // A stage that was interrupted goes on from its checkpoint
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
        return Error(ErrorCode::Io, "stage " + config.name + " is " + runPhaseName(state.phase)
                                        + ": " + state.error + "\n" + trainer->lastOutput());
    return {};
}

std::string line(const StageResult& stage)
{
    char text[200];
    std::snprintf(text, sizeof text,
                  "%-6s %5d updates  %9lld tokens  %6.0f s  loss %.3f to %.3f  exact %.1f %% of %d",
                  stage.stage.c_str(), stage.updates, static_cast<long long>(stage.tokens),
                  stage.seconds, stage.lossFirst, stage.lossLast, 100 * stage.devExactAction,
                  stage.devSteps);
    return text;
}

Status pretrain(const VerbCall& call, const PretrainSettings& settings, PretrainState& state,
                JobContext& job)
{
    while (!state.isFinished()) {
        SYM_TRY(const TrainConfig config, nextStage(settings, state));
        SYM_CHECK(trainStage(settings, config, job));
        SYM_CHECK(closeStage(settings, config, state));
        call.console.progress(line(state.results.back()));
        if (call.has("out")) SYM_CHECK(copyModel(state.model, call.text("out")));
    }
    return {};
}

ExitCode run(const VerbCall& call, JobContext& job)
{
    auto settings = readSettings(call);
    if (!settings) return fail(call.console, settings.error());
    std::set<std::string> seen;
    for (const QString& file : call.options.values(QStringLiteral("pages"))) {
        const Status added = addPages(file.toStdString(), settings->pages, seen);
        if (!added) return fail(call.console, added.error().within(file.toStdString()));
    }
    auto state = openPretraining(*settings, job);
    if (!state) return fail(call.console, state.error());
    call.console.progress("pre-training in " + settings->folder + ", "
                          + std::to_string(settings->pages.size()) + " pages");
    if (!call.has("lessons-only")) {
        const Status done = pretrain(call, *settings, *state, job);
        if (!done) return fail(call.console, done.error());
    }

    nlohmann::json summary{
        {"run", settings->folder}, {"model", state->model}, {"stages_done", state->results.size()}};
    int updates = 0;
    std::int64_t tokens = 0;
    double seconds = 0;
    for (const StageResult& stage : state->results) {
        updates += stage.updates;
        tokens += stage.tokens;
        seconds += stage.seconds;
    }
    summary["updates"] = updates;
    summary["seconds"] = seconds;
    summary["tokens_per_second"] = seconds > 0 ? double(tokens) / seconds : 0;
    const StageResult none, &first = state->results.empty() ? none : state->results.front(),
                            &last = state->results.empty() ? none : state->results.back();
    summary["loss_first"] = first.lossFirst;
    summary["loss_last"] = last.lossLast;
    summary["dev_exact_action"] = last.devExactAction;
    call.console.result("model    " + state->model + ", " + std::to_string(state->results.size())
                        + " of " + std::to_string(pretrainStages().size()) + " stages done");
    call.console.finish(summary);
    return kDone;
}

}  // namespace

Verb pretrainVerb()
{
    return {"pretrain", "[--pages PROJECT] [--out FOLDER]",
            "Make the base model that ships, from generated lessons and recorded pages; resumable.",
            options, run};
}

}  // namespace sym
