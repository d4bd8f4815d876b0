#include "core/model/bpe/unicode_form.h"

#include <array>
#include <cstdint>
#include <cstdlib>
#include <memory>

#include <utf8proc.h>

#include "core/model/bpe/utf8_text.h"

namespace sym {

namespace {

// Above it everything but Hangul and CJK has to be asked about.
constexpr char32_t kFirstCombining = 0x300;
constexpr char32_t kFirstJamo = 0x1100, kLastJamo = 0x11ff;
// One below the first final consonant: it composes with nothing, but utf8proc would drop it.
constexpr char32_t kNoFinal = 0x11a7;

utf8proc_option_t optionsOf(UnicodeForm form)
{
    switch (form) {
    case UnicodeForm::Nfc: return utf8proc_option_t(UTF8PROC_STABLE | UTF8PROC_COMPOSE);
    case UnicodeForm::Nfd: return utf8proc_option_t(UTF8PROC_STABLE | UTF8PROC_DECOMPOSE);
    case UnicodeForm::Nfkc:
        return utf8proc_option_t(UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_COMPAT);
    case UnicodeForm::Nfkd:
        return utf8proc_option_t(UTF8PROC_STABLE | UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT);
    }
    return UTF8PROC_NULLTERM;
}

std::string inForm(UnicodeForm form, std::string_view text)
{
    utf8proc_uint8_t* bytes = nullptr;
    const utf8proc_ssize_t size =
        utf8proc_map(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
                     utf8proc_ssize_t(text.size()), &bytes, optionsOf(form));
    const std::unique_ptr<utf8proc_uint8_t, decltype(&std::free)> owner(bytes, &std::free);
    if (size < 0) return std::string(text);  // invalid UTF-8 does not get here
    return std::string(reinterpret_cast<const char*>(bytes), std::size_t(size));
}

/// Whether a character stays as it is whatever stands beside it, and keeps what is on its left from
/// what is on its right: no combining class, and nothing that composes with the character before.
bool isInert(UnicodeForm form, char32_t c)
{
    const bool isComposed = form == UnicodeForm::Nfc || form == UnicodeForm::Nfkc;
    if (c < 0x80) return true;
    if (c < kFirstCombining && form == UnicodeForm::Nfc) return true;
    if (isComposed && c >= 0x4e00 && c <= 0x9fff) return true;
    if (isComposed && c >= 0xac00 && c <= 0xd7a3) return true;
    if (c == kNoFinal) return true;
    if (c >= kFirstJamo && c <= kLastJamo) return false;
    const utf8proc_property_t* property = utf8proc_get_property(utf8proc_int32_t(c));
    if (property->combining_class != 0) return false;
    // From this value on the index says: second character of a composition.
    constexpr std::uint16_t kSecond = 0x8000, kNone = 0xffff;
    if (property->comb_index != kNone && property->comb_index >= kSecond) return false;
    if (property->decomp_seqindex == kNone) return true;
    std::array<char, 4> bytes = {};
    const auto length = utf8proc_encode_char(utf8proc_int32_t(c),
                                             reinterpret_cast<utf8proc_uint8_t*>(bytes.data()));
    const std::string_view character(bytes.data(), std::size_t(length));
    return inForm(form, character) == character;
}

}  // namespace

bool applyUnicodeForm(UnicodeForm form, const TextPiece& piece, AlignedText& result)
{
    const std::string_view text = piece.text;
    AlignedText changed;
    std::size_t done = 0;  // of `text`, copied to `changed`
    const auto copyTo = [&](std::size_t end) {
        changed.text += text.substr(done, end - done);
        for (; done < end; ++done) changed.origins.push_back(piece.originOf(done));
    };

    // What has to be looked at reaches from the inert character before it, with which it may
    // compose, to the next one.
    std::size_t lastInert = 0;
    for (std::size_t at = 0; at < text.size();) {
        const CodePointAt here = codePointAt(text, at);
        if (isInert(form, here.value)) {
            lastInert = at;
            at += here.bytes;
            continue;
        }
        std::size_t end = at + here.bytes;
        while (end < text.size()) {
            const CodePointAt next = codePointAt(text, end);
            if (isInert(form, next.value)) break;
            end += next.bytes;
        }
        const std::string_view before = text.substr(lastInert, end - lastInert);
        const std::string after = inForm(form, before);
        if (after != before) {
            copyTo(lastInert);
            changed.text += after;
            changed.origins.resize(changed.text.size(), piece.originOf(lastInert));
            done = end;
        }
        at = lastInert = end;
    }
    if (done == 0) return false;
    copyTo(text.size());
    result = std::move(changed);
    return true;
}

}  // namespace sym
