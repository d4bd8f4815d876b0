#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "core/llm/chat_model.h"
#include "core/model/language_model.h"
#include "core/student/action_automaton.h"
#include "core/student/student_prompt.h"
#include "core/training/training_record.h"

namespace sym {

/// How a small model acts.
struct StudentSettings {
    std::string name;                       ///< recorded with every call; empty: "small model"
    ExampleKind kind = ExampleKind::Joint;  ///< reason, then action; or the action alone
    int maxTokens = 1024;     ///< prompt and answer, as trained; the page is cut to fit
    bool markMatches = true;  ///< as trained
    /// Typed texts and answers are copied from objective and page, and the reason begins with the
    /// action in words (ActionAutomaton::Rules: copiesTexts, saysAction); unset: for models of less
    /// than 100 million parameters, which repeat long words badly.
    std::optional<bool> copiesTexts;
    int maxAnswerTokens = 192;
    bool history = false;           ///< earlier actions in the prompt, as trained
    double temperature = 0;         ///< of the first answer; 0: the likeliest
    double otherTemperature = 0.8;  ///< of further candidates and of retries
    double topP = 0.95;
    int samples = 1;          ///< answers drawn a step; equal ones are one candidate
    bool constrained = true;  ///< only actions on elements that are there
    bool loopGuard = true;    ///< what was done on this page, or twice elsewhere, is ruled out;
                              ///< so is typing the same again
};

/// The student as a model one can talk to: reads the agent's prompt, writes the student's, answers
/// with candidates whose scores are the mean probability of their action's tokens. Thread-safe.
class StudentModel final : public ChatModel {
public:
    StudentModel(std::shared_ptr<LanguageModel> model, StudentSettings settings);

    std::string name() const override;
    /// The request's seed counts; its temperature does not, the settings say it.
    Result<ChatResponse> complete(const ChatRequest& request, JobContext& job,
                                  const std::function<void(std::string_view)>& onText) override;

    /// The prompt a situation gives, as text; for looking at it.
    Result<std::string> promptText(const StudentSituation& situation) const;

private:
    struct Answer {
        std::string reason;
        std::string action;
        double score = 0;      ///< mean probability of a token of the action
        std::string said;      ///< the action in words, where the reason begins with it
        double share = 0;      ///< of these words, in the probability of all that can be said here
        double verbShare = 0;  ///< of their verb
    };
    /// Logarithm of the probability of all that can be said behind an answer so far.
    using AllowedAt = std::map<std::string, double, std::less<>>;

    Result<Answer> answer(const std::vector<int>& prompt, const StudentSituation& situation,
                          double temperature, std::uint64_t seed, JobContext& job,
                          ChatResponse& total) const;
    Result<Answer> likeliest(GenerationRequest& request, ActionAutomaton::Rules rules,
                             const StudentSituation& situation, JobContext& job,
                             ChatResponse& total) const;
    Result<Answer> drawn(GenerationRequest& request, ActionAutomaton::Rules rules,
                         const StudentSituation& situation, JobContext& job,
                         ChatResponse& total) const;
    Result<Answer> generate(GenerationRequest& request, const ActionAutomaton::Rules& rules,
                            const StudentSituation& situation, AllowedAt* allowed, JobContext& job,
                            ChatResponse& total) const;
    void findShares(Answer& answer, const GenerationResult& result, AllowedAt& allowed) const;
    Result<std::vector<int>> promptTokens(const StudentSituation& situation) const;

    std::shared_ptr<LanguageModel> m_model;
    StudentSettings m_settings;
};

}  // namespace sym
