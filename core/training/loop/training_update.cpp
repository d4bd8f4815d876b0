#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <fstream>

#include "core/base/random.h"
#include "core/model/json_file.h"
#include "core/training/loop/training_run.h"
#include "core/training/schedule.h"

namespace sym {

namespace {

double seconds(std::chrono::steady_clock::duration duration)
{
    return std::chrono::duration<double>(duration).count();
}

/// Memory of this process, bytes.
std::int64_t residentMemory()
{
    std::int64_t pages = 0, resident = 0;
    std::ifstream("/proc/self/statm") >> pages >> resident;
    return resident * ::sysconf(_SC_PAGESIZE);
}

}  // namespace

/// Gradients of this process's parts, and what they sum up to.
Status TrainingRun::forwardBackward(int index, UpdateSums& sums, double& operations)
{
    const std::vector<int> all = m_plan->examplesOf(index);
    double trained = 0;
    for (const int example : all) trained += m_examples[std::size_t(example)].trainedCount();
    m_network->clearGradients();
    std::size_t place = 0;  // of this process's examples among all
    for (int process = 0; process < m_group->rank(); ++process)
        for (const auto& part : m_plan->partsOf(index, process)) place += part.size();
    const auto parts = m_plan->partsOf(index, m_group->rank());
    for (std::size_t part = 0; part < parts.size(); ++part) {
        if (parts[part].empty()) continue;
        const TokenBatch batch = makeTokenBatch(m_examples, parts[part]);
        const std::string key = std::to_string(index) + "/" + std::to_string(m_group->rank()) + "/"
                                + std::to_string(part);
        const std::uint64_t dropoutKey = Random(m_config.seed).fork("dropout " + key).next();
        BatchOutcome outcome;
        SYM_CHECK(m_network->forwardBackward(batch, 1 / trained, dropoutKey, outcome));
        sums.add(batch, outcome, place);
        place += parts[part].size();
        operations += trainingOperations(m_network->config(), batch, m_config.method == "lora");
    }
    if (m_group->size() == 1) return {};
    SYM_CHECK(m_network->sumGradients(*m_group));
    return m_group->add(sums.values());
}

/// One update that is not finite is left out; a second one ends the run.
Status TrainingRun::refuseInfinite(int index, const UpdateSums& sums, double norm)
{
    const std::string what = "update " + std::to_string(index + 1)
                             + ": loss or gradients are not finite (norm " + std::to_string(norm)
                             + "); its examples: " + sums.suspects(m_examples, m_records);
    ++m_progress.skipped;
    if (m_progress.skipped > 1)
        return Error(ErrorCode::Numeric, what + "; it is the second time, so the run ends");
    return m_folder ? m_folder->log(what + "; skipped") : Status();
}

Result<UpdateMetrics> TrainingRun::update(int index)
{
    const auto begin = Clock::now();
    UpdateMetrics metrics;
    metrics.update = index + 1;
    // Where the clock ends the run, the schedule ends with it
    const int planned = m_plan->plannedUpdates();
    metrics.learningRate =
        learningRateAt(m_config, std::max(index, int(m_timeShare * (planned - 1))), planned);
    const std::vector<int> examples = m_plan->examplesOf(index);
    UpdateSums sums(examples);
    double operations = 0;
    SYM_CHECK(forwardBackward(index, sums, operations));

    metrics.gradientNorm = std::sqrt(m_network->gradientSquares());
    if (!std::isfinite(metrics.gradientNorm) || !sums.isFinite()) {
        SYM_CHECK(refuseInfinite(index, sums, metrics.gradientNorm));
        metrics.skipped = true;
    } else {
        AdamUpdate step;
        step.update = index + 1 - m_progress.skipped;
        step.rate = metrics.learningRate;
        step.beta1 = m_config.beta1;
        step.beta2 = m_config.beta2;
        step.epsilon = m_config.epsilon;
        step.weightDecay = m_config.weightDecay;
        if (m_config.clipNorm > 0 && metrics.gradientNorm > m_config.clipNorm)
            step.gradientScale = m_config.clipNorm / metrics.gradientNorm;
        SYM_CHECK(m_network->step(step));
    }

    std::int64_t tokens = 0;
    for (const int example : examples)
        tokens += std::int64_t(m_examples[std::size_t(example)].tokens.size());
    const double took = seconds(Clock::now() - begin);
    sums.writeTo(metrics, m_examples, m_records);
    m_losses = sums.losses(metrics.update, m_examples);
    metrics.tokens = m_progress.tokens + tokens;
    metrics.epoch = m_plan->epochsAfter(index);
    metrics.seconds = m_secondsBefore + seconds(Clock::now() - m_begin - m_paused);
    metrics.tokensPerSecond = double(tokens) / took;
    metrics.shareOfPeak = m_peak > 0 ? operations * m_group->size() / took / m_peak : 0;
    metrics.memoryBytes = residentMemory();
    return metrics;
}

/// Measures the dev steps; a new best is kept as a checkpoint.
Status TrainingRun::evaluate(UpdateMetrics* metrics, JobContext& job)
{
    if (m_dev->count() == 0) return {};
    auto score = m_dev->measure(*m_network, m_group->size(), m_group->rank(), *m_group, job);
    if (!score && score.error().code() == ErrorCode::Cancelled) return {};  // the loop sees it next
    if (!score) return score.error();
    m_evaluated = m_progress.update;
    m_progress.lastExact = score->exact;
    m_progress.devSteps = score->steps;
    if (metrics) {
        metrics->devLoss = score->loss;
        metrics->devExactAction = score->exact;
        metrics->devSteps = score->steps;
    }
    const bool isBest =
        m_progress.bestExact < 0 || score->exact > m_progress.bestExact
        || (score->exact == m_progress.bestExact && score->loss < m_progress.bestLoss);
    m_progress.looksSinceBest = isBest ? 0 : m_progress.looksSinceBest + 1;
    if (isBest) {
        m_progress.bestExact = score->exact;
        m_progress.bestLoss = score->loss;
        m_progress.bestUpdate = m_progress.update;
    }
    const bool isStuck = m_config.patience > 0 && m_progress.looksSinceBest >= m_config.patience;
    m_isEnding = m_isEnding || isStuck;
    if (!m_folder) return {};
    auto samples = m_dev->answers(*m_network, m_config.sampleSteps, m_progress.update, job);
    if (samples) SYM_CHECK(m_folder->addSamples(*samples));
    if (!samples && samples.error().code() != ErrorCode::Cancelled) return samples.error();
    if (isStuck)
        SYM_CHECK(m_folder->log("no progress in " + std::to_string(m_progress.looksSinceBest)
                                + " evaluations"));
    if (!isBest) return {};
    SYM_CHECK(writeCheckpoint());
    return writeWholeFile(m_folder->folder() + "/best", checkpointName(m_progress.update) + "\n");
}

Status TrainingRun::writeCheckpoint()
{
    if (!m_folder) return {};
    SYM_CHECK(
        writeRunCheckpoint(m_folder->folder(), *m_network, m_config, m_baseFolder, m_progress));
    pruneCheckpoints(m_folder->folder(), m_config.keepCheckpoints);
    return {};
}

/// The run's result: the best checkpoint where there were evaluations, else what is in memory.
Status TrainingRun::writeModel()
{
    const std::string folder = m_folder->folder();
    if (m_progress.bestUpdate > 0 && m_progress.bestUpdate != m_progress.update)
        SYM_CHECK([&]() -> Status {
            SYM_TRY(const RunProgress best,
                    readRunCheckpoint(folder, checkpointName(m_progress.bestUpdate), *m_network,
                                      m_config));
            return m_folder->log("the model is that of update " + std::to_string(best.update));
        }());
    if (m_config.method == "lora") {
        SYM_TRY(const auto adapter, m_network->trainedWeights());
        SYM_CHECK(writeAdapterFolder(folder + "/adapter", m_config, adapter));
    }
    SYM_TRY(const auto weights, m_network->mergedWeights());
    const bool isHalf = m_network->config().dataType == "bfloat16";
    return writeModelFolder(folder + "/model", m_network->config(), weights,
                            isHalf ? TensorType::BFloat16 : TensorType::Float32, m_baseFolder);
}

Result<TrainSummary> TrainingRun::finish(bool isStopped, JobContext& job)
{
    if (!isStopped && m_evaluated != m_progress.update) SYM_CHECK(evaluate(nullptr, job));
    TrainSummary summary;
    summary.folder = m_config.outputFolder;
    summary.updates = m_progress.update;
    summary.lossFirst = m_progress.lossFirst;
    summary.lossLast = m_progress.lossLast;
    summary.devExactAction = std::max(0.0, m_progress.bestExact);
    summary.devSteps = m_progress.devSteps;
    summary.seconds = m_progress.seconds;
    summary.tokensPerSecond =
        m_progress.seconds > 0 ? double(m_progress.tokens) / m_progress.seconds : 0;
    summary.stopped = isStopped;
    if (m_folder) {
        SYM_CHECK(writeCheckpoint());
        SYM_CHECK(writeModel());
        summary.modelFolder = m_folder->folder() + "/model";
    }
    SYM_CHECK(setPhase(isStopped ? RunPhase::Stopped : RunPhase::Finished));
    return summary;
}

}  // namespace sym
