#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/base/job_context.h"
#include "core/training/loop/batch_plan.h"
#include "core/training/loop/dev_steps.h"
#include "core/training/loop/process_group.h"
#include "core/training/loop/run_checkpoint.h"
#include "core/training/loop/update_sums.h"
#include "core/training/run_writer.h"
#include "core/training/trainer.h"

namespace sym {

/// A run from its data to its model. One thread, but for the heartbeat.
class TrainingRun {
public:
    using OnUpdate = std::function<void(const UpdateMetrics&)>;

    /// @param isResumed go on from the run folder's latest checkpoint
    static Result<std::unique_ptr<TrainingRun>> open(const TrainConfig& config, bool isResumed);

    /// Trains until done, stopped or cancelled.
    Result<TrainSummary> run(JobContext& job, const OnUpdate& onUpdate);

private:
    /// What all processes decide together before an update.
    enum class Wish { GoOn, Pause, Stop };
    using Clock = std::chrono::steady_clock;

    explicit TrainingRun(const TrainConfig& config) : m_config(config) {}

    Status readData();
    Status openNetwork();
    Status openFolder(bool isResumed);
    Result<Wish> agree(JobContext& job);
    Result<bool> isToStop(JobContext& job);
    Result<UpdateMetrics> update(int index);
    Status forwardBackward(int index, UpdateSums& sums, double& operations);
    Status refuseInfinite(int index, const UpdateSums& sums, double norm);
    Status evaluate(UpdateMetrics* metrics, JobContext& job);
    Status writeCheckpoint();
    Result<TrainSummary> trainUpdates(JobContext& job, const OnUpdate& onUpdate);
    Result<TrainSummary> finish(bool isStopped, JobContext& job);
    Status writeModel();
    Status setPhase(RunPhase phase, const std::string& error = {});
    bool isFirst() const { return m_group->rank() == 0; }
    std::string resumeHint() const;

    TrainConfig m_config;
    std::string m_baseFolder;
    std::unique_ptr<ProcessGroup> m_group;
    std::shared_ptr<const Tokenizer> m_tokenizer;
    std::vector<TrainingRecord> m_records;
    std::vector<TrainingExample> m_examples;
    std::unique_ptr<BatchPlan> m_plan;
    std::optional<DevSteps> m_dev;
    std::unique_ptr<TrainableNetwork> m_network;
    std::optional<RunFolderWriter> m_folder;  ///< of the first process only
    RunProgress m_progress;
    std::vector<ExampleLoss> m_losses;  ///< of the last update's examples
    int m_evaluated = 0;                ///< update last measured on the dev steps
    RunState m_state;
    double m_peak = 0;
    double m_secondsBefore = 0;  ///< of the run, before this process
    Clock::time_point m_begin;
    Clock::duration m_paused{};
    double m_timeShare = 0;   ///< of maxMinutes that is over, as the first process has it
    bool m_isEnding = false;  ///< stopped early for want of progress
    bool m_isStopAsked = false;
    bool m_isPauseAsked = false;
};

/// The checkpoint folder a config names: "nano" is the base model that ships, looked for in
/// SYMBIONT_MODELS, beside the program and in the installed data.
Result<std::string> baseModelFolder(const std::string& name);

/// Opens the network a config asks for.
Result<std::unique_ptr<TrainableNetwork>> openTrainableNetwork(const std::string& baseFolder,
                                                               const TrainConfig& config);

}  // namespace sym
