#include <QtCore/QChar>

#include "core/text/python_text.h"

namespace sym {

namespace {

constexpr char32_t kReplacement = 0xFFFD;

/// Length of the sequence a lead byte announces, 0 for a byte that cannot lead.
int sequenceLength(unsigned char lead)
{
    if (lead < 0x80) return 1;
    if (lead >= 0xC2 && lead < 0xE0) return 2;
    if (lead >= 0xE0 && lead < 0xF0) return 3;
    if (lead >= 0xF0 && lead < 0xF5) return 4;
    return 0;
}

enum class Surrogates { Kept, Replaced };

/// Second bytes that would make an overlong or too large code point end a sequence before them.
bool canFollow(unsigned char lead, unsigned char next, Surrogates surrogates)
{
    switch (lead) {
    case 0xE0: return next >= 0xA0;
    case 0xED: return next < 0xA0 || surrogates == Surrogates::Kept;
    case 0xF0: return next >= 0x90;
    case 0xF4: return next < 0x90;
    default: return true;
    }
}

std::u32string decode(std::string_view utf8, Surrogates surrogates)
{
    std::u32string out;
    out.reserve(utf8.size());
    std::size_t i = 0;
    while (i < utf8.size()) {
        const auto lead = static_cast<unsigned char>(utf8[i]);
        const int length = sequenceLength(lead);
        if (length == 1) {
            out.push_back(lead);
            ++i;
            continue;
        }
        char32_t c = lead & (0x7F >> length);
        int read = 1;
        while (read < length && i + std::size_t(read) < utf8.size()) {
            const auto next = static_cast<unsigned char>(utf8[i + std::size_t(read)]);
            if ((next & 0xC0) != 0x80) break;
            if (read == 1 && !canFollow(lead, next, surrogates)) break;
            c = (c << 6) | (next & 0x3F);
            ++read;
        }
        const bool complete = length > 0 && read == length;
        out.push_back(complete ? c : kReplacement);
        i += std::size_t(read);
    }
    return out;
}

}  // namespace

std::u32string toCodePoints(std::string_view utf8)
{
    return decode(utf8, Surrogates::Kept);
}

std::string decodeUtf8(std::string_view bytes)
{
    return toUtf8(decode(bytes, Surrogates::Replaced));
}

void appendUtf8(std::string& out, char32_t c)
{
    const auto byte = [&](char32_t value) { out.push_back(static_cast<char>(value)); };
    if (c < 0x80) {
        byte(c);
    } else if (c < 0x800) {
        byte(0xC0 | (c >> 6));
        byte(0x80 | (c & 0x3F));
    } else if (c < 0x10000) {
        byte(0xE0 | (c >> 12));
        byte(0x80 | ((c >> 6) & 0x3F));
        byte(0x80 | (c & 0x3F));
    } else {
        byte(0xF0 | (c >> 18));
        byte(0x80 | ((c >> 12) & 0x3F));
        byte(0x80 | ((c >> 6) & 0x3F));
        byte(0x80 | (c & 0x3F));
    }
}

std::string toUtf8(std::u32string_view codePoints)
{
    std::string out;
    out.reserve(codePoints.size());
    for (const char32_t c : codePoints) appendUtf8(out, c);
    return out;
}

std::size_t pyLength(std::string_view utf8)
{
    return toCodePoints(utf8).size();
}

bool isPyWhitespace(char32_t c)
{
    if (c <= 0x20) return c == 0x20 || (c >= 0x09 && c <= 0x0D) || (c >= 0x1C && c <= 0x1F);
    if (c < 0x85) return false;
    switch (c) {
    case 0x85:
    case 0xA0:
    case 0x1680:
    case 0x2028:
    case 0x2029:
    case 0x202F:
    case 0x205F:
    case 0x3000: return true;
    default: return c >= 0x2000 && c <= 0x200A;
    }
}

bool isPyReSpace(char32_t c)
{
    return isPyWhitespace(c);
}

bool isPyPrintable(char32_t c)
{
    if (c < 0x7F) return c >= 0x20;
    switch (QChar::category(c)) {
    case QChar::Other_Control:
    case QChar::Other_Format:
    case QChar::Other_Surrogate:
    case QChar::Other_PrivateUse:
    case QChar::Other_NotAssigned:
    case QChar::Separator_Line:
    case QChar::Separator_Paragraph:
    case QChar::Separator_Space: return false;
    default: return true;
    }
}

bool isPyDigit(char32_t c)
{
    if (c < 0x80) return c >= '0' && c <= '9';
    return QChar::category(c) == QChar::Number_DecimalDigit;
}

bool isPyWordCharacter(char32_t c)
{
    if (c < 0x80)
        return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z')
               || c == '_';
    switch (QChar::category(c)) {
    case QChar::Letter_Uppercase:
    case QChar::Letter_Lowercase:
    case QChar::Letter_Titlecase:
    case QChar::Letter_Modifier:
    case QChar::Letter_Other:
    case QChar::Number_DecimalDigit:
    case QChar::Number_Letter:
    case QChar::Number_Other: return true;
    default: return false;
    }
}

}  // namespace sym
