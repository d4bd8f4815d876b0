#pragma once

#include "core/model/bpe/text_piece.h"

namespace sym {

/// Unicode normal forms (UAX 15).
enum class UnicodeForm { Nfc, Nfd, Nfkc, Nfkd };

/// @param piece valid UTF-8
/// @param result the text in that form; untouched when it already is
/// @return whether it changed
bool applyUnicodeForm(UnicodeForm form, const TextPiece& piece, AlignedText& result);

}  // namespace sym
