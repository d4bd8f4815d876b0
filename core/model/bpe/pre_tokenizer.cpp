#include "core/model/bpe/pre_tokenizer.h"

#include <array>
#include <functional>
#include <optional>

#include "core/model/bpe/utf8_text.h"

namespace sym {

namespace {

using Json = nlohmann::json;

enum class SplitBehavior { Removed, Isolated, MergedWithPrevious, MergedWithNext, Contiguous };

/// Pieces that match and pieces between them, joined the way a behaviour asks for.
class Joiner {
public:
    Joiner(const TextPiece& piece, SplitBehavior behavior, PieceSink& next)
        : m_piece(piece), m_behavior(behavior), m_next(next)
    {
    }

    void add(std::size_t begin, std::size_t end, bool isMatch)
    {
        if (m_behavior == SplitBehavior::Isolated) return emit(begin, end);
        if (m_behavior == SplitBehavior::Removed) {
            if (!isMatch) emit(begin, end);
            return;
        }
        bool isJoined = false;
        if (m_behavior == SplitBehavior::Contiguous) isJoined = isMatch == m_wasMatch;
        if (m_behavior == SplitBehavior::MergedWithPrevious) isJoined = isMatch && !m_wasMatch;
        if (m_behavior == SplitBehavior::MergedWithNext) isJoined = m_wasMatch && !isMatch;
        if (!isJoined) flush(begin);
        m_end = end;
        m_wasMatch = isMatch;
    }

    void finish() { flush(m_end); }

private:
    void emit(std::size_t begin, std::size_t end) { m_next.take(m_piece.part(begin, end - begin)); }

    void flush(std::size_t next)
    {
        if (m_end > m_begin) emit(m_begin, m_end);
        m_begin = next;
    }

    const TextPiece& m_piece;
    SplitBehavior m_behavior;
    PieceSink& m_next;
    std::size_t m_begin = 0;
    std::size_t m_end = 0;
    bool m_wasMatch = false;
};

class PatternSplit final : public PreTokenizerStep {
public:
    PatternSplit(std::shared_ptr<const TextPattern> pattern, SplitBehavior behavior,
                 bool isInverted)
        : m_pattern(std::move(pattern)), m_behavior(behavior), m_isInverted(isInverted)
    {
    }

    void split(const TextPiece& piece, PatternScratch& scratch, PieceSink& next) const override
    {
        Joiner joiner(piece, m_behavior, next);
        PatternMatch match;
        std::size_t at = 0;
        while (m_pattern->find(piece.text, at, scratch, match)) {
            if (match.begin > at) joiner.add(at, match.begin, m_isInverted);
            joiner.add(match.begin, match.end, !m_isInverted);
            at = match.end;
        }
        if (at < piece.text.size()) joiner.add(at, piece.text.size(), m_isInverted);
        joiner.finish();
    }

private:
    std::shared_ptr<const TextPattern> m_pattern;
    SplitBehavior m_behavior;
    bool m_isInverted;
};

/// Cuts at the characters of a kind.
class KindSplit final : public PreTokenizerStep {
public:
    KindSplit(bool (*isKind)(char32_t), SplitBehavior behavior)
        : m_isKind(isKind), m_behavior(behavior)
    {
    }

    void split(const TextPiece& piece, PatternScratch&, PieceSink& next) const override
    {
        Joiner joiner(piece, m_behavior, next);
        std::size_t begin = 0;  // of what is between two of the kind
        for (std::size_t at = 0; at < piece.text.size();) {
            const CodePointAt here = codePointAt(piece.text, at);
            if (m_isKind(here.value)) {
                if (begin < at) joiner.add(begin, at, false);
                begin = at + here.bytes;
                joiner.add(at, begin, true);
            }
            at += here.bytes;
        }
        if (begin < piece.text.size()) joiner.add(begin, piece.text.size(), false);
        joiner.finish();
    }

private:
    bool (*m_isKind)(char32_t);
    SplitBehavior m_behavior;
};

AlignedText withPrefix(const std::string& prefix, const TextPiece& piece)
{
    AlignedText result;
    result.text = prefix + std::string(piece.text);
    result.origins.resize(prefix.size(), piece.originOf(0));
    for (std::size_t i = 0; i < piece.text.size(); ++i) result.origins.push_back(piece.originOf(i));
    return result;
}

/// ByteLevel's space in front of a text that has none.
class SpacePrefix final : public PreTokenizerStep {
public:
    void split(const TextPiece& piece, PatternScratch&, PieceSink& next) const override
    {
        if (piece.text.empty() || piece.text.front() == ' ') return next.take(piece);
        const AlignedText prefixed = withPrefix(" ", piece);
        next.take(TextPiece::of(prefixed));
    }
};

/// Spaces become a mark, one is put in front, and words begin with it.
class Metaspace final : public PreTokenizerStep {
public:
    enum class Scheme { Always, First, Never };

    Metaspace(std::string mark, Scheme scheme, bool isSplit)
        : m_mark(std::move(mark)), m_scheme(scheme), m_isSplit(isSplit)
    {
    }

    void split(const TextPiece& piece, PatternScratch& scratch, PieceSink& next) const override
    {
        if (piece.text.empty()) return;
        AlignedText marked;
        const bool isFirst = piece.originOf(0) == 0;
        const bool isPrefixed =
            m_scheme == Scheme::Always || (m_scheme == Scheme::First && isFirst);
        // Hugging Face replaces the spaces first: a leading one counts as the mark.
        const bool hasMark = piece.text.front() == ' ' || piece.text.starts_with(m_mark);
        if (isPrefixed && !hasMark) append(marked, m_mark, piece.originOf(0));
        for (std::size_t i = 0; i < piece.text.size(); ++i)
            append(marked, piece.text[i] == ' ' ? m_mark : std::string(1, piece.text[i]),
                   piece.originOf(i));
        const TextPiece whole = TextPiece::of(marked);
        if (!m_isSplit) return next.take(whole);
        PatternSplit(TextPattern::literal(m_mark), SplitBehavior::MergedWithNext, false)
            .split(whole, scratch, next);
    }

private:
    static void append(AlignedText& text, std::string_view what, std::size_t origin)
    {
        text.text += what;
        text.origins.resize(text.text.size(), origin);
    }

    std::string m_mark;
    Scheme m_scheme;
    bool m_isSplit;
};

// The words of GPT-2, which ByteLevel cuts by unless told otherwise.
constexpr const char* kByteLevelPattern =
    "'s|'t|'re|'ve|'m|'ll|'d| ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+";

Error refused(const std::string& what)
{
    return Error(ErrorCode::InvalidInput, "pre_tokenizer " + what);
}

std::string textOf(const Json& object, const char* key, const std::string& otherwise = {})
{
    const auto found = object.find(key);
    return found != object.end() && found->is_string() ? found->get<std::string>() : otherwise;
}

bool flagOf(const Json& object, const char* key, bool otherwise)
{
    const auto found = object.find(key);
    return found != object.end() && found->is_boolean() ? found->get<bool>() : otherwise;
}

std::optional<SplitBehavior> behaviorNamed(const std::string& name)
{
    if (name == "Removed") return SplitBehavior::Removed;
    if (name == "Isolated") return SplitBehavior::Isolated;
    if (name == "MergedWithPrevious") return SplitBehavior::MergedWithPrevious;
    if (name == "MergedWithNext") return SplitBehavior::MergedWithNext;
    if (name == "Contiguous") return SplitBehavior::Contiguous;
    return std::nullopt;
}

Status readSplit(const Json& description, PreTokenizer& result)
{
    const auto behavior = behaviorNamed(textOf(description, "behavior"));
    if (!behavior)
        return refused("Split has the unknown behavior \"" + textOf(description, "behavior")
                       + "\"");
    const Json pattern = description.value("pattern", Json());
    if (!pattern.is_object()) return refused("Split has no pattern");
    std::shared_ptr<const TextPattern> compiled;
    if (pattern.contains("String") && !textOf(pattern, "String").empty()) {
        compiled = TextPattern::literal(textOf(pattern, "String"));
    } else if (pattern.contains("Regex")) {
        SYM_TRY(compiled, TextPattern::compile(textOf(pattern, "Regex")));
    } else {
        return refused("Split has a pattern that is neither Regex nor String");
    }
    result.steps.push_back(std::make_shared<PatternSplit>(std::move(compiled), *behavior,
                                                          flagOf(description, "invert", false)));
    return {};
}

Status readByteLevel(const Json& description, PreTokenizer& result)
{
    if (flagOf(description, "add_prefix_space", true))
        result.steps.push_back(std::make_shared<SpacePrefix>());
    if (flagOf(description, "use_regex", true)) {
        SYM_TRY(auto pattern, TextPattern::compile(kByteLevelPattern));
        result.steps.push_back(
            std::make_shared<PatternSplit>(std::move(pattern), SplitBehavior::Isolated, false));
    }
    result.isByteLevel = true;
    return {};
}

Status readMetaspace(const Json& description, PreTokenizer& result)
{
    const std::string scheme =
        textOf(description, "prepend_scheme",
               flagOf(description, "add_prefix_space", true) ? "always" : "never");
    Metaspace::Scheme known = Metaspace::Scheme::Always;
    if (scheme == "first") {
        known = Metaspace::Scheme::First;
    } else if (scheme == "never") {
        known = Metaspace::Scheme::Never;
    } else if (scheme != "always") {
        return refused("Metaspace has the unknown prepend_scheme \"" + scheme + "\"");
    }
    const std::string mark = textOf(description, "replacement", "\u2581");
    if (mark.empty()) return refused("Metaspace has an empty replacement");
    result.steps.push_back(
        std::make_shared<Metaspace>(mark, known, flagOf(description, "split", true)));
    return {};
}

Status readInto(const Json& description, PreTokenizer& result)
{
    if (!description.is_object()) return refused("is not an object");
    const std::string type = textOf(description, "type");
    if (type == "Sequence") {
        for (const Json& step : description.value("pretokenizers", Json::array()))
            SYM_CHECK(readInto(step, result));
        return {};
    }
    if (result.isByteLevel) return refused(type + " after ByteLevel is not supported");
    if (type == "Split") return readSplit(description, result);
    if (type == "ByteLevel") return readByteLevel(description, result);
    if (type == "Metaspace") return readMetaspace(description, result);
    if (type == "Digits") {
        const auto behavior = flagOf(description, "individual_digits", false)
                                  ? SplitBehavior::Isolated
                                  : SplitBehavior::Contiguous;
        result.steps.push_back(std::make_shared<KindSplit>(&isNumeric, behavior));
        return {};
    }
    if (type == "Punctuation") {
        const auto behavior = behaviorNamed(textOf(description, "behavior", "Isolated"));
        if (!behavior) return refused("Punctuation has an unknown behavior");
        result.steps.push_back(std::make_shared<KindSplit>(&isPunctuation, *behavior));
        return {};
    }
    if (type == "WhitespaceSplit") {
        result.steps.push_back(std::make_shared<KindSplit>(&isWhiteSpace, SplitBehavior::Removed));
        return {};
    }
    return refused("\"" + type + "\" is not supported");
}

/// Hands what a step gives to the step after it.
class StepChain final : public PieceSink {
public:
    StepChain(std::span<const std::shared_ptr<const PreTokenizerStep>> steps,
              PatternScratch& scratch, PieceSink& words)
        : m_steps(steps), m_scratch(scratch), m_words(words)
    {
    }

    void take(const TextPiece& piece) override
    {
        if (piece.text.empty()) return;
        if (m_steps.empty()) return m_words.take(piece);
        StepChain rest(m_steps.subspan(1), m_scratch, m_words);
        m_steps.front()->split(piece, m_scratch, rest);
    }

private:
    std::span<const std::shared_ptr<const PreTokenizerStep>> m_steps;
    PatternScratch& m_scratch;
    PieceSink& m_words;
};

}  // namespace

Result<PreTokenizer> PreTokenizer::read(const Json& description)
{
    PreTokenizer result;
    if (!description.is_null()) SYM_CHECK(readInto(description, result));
    return result;
}

void PreTokenizer::split(const TextPiece& piece, PatternScratch& scratch, PieceSink& words) const
{
    StepChain(steps, scratch, words).take(piece);
}

}  // namespace sym
