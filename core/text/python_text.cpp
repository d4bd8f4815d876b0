#include "core/text/python_text.h"

#include <array>
#include <cstdio>

namespace sym {

namespace {

bool isPlainAscii(std::string_view text)
{
    for (const char c : text)
        if (static_cast<unsigned char>(c) >= 0x80) return false;
    return true;
}

void appendEscaped(std::string& out, char32_t c)
{
    std::array<char, 12> buffer{};
    const auto value = static_cast<unsigned>(c);
    const char* const format = c < 0x100 ? "\\x%02x" : c < 0x10000 ? "\\u%04x" : "\\U%08x";
    std::snprintf(buffer.data(), buffer.size(), format, value);
    out += buffer.data();
}

enum class Ends { Both, Left, Right };

template <typename Drop>
std::string stripped(std::string_view utf8, Ends ends, Drop drop)
{
    const std::u32string text = toCodePoints(utf8);
    std::size_t first = 0;
    std::size_t last = text.size();
    if (ends != Ends::Right)
        while (first < last && drop(text[first])) ++first;
    if (ends != Ends::Left)
        while (last > first && drop(text[last - 1])) --last;
    if (first == 0 && last == text.size() && isPlainAscii(utf8)) return std::string(utf8);
    return toUtf8(std::u32string_view(text).substr(first, last - first));
}

bool isLineEnd(char32_t c)
{
    return (c >= 0x0A && c <= 0x0D) || (c >= 0x1C && c <= 0x1E) || c == 0x85 || c == 0x2028
           || c == 0x2029;
}

}  // namespace

std::string pyRepr(std::string_view utf8)
{
    const bool useDouble =
        utf8.find('\'') != std::string_view::npos && utf8.find('"') == std::string_view::npos;
    const char quote = useDouble ? '"' : '\'';
    std::string out;
    out.reserve(utf8.size() + 2);
    out.push_back(quote);
    for (const char32_t c : toCodePoints(utf8)) {
        if (c == char32_t(quote) || c == '\\') {
            out.push_back('\\');
            out.push_back(char(c));
        } else if (c == '\n') {
            out += "\\n";
        } else if (c == '\r') {
            out += "\\r";
        } else if (c == '\t') {
            out += "\\t";
        } else if (isPyPrintable(c)) {
            appendUtf8(out, c);
        } else {
            appendEscaped(out, c);
        }
    }
    out.push_back(quote);
    return out;
}

std::string pyStrip(std::string_view utf8)
{
    return stripped(utf8, Ends::Both, isPyWhitespace);
}

std::string pyLeftStrip(std::string_view utf8)
{
    return stripped(utf8, Ends::Left, isPyWhitespace);
}

std::string pyRightStrip(std::string_view utf8)
{
    return stripped(utf8, Ends::Right, isPyWhitespace);
}

std::string pyStrip(std::string_view utf8, std::string_view asciiCharacters)
{
    const auto first = utf8.find_first_not_of(asciiCharacters);
    if (first == std::string_view::npos) return {};
    const auto last = utf8.find_last_not_of(asciiCharacters);
    return std::string(utf8.substr(first, last - first + 1));
}

std::vector<std::string> pySplit(std::string_view utf8)
{
    std::vector<std::string> parts;
    std::string part;
    for (const char32_t c : toCodePoints(utf8)) {
        if (!isPyWhitespace(c)) {
            appendUtf8(part, c);
        } else if (!part.empty()) {
            parts.push_back(std::move(part));
            part.clear();
        }
    }
    if (!part.empty()) parts.push_back(std::move(part));
    return parts;
}

std::vector<std::string> pySplit(std::string_view utf8, std::string_view separator)
{
    std::vector<std::string> parts;
    std::size_t from = 0;
    for (;;) {
        const std::size_t at =
            separator.empty() ? std::string_view::npos : utf8.find(separator, from);
        if (at == std::string_view::npos) break;
        parts.emplace_back(utf8.substr(from, at - from));
        from = at + separator.size();
    }
    parts.emplace_back(utf8.substr(from));
    return parts;
}

std::vector<std::string> pySplitLines(std::string_view utf8)
{
    std::vector<std::string> lines;
    const std::u32string text = toCodePoints(utf8);
    std::size_t start = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (!isLineEnd(text[i])) continue;
        lines.push_back(toUtf8(std::u32string_view(text).substr(start, i - start)));
        if (text[i] == '\r' && i + 1 < text.size() && text[i + 1] == '\n') ++i;
        start = i + 1;
    }
    if (start < text.size()) lines.push_back(toUtf8(std::u32string_view(text).substr(start)));
    return lines;
}

}  // namespace sym
