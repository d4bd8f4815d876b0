#pragma once

#include <string>

#include "core/base/result.h"
#include "core/dataset/step_choice.h"
#include "core/training/train_config.h"

namespace sym {

/// Where the training runs of a project lie: "<project without .symbiont>.runs" beside it.
///   NAME.json      the config a run is started with
///   NAME/          the run, made by the trainer; core/training/run_folder.h
///   data/HASH/     a data set: train.jsonl, held_out.jsonl, data_set.json
/// Equal data sets share a folder, so that runs on the same steps are known to be.
std::string trainingRunsFolder(const std::string& projectFile);

/// @return InvalidInput for a name that is no plain file name (letters, digits, ".", "-", "_")
Status checkRunName(const std::string& name);

/// "quick-3": the first free name in a runs folder, which need not exist.
std::string freeRunName(const std::string& runsFolder, const std::string& start);

/// Files that a trainer can be started with.
struct TrainingSetup {
    TrainConfig config;
    std::string configFile;
};

/// Writes a data set into the project's runs folder, unless it is there, and names its files in the
/// config. @return InvalidInput for an empty one or a record that may not be learned from; Io
Result<TrainConfig> withDataset(const std::string& projectFile, const Dataset& dataset,
                                const StepChoice& choice, TrainConfig config);

/// Writes a data set and the config of a run named config.name. `config` says everything but the
/// files.
/// @return InvalidInput for an empty data set, a record that may not be learned from, a taken or
///         unusable name or a setting out of range; Io
Result<TrainingSetup> setUpTraining(const std::string& projectFile, const Dataset& dataset,
                                    const StepChoice& choice, TrainConfig config);

/// How a data set was chosen, as kept beside it.
std::string stepChoiceToJson(const StepChoice& choice);

}  // namespace sym
