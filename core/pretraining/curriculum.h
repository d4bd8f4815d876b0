#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/base/job_context.h"
#include "core/base/result.h"
#include "core/training/train_config.h"

namespace sym {

/// How a base model is made.
struct PretrainSettings {
    std::string folder;  ///< of the work: lessons, rounds, the state; kept to go on later
    std::uint64_t seed = 1;
    int lessonsPerRound = 6000;
    int devLessons = 150;
    int updatesPerRound = 300;
    int tokensPerUpdate = 2048;
    int maxTokens = 768;  ///< of a lesson
    int threads = 0;
    double learningRate = 7e-4;
    double passAt = 0.85;  ///< share of exact actions on the stage's dev lessons
    int maxRoundsPerStage = 200;
};

/// One training run of the curriculum, as its curve tells it.
struct PretrainRound {
    int number = 0;  ///< 1-based
    std::string stage;
    int updates = 0;
    std::int64_t tokens = 0;
    double seconds = 0;
    double lossFirst = 0;
    double lossLast = 0;
    double devExactAction = 0;
    int devSteps = 0;

    bool operator==(const PretrainRound&) const = default;
};

/// Where the work stands; kept in FOLDER/state.json after every round.
struct PretrainState {
    int stage = 0;  ///< index in lessonStages(); as many as there are: all passed
    std::vector<PretrainRound> rounds;
    std::string model;  ///< folder of the model so far

    bool isFinished() const;
};

/// Takes up the work in the folder, or begins it: trains the tokenizer and writes the initial
/// model to FOLDER/initial.
/// @return Io, InvalidInput (a state that cannot be read), Cancelled
Result<PretrainState> openPretraining(const PretrainSettings& settings, JobContext& job);

/// Writes the next round's lessons, the same for the same seed, and says how to train on them.
/// The config's output folder is FOLDER/rounds/NNN-STAGE.
Result<TrainConfig> nextRound(const PretrainSettings& settings, const PretrainState& state);

/// Takes a finished round into the state: the model so far is its model; the stage is passed when
/// the last evaluation reached passAt. Writes state.json and curve.csv.
/// @return what reading the run folder says; NotFound when it has no model
Status closeRound(const PretrainSettings& settings, const TrainConfig& config,
                  PretrainState& state);

/// Copies a model folder's files (config, weights, tokenizer) elsewhere.
Status copyModel(const std::string& from, const std::string& to);

}  // namespace sym
