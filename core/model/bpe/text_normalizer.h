#pragma once

#include <memory>

#include <nlohmann/json.hpp>

#include "core/base/result.h"
#include "core/model/bpe/text_piece.h"

namespace sym {

/// The "normalizer" of a tokenizer.json: Unicode normal forms, Prepend, Replace and sequences of
/// them. Immutable and thread-safe.
class TextNormalizer {
public:
    /// @param description the JSON value; null for none
    /// @return InvalidInput naming a kind that is not supported
    static Result<std::shared_ptr<const TextNormalizer>> read(const nlohmann::json& description);

    virtual ~TextNormalizer() = default;
    virtual bool isIdentity() const = 0;
    /// @param result the changed text; untouched when there is nothing to change
    /// @return whether it changed
    virtual bool apply(const TextPiece& piece, AlignedText& result) const = 0;

    std::string apply(const std::string& text) const;
};

}  // namespace sym
