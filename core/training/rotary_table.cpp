#include "core/training/rotary_table.h"

#include <cmath>
#include <numbers>

namespace sym {

namespace {

/// Radians a position turns the pair by.
double frequency(const ModelConfig& config, int pair)
{
    const double plain = std::pow(config.ropeTheta, -2.0 * pair / config.headSize);
    if (!config.ropeScaling) return plain;
    const RopeScaling& scaling = *config.ropeScaling;
    const double turns = scaling.originalMaxPositions * plain / (2 * std::numbers::pi);
    if (turns > scaling.highFrequencyFactor) return plain;
    if (turns < scaling.lowFrequencyFactor) return plain / scaling.factor;
    const double share = (turns - scaling.lowFrequencyFactor)
                         / (scaling.highFrequencyFactor - scaling.lowFrequencyFactor);
    return plain * (share + (1 - share) / scaling.factor);
}

}  // namespace

void RotaryTable::extend(const ModelConfig& config, int count)
{
    half = config.headSize / 2;
    const int known = half > 0 ? int(cosines.size()) / half : 0;
    for (int position = known; position < count; ++position)
        for (int pair = 0; pair < half; ++pair) {
            const double angle = position * frequency(config, pair);
            cosines.push_back(float(std::cos(angle)));
            sines.push_back(float(std::sin(angle)));
        }
}

}  // namespace sym
