#include <QtCore/QFileInfo>

#include <chrono>
#include <cstdio>

#include "app/trainer_process.h"
#include "app/verb.h"
#include "core/dataset/step_choice.h"
#include "core/dataset/train_preset.h"
#include "core/dataset/training_setup.h"
#include "core/model/json_file.h"
#include "core/training/run_folder.h"

namespace sym {

namespace {

using Option = QCommandLineOption;
using Clock = std::chrono::steady_clock;

constexpr std::chrono::milliseconds kPoll{250};
constexpr std::chrono::seconds kLineEvery{2};
constexpr std::chrono::seconds kSavePatience{300};  // a large model's checkpoint takes its time

QList<Option> options()
{
    return {{QStringLiteral("resume"), QStringLiteral("Go on with a stopped run."),
             QStringLiteral("RUN_FOLDER")},
            {QStringLiteral("project"),
             QStringLiteral("Learn from the solved train episodes of this project."),
             QStringLiteral("FILE")},
            {QStringLiteral("name"), QStringLiteral("Name of the run, with --project."),
             QStringLiteral("NAME")},
            {QStringLiteral("preset"), QStringLiteral("Settings to start from, with --project."),
             QStringLiteral("quick|full|lora"), QStringLiteral("quick")},
            {QStringLiteral("set"),
             QStringLiteral("Change a setting of the preset; may be given again."),
             QStringLiteral("KEY=VALUE")},
            {QStringLiteral("runs"), QStringLiteral("Only episodes of these runs, e.g. 1,4."),
             QStringLiteral("IDS")},
            {QStringLiteral("sites"), QStringLiteral("Only episodes on these sites."),
             QStringLiteral("NAMES")},
            {QStringLiteral("policies"), QStringLiteral("Only episodes of these policies."),
             QStringLiteral("NAMES")},
            {QStringLiteral("choose-by"), QStringLiteral("Who says that an episode is solved."),
             QStringLiteral("evaluator|judge"), QStringLiteral("evaluator")},
            {QStringLiteral("held-out"),
             QStringLiteral("Share of the tasks that measures and does not train."),
             QStringLiteral("0...0.5"), QStringLiteral("0.1")},
            {QStringLiteral("held-out-seed"), QStringLiteral("Decides which tasks these are."),
             QStringLiteral("N"), QStringLiteral("1")}};
}

std::vector<std::string> list(const VerbCall& call, const char* option)
{
    std::vector<std::string> words;
    for (const QString& word :
         call.options.value(QLatin1String(option)).split(u',', Qt::SkipEmptyParts))
        words.push_back(word.trimmed().toStdString());
    return words;
}

Result<StepChoice> readChoice(const VerbCall& call)
{
    const auto bad = [](const std::string& what) { return Error(ErrorCode::InvalidInput, what); };
    StepChoice choice;
    for (const std::string& id : list(call, "runs")) {
        bool fits = false;
        choice.runs.push_back(RunId{QString::fromStdString(id).toLongLong(&fits)});
        if (!fits) return bad("--runs takes numbers, not \"" + id + "\"");
    }
    choice.sites = list(call, "sites");
    choice.policies = list(call, "policies");
    SYM_TRY(choice.approval, approvalFromName(call.text("choose-by")));
    bool fits = false;
    choice.heldOutShare = QString::fromStdString(call.text("held-out")).toDouble(&fits);
    if (!fits) return bad("--held-out takes a number, not \"" + call.text("held-out") + "\"");
    if (!call.number("held-out-seed", choice.seed)) return bad("see symbiont train --help");
    return choice;
}

/// What the trainer is started with, and the folder to watch.
struct Start {
    std::vector<std::string> arguments;
    std::string folder;
};

Result<Start> startFromProject(const VerbCall& call, JobContext& job)
{
    SYM_TRY(const StepChoice choice, readChoice(call));
    SYM_TRY(TrainConfig config, trainPreset(call.text("preset")));
    std::vector<std::string> settings;
    for (const QString& setting : call.options.values(QStringLiteral("set")))
        settings.push_back(setting.toStdString());
    SYM_TRY(config, withTrainSettings(config, settings));
    const std::string project = call.text("project");
    if (!QFileInfo::exists(QString::fromStdString(project)))
        return Error(ErrorCode::NotFound, "there is no project " + project);
    SYM_TRY(const auto store, ProjectStore::open(project, ProjectStore::Access::ReadOnly));
    config.name = call.has("name") ? call.text("name")
                                   : freeRunName(trainingRunsFolder(project), call.text("preset"));
    SYM_TRY(const Dataset dataset, chooseSteps(*store, choice, job));
    call.console.progress(std::to_string(dataset.train.size()) + " steps to learn from, "
                          + std::to_string(dataset.heldOut.size()) + " held out; "
                          + std::to_string(dataset.counts.chosen) + " of "
                          + std::to_string(dataset.counts.episodes) + " episodes chosen, "
                          + std::to_string(dataset.counts.otherSplit) + " of other splits refused");
    SYM_TRY(const TrainingSetup setup, setUpTraining(project, dataset, choice, config));
    return Start{{setup.configFile}, setup.config.outputFolder};
}

Result<Start> startFromFile(const std::string& file)
{
    SYM_TRY(const std::string json, readWholeFile(file));
    auto config = trainConfigFromJson(json);
    if (!config) return config.error().within(file);
    if (config->outputFolder.empty())
        return Error(ErrorCode::InvalidInput, file + ": outputFolder is empty");
    return Start{{file}, config->outputFolder};
}

Result<Start> readStart(const VerbCall& call, JobContext& job)
{
    const bool hasFile = !call.arguments.isEmpty();
    if (int(hasFile) + int(call.has("resume")) + int(call.has("project")) != 1)
        return Error(
            ErrorCode::InvalidInput,
            "train takes a config file, --resume RUN_FOLDER or --project FILE; one of them");
    if (call.has("project")) return startFromProject(call, job);
    if (hasFile) return startFromFile(call.arguments[0].toStdString());
    const std::string folder = call.text("resume");
    SYM_TRY([[maybe_unused]] const TrainConfig config, RunFolderReader(folder).config());
    return Start{{"--resume", folder}, folder};
}

std::string line(const UpdateMetrics& at, const RunState& state)
{
    char text[160];
    std::snprintf(text, sizeof text, "update %d/%d  loss %.4f  %.0f tokens/s  lr %.2e  norm %.2f",
                  at.update, state.plannedUpdates, at.loss, at.tokensPerSecond, at.learningRate,
                  at.gradientNorm);
    std::string line = text;
    if (at.devExactAction) {
        std::snprintf(text, sizeof text, "  dev exact %.1f %% of %d", *at.devExactAction * 100,
                      at.devSteps.value_or(0));
        line += text;
    }
    return line;
}

/// Follows a run's folder and writes a line now and then.
class Follower {
public:
    Follower(const std::string& folder, Console& console) : m_reader(folder), m_console(console) {}

    void look()
    {
        const auto news = m_reader.newMetrics();
        if (!news) return;
        for (const UpdateMetrics& at : *news) {
            while (!m_all.empty() && m_all.back().update >= at.update) m_all.pop_back();
            m_all.push_back(at);
            if (at.devExactAction || Clock::now() - m_lastLine >= kLineEvery) tell(at);
        }
    }

    const std::vector<UpdateMetrics>& all() const { return m_all; }
    Result<RunState> state() const { return m_reader.state(); }

private:
    void tell(const UpdateMetrics& at)
    {
        m_lastLine = Clock::now();
        m_console.progress(line(at, m_reader.state().valueOr(RunState{})));
    }

    RunFolderReader m_reader;
    Console& m_console;
    std::vector<UpdateMetrics> m_all;
    Clock::time_point m_lastLine;
};

/// Lets the trainer work; a cancelled job makes it save and end.
void follow(TrainerProcess& trainer, const std::string& folder, Follower& follower, JobContext& job)
{
    std::optional<Clock::time_point> stopping;
    while (!trainer.waitFor(kPoll)) {
        follower.look();
        if (job.isCancelled() && !stopping) {
            stopping = Clock::now();
            if (!sendRunCommand(folder, "stop")) trainer.terminate();  // it has no folder yet
        }
        if (stopping && Clock::now() - *stopping > kSavePatience) trainer.terminate();
    }
    follower.look();
}

nlohmann::json summaryJson(const std::string& folder, const Follower& follower,
                           const RunState& state)
{
    const auto& all = follower.all();
    nlohmann::json summary{{"run", folder},
                           {"phase", runPhaseName(state.phase)},
                           {"updates", all.empty() ? 0 : all.back().update},
                           {"loss_first", nullptr},
                           {"loss_last", nullptr},
                           {"dev_exact_action", nullptr},
                           {"dev_steps", nullptr},
                           {"tokens_per_second", nullptr},
                           {"seconds", 0}};
    if (all.empty()) return summary;
    summary["loss_first"] = all.front().loss;
    summary["loss_last"] = all.back().loss;
    summary["seconds"] = all.back().seconds;
    if (all.back().seconds > 0)
        summary["tokens_per_second"] = double(all.back().tokens) / all.back().seconds;
    for (const UpdateMetrics& at : all)
        if (at.devExactAction) {
            summary["dev_exact_action"] = *at.devExactAction;
            summary["dev_steps"] = at.devSteps.value_or(0);
        }
    return summary;
}

ExitCode run(const VerbCall& call, JobContext& job)
{
    const auto start = readStart(call, job);
    if (!start) return fail(call.console, start.error());
    const std::string output = start->folder + ".out";
    const auto trainer = TrainerProcess::start(start->arguments, output);
    if (!trainer) return fail(call.console, trainer.error());
    call.console.progress("training in " + start->folder);
    Follower follower(start->folder, call.console);
    follow(**trainer, start->folder, follower, job);

    const auto state = follower.state();
    const bool stopped = state && state->phase == RunPhase::Stopped;
    if (!state || state->phase == RunPhase::Failed || (follower.all().empty() && !stopped)) {
        call.console.progress("symbiont: the trainer ended without a result; the end of " + output
                              + ":");
        call.console.progress((*trainer)->lastOutput());
        if (state && !state->error.empty()) call.console.progress("symbiont: " + state->error);
        return job.isCancelled() ? kInterrupted : kFailed;
    }
    const auto summary = summaryJson(start->folder, follower, *state);
    call.console.result("run      " + start->folder + " (" + runPhaseName(state->phase) + ")");
    for (const char* key : {"updates", "loss_first", "loss_last", "dev_exact_action", "dev_steps",
                            "tokens_per_second", "seconds"})
        call.console.result(std::string(key) + " " + summary[key].dump());
    call.console.finish(summary);
    if (job.isCancelled()) {
        call.console.progress("symbiont: stopped and saved; symbiont train --resume "
                              + start->folder + " goes on");
        return kInterrupted;
    }
    return state->phase == RunPhase::Finished ? kDone : kFailed;
}

}  // namespace

Verb trainVerb()
{
    return {"train", "CONFIG | --resume RUN | --project FILE",
            "Train the small model on recorded steps; resumable.", options, run};
}

}  // namespace sym
