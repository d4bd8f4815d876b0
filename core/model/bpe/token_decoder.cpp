#include "core/model/bpe/token_decoder.h"

#include <algorithm>
#include <cctype>
#include <optional>

#include "core/model/bpe/byte_alphabet.h"
#include "core/model/bpe/utf8_text.h"

namespace sym {

namespace {

using Json = nlohmann::json;

Error refused(const std::string& what)
{
    return Error(ErrorCode::InvalidInput, "decoder " + what);
}

std::string replaced(std::string_view text, const std::string& from, const std::string& to)
{
    if (from.empty()) return std::string(text);
    std::string result;
    std::size_t done = 0;
    for (std::size_t at; (at = text.find(from, done)) != std::string_view::npos;
         done = at + from.size()) {
        result += text.substr(done, at - done);
        result += to;
    }
    return result += text.substr(done);
}

/// The byte of a token "<0x0A>".
std::optional<char> fallbackByte(const std::string& content)
{
    const auto isHex = [&](std::size_t i) {
        return std::isxdigit(static_cast<unsigned char>(content[i])) != 0;
    };
    if (content.size() != 6 || !content.starts_with("<0x") || content[5] != '>' || !isHex(3)
        || !isHex(4))
        return std::nullopt;
    return char(std::stoi(content.substr(3, 2), nullptr, 16));
}

std::string stripped(std::string text, const std::string& what, int start, int stop)
{
    for (int i = 0; i < start && text.starts_with(what); ++i) text.erase(0, what.size());
    for (int i = 0; i < stop && text.ends_with(what); ++i) text.erase(text.size() - what.size());
    return text;
}

std::string fused(const std::vector<TokenText>& tokens)
{
    std::string text;
    for (const TokenText& token : tokens) text += token.content;
    return text;
}

/// Alphabet letters to bytes; an added token's own text stays.
std::string fromAlphabet(const TokenText& token)
{
    if (!token.isAdded)
        if (auto bytes = fromByteAlphabet(token.content)) return *std::move(bytes);
    return token.content;
}

/// Runs of byte tokens become characters, or one U+FFFD a byte when they are none.
void joinFallbackBytes(std::vector<TokenText>& tokens)
{
    std::vector<TokenText> result;
    std::string bytes;
    const auto flush = [&] {
        if (bytes.empty()) return;
        if (validUtf8Prefix(bytes) == bytes.size()) {
            result.push_back({bytes});
        } else {
            for (std::size_t i = 0; i < bytes.size(); ++i) result.push_back({"\xef\xbf\xbd"});
        }
        bytes.clear();
    };
    for (TokenText& token : tokens) {
        if (const auto byte = fallbackByte(token.content)) {
            bytes += *byte;
        } else {
            flush();
            result.push_back(std::move(token));
        }
    }
    flush();
    tokens = std::move(result);
}

std::string textOf(const Json& object, const char* key)
{
    const auto found = object.find(key);
    return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

}  // namespace

Status TokenDecoder::readInto(const Json& description, std::vector<Step>& steps)
{
    if (!description.is_object()) return refused("is not an object");
    const std::string type = textOf(description, "type");
    if (type == "Sequence") {
        for (const Json& step : description.value("decoders", Json::array()))
            SYM_CHECK(readInto(step, steps));
        return {};
    }
    if (type == "ByteLevel") {
        steps.push_back({.kind = Kind::ByteLevel});
    } else if (type == "ByteFallback") {
        steps.push_back({.kind = Kind::ByteFallback});
    } else if (type == "Fuse") {
        steps.push_back({.kind = Kind::Fuse});
    } else if (type == "Metaspace") {
        const std::string mark = textOf(description, "replacement");
        const Json isPrefixed = description.value("add_prefix_space", Json(true));
        steps.push_back({.kind = Kind::Metaspace,
                         .from = mark.empty() ? "\u2581" : mark,
                         .to = " ",
                         .dropsFirst = textOf(description, "prepend_scheme") != "never"
                                       && isPrefixed != Json(false)});
    } else if (type == "Replace") {
        const Json pattern = description.value("pattern", Json());
        if (!pattern.is_object() || textOf(pattern, "String").empty())
            return refused("Replace is only supported with a String pattern");
        steps.push_back({.kind = Kind::Replace,
                         .from = textOf(pattern, "String"),
                         .to = textOf(description, "content")});
    } else if (type == "Strip") {
        const Json start = description.value("start", Json(0)),
                   stop = description.value("stop", Json(0));
        if (!start.is_number_integer() || !stop.is_number_integer()
            || textOf(description, "content").empty())
            return refused("Strip has no content, start or stop");
        steps.push_back({.kind = Kind::Strip,
                         .from = textOf(description, "content"),
                         .start = start.get<int>(),
                         .stop = stop.get<int>()});
    } else {
        return refused("\"" + type + "\" is not supported");
    }
    return {};
}

Result<TokenDecoder> TokenDecoder::read(const Json& description)
{
    TokenDecoder decoder;
    if (!description.is_null()) SYM_CHECK(readInto(description, decoder.m_steps));
    return decoder;
}

void TokenDecoder::run(const Step& step, std::vector<TokenText>& tokens)
{
    switch (step.kind) {
    case Kind::ByteLevel: {
        std::string bytes;
        for (const TokenText& token : tokens) bytes += fromAlphabet(token);
        tokens = {{repairedUtf8(bytes)}};
        return;
    }
    case Kind::ByteFallback: return joinFallbackBytes(tokens);
    case Kind::Fuse: tokens = {{fused(tokens)}}; return;
    case Kind::Replace:
        for (TokenText& token : tokens) token.content = replaced(token.content, step.from, step.to);
        return;
    case Kind::Strip:
        for (TokenText& token : tokens)
            token.content = stripped(token.content, step.from, step.start, step.stop);
        return;
    case Kind::Metaspace:
        for (std::size_t i = 0; i < tokens.size(); ++i)
            tokens[i].content = replaced(tokens[i].content, step.from,
                                         i == 0 && step.dropsFirst ? std::string() : step.to);
        return;
    }
}

std::string TokenDecoder::decode(std::vector<TokenText> tokens) const
{
    if (m_steps.empty()) {
        for (std::size_t i = 1; i < tokens.size(); ++i) tokens[i].content.insert(0, " ");
        return fused(tokens);
    }
    for (const Step& step : m_steps) run(step, tokens);
    return fused(tokens);
}

std::string TokenDecoder::bytesOf(const TokenText& token) const
{
    std::string bytes = token.content;
    if (token.isAdded) return bytes;
    for (const Step& step : m_steps) {
        if (step.kind == Kind::ByteLevel) return fromAlphabet(token);
        if (step.kind == Kind::ByteFallback)
            if (const auto byte = fallbackByte(bytes)) return std::string(1, *byte);
        if (step.kind == Kind::Metaspace || step.kind == Kind::Replace)
            bytes = replaced(bytes, step.from, step.to);
    }
    return bytes;
}

}  // namespace sym
