#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/training/trainable_network.h"

namespace sym {

/// Where a run is, beside its weights: all that the next update depends on. Random choices follow
/// from the seed and the number of the update, so there is no generator to keep.
struct RunProgress {
    int update = 0;  ///< done
    std::int64_t tokens = 0;
    double seconds = 0;
    int skipped = 0;  ///< updates with gradients that were not finite
    double lossFirst = 0;
    double lossLast = 0;
    double bestExact = -1;  ///< of the best evaluation so far; -1: none yet
    double bestLoss = 0;
    int bestUpdate = 0;
    int looksSinceBest = 0;  ///< evaluations without progress
    double lastExact = 0;
    int devSteps = 0;
    bool operator==(const RunProgress&) const = default;
};

/// Writes checkpoints/NNNNNN: weights (a Hugging Face folder, or a PEFT adapter), moments and
/// progress; complete under its name or not there at all. Then `latest` names it.
Status writeRunCheckpoint(const std::string& runFolder, TrainableNetwork& network,
                          const TrainConfig& config, const std::string& baseFolder,
                          const RunProgress& progress);

/// Reads a checkpoint into a network made from the same config.
/// @param name of the checkpoint, such as "000120"
Result<RunProgress> readRunCheckpoint(const std::string& runFolder, const std::string& name,
                                      TrainableNetwork& network, const TrainConfig& config);

/// The name in the run's file "latest" or "best". @return NotFound when there is none
Result<std::string> namedCheckpoint(const std::string& runFolder, const std::string& which);
std::string checkpointName(int update);  ///< "000120"

/// Removes all but the newest `keep` checkpoints and the best.
void pruneCheckpoints(const std::string& runFolder, int keep);

}  // namespace sym
