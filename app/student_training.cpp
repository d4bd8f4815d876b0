#include "app/student_training.h"

#include <chrono>
#include <filesystem>
#include <thread>

#include "app/model_choice.h"
#include "app/trainer_process.h"
#include "core/model/json_file.h"
#include "core/training/run_folder.h"

namespace sym {

namespace {

namespace fs = std::filesystem;

constexpr std::chrono::milliseconds kPoll{250};
constexpr int kTries = 3;  // of starting: a trainer of an earlier process may be about to begin

bool isAtWork(const Result<RunState>& state)
{
    return state
           && (state->phase == RunPhase::Preparing || state->phase == RunPhase::Training
               || state->phase == RunPhase::Paused);
}

bool hasPhase(const Result<RunState>& state, RunPhase phase)
{
    return state && state->phase == phase;
}

/// What a finished run came to.
Result<TrainedStudent> studentIn(const std::string& folder)
{
    RunFolderReader reader(folder);
    SYM_TRY(const std::vector<UpdateMetrics> metrics, reader.newMetrics());
    TrainedStudent student;
    student.folder = folder;
    for (const UpdateMetrics& at : metrics) {
        student.updates = at.update;
        student.tokens = at.tokens;
        student.seconds = at.seconds;
        if (at.devExactAction) student.devExactAction = at.devExactAction;
    }
    return student;
}

/// Starts a trainer on a folder: from its checkpoint, or from the beginning.
Result<std::unique_ptr<TrainerProcess>> start(const TrainConfig& config)
{
    const std::string& folder = config.outputFolder;
    const std::string output = folder + ".out";
    std::error_code error;
    if (fs::exists(folder + "/latest", error))
        return TrainerProcess::start({"--resume", folder}, output);
    fs::remove_all(folder, error);  // killed before its first checkpoint
    const std::string file = folder + ".json";
    SYM_CHECK(writeWholeFile(file, trainConfigToJson(config)));
    return TrainerProcess::start({file}, output);
}

/// Waits until the run has ended. @param trainer null: of an earlier process
void follow(const std::string& folder, TrainerProcess* trainer, JobContext& job)
{
    const RunFolderReader reader(folder);
    while (true) {
        if (trainer ? trainer->waitFor(kPoll) : !isAtWork(reader.state())) return;
        if (!trainer) std::this_thread::sleep_for(kPoll);
        const auto state = reader.state();
        if (job.isCancelled()) {
            // Sent until it is heard: a trainer that only begins drops what was said before.
            const bool isSent = isAtWork(state) && sendRunCommand(folder, "stop");
            if (!isSent && trainer) trainer->terminate();
        }
        if (state && state->plannedUpdates > 0)
            job.report(double(state->update) / state->plannedUpdates,
                       "update " + std::to_string(state->update) + "/"
                           + std::to_string(state->plannedUpdates));
    }
}

/// Makes room for a run where another one lies: a new project file beside the training runs of an
/// older one has their names.
Status clearOtherRun(const TrainConfig& config, JobContext& job)
{
    const RunFolderReader reader(config.outputFolder);
    std::error_code error;
    if (!fs::exists(config.outputFolder + "/config.json", error)) return {};
    const auto there = reader.config();
    if (there && *there == config) return {};
    if (isAtWork(reader.state()))
        return Error(ErrorCode::InvalidInput,
                     "another training is at work in " + config.outputFolder + ": stop it first");
    job.report(0, config.outputFolder + " holds another run's training: it is trained anew");
    fs::remove_all(config.outputFolder, error);
    if (error)
        return Error(ErrorCode::Io,
                     "cannot remove " + config.outputFolder + ": " + error.message());
    return {};
}

}  // namespace

Result<TrainedStudent> trainStudent(const TrainConfig& config, JobContext& job)
{
    const std::string& folder = config.outputFolder;
    SYM_CHECK(clearOtherRun(config, job));
    const RunFolderReader reader(folder);
    std::string said;
    for (int i = 0; i < kTries && !hasPhase(reader.state(), RunPhase::Finished); ++i) {
        if (job.isCancelled()) return Error(ErrorCode::Cancelled, "training stopped");
        if (isAtWork(reader.state())) {
            follow(folder, nullptr, job);
            continue;
        }
        SYM_TRY(const auto trainer, start(config));
        follow(folder, trainer.get(), job);
        said = trainer->lastOutput();
        if (hasPhase(reader.state(), RunPhase::Failed)) break;
    }
    if (job.isCancelled()) return Error(ErrorCode::Cancelled, "training stopped");
    if (hasPhase(reader.state(), RunPhase::Finished)) return studentIn(folder);
    return Error(ErrorCode::Io, "the trainer ended without a result in " + folder
                                    + "; the end of what it said: " + said);
}

Result<std::unique_ptr<ChatModel>> openLoopStudent(const std::string& model, const StudentUse& use)
{
    StudentSettings student;
    student.temperature = use.temperature;
    student.maxTokens = use.maxTokens;
    student.history = use.history;
    student.markMatches = use.markMatches;
    return openStudent(model, student);
}

Status checkBaseModel(const std::string& name)
{
    const std::string folder = findBaseModel(name);
    std::error_code error;
    if (fs::exists(folder + "/config.json", error)) return {};
    return Error(ErrorCode::NotFound, "there is no base model in " + folder
                                          + ": make one with symbiont pretrain, or name a model's "
                                            "folder with --base");
}

}  // namespace sym
