#pragma once

#include <string>
#include <string_view>

#include "core/model/tokenizer.h"

namespace sym {

/// A page cut to what matters for a task.
struct PageCut {
    std::string text;
    int tokens = 0;  ///< of the text
    int lines = 0;   ///< of the whole page
    int keptLines = 0;

    bool isWhole() const { return lines == keptLines; }
};

/// Marks the lines of a page that name what the objective names: `*link [12] 'Orders'` when all
/// telling words of a name (or of a table's cell) are in the objective, `+` when some rare one is.
/// What an objective and a page have in common is what a student of a few million parameters is
/// slowest to see by itself.
std::string markedMatches(std::string_view observation, std::string_view objective);

/// Cuts a page (docs/formats/observation.md) to a number of tokens. Whole lines are kept, in their
/// order and with the lines they are nested in: first those that share words with the objective or
/// the last action and the lines around them, then fields, buttons, links and headings; what is
/// said again and again and what has neither letter nor digit goes first. A line with "…" stands
/// for each run that was left out. Training and acting cut with this function, so that a student
/// sees the same page in both. Pure; depends on its arguments only.
/// @param maxTokens at least room for the first line; a page that fits comes back unchanged
PageCut cutPage(std::string_view observation, std::string_view objective,
                std::string_view lastAction, const Tokenizer& tokenizer, int maxTokens);

}  // namespace sym
