#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/agent/decide.h"
#include "core/base/job_context.h"
#include "core/base/result.h"
#include "core/llm/chat_model.h"

namespace sym {

/// A question about recorded work: a system text of resources/prompts/review.txt and a user message
/// of sections (docs/formats/prompt.md, "Questions about recorded work").
struct ReviewQuestion {
    std::string request;              ///< "verdict", "instructions", "review", "query", "selection"
    std::vector<std::string> manner;  ///< further texts of the file, put after the request's
    std::vector<std::pair<std::string, std::string>> sections;  ///< empty ones are left out
    std::vector<std::string> answers;                           ///< headers the answer should have
    std::uint64_t seed = 0;
};

/// An answer by its headers. Sections that are missing are absent.
struct ReviewAnswer {
    std::map<std::string, std::string> sections;
    ModelCall call;

    /// The section, "" when it is missing.
    std::string text(const std::string& header) const;
    bool isComplete(const ReviewQuestion& question) const;
};

/// Asks at temperature 0. @return Io when the texts are missing; what the model says
Result<ReviewAnswer> askReview(const ReviewQuestion& question, ChatModel& model, JobContext& job);

/// The question as it is sent. @return Io when the texts are missing
Result<ChatRequest> reviewRequest(const ReviewQuestion& question);

/// Whether a section says yes: its first word is "yes" or "true".
bool saysYes(std::string_view section);

}  // namespace sym
