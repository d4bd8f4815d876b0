#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/base/result.h"

namespace sym {

/// What a training run is told; the same JSON file runs headless, from the window and on a server.
/// Reference: docs/formats/training.md.
struct TrainConfig {
    std::string name;            ///< of the run, a folder name
    std::string baseModel;       ///< checkpoint folder, or "nano" for the base that ships
    std::string examplesFile;    ///< JSON lines of TrainingRecord; see training_record.h
    std::string evaluationFile;  ///< the fixed dev steps, same format; empty: none
    std::string outputFolder;    ///< run folder; see run_folder.h

    // What is learned (METHOD 4.2): weights of the three kinds of examples
    double lambda = 1;       ///< weight of the reasoning loss beside the action loss
    double promptLoss = 0;   ///< weight of the prompt's own tokens; pre-training learns pages too
    double shareAction = 1;  ///< examples of each kind per step, sampled; 0 leaves the kind out
    double shareRationale = 1;
    double shareJoint = 1;
    int maxTokens = 1024;     ///< of prompt and usual answer; the page is cut, never the task
    bool history = false;     ///< earlier actions in the prompt
    bool markMatches = true;  ///< lines that name what the objective names; see page_match.h

    // How
    std::string method = "full";  ///< "full" or "lora"
    std::vector<std::string> loraTargets{"q_proj",    "k_proj",  "v_proj",   "o_proj",
                                         "gate_proj", "up_proj", "down_proj"};
    int loraRank = 16;
    double loraAlpha = 32;
    double loraDropout = 0;
    bool loraRankStabilised = false;
    int epochs = 2;
    int maxUpdates = 0;          ///< 0: by epochs
    double maxMinutes = 0;       ///< 0: no limit
    int tokensPerUpdate = 4096;  ///< of each process, packed into rows of `rowTokens`
    int rowTokens = 1024;
    int accumulation = 1;  ///< parts an update is read in; saves memory, changes nothing else
    double learningRate = 1e-3;
    std::string schedule = "cosine";  ///< "cosine", "linear" or "constant"
    double warmupShare = 0.03;
    double minimumShare = 0.1;  ///< of the learning rate at the end
    double beta1 = 0.9;
    double beta2 = 0.95;
    double epsilon = 1e-8;
    double weightDecay = 0.01;
    double clipNorm = 1;
    std::string precision = "bfloat16";  ///< "float32" or "bfloat16" (with float32 master weights)
    bool activationCheckpointing = false;
    int threads = 0;              ///< 0: as many as there are cores
    std::string engine = "auto";  ///< "fused" (our kernels, CPU), "torch" (autograd), "auto"
    std::string device = "auto";  ///< "cpu", "cuda", "auto"
    std::uint64_t seed = 1;

    // Looking at it
    int evaluateEvery = 50;  ///< updates
    int checkpointEvery = 100;
    int keepCheckpoints = 2;
    int patience = 0;     ///< evaluations without progress before stopping; 0: never
    int sampleSteps = 4;  ///< dev steps answered aloud at each evaluation

    bool operator==(const TrainConfig&) const = default;
};

/// @return InvalidInput naming the key, its value and the range
Result<TrainConfig> trainConfigFromJson(const std::string& json);
std::string trainConfigToJson(const TrainConfig& config);
/// Every range check; also run on reading.
Status checkTrainConfig(const TrainConfig& config);

}  // namespace sym
