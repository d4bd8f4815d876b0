#pragma once

#include <string>

#include "core/base/job_context.h"
#include "core/base/result.h"
#include "core/store/project_store.h"
#include "core/training/run_folder.h"

namespace sym {

/// A made-up run: how far it came and how it is said to stand.
struct DemoRun {
    TrainConfig config;  ///< name, files and folder included
    int updates = 120;   ///< written down
    int planned = 120;
    RunPhase phase = RunPhase::Finished;
    std::int64_t processId = 0;  ///< 0 and Training: a trainer that was killed
    int records = 8;             ///< of the examples file, to tell losses of
    int devRecords = 2;
    int spikeAt = 0;  ///< an update with an odd example; 0: none
};

/// Writes the folder of a run that never was. Never in the GUI thread.
Status writeDemoRun(const DemoRun& run);

/// One more made-up update of such a run, as a trainer would append it.
Status appendDemoUpdate(const DemoRun& run, int update);

/// Gives a project five made-up runs, named as such, so that the panel shows curves without a
/// trainer. They refer to the project's own steps. Nothing is done where there are runs.
Status fillDemoTraining(ProjectStore& store, JobContext& job);

}  // namespace sym
