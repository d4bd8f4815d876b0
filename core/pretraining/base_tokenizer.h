#pragma once

#include <string>
#include <vector>

#include "core/base/result.h"

namespace sym {

inline constexpr int kBaseVocabulary = 4096;
inline constexpr int kBaseEndToken = 0;
inline constexpr char kBaseEndText[] = "<|end|>";

/// Trains the tokenizer of the base that ships and returns its tokenizer.json (Hugging Face):
/// byte-level BPE whose element ids " [0]" to " [999]" are one token each, in pages as in actions.
/// Words do not join with what stands around them, digits stand alone, a line break holds the
/// indentation of the next line. Deterministic: ties go to the smaller pair.
/// @return InvalidInput when the texts have too few words for the vocabulary
Result<std::string> trainBaseTokenizer(const std::vector<std::string>& texts, int vocabularySize);

/// The tokenizer_config.json beside it.
std::string baseTokenizerConfig(int maxPositions);

}  // namespace sym
