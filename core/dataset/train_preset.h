#pragma once

#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/training/train_config.h"

namespace sym {

/// "quick", "full", "lora".
const std::vector<std::string>& trainPresetNames();

/// The settings of a preset; names and files are left empty.
/// quick: minutes on two cores, from the base that ships. full: all weights, two epochs, the best
/// checkpoint by the dev steps. lora: adapters on a larger base.
/// @return InvalidInput for another name
Result<TrainConfig> trainPreset(const std::string& name);

/// The config with single keys changed, each "key=value"; lists are separated by commas.
/// @return InvalidInput naming the key, its value and what it may be
Result<TrainConfig> withTrainSettings(const TrainConfig& config,
                                      const std::vector<std::string>& settings);

/// Keys in which `config` differs from `from`, as "key=value" in the form of withTrainSettings().
/// Names and files (section "run") are left out, but for the base model.
std::vector<std::string> changedTrainSettings(const TrainConfig& config, const TrainConfig& from);

}  // namespace sym
