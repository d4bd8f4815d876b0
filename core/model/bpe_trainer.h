#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/job_context.h"
#include "core/base/result.h"

namespace sym {

/// What a tokenizer is trained to be.
struct BpeTrainerSettings {
    int vocabularySize = 4096;  ///< all ids: bytes, merged tokens, atomic and special tokens
    /// Texts that stay one token wherever they stand, such as "[17]"; found before words are cut.
    std::vector<std::string> atomicTokens;
    /// Special tokens, which decoding leaves out. The defaults are those of ChatTemplate::Nano.
    std::vector<std::string> specialTokens = {"<|begin|>", "<|end|>", "<|pad|>"};
    int digitsTogether = 1;  ///< a number is cut into groups of so many digits; Llama 3 has 3
    int minimumCount = 2;    ///< pairs seen less often are not merged
    int maxTokenBytes = 32;  ///< no longer tokens are made
};

/// Hands out the texts to learn from, one a call; false at the end. Called from the same thread.
using TextSource = std::function<bool(std::string_view& text)>;

/// Trains a byte-level BPE with Llama 3's pre-tokenizer. The same texts and settings give the same
/// bytes. Bytes have the first 256 ids, in order; then merged tokens, atomic tokens and special
/// tokens. There are fewer ids than asked for when the texts have too few pairs.
/// 20 MB of pages and code take less than a second of an optimised build; memory is that of the
/// distinct words and their pairs.
/// @return the tokenizer.json, readable by Hugging Face's tokenizers; InvalidInput when the
///         vocabulary has no room for bytes and tokens, or a token is empty or twice; Cancelled
Result<std::string> trainTokenizer(const TextSource& texts, const BpeTrainerSettings& settings,
                                   JobContext& job);

/// The same, of texts in memory.
Result<std::string> trainTokenizer(const std::vector<std::string>& texts,
                                   const BpeTrainerSettings& settings, JobContext& job);

}  // namespace sym
