#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "core/training/train_config.h"

namespace sym {

/// One key of a training config: where it is kept, what it may be and why its default is what it
/// is. The config's reader, its range checks and the Training panel all go by this list.
struct TrainSetting {
    using Member = std::variant<std::string TrainConfig::*, std::vector<std::string> TrainConfig::*,
                                double TrainConfig::*, int TrainConfig::*, bool TrainConfig::*,
                                std::uint64_t TrainConfig::*>;

    const char* key;      ///< name in the JSON file
    const char* section;  ///< "run", "data", "model", "optimizer" or "watching"
    Member member;
    const char* meaning;
    const char* reason;  ///< of the default, or of the range; a sentence
    double minimum = 0;  ///< of numbers, both included
    double maximum = 0;
    std::vector<std::string> choices;  ///< of texts and lists; empty: any text
};

/// All keys, in the order of the file.
const std::vector<TrainSetting>& trainSettings();

}  // namespace sym
