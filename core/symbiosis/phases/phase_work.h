#pragma once

#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "core/store/project_store.h"
#include "core/symbiosis/loop_settings.h"
#include "core/symbiosis/loop_tasks.h"
#include "core/symbiosis/phases/loop_work.h"

namespace sym {

/// What phases are made of; outlives them.
struct LoopContext {
    ProjectStore& store;
    LoopWork& work;
    LoopId loop;
    LoopSettings settings;
    LoopTasks tasks;
};

/// What an earlier phase made. @return NotFound naming a phase that is not finished
Result<nlohmann::json> phaseData(const LoopContext& context, int round, const std::string& name);
/// The run of a phase that is a rollout.
Result<RunId> phaseRun(const LoopContext& context, int round, const std::string& name);
/// The folder of the student that a phase trained.
Result<std::string> phaseStudent(const LoopContext& context, int round, const std::string& name);

/// Runs a phase's episodes. @return its data: run, counts, success by the evaluator, cost; Network
/// on an outage
Result<nlohmann::json> runRolloutPhase(const LoopContext& context, const LoopSettings& settings,
                                       const LoopRollout& rollout, JobContext& job);

/// A student and the steps it learns from.
struct LoopTraining {
    std::string name;         ///< of the run, unique within the project
    std::string base;         ///< model it starts from
    std::vector<RunId> runs;  ///< episodes that the judge found good are learned from
    int maxSteps = 0;         ///< at most so many recorded steps, drawn by the seed; 0: all
};

/// Updates that training will take when the number is not a setting.
Result<double> trainingUpdates(const LoopContext& context, const LoopSettings& settings,
                               const LoopTraining& training);

/// Trains a student. @return the phase's data: student (its folder), steps, updates, cost
Result<nlohmann::json> runTrainingPhase(const LoopContext& context, const LoopSettings& settings,
                                        const LoopTraining& training, JobContext& job);

/// How a loop trains; name, files and base are left to the phase.
/// @return InvalidInput when the preset or a change to it is not one of training, or a change is to
///         what the phase or another setting says
Result<TrainConfig> loopTrainConfig(const LoopSettings& settings);

/// Wall time in which at least one of the episodes was running, seconds.
double busySeconds(const std::vector<EpisodeRecord>& episodes);

}  // namespace sym
