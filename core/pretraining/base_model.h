#pragma once

#include <cstdint>
#include <string>

#include "core/base/result.h"
#include "core/model/model_config.h"
#include "core/model/tokenizer.h"

namespace sym {

/// The shape of the base that ships: Llama family, a head of its own, four heads of 48 a layer.
ModelConfig baseModelConfig(int vocabularySize, int endToken);

/// Writes a Hugging Face folder with fresh weights beside the tokenizer that is there already
/// (tokenizer.json). Seeded noise, and in some heads what every task on a page needs, so that a
/// model of this size finds elements by their names early (docs/decisions/0009):
/// - words that differ in case or a space before them start with similar embeddings;
/// - heads of the first layer write what the token before is, and the element id before it;
/// - a head of the second continues after an earlier token of the same kind (an induction head:
///   Olsson et al., In-context Learning and Induction Heads, 2022);
/// - half of the other heads look for tokens like the current one, queries and keys alike (after
///   Trockman and Kolter, Mimetic Initialization of Self-Attention Layers, 2023), and say them or
///   the id before them.
/// Smaller shapes get those of the heads they have. @return InvalidInput for grouped keys
Status writeInitialModel(const std::string& folder, const ModelConfig& config,
                         const Tokenizer& tokenizer, std::uint64_t seed);

}  // namespace sym
