#include "core/model/native/generated_text.h"

#include <algorithm>

namespace sym {

namespace {

constexpr std::string_view kReplacement = "\xef\xbf\xbd";

/// What may follow a first byte: number of bytes of the character, bounds of the second byte.
struct LeadByte {
    int length = 0;  ///< 0: cannot begin a character
    unsigned char low = 0x80;
    unsigned char high = 0xbf;
};

LeadByte leadByte(unsigned char byte)
{
    if (byte < 0x80) return {.length = 1};
    if (byte < 0xc2) return {};
    if (byte < 0xe0) return {.length = 2};
    if (byte == 0xe0) return {.length = 3, .low = 0xa0};
    if (byte == 0xed) return {.length = 3, .high = 0x9f};
    if (byte < 0xf0) return {.length = 3};
    if (byte == 0xf0) return {.length = 4, .low = 0x90};
    if (byte < 0xf4) return {.length = 4};
    if (byte == 0xf4) return {.length = 4, .high = 0x8f};
    return {};
}

/// Bytes at `at` that are a character or the beginning of one.
std::size_t matchingBytes(std::string_view bytes, std::size_t at, const LeadByte& lead)
{
    std::size_t count = 1;
    while (count < std::size_t(lead.length) && at + count < bytes.size()) {
        const auto byte = static_cast<unsigned char>(bytes[at + count]);
        const unsigned char low = count == 1 ? lead.low : 0x80;
        const unsigned char high = count == 1 ? lead.high : 0xbf;
        if (byte < low || byte > high) break;
        ++count;
    }
    return count;
}

}  // namespace

std::string repairUtf8(std::string_view bytes, bool isEnd, std::size_t& used)
{
    std::string text;
    used = 0;
    while (used < bytes.size()) {
        const LeadByte lead = leadByte(static_cast<unsigned char>(bytes[used]));
        const std::size_t count = matchingBytes(bytes, used, lead);
        const bool isWhole = lead.length > 0 && count == std::size_t(lead.length);
        if (!isWhole && !isEnd && lead.length > 0 && used + count == bytes.size()) break;
        text += isWhole ? bytes.substr(used, count) : kReplacement;
        used += count;
    }
    return text;
}

GeneratedText::GeneratedText(std::vector<std::string> stopTexts) : m_stopTexts(std::move(stopTexts))
{
}

bool GeneratedText::append(std::string_view bytes)
{
    const std::size_t before = m_bytes.size();
    m_bytes += bytes;
    std::size_t first = std::string::npos;
    for (const std::string& stop : m_stopTexts) {
        const std::size_t begin = before - std::min(before, stop.size() - 1);
        first = std::min(first, m_bytes.find(stop, begin));
    }
    if (first == std::string::npos) return false;
    m_bytes.resize(first);
    return true;
}

/// Bytes at the end that may be the beginning of a stop text.
std::size_t GeneratedText::heldBack() const
{
    std::size_t longest = 0;
    for (const std::string& stop : m_stopTexts)
        for (std::size_t count = std::min(stop.size() - 1, m_bytes.size()); count > longest;
             --count)
            if (m_bytes.ends_with(std::string_view(stop).substr(0, count))) longest = count;
    return longest;
}

std::string GeneratedText::takeCertain()
{
    const std::size_t end = m_isFinished ? m_bytes.size() : m_bytes.size() - heldBack();
    if (end <= m_taken) return {};
    std::size_t used = 0;
    std::string text =
        repairUtf8(std::string_view(m_bytes).substr(m_taken, end - m_taken), m_isFinished, used);
    m_taken += used;
    return text;
}

}  // namespace sym
