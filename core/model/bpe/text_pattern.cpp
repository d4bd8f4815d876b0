#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include <array>
#include <cctype>

#include "core/model/bpe/text_pattern.h"

namespace sym {

namespace {

// White_Space, which is what \s means to Oniguruma; PCRE2's own has U+180E too.
constexpr const char* kSpaces =
    "\\t-\\r "
    "\\x{85}\\x{a0}\\x{1680}\\x{2000}-\\x{200a}\\x{2028}\\x{2029}\\x{202f}\\x{205f}\\x{3000}";
constexpr const char* kNoSpaces =
    "\\x00-\\x08\\x0e-\\x1f!-\\x{84}\\x{86}-\\x{9f}\\x{a1}-\\x{167f}\\x{1681}-\\x{1fff}"
    "\\x{200b}-\\x{2027}\\x{202a}-\\x{202e}\\x{2030}-\\x{205e}\\x{2060}-\\x{2fff}"
    "\\x{3001}-\\x{10ffff}";
constexpr const char* kHexDigits = "0-9A-Fa-f";

Error refused(std::string_view pattern, const std::string& why)
{
    return Error(ErrorCode::InvalidInput, "pattern " + std::string(pattern) + ": " + why);
}

std::string pcreMessage(int code)
{
    std::array<unsigned char, 160> text = {};
    pcre2_get_error_message(code, text.data(), text.size());
    return reinterpret_cast<const char*>(text.data());
}

bool isHex(char c)
{
    return std::isxdigit(static_cast<unsigned char>(c));
}

/// Appends what the escape at `at` means; returns how long it was, 0 if it stays as it is.
std::size_t translateEscape(std::string_view text, std::size_t at, bool isInClass, std::string& out)
{
    const char kind = text[at + 1];
    const auto set = [&](const char* members, bool isNegated) {
        out += isInClass ? members : std::string(isNegated ? "[^" : "[") + members + "]";
    };
    switch (kind) {
    case 's': set(kSpaces, false); return 2;
    case 'S': isInClass ? set(kNoSpaces, false) : set(kSpaces, true); return 2;
    case 'h': set(kHexDigits, false); return 2;
    case 'u':
        if (at + 6 <= text.size() && isHex(text[at + 2]) && isHex(text[at + 3])
            && isHex(text[at + 4]) && isHex(text[at + 5])) {
            out += "\\x{" + std::string(text.substr(at + 2, 4)) + "}";
            return 6;
        }
        return 0;
    default: return 0;
    }
}

}  // namespace

Result<std::string> translatePattern(std::string_view pattern)
{
    std::string out;
    bool isInClass = false;
    for (std::size_t i = 0; i < pattern.size(); ++i) {
        const char c = pattern[i];
        if (c == '\\' && i + 1 < pattern.size()) {
            const std::size_t length = translateEscape(pattern, i, isInClass, out);
            if (length == 0) out += pattern.substr(i, 2);
            i += (length == 0 ? 2 : length) - 1;
            continue;
        }
        if (!isInClass && c == '[') {
            isInClass = true;
            out += c;
            // A bracket right after the opening one is a member of the class.
            if (i + 1 < pattern.size() && pattern[i + 1] == '^') out += pattern[++i];
            if (i + 1 < pattern.size() && pattern[i + 1] == ']') out += "\\", out += pattern[++i];
            continue;
        }
        if (isInClass && pattern.substr(i, 2) == "[:") {
            const std::size_t end = pattern.find(":]", i);
            if (end == std::string_view::npos) return refused(pattern, "an open class name");
            out += pattern.substr(i, end + 2 - i);
            i = end + 1;
            continue;
        }
        if (isInClass && c == '[') return refused(pattern, "classes in classes are not supported");
        if (isInClass && pattern.substr(i, 2) == "&&")
            return refused(pattern, "intersections of classes are not supported");
        if (isInClass && c == ']') isInClass = false;
        out += c;
    }
    return out;
}

void PatternScratch::Free::operator()(pcre2_real_match_data_8* data) const
{
    pcre2_match_data_free(data);
}

PatternScratch::PatternScratch() : m_data(pcre2_match_data_create(1, nullptr)) {}

TextPattern::~TextPattern()
{
    pcre2_code_free(m_code);
}

std::shared_ptr<const TextPattern> TextPattern::literal(std::string text)
{
    std::shared_ptr<TextPattern> pattern(new TextPattern);
    pattern->m_literal = std::move(text);
    return pattern;
}

Result<std::shared_ptr<const TextPattern>> TextPattern::compile(std::string_view pattern)
{
    SYM_TRY(const std::string source, translatePattern(pattern));
    int error = 0;
    PCRE2_SIZE place = 0;
    std::shared_ptr<TextPattern> result(new TextPattern);
    result->m_code = pcre2_compile(reinterpret_cast<PCRE2_SPTR>(source.data()), source.size(),
                                   PCRE2_UTF | PCRE2_UCP | PCRE2_MULTILINE | PCRE2_NO_UTF_CHECK,
                                   &error, &place, nullptr);
    if (!result->m_code)
        return refused(pattern, pcreMessage(error) + " at offset " + std::to_string(place));
    result->m_isCompiled = pcre2_jit_compile(result->m_code, PCRE2_JIT_COMPLETE) == 0;
    return std::shared_ptr<const TextPattern>(std::move(result));
}

int TextPattern::search(std::string_view text, std::size_t from, PatternScratch& scratch) const
{
    const auto subject = reinterpret_cast<PCRE2_SPTR>(text.data());
    if (m_isCompiled) {
        const int count = pcre2_jit_match(m_code, subject, text.size(), from, PCRE2_NOTEMPTY,
                                          scratch.get(), nullptr);
        if (count >= 0 || count == PCRE2_ERROR_NOMATCH) return count;
    }
    // The machine code has a small stack; the interpreter takes what it needs from the heap.
    return pcre2_match(m_code, subject, text.size(), from,
                       PCRE2_NOTEMPTY | PCRE2_NO_UTF_CHECK | PCRE2_NO_JIT, scratch.get(), nullptr);
}

bool TextPattern::find(std::string_view text, std::size_t from, PatternScratch& scratch,
                       PatternMatch& match) const
{
    if (from >= text.size()) return false;
    if (!m_code) {
        const std::size_t place =
            m_literal.empty() ? std::string_view::npos : text.find(m_literal, from);
        match = {place, place + m_literal.size()};
        return place != std::string_view::npos;
    }
    if (search(text, from, scratch) < 0) return false;
    const PCRE2_SIZE* range = pcre2_get_ovector_pointer(scratch.get());
    match = {range[0], range[1]};
    return true;
}

}  // namespace sym
