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
};

/// Cuts a page (docs/formats/observation.md) to a number of tokens. States that most controls have
/// and, of choices of many options, those without a word of the objective are left out first. Then
/// whole lines are kept, in their order and with the lines they are nested in: those that a step
/// most likely acts on or answers with, for the room they take, by the words they share with the
/// objective, their role, and what is around them (decision 14). A line with "…" stands for each
/// run that was left out. Training and acting cut with this function, so that a student sees the
/// same page in both. Pure; depends on its arguments only.
/// @param maxTokens at least room for the first line; a page that fits comes back unchanged
PageCut cutPage(std::string_view observation, std::string_view objective,
                std::string_view lastAction, const Tokenizer& tokenizer, int maxTokens);

}  // namespace sym
