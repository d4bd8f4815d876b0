#include <array>

#include <QtCore/QChar>
#include <QtCore/QString>

#include "core/text/python_text.h"

namespace sym {

namespace {

struct Range {
    char32_t first;
    char32_t last;
};

template <std::size_t N>
bool isIn(const std::array<Range, N>& ranges, char32_t c)
{
    for (const Range& range : ranges)
        if (c >= range.first && c <= range.last) return true;
    return false;
}

/// Unicode property Cased (3.13, D135) without the case-ignorable characters.
bool isCased(char32_t c)
{
    // Other_Uppercase and Other_Lowercase outside the letter categories.
    static constexpr std::array<Range, 7> kOthers{{{0xAA, 0xAA},
                                                   {0xBA, 0xBA},
                                                   {0x2160, 0x217F},
                                                   {0x24B6, 0x24E9},
                                                   {0x1F130, 0x1F149},
                                                   {0x1F150, 0x1F169},
                                                   {0x1F170, 0x1F189}}};
    switch (QChar::category(c)) {
    case QChar::Letter_Uppercase:
    case QChar::Letter_Lowercase:
    case QChar::Letter_Titlecase: return true;
    default: return isIn(kOthers, c);
    }
}

/// Unicode property Case_Ignorable (3.13, D136).
bool isCaseIgnorable(char32_t c)
{
    // Word_Break MidLetter, MidNumLet and Single_Quote.
    static constexpr std::array<Range, 15> kMiddles{{{0x27, 0x27},
                                                     {0x2E, 0x2E},
                                                     {0x3A, 0x3A},
                                                     {0xB7, 0xB7},
                                                     {0x387, 0x387},
                                                     {0x55F, 0x55F},
                                                     {0x5F4, 0x5F4},
                                                     {0x2018, 0x2019},
                                                     {0x2024, 0x2024},
                                                     {0x2027, 0x2027},
                                                     {0xFE13, 0xFE13},
                                                     {0xFE52, 0xFE55},
                                                     {0xFF07, 0xFF07},
                                                     {0xFF0E, 0xFF0E},
                                                     {0xFF1A, 0xFF1A}}};
    switch (QChar::category(c)) {
    case QChar::Mark_NonSpacing:
    case QChar::Mark_Enclosing:
    case QChar::Other_Format:
    case QChar::Letter_Modifier:
    case QChar::Symbol_Modifier: return true;
    default: return c != 0xFE53 && c != 0xFE54 && isIn(kMiddles, c);
    }
}

constexpr char32_t kCapitalSigma = 0x3A3;
constexpr char32_t kSmallSigma = 0x3C3;
constexpr char32_t kFinalSigma = 0x3C2;
constexpr char32_t kDottedCapitalI = 0x130;
constexpr char32_t kDotAbove = 0x307;
constexpr char32_t kByteOrderMark = 0xFEFF;  // swallowed where a text is converted

/// A sigma ends a word when a cased letter comes before it and none after it.
bool isFinalSigma(std::u32string_view text, std::size_t at)
{
    std::size_t before = at;
    while (before > 0 && isCaseIgnorable(text[before - 1])) --before;
    if (before == 0 || !isCased(text[before - 1])) return false;
    std::size_t after = at + 1;
    while (after < text.size() && isCaseIgnorable(text[after])) ++after;
    return after == text.size() || !isCased(text[after]);
}

bool isAscii(std::string_view text)
{
    for (const char c : text)
        if (static_cast<unsigned char>(c) >= 0x80) return false;
    return true;
}

}  // namespace

bool isPyLower(char32_t c)
{
    // Other_Lowercase of Unicode 14.
    static constexpr std::array<Range, 24> kOthers{
        {{0xAA, 0xAA},       {0xBA, 0xBA},       {0x2B0, 0x2B8},     {0x2C0, 0x2C1},
         {0x2E0, 0x2E4},     {0x345, 0x345},     {0x37A, 0x37A},     {0x1D2C, 0x1D6A},
         {0x1D78, 0x1D78},   {0x1D9B, 0x1DBF},   {0x2071, 0x2071},   {0x207F, 0x207F},
         {0x2090, 0x209C},   {0x2170, 0x217F},   {0x24D0, 0x24E9},   {0x2C7C, 0x2C7D},
         {0xA69C, 0xA69D},   {0xA770, 0xA770},   {0xA7F8, 0xA7F9},   {0xAB5C, 0xAB5F},
         {0x10780, 0x10780}, {0x10783, 0x10785}, {0x10787, 0x107B0}, {0x107B2, 0x107BA}}};
    return QChar::category(c) == QChar::Letter_Lowercase || isIn(kOthers, c);
}

bool isPyUpper(char32_t c)
{
    // Other_Uppercase of Unicode 14.
    static constexpr std::array<Range, 5> kOthers{{{0x2160, 0x216F},
                                                   {0x24B6, 0x24CF},
                                                   {0x1F130, 0x1F149},
                                                   {0x1F150, 0x1F169},
                                                   {0x1F170, 0x1F189}}};
    return QChar::category(c) == QChar::Letter_Uppercase || isIn(kOthers, c);
}

std::string pyLower(std::string_view utf8)
{
    if (isAscii(utf8)) {
        std::string out(utf8);
        for (char& c : out)
            if (c >= 'A' && c <= 'Z') c = char(c - 'A' + 'a');
        return out;
    }
    const std::u32string text = toCodePoints(utf8);
    std::string out;
    out.reserve(utf8.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == kCapitalSigma) {
            appendUtf8(out, isFinalSigma(text, i) ? kFinalSigma : kSmallSigma);
        } else if (text[i] == kDottedCapitalI) {
            appendUtf8(out, 'i');
            appendUtf8(out, kDotAbove);
        } else {
            appendUtf8(out, QChar::toLower(text[i]));
        }
    }
    return out;
}

std::string pyUpper(std::string_view utf8)
{
    std::string out;
    out.reserve(utf8.size());
    for (const char32_t c : toCodePoints(utf8)) {
        if (QChar::isSurrogate(c) || c == kByteOrderMark)
            appendUtf8(out, c);
        else
            out += QString::fromUcs4(&c, 1).toUpper().toStdString();
    }
    return out;
}

}  // namespace sym
