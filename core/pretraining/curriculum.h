#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/base/job_context.h"
#include "core/base/result.h"
#include "core/training/train_config.h"

namespace sym {

/// A part of the pre-training, one run of the trainer.
struct PretrainStage {
    std::string name;
    int maxTokens;         ///< of a lesson; its page is cut to fit
    double share;          ///< of all updates
    std::string schedule;  ///< of the learning rate
    double warmupShare;
};

/// Short pages first: a small model learns to find elements only when it starts with few.
const std::vector<PretrainStage>& pretrainStages();

/// How a base model is made.
struct PretrainSettings {
    std::string folder;  ///< of the work: lessons, runs, the state; kept to go on later
    /// Recorded observations in the `symbiont` format, for lessons on real pages; without any, all
    /// lessons are on pages that are made up.
    std::vector<std::string> pages;
    std::string from;  ///< model to go on with, its vocabulary stays; empty: noise
    std::uint64_t seed = 1;
    int updates = 6000;  ///< of all stages
    int tokensPerUpdate = 2048;
    int devLessons = 120;                  ///< less the drills among them
    std::size_t corpusBytes = 12'000'000;  ///< what the tokenizer is trained on
    int threads = 0;
    double learningRate = 1e-3;
    double promptLoss = 0.15;
};

/// What a stage came to.
struct StageResult {
    std::string stage;
    int updates = 0;
    std::int64_t tokens = 0;
    double seconds = 0;
    double lossFirst = 0;
    double lossLast = 0;
    double devExactAction = 0;
    int devSteps = 0;

    bool operator==(const StageResult&) const = default;
};

/// Where the work stands; kept in FOLDER/state.json after every stage.
struct PretrainState {
    std::vector<StageResult> results;  ///< of the stages that are done
    std::string model;                 ///< folder of the model so far

    bool isFinished() const { return results.size() >= pretrainStages().size(); }
};

/// Takes up the work in the folder, or begins it: writes the lessons of all stages to
/// FOLDER/lessons and the initial model to FOLDER/initial, its tokenizer trained on those of the
/// first. Three of four lessons are on recorded pages; the dev lessons are on every tenth
/// page, which no other lesson is on. The same settings give the same files.
/// @return Io, InvalidInput (a state that cannot be read, pages that give no lesson), Cancelled
Result<PretrainState> openPretraining(const PretrainSettings& settings, JobContext& job);

/// How to train the next stage. The config's output folder is FOLDER/runs/STAGE.
Result<TrainConfig> nextStage(const PretrainSettings& settings, const PretrainState& state);

/// Takes a finished stage into the state: the model so far is its model. Writes state.json.
/// @return what reading the run folder says; NotFound when it has no model
Status closeStage(const PretrainSettings& settings, const TrainConfig& config,
                  PretrainState& state);

/// Copies a model folder's files (config, weights, tokenizer) elsewhere.
Status copyModel(const std::string& from, const std::string& to);

}  // namespace sym
