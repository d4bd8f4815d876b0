#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"

namespace sym {

/// A text's tokens and where each came from.
struct Encoding {
    std::vector<int> ids;
    std::vector<std::size_t> begins;  ///< byte offset in the text of each token's first byte
};

/// Byte-level BPE as a checkpoint's tokenizer.json describes it: normalizer (none or NFC),
/// pre-tokenizer patterns, merges, added and special tokens, byte fallback. Ids equal those of
/// Hugging Face's tokenizers. Immutable and thread-safe.
class Tokenizer {
public:
    /// @return NotFound, or InvalidInput naming the part of tokenizer.json that is not supported
    static Result<std::shared_ptr<const Tokenizer>> open(const std::string& file);
    static Result<std::shared_ptr<const Tokenizer>> parse(std::string_view json);

    virtual ~Tokenizer() = default;

    /// Special tokens written in the text become their ids, as in Hugging Face.
    /// @param addSpecial let the post-processor add what it adds (begin of text)
    virtual std::vector<int> encode(std::string_view text, bool addSpecial = false) const = 0;
    virtual Encoding encodeWithOffsets(std::string_view text, bool addSpecial = false) const = 0;
    /// @param skipSpecial leave special tokens out. Invalid UTF-8 becomes U+FFFD.
    virtual std::string decode(const std::vector<int>& ids, bool skipSpecial = true) const = 0;

    /// The bytes of one token, which need not be whole characters.
    virtual const std::string& tokenBytes(int id) const = 0;
    virtual int tokenId(
        std::string_view content) const = 0;  ///< of a vocabulary or added token; -1: none
    virtual bool isSpecial(int id) const = 0;
    virtual int size() const = 0;  ///< one more than the largest id
};

}  // namespace sym
