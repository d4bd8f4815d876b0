#include "core/training/loop/training_run.h"

#include <algorithm>
#include <thread>

namespace sym {

namespace {

constexpr std::chrono::milliseconds kPausePoll(200);

double seconds(std::chrono::steady_clock::duration duration)
{
    return std::chrono::duration<double>(duration).count();
}

}  // namespace

Result<std::unique_ptr<TrainingRun>> TrainingRun::open(const TrainConfig& config, bool isResumed)
{
    std::unique_ptr<TrainingRun> run(new TrainingRun(config));
    SYM_TRY(run->m_group, ProcessGroup::join());
    SYM_TRY(run->m_baseFolder, baseModelFolder(config.baseModel));
    SYM_CHECK(run->readData());
    if (!isResumed && run->isFirst()) SYM_CHECK(run->openFolder(false));
    SYM_CHECK(run->openNetwork());
    if (isResumed) {
        const auto latest = namedCheckpoint(config.outputFolder, "latest");
        if (!latest && latest.error().code() != ErrorCode::NotFound) return latest.error();
        if (latest) {  // else it ended before its first checkpoint, and starts again
            SYM_TRY(run->m_progress,
                    readRunCheckpoint(config.outputFolder, *latest, *run->m_network, config));
        }
        run->m_secondsBefore = run->m_progress.seconds;
        if (run->isFirst()) SYM_CHECK(run->openFolder(true));
    }
    run->m_peak = run->m_network->peakOperations() * run->m_group->size();
    return run;
}

Status TrainingRun::readData()
{
    SYM_TRY(m_tokenizer, Tokenizer::open(m_baseFolder + "/tokenizer.json"));
    SYM_TRY(const ModelConfig shape, readModelConfig(m_baseFolder));
    if (shape.endTokens.empty())
        return Error(ErrorCode::InvalidInput, m_baseFolder + " names no end token");
    if (m_config.maxTokens > shape.maxPositions)
        return Error(ErrorCode::InvalidInput,
                     "maxTokens is " + std::to_string(m_config.maxTokens) + "; the model reads "
                         + std::to_string(shape.maxPositions) + " at most");
    const int endToken = shape.endTokens.front();
    SYM_TRY(m_records, readTrainingRecords(m_config.examplesFile));
    SYM_TRY(m_examples, renderExamples(m_records, *m_tokenizer, endToken, m_config));
    m_plan = std::make_unique<BatchPlan>(m_examples, m_config, m_group->size());
    SYM_TRY(m_dev, DevSteps::read(m_config.evaluationFile, m_tokenizer, endToken, shape.endTokens,
                                  m_config));
    return {};
}

Status TrainingRun::openNetwork()
{
    SYM_TRY(m_network, openTrainableNetwork(m_baseFolder, m_config));
    m_state.plannedUpdates = m_plan->plannedUpdates();
    m_state.parameters = m_network->parameterCount();
    m_state.trainedParameters = m_network->trainedCount();
    return {};
}

Status TrainingRun::openFolder(bool isResumed)
{
    if (isResumed) {
        SYM_TRY(m_folder, RunFolderWriter::reopen(m_config.outputFolder, m_progress.update));
        return m_folder->log("resumed after update " + std::to_string(m_progress.update));
    }
    SYM_TRY(m_folder, RunFolderWriter::create(m_config));
    return m_folder->log(std::to_string(m_records.size()) + " records, "
                         + std::to_string(m_examples.size()) + " examples, "
                         + std::to_string(m_plan->plannedUpdates()) + " updates");
}

Status TrainingRun::setPhase(RunPhase phase, const std::string& error)
{
    m_state.phase = phase;
    m_state.error = error;
    m_state.update = m_progress.update;
    return m_folder ? m_folder->writeState(m_state) : Status();
}

std::string TrainingRun::resumeHint() const
{
    const std::string latest = namedCheckpoint(m_config.outputFolder, "latest").valueOr("");
    if (latest.empty()) return "; no checkpoint was written yet";
    return "; resume from " + m_config.outputFolder + "/checkpoints/" + latest
           + " with symbiont-train --resume " + m_config.outputFolder;
}

Result<TrainSummary> TrainingRun::run(JobContext& job, const OnUpdate& onUpdate)
{
    m_begin = Clock::now();
    SYM_CHECK(setPhase(RunPhase::Training));
    if (m_folder) {
        SYM_CHECK(m_folder->log(m_network->description() + ", " + std::to_string(m_group->size())
                                + " processes, peak " + std::to_string(std::int64_t(m_peak / 1e9))
                                + " GFLOP/s"));
        m_folder->startHeartbeat();
    }
    auto summary = trainUpdates(job, onUpdate);
    if (summary) return summary;
    Error error = summary.error();
    if (error.code() == ErrorCode::Network)
        error = Error(error.code(), error.message() + resumeHint());
    // The state is for others to read; that it could not be written changes nothing here.
    if (const Status told = setPhase(RunPhase::Failed, error.message()); m_folder && told)
        static_cast<void>(m_folder->log(error.message()));
    return error;
}

/// Asks every process whether to go on, so that all do the same.
Result<TrainingRun::Wish> TrainingRun::agree(JobContext& job)
{
    if (isFirst() && m_folder) {
        const std::string command = m_folder->takeCommand();
        if (command == "stop") m_isStopAsked = true;
        if (command == "pause") m_isPauseAsked = true;
        if (command == "resume") m_isPauseAsked = false;
        const double minutes = (m_secondsBefore + seconds(Clock::now() - m_begin - m_paused)) / 60;
        if (m_config.maxMinutes > 0) m_timeShare = minutes / m_config.maxMinutes;
        if (m_timeShare >= 1) m_isEnding = true;
    }
    std::vector<float> wishes{float(job.isCancelled() || m_isStopAsked), float(m_isPauseAsked),
                              float(isFirst() && m_isEnding), float(isFirst() ? m_timeShare : 0)};
    SYM_CHECK(m_group->add(wishes));
    m_timeShare = wishes[3];
    if (wishes[2] > 0) m_isEnding = true;
    if (wishes[0] > 0) return Wish::Stop;
    return wishes[1] > 0 ? Wish::Pause : Wish::GoOn;
}

Result<bool> TrainingRun::isToStop(JobContext& job)
{
    SYM_TRY(Wish wish, agree(job));
    if (wish == Wish::GoOn) return false;
    if (wish == Wish::Stop) return true;
    const auto begin = Clock::now();
    SYM_CHECK(setPhase(RunPhase::Paused));
    while (wish == Wish::Pause) {
        std::this_thread::sleep_for(kPausePoll);
        SYM_TRY(wish, agree(job));
    }
    m_paused += Clock::now() - begin;
    SYM_CHECK(setPhase(RunPhase::Training));
    return wish == Wish::Stop;
}

Result<TrainSummary> TrainingRun::trainUpdates(JobContext& job, const OnUpdate& onUpdate)
{
    const int planned = m_plan->plannedUpdates(), firstUpdate = m_progress.update;
    while (m_progress.update < planned) {
        SYM_TRY(const bool isStopped, isToStop(job));
        if (isStopped) return finish(true, job);
        if (m_isEnding) break;
        SYM_TRY(UpdateMetrics metrics, update(m_progress.update));
        if (m_progress.update == 0) m_progress.lossFirst = metrics.loss;
        m_progress.lossLast = metrics.loss;
        m_progress.update = metrics.update;
        m_progress.tokens = metrics.tokens;
        m_progress.seconds = metrics.seconds;
        const bool isLast = metrics.update == planned;
        if (isLast || metrics.update % m_config.evaluateEvery == 0)
            SYM_CHECK(evaluate(&metrics, job));

        if (m_folder) SYM_CHECK(m_folder->addUpdate(metrics, m_losses));
        m_state.secondsLeft = (metrics.seconds - m_secondsBefore) / (metrics.update - firstUpdate)
                              * (planned - metrics.update);
        m_state.update = metrics.update;
        m_state.memoryBytes = metrics.memoryBytes;
        if (m_folder) SYM_CHECK(m_folder->noteState(m_state));
        if (isFirst() && onUpdate) onUpdate(metrics);
        job.report(double(metrics.update) / planned, "training");
        if (metrics.update % m_config.checkpointEvery == 0) SYM_CHECK(writeCheckpoint());
    }
    return finish(false, job);
}

}  // namespace sym
