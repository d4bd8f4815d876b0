#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/llm/chat_model.h"

namespace sym {

/// A question about recorded work, by its sections (docs/formats/prompt.md).
struct ReviewPrompt {
    std::string request;  ///< "verdict", "instructions", "review", "query", "selection"
    std::map<std::string, std::string> sections;
    bool isStrict = false;  ///< the system text asks to judge strictly

    /// The section, "" when there is none.
    std::string text(const std::string& header) const;
};

/// Reads such a question. @return nothing when the messages are no question of this kind
std::optional<ReviewPrompt> readReviewPrompt(const std::vector<ChatMessage>& messages);

}  // namespace sym
