#include "core/training/schedule.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace sym {

double learningRateAt(const TrainConfig& config, int update, int planned)
{
    const int warmup = int(std::lround(config.warmupShare * planned));
    if (update < warmup) return config.learningRate * (update + 1) / double(warmup);
    if (config.schedule == "constant") return config.learningRate;

    const int falling = std::max(1, planned - 1 - warmup);
    const double done = std::min(1.0, double(update - warmup) / falling);
    const double share =
        config.schedule == "linear" ? 1 - done : 0.5 * (1 + std::cos(std::numbers::pi * done));
    return config.learningRate * (config.minimumShare + (1 - config.minimumShare) * share);
}

}  // namespace sym
