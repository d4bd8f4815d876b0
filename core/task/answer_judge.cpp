#include "core/task/answer_judge.h"

#include "core/text/python_text.h"

namespace sym {

namespace {

constexpr int kMaxReplyTokens = 768;

constexpr const char* kSystem = "You are a helpful assistant";

constexpr const char* kEquivalence =
    "Help a teacher to grade the answer of a student given a question. Keep in mind that the "
    "student may use different phrasing or wording to answer the question. The goal is to evaluate "
    "whether the answer is semantically equivalent to the reference answer.";

/// AgentOccam's judge lets further information pass.
constexpr const char* kKeyPoints =
    "Help a teacher to grade the answer of a student given a question. The student carried out "
    "what the question asks for and may word the answer freely. The goal is to evaluate whether "
    "the key points of the reference answer are part of the student's answer: an answer that adds "
    "information without contradicting the reference is correct, not partially correct.";

constexpr const char* kUnachievable =
    "The task described above is inherently unachievable due to the reason specified under 'actual "
    "unachievable reason'. An individual previously attempted this task and was unable to complete "
    "it. They provided a reason for their failure, which is listed under 'reported unachievable "
    "reason'. Your role is to review both the actual and reported reasons. Determine if the "
    "reported reason aligns with the actual reason, even if implicitly. If the stated reason is in "
    "line with the actual reason, respond with 'same'. Otherwise, respond with 'different'.";

bool contains(const std::string& text, const char* part)
{
    return text.find(part) != std::string::npos;
}

Error unclear(const std::string& reply, const char* wanted)
{
    return Error(ErrorCode::Protocol, std::string("the judge did not answer ") + wanted + ": \""
                                          + reply.substr(0, 200) + "\"");
}

}  // namespace

AnswerJudge::AnswerJudge(ChatModel* model, const nlohmann::json& recorded)
    : m_model(model), m_recorded(recorded)
{
}

Result<std::optional<std::string>> AnswerJudge::ask(const std::string& question, JobContext& job)
{
    if (m_model == nullptr) {
        if (!m_recorded.is_array()) return std::optional<std::string>();
        for (const nlohmann::json& entry : m_recorded) {
            if (!entry.is_object() || entry.value("question", nlohmann::json()) != question
                || !entry.value("reply", nlohmann::json()).is_string())
                continue;
            m_replies.push_back(entry);
            return std::optional<std::string>(entry["reply"].get<std::string>());
        }
        return std::optional<std::string>();
    }
    ChatRequest request;
    request.messages = {{ChatRole::System, kSystem}, {ChatRole::User, question}};
    request.sampling.temperature = 0;
    request.sampling.topP = 1;
    request.sampling.maxTokens = kMaxReplyTokens;
    SYM_TRY(const ChatResponse response, m_model->complete(request, job, {}));
    m_replies.push_back(
        {{"question", question}, {"reply", response.text}, {"model", m_model->name()}});
    return std::optional<std::string>(response.text);
}

Result<std::optional<bool>> AnswerJudge::isEquivalent(const std::string& reference,
                                                      const std::string& answer,
                                                      const std::string& intent,
                                                      EvaluatorProfile profile, JobContext& job)
{
    const bool lenient = profile == EvaluatorProfile::AgentOccam;
    const std::string question =
        std::string(lenient ? kKeyPoints : kEquivalence) + "\nquestion: " + intent
        + "\nreference answer: " + reference
        + "\nall the string 'N/A' that you see is a special sequence that means 'not achievable'"
        + "\nstudent answer: " + answer
        + "\nConclude the judgement by correct/incorrect/partially correct"
        + (lenient ? " and explain why." : ".");
    SYM_TRY(const std::optional<std::string> reply, ask(question, job));
    if (!reply) return std::optional<bool>();
    const std::string text = pyLower(*reply);
    if (contains(text, "partially correct") || contains(text, "incorrect"))
        return std::optional<bool>(false);
    if (!contains(text, "correct")) return unclear(text, "correct, incorrect or partially correct");
    return std::optional<bool>(true);
}

Result<std::optional<bool>> AnswerJudge::isSameReason(const std::string& reason,
                                                      const std::string& answer,
                                                      const std::string& intent, JobContext& job)
{
    const std::string question = "task: " + intent + "\nactual unachievable reason: " + reason
                                 + "\nreported unachievable reason: " + answer + "\n"
                                 + kUnachievable;
    SYM_TRY(const std::optional<std::string> reply, ask(question, job));
    if (!reply) return std::optional<bool>();
    const std::string text = pyLower(*reply);
    if (contains(text, "different")) return std::optional<bool>(false);
    if (!contains(text, "same")) return unclear(text, "same or different");
    return std::optional<bool>(true);
}

}  // namespace sym
