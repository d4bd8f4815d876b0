#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "core/model/bpe/added_tokens.h"
#include "core/model/bpe/byte_pairs.h"
#include "core/model/bpe/pre_tokenizer.h"
#include "core/model/bpe/text_normalizer.h"
#include "core/model/bpe/token_decoder.h"

namespace sym {

/// What a tokenizer.json describes.
struct TokenizerFile {
    std::shared_ptr<const TextNormalizer> normalizer;
    PreTokenizer preTokenizer;
    TokenDecoder decoder;
    std::unique_ptr<const BytePairs> pairs;
    std::vector<std::string> contents;  ///< of each id as the file writes it; empty: no such id
    std::vector<AddedToken> added;
    std::vector<int> prefix;  ///< what the post-processor puts in front
    std::vector<int> suffix;  ///< and at the end
};

/// @return InvalidInput naming the part that is malformed or not supported
Result<TokenizerFile> readTokenizerFile(std::string_view json);

}  // namespace sym
