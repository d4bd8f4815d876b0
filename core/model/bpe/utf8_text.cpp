#include "core/model/bpe/utf8_text.h"

#include <utf8proc.h>

namespace sym {

namespace {

struct Sequence {
    std::size_t bytes = 1;  ///< of the character, or of the maximal part that could begin one
    bool isValid = false;
};

/// The character or the invalid part at `at` (Unicode 15, table 3-7).
Sequence sequenceAt(std::string_view bytes, std::size_t at)
{
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(bytes[i]); };
    const unsigned char lead = byte(at);
    if (lead < 0x80) return {1, true};
    if (lead < 0xc2 || lead > 0xf4) return {1, false};
    const std::size_t length = lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
    for (std::size_t i = 1; i < length; ++i) {
        if (at + i >= bytes.size()) return {i, false};
        unsigned char low = 0x80, high = 0xbf;
        if (i == 1 && lead == 0xe0) low = 0xa0;
        if (i == 1 && lead == 0xed) high = 0x9f;
        if (i == 1 && lead == 0xf0) low = 0x90;
        if (i == 1 && lead == 0xf4) high = 0x8f;
        if (byte(at + i) < low || byte(at + i) > high) return {i, false};
    }
    return {length, true};
}

}  // namespace

std::size_t validUtf8Prefix(std::string_view bytes)
{
    std::size_t at = 0;
    while (at < bytes.size()) {
        if (static_cast<unsigned char>(bytes[at]) < 0x80) {
            ++at;
            continue;
        }
        const Sequence sequence = sequenceAt(bytes, at);
        if (!sequence.isValid) break;
        at += sequence.bytes;
    }
    return at;
}

std::string repairedUtf8(std::string_view bytes, std::vector<std::size_t>* origins)
{
    std::string text;
    text.reserve(bytes.size());
    for (std::size_t at = 0; at < bytes.size();) {
        const Sequence sequence = sequenceAt(bytes, at);
        const std::string_view part =
            sequence.isValid ? bytes.substr(at, sequence.bytes) : std::string_view("\xef\xbf\xbd");
        text += part;
        if (origins)
            for (std::size_t i = 0; i < part.size(); ++i)
                origins->push_back(sequence.isValid ? at + i : at);
        at += sequence.bytes;
    }
    return text;
}

bool isWhiteSpace(char32_t c)
{
    return (c >= 0x09 && c <= 0x0d) || c == 0x20 || c == 0x85 || c == 0xa0 || c == 0x1680
           || (c >= 0x2000 && c <= 0x200a) || c == 0x2028 || c == 0x2029 || c == 0x202f
           || c == 0x205f || c == 0x3000;
}

bool isWordCharacter(char32_t c)
{
    switch (utf8proc_category(utf8proc_int32_t(c))) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LT:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_MC:
    case UTF8PROC_CATEGORY_ME:
    case UTF8PROC_CATEGORY_ND:
    case UTF8PROC_CATEGORY_NL:
    case UTF8PROC_CATEGORY_PC: return true;
    default: return c == 0x200c || c == 0x200d || (c >= 0x24b6 && c <= 0x24e9);
    }
}

bool isNumeric(char32_t c)
{
    const auto category = utf8proc_category(utf8proc_int32_t(c));
    return category == UTF8PROC_CATEGORY_ND || category == UTF8PROC_CATEGORY_NL
           || category == UTF8PROC_CATEGORY_NO;
}

bool isPunctuation(char32_t c)
{
    if (c < 0x80) return c > 0x20 && c < 0x7f && !isWordCharacter(c) ? true : c == '_';
    const auto category = utf8proc_category(utf8proc_int32_t(c));
    return category >= UTF8PROC_CATEGORY_PC && category <= UTF8PROC_CATEGORY_PO;
}

}  // namespace sym
