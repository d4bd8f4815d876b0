#include "core/planner/review/review_prompt.h"

#include <algorithm>
#include <array>

#include "core/planner/language/words.h"
#include "core/planner/prompt_reader.h"

namespace sym {

namespace {

constexpr std::array<std::string_view, 12> kHeaders{
    "REQUEST:", "OBJECTIVE:",      "TRAJECTORY:", "ANSWER:",
    "STEPS:",   "ACTIONS SO FAR:", "EXAMPLES:",   "CURRENT OBSERVATION:",
    "SUMMARY:", "INSTRUCTION:",    "OUTCOME:",    "OTHER REVIEWS:"};

}  // namespace

std::string ReviewPrompt::text(const std::string& header) const
{
    const auto found = sections.find(header);
    return found == sections.end() ? std::string() : found->second;
}

std::optional<ReviewPrompt> readReviewPrompt(const std::vector<ChatMessage>& messages)
{
    ReviewPrompt prompt;
    for (const ChatMessage& message : messages) {
        if (message.role == ChatRole::System)
            prompt.isStrict = containsPhrase(message.content, "judge strictly");
        if (message.role != ChatRole::User || !message.content.starts_with("REQUEST:\n")) continue;
        std::string* section = nullptr;
        for (const std::string_view line : linesOf(message.content)) {
            if (std::ranges::find(kHeaders, line) != kHeaders.end()) {
                section = &prompt.sections[std::string(line.substr(0, line.size() - 1))];
            } else if (section) {
                *section += line;
                *section += '\n';
            }
        }
    }
    if (prompt.sections.empty()) return std::nullopt;
    for (auto& [header, text] : prompt.sections)
        while (text.ends_with('\n')) text.pop_back();
    prompt.request = trimmed(prompt.text("REQUEST"));
    return prompt;
}

}  // namespace sym
