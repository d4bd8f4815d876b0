#pragma once

#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "core/base/result.h"

namespace sym {

/// A token on its way back to text.
struct TokenText {
    std::string content;   ///< as tokenizer.json writes it
    bool isAdded = false;  ///< an added token's content is text, whatever the alphabet
};

/// The "decoder" of a tokenizer.json: ByteLevel, Metaspace, Replace, ByteFallback, Fuse, Strip and
/// sequences of them. Immutable and thread-safe.
class TokenDecoder {
public:
    /// @param description the JSON value; null for none
    /// @return InvalidInput naming a kind that is not supported
    static Result<TokenDecoder> read(const nlohmann::json& description);

    /// The text of some tokens. Invalid UTF-8 becomes U+FFFD.
    std::string decode(std::vector<TokenText> tokens) const;

    /// The bytes a token stands for in the middle of a text.
    std::string bytesOf(const TokenText& token) const;

    /// Whether a text is just the bytes of its tokens, one after another.
    bool joinsBytes() const { return m_steps.size() == 1 && m_steps[0].kind == Kind::ByteLevel; }

private:
    enum class Kind { ByteLevel, Metaspace, Replace, ByteFallback, Fuse, Strip };
    struct Step {
        Kind kind = Kind::Fuse;
        std::string from;  ///< Metaspace, Replace and Strip: what to look for
        std::string to;
        int start = 0;            ///< Strip: how many to take off in front
        int stop = 0;             ///< and at the end
        bool dropsFirst = false;  ///< Metaspace: the first token's mark is no space
    };

    static Status readInto(const nlohmann::json& description, std::vector<Step>& steps);
    static void run(const Step& step, std::vector<TokenText>& tokens);

    std::vector<Step> m_steps;
};

}  // namespace sym
