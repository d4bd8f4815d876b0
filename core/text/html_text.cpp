#include "core/text/html_text.h"

#include <array>
#include <charconv>
#include <unordered_map>

#include "core/text/python_text.h"

namespace sym {

namespace {

constexpr const char* kNamedReferences =
#include "core/text/html_entities.inc"
    ;

constexpr std::size_t kLongestName = 32;  // as the pattern of the reference program has it

using Table = std::unordered_map<std::string, std::string>;

/// Names, with their semicolon where it is required, to their UTF-8 text.
Table readTable()
{
    Table table;
    for (const std::string& entry : pySplit(kNamedReferences)) {
        const std::size_t mark = entry.find_first_of(":!");
        const std::string name = entry.substr(0, mark);
        std::string text;
        for (const std::string& hex : pySplit(std::string_view(entry).substr(mark + 1), "+")) {
            unsigned value = 0;
            std::from_chars(hex.data(), hex.data() + hex.size(), value, 16);
            appendUtf8(text, char32_t(value));
        }
        if (entry[mark] == '!') table[name] = text;
        table[name + ";"] = text;
    }
    return table;
}

const Table& table()
{
    static const Table kTable = readTable();
    return kTable;
}

/// What HTML puts in place of the references to 0x80 to 0x9F.
constexpr std::array<char32_t, 32> kWindows1252{
    0x20AC, 0x81,   0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0x8D,   0x017D, 0x8F,   0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,   0x017E, 0x0178};

bool isForbidden(std::uint64_t c)
{
    return (c >= 0x1 && c <= 0x8) || (c >= 0xE && c <= 0x1F) || (c >= 0x7F && c <= 0x9F)
           || (c >= 0xFDD0 && c <= 0xFDEF) || c == 0xB || (c & 0xFFFE) == 0xFFFE;
}

void appendNumeric(std::string& out, std::uint64_t c)
{
    if (c == 0) {
        appendUtf8(out, 0xFFFD);
    } else if (c == 0x0D) {
        out.push_back('\r');
    } else if (c >= 0x80 && c <= 0x9F) {
        appendUtf8(out, kWindows1252[c - 0x80]);
    } else if ((c >= 0xD800 && c <= 0xDFFF) || c > 0x10FFFF) {
        appendUtf8(out, 0xFFFD);
    } else if (!isForbidden(c)) {
        appendUtf8(out, char32_t(c));
    }
}

int digitValue(char c, int base)
{
    if (c >= '0' && c <= '9') return c - '0';
    if (base == 16 && c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (base == 16 && c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

/// Reads a numeric reference whose '#' is at `at`; the number of bytes read, 0: it is none.
std::size_t numericReference(std::string_view text, std::size_t at, std::string& out)
{
    std::size_t i = at + 1;
    int base = 10;
    if (i < text.size() && (text[i] == 'x' || text[i] == 'X')) {
        base = 16;
        ++i;
    }
    const std::size_t firstDigit = i;
    std::uint64_t value = 0;
    while (i < text.size() && digitValue(text[i], base) >= 0) {
        value = value * std::uint64_t(base) + std::uint64_t(digitValue(text[i], base));
        if (value > 0x110000) value = 0x110000;  // beyond the last code point, however long
        ++i;
    }
    if (i == firstDigit) return 0;
    if (i < text.size() && text[i] == ';') ++i;
    appendNumeric(out, value);
    return i - at;
}

/// The longest name at `at` that HTML knows, at least two characters when it is a prefix.
std::size_t namedReference(std::string_view text, std::size_t at, std::string& out)
{
    std::vector<std::size_t> ends;  // byte offsets after each character
    std::size_t i = at;
    while (i < text.size() && ends.size() < kLongestName) {
        const char c = text[i];
        if (c == '\t' || c == '\n' || c == '\f' || c == ' ' || c == '<' || c == '&' || c == '#'
            || c == ';')
            break;
        ++i;
        while (i < text.size() && (static_cast<unsigned char>(text[i]) & 0xC0) == 0x80) ++i;
        ends.push_back(i);
    }
    if (ends.empty()) return 0;
    if (i < text.size() && text[i] == ';') ends.push_back(i + 1);
    for (std::size_t length = ends.size(); length > 0; --length) {
        const bool whole = length == ends.size();
        if (!whole && length < 2) break;
        const std::size_t end = ends[length - 1];
        const auto found = table().find(std::string(text.substr(at, end - at)));
        if (found == table().end()) continue;
        out += found->second;
        return end - at;
    }
    return 0;
}

}  // namespace

std::string htmlUnescape(std::string_view text)
{
    std::string out;
    out.reserve(text.size());
    std::size_t i = 0;
    while (i < text.size()) {
        const std::size_t ampersand = text.find('&', i);
        out += text.substr(i, ampersand == std::string_view::npos ? ampersand : ampersand - i);
        if (ampersand == std::string_view::npos) break;
        i = ampersand + 1;
        std::size_t read = 0;
        if (i < text.size())
            read = text[i] == '#' ? numericReference(text, i, out) : namedReference(text, i, out);
        if (read == 0) out.push_back('&');
        i += read;
    }
    return out;
}

}  // namespace sym
