#include "core/review/review_question.h"

#include <algorithm>
#include <cctype>

#include "core/agent/agent_response.h"
#include "core/agent/prompt_set.h"

namespace sym {

std::string ReviewAnswer::text(const std::string& header) const
{
    const auto found = sections.find(header);
    return found == sections.end() ? std::string() : found->second;
}

bool ReviewAnswer::isComplete(const ReviewQuestion& question) const
{
    return std::ranges::all_of(question.answers,
                               [&](const std::string& header) { return !text(header).empty(); });
}

Result<ChatRequest> reviewRequest(const ReviewQuestion& question)
{
    static const Result<PromptSet> kTexts = PromptSet::open("review", "");
    if (!kTexts) return kTexts.error();
    std::string system = kTexts->text(question.request);
    for (const std::string& name : question.manner) system += "\n\n" + kTexts->text(name);
    std::string user = "REQUEST:\n" + question.request + '\n';
    for (const auto& [header, content] : question.sections) {
        if (content.empty()) continue;
        user += header + ":\n" + content;
        if (!content.ends_with('\n')) user += '\n';
    }
    ChatRequest request;
    request.messages = {{ChatRole::System, std::move(system)}, {ChatRole::User, std::move(user)}};
    request.sampling.temperature = 0;
    request.sampling.topP = 1;
    request.sampling.seed = question.seed;
    return request;
}

Result<ReviewAnswer> askReview(const ReviewQuestion& question, ChatModel& model, JobContext& job)
{
    SYM_TRY(const ChatRequest request, reviewRequest(question));
    SYM_TRY(AnsweredCall answered, askModel(model, request, question.request, job));
    return ReviewAnswer{answerSections(answered.response.text, question.answers),
                        std::move(answered.call)};
}

bool saysYes(std::string_view section)
{
    std::string word;
    for (const char c : section) {
        if (std::isalpha(static_cast<unsigned char>(c)))
            word += char(std::tolower(static_cast<unsigned char>(c)));
        else if (!word.empty())
            break;
    }
    return word == "yes" || word == "true";
}

}  // namespace sym
