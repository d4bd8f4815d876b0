#include "core/training/trainer.h"

#include "core/model/json_file.h"
#include "core/training/loop/training_run.h"

namespace sym {

Result<TrainSummary> train(const TrainConfig& config, JobContext& job,
                           const std::function<void(const UpdateMetrics&)>& onUpdate)
{
    SYM_CHECK(checkTrainConfig(config));
    SYM_TRY(const auto run, TrainingRun::open(config, false));
    return run->run(job, onUpdate);
}

Result<TrainSummary> resumeTraining(const std::string& folder, JobContext& job,
                                    const std::function<void(const UpdateMetrics&)>& onUpdate)
{
    SYM_TRY(TrainConfig config, RunFolderReader(folder).config());
    config.outputFolder = folder;  // it may have been moved
    SYM_TRY(const auto run, TrainingRun::open(config, true));
    return run->run(job, onUpdate);
}

}  // namespace sym
