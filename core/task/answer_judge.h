#pragma once

#include <nlohmann/json.hpp>

#include <optional>
#include <string>

#include "core/base/job_context.h"
#include "core/base/result.h"
#include "core/llm/chat_model.h"
#include "core/task/evaluator.h"

namespace sym {

/// Asks a language model whether an answer means the same as the reference (fuzzy_match) or
/// whether a reported reason is the true one (ua_match), WEBARENA 2.1. Keeps every reply as
/// evidence: without a model the recorded replies answer again.
class AnswerJudge {
public:
    /// @param model may be null
    /// @param recorded replies of an earlier evaluation, [{"question","reply"}] or null
    AnswerJudge(ChatModel* model, const nlohmann::json& recorded);

    /// @return true for "correct"; nothing when nobody can judge; Protocol when the reply is
    ///         neither, which upstream counts as a crash; the model's errors
    Result<std::optional<bool>> isEquivalent(const std::string& reference,
                                             const std::string& answer, const std::string& intent,
                                             EvaluatorProfile profile, JobContext& job);

    /// @return true for "same"; otherwise as isEquivalent()
    Result<std::optional<bool>> isSameReason(const std::string& reason, const std::string& answer,
                                             const std::string& intent, JobContext& job);

    /// All replies that were used, [{"question","reply","model"}].
    const nlohmann::json& replies() const { return m_replies; }

private:
    Result<std::optional<std::string>> ask(const std::string& question, JobContext& job);

    ChatModel* m_model;
    nlohmann::json m_recorded;
    nlohmann::json m_replies = nlohmann::json::array();
};

}  // namespace sym
