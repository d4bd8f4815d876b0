#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "core/base/random.h"
#include "core/training/training_record.h"

namespace sym {

/// A few sentences that describe a thing, a place or a person.
std::string makePassage(Random& random);

/// Texts the tokenizer is trained on: whole student prompts with their answers, and passages.
/// @param lessons one more in each text while they last; may be empty
/// @param bytes at least so many in all
std::vector<std::string> tokenizerCorpus(const std::vector<TrainingRecord>& lessons,
                                         std::uint64_t seed, std::size_t bytes);

}  // namespace sym
