#pragma once

#include <cstdint>
#include <string>

#include "core/base/result.h"
#include "core/model/model_config.h"
#include "core/model/tokenizer.h"

namespace sym {

/// The shape of the base that ships: Llama family, tied embeddings.
ModelConfig baseModelConfig(int vocabularySize, int endToken);

/// Writes a Hugging Face folder with fresh random weights beside the tokenizer that is there
/// already (tokenizer.json). Seeded. Two things are not plain noise, so that a model of this size
/// finds elements by their names early:
/// - words that differ in case or a space before them start with similar embeddings;
/// - queries and keys of half of the heads start alike, so that these heads look for tokens like
///   the current one (after Trockman and Kolter, Mimetic Initialization of Self-Attention Layers,
///   2023).
Status writeInitialModel(const std::string& folder, const ModelConfig& config,
                         const Tokenizer& tokenizer, std::uint64_t seed);

}  // namespace sym
