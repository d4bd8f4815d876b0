#include "core/model/bpe/byte_alphabet.h"

#include <array>

#include "core/model/bpe/utf8_text.h"

namespace sym {

namespace {

constexpr int kBytes = 256;
constexpr char32_t kFirstStandIn = 0x100;

bool printsAsItself(int byte)
{
    return (byte >= '!' && byte <= '~') || (byte >= 0xa1 && byte <= 0xac) || byte >= 0xae;
}

struct Alphabet {
    std::array<char32_t, kBytes> letters = {};
    std::array<int, 0x200> bytes = {};  ///< of a letter, -1 for none

    Alphabet()
    {
        bytes.fill(-1);
        char32_t standIn = kFirstStandIn;
        for (int byte = 0; byte < kBytes; ++byte) {
            const char32_t letter = printsAsItself(byte) ? char32_t(byte) : standIn++;
            letters[std::size_t(byte)] = letter;
            bytes[letter] = byte;
        }
    }
};

const Alphabet kAlphabet;

}  // namespace

std::string toByteAlphabet(std::string_view bytes)
{
    std::string text;
    for (const char c : bytes) {
        const char32_t letter = kAlphabet.letters[static_cast<unsigned char>(c)];
        if (letter < 0x80) {
            text += char(letter);
        } else {
            text += char(0xc0 | letter >> 6);
            text += char(0x80 | (letter & 0x3f));
        }
    }
    return text;
}

std::optional<std::string> fromByteAlphabet(std::string_view text)
{
    std::string bytes;
    for (std::size_t at = 0; at < text.size();) {
        const CodePointAt here = codePointAt(text, at);
        if (here.value >= kAlphabet.bytes.size() || kAlphabet.bytes[here.value] < 0)
            return std::nullopt;
        bytes += char(kAlphabet.bytes[here.value]);
        at += here.bytes;
    }
    return bytes;
}

}  // namespace sym
