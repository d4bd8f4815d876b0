#pragma once

#include <memory>
#include <vector>

#include <nlohmann/json.hpp>

#include "core/base/result.h"
#include "core/model/bpe/text_pattern.h"
#include "core/model/bpe/text_piece.h"

namespace sym {

/// Takes the pieces a text falls into, in order.
class PieceSink {
public:
    virtual ~PieceSink() = default;
    virtual void take(const TextPiece& piece) = 0;
};

/// One way of cutting a text: a pattern, digits, punctuation or Metaspace. Immutable, thread-safe.
class PreTokenizerStep {
public:
    virtual ~PreTokenizerStep() = default;
    /// Hands every piece to `next` before it looks for the one after it. Pieces may be empty.
    virtual void split(const TextPiece& piece, PatternScratch& scratch, PieceSink& next) const = 0;
};

/// The "pre_tokenizer" of a tokenizer.json.
struct PreTokenizer {
    std::vector<std::shared_ptr<const PreTokenizerStep>> steps;
    bool isByteLevel = false;  ///< the vocabulary's tokens are written in ByteLevel's alphabet

    /// @param description the JSON value; null for none
    /// @return InvalidInput naming a kind that is not supported
    static Result<PreTokenizer> read(const nlohmann::json& description);

    /// Cuts by all steps in turn. Empty pieces are left out.
    void split(const TextPiece& piece, PatternScratch& scratch, PieceSink& words) const;
};

}  // namespace sym
