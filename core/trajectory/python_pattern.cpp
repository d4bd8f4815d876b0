#define PCRE2_CODE_UNIT_WIDTH 8

#include "core/trajectory/python_pattern.h"

#include <pcre2.h>

#include <climits>

namespace sym {
namespace {

/// What Python calls white space; PCRE2's own `\s` differs in U+001C to U+001F and U+180E.
constexpr std::string_view kSpaceClass =
    "\\t-\\r\\x1c-\\x20\\x{85}\\x{a0}\\x{1680}\\x{2000}-\\x{200a}\\x{2028}\\x{2029}\\x{202f}\\x{"
    "205f}"
    "\\x{3000}";

/// Puts Python's white space in the place of `\s`, in and out of character classes.
std::string withPythonSpace(std::string_view pattern)
{
    std::string out;
    bool inClass = false;
    for (std::size_t i = 0; i < pattern.size(); ++i) {
        if (pattern[i] == '\\' && i + 1 < pattern.size()) {
            if (pattern[i + 1] == 's') {
                if (!inClass) out += '[';
                out += kSpaceClass;
                if (!inClass) out += ']';
            } else {
                out += pattern.substr(i, 2);
            }
            ++i;
            continue;
        }
        if (pattern[i] == '[') inClass = true;
        if (pattern[i] == ']') inClass = false;
        out += pattern[i];
    }
    return out;
}

struct MatchDataDeleter {
    void operator()(pcre2_match_data* data) const { pcre2_match_data_free(data); }
};

PCRE2_SPTR units(std::string_view text)
{
    return reinterpret_cast<PCRE2_SPTR>(text.data());
}

/// The code point that starts at `i`, and where the next one starts; a stray byte is U+FFFD.
std::pair<char32_t, std::size_t> decode(std::string_view text, std::size_t i)
{
    const auto byte = static_cast<unsigned char>(text[i]);
    const std::size_t length = byte < 0x80    ? 1
                               : byte >= 0xF0 ? 4
                               : byte >= 0xE0 ? 3
                               : byte >= 0xC0 ? 2
                                              : 0;
    if (length == 0 || i + length > text.size()) return {0xFFFD, i + 1};
    if (length == 1) return {byte, i + 1};
    char32_t c = byte & (0x7Fu >> length);
    for (std::size_t k = 1; k < length; ++k)
        c = (c << 6) | (static_cast<unsigned char>(text[i + k]) & 0x3Fu);
    return {c, i + length};
}

bool isSpace(char32_t c)
{
    return (c >= 0x09 && c <= 0x0D) || (c >= 0x1C && c <= 0x20) || c == 0x85 || c == 0xA0
           || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029
           || c == 0x202F || c == 0x205F || c == 0x3000;
}

std::string encode(char32_t c)
{
    std::string out;
    if (c < 0x80) {
        out += char(c);
    } else if (c < 0x800) {
        out += {char(0xC0 | (c >> 6)), char(0x80 | (c & 0x3F))};
    } else if (c < 0x10000) {
        out += {char(0xE0 | (c >> 12)), char(0x80 | ((c >> 6) & 0x3F)), char(0x80 | (c & 0x3F))};
    } else {
        out += {char(0xF0 | (c >> 18)), char(0x80 | ((c >> 12) & 0x3F)),
                char(0x80 | ((c >> 6) & 0x3F)), char(0x80 | (c & 0x3F))};
    }
    return out;
}

/// Value of a decimal digit. Every script's ten digits are in a row and start at a code point that
/// ends in hexadecimal 0 or 6; only the mathematical digits (five alphabets in a row) do not.
int digitValue(char32_t c)
{
    constexpr char32_t kMathematicalZero = 0x1D7CE;
    constexpr char32_t kMathematicalNine = 0x1D7FF;
    if (c >= '0' && c <= '9') return int(c - '0');
    if (c >= kMathematicalZero && c <= kMathematicalNine) return int((c - kMathematicalZero) % 10);
    const char32_t block = c & ~char32_t(0xF);
    static const PythonPattern digit("^\\d");
    return digit.search(encode(block)) ? int(c - block) : int(c - block) - 6;
}

}  // namespace

PythonPattern::PythonPattern(std::string_view pattern, Dot dot)
{
    const std::string text = withPythonSpace(pattern);
    const std::unique_ptr<pcre2_compile_context, decltype(&pcre2_compile_context_free)> context(
        pcre2_compile_context_create(nullptr), &pcre2_compile_context_free);
    pcre2_set_newline(context.get(), PCRE2_NEWLINE_LF);
    std::uint32_t options = PCRE2_UTF | PCRE2_UCP | PCRE2_MATCH_INVALID_UTF;
    if (dot == Dot::Everything) options |= PCRE2_DOTALL;
    int error = 0;
    PCRE2_SIZE offset = 0;
    pcre2_code* code =
        pcre2_compile(units(text), text.size(), options, &error, &offset, context.get());
    if (!code) return;
    pcre2_jit_compile(code, PCRE2_JIT_COMPLETE);
    m_code = std::shared_ptr<const void>(code, [](const void* p) {
        pcre2_code_free(static_cast<pcre2_code*>(const_cast<void*>(p)));
    });
}

std::optional<PythonPattern::Match> PythonPattern::search(std::string_view subject,
                                                          std::size_t from) const
{
    if (!m_code || from > subject.size()) return std::nullopt;
    const auto* code = static_cast<const pcre2_code*>(m_code.get());
    const std::unique_ptr<pcre2_match_data, MatchDataDeleter> data(
        pcre2_match_data_create_from_pattern(code, nullptr));
    const int count =
        pcre2_match(code, units(subject), subject.size(), from, 0, data.get(), nullptr);
    if (count <= 0) return std::nullopt;
    const PCRE2_SIZE* offsets = pcre2_get_ovector_pointer(data.get());
    Match match{offsets[0], offsets[1], {}};
    const std::uint32_t groups = pcre2_get_ovector_count(data.get());
    for (std::uint32_t i = 0; i < groups; ++i) {
        const bool isSet = int(i) < count && offsets[2 * i] != PCRE2_UNSET;
        match.groups.emplace_back(
            isSet ? subject.substr(offsets[2 * i], offsets[2 * i + 1] - offsets[2 * i])
                  : std::string_view());
    }
    return match;
}

std::vector<PythonPattern::Match> PythonPattern::findAll(std::string_view subject) const
{
    std::vector<Match> matches;
    std::size_t from = 0;
    while (auto match = search(subject, from)) {
        from = match->end > match->begin ? match->end : match->end + 1;
        matches.push_back(*std::move(match));
    }
    return matches;
}

std::string PythonPattern::replaceAll(std::string_view subject, std::string_view replacement) const
{
    std::string out;
    std::size_t last = 0;
    for (const Match& match : findAll(subject)) {
        out += subject.substr(last, match.begin - last);
        out += replacement;
        last = match.end;
    }
    out += subject.substr(last);
    return out;
}

std::string_view stripPython(std::string_view utf8)
{
    std::size_t begin = utf8.size();
    std::size_t end = 0;
    for (std::size_t i = 0; i < utf8.size();) {
        const auto [c, next] = decode(utf8, i);
        if (!isSpace(c)) {
            begin = std::min(begin, i);
            end = next;
        }
        i = next;
    }
    return begin < end ? utf8.substr(begin, end - begin) : std::string_view();
}

std::string_view firstWordPython(std::string_view utf8)
{
    const std::string_view text = stripPython(utf8);
    for (std::size_t i = 0; i < text.size();) {
        const auto [c, next] = decode(text, i);
        if (isSpace(c)) return text.substr(0, i);
        i = next;
    }
    return text;
}

int intPython(std::string_view digits)
{
    std::int64_t value = 0;
    for (std::size_t i = 0; i < digits.size();) {
        const auto [c, next] = decode(digits, i);
        value = std::min<std::int64_t>(value * 10 + digitValue(c), INT_MAX);
        i = next;
    }
    return int(value);
}

}  // namespace sym
