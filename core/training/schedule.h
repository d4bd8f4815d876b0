#pragma once

#include "core/training/train_config.h"

namespace sym {

/// The step size of an update.
/// @param update 0-based   @param planned updates of the whole run, at least 1
/// Grows linearly during the warm-up (its first update is not 0), then falls as the schedule says
/// to minimumShare at the last update; "constant" stays.
double learningRateAt(const TrainConfig& config, int update, int planned);

}  // namespace sym
