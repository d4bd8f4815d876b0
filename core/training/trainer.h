#pragma once

#include <functional>
#include <string>

#include "core/base/job_context.h"
#include "core/base/result.h"
#include "core/training/run_folder.h"
#include "core/training/train_config.h"

namespace sym {

struct TrainSummary {
    std::string folder;
    int updates = 0;
    double lossFirst = 0;
    double lossLast = 0;
    double devExactAction = 0;
    int devSteps = 0;
    double tokensPerSecond = 0;
    double seconds = 0;
    std::string modelFolder;
    bool stopped = false;  ///< on command or cancellation; resumable
};

/// Trains in this process until done, stopped or cancelled (saves first). Writes the run folder.
/// Data parallel when RANK and WORLD_SIZE are in the environment.
/// @param onUpdate called after every update, in the calling thread; may be empty
Result<TrainSummary> train(const TrainConfig& config, JobContext& job,
                           const std::function<void(const UpdateMetrics&)>& onUpdate);

/// Goes on from the folder's latest checkpoint: the same losses as if it had never stopped.
Result<TrainSummary> resumeTraining(const std::string& folder, JobContext& job,
                                    const std::function<void(const UpdateMetrics&)>& onUpdate);

}  // namespace sym
