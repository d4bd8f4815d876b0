#include "core/agent/decide.h"

#include <algorithm>
#include <chrono>

namespace sym {

namespace {

constexpr double kRetryTemperature = 0.95;  // a model that erred thrice alike needs other words

std::string promptJson(const std::vector<ChatMessage>& messages)
{
    nlohmann::json list = nlohmann::json::array();
    for (const ChatMessage& message : messages) {
        const char* role = message.role == ChatRole::System ? "system"
                           : message.role == ChatRole::User ? "user"
                                                            : "assistant";
        list.push_back({{"role", role}, {"content", message.content}});
    }
    return list.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

/// "link 'My Orders'" for an element of the page.
std::string describe(const PageRecord& page, const std::string& id)
{
    for (const Element& element : page.elements)
        if (element.id == id) return element.role + " '" + element.name + "'";
    return {};
}

}  // namespace

Result<AnsweredCall> askModel(ChatModel& model, const ChatRequest& request,
                              const std::string& purpose, JobContext& job)
{
    const auto start = std::chrono::steady_clock::now();
    SYM_TRY(ChatResponse response, model.complete(request, job, {}));
    ModelCall call;
    call.milliseconds =
        std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
    call.purpose = purpose;
    call.model = response.model;
    call.prompt = promptJson(request.messages);
    call.response = response.text;
    call.temperature = request.sampling.temperature;
    call.topP = request.sampling.topP;
    call.seed = request.sampling.seed;
    call.promptTokens = response.promptTokens;
    call.responseTokens = response.responseTokens;
    call.costUsd = response.costUsd;
    return AnsweredCall{std::move(response), std::move(call)};
}

Result<DecisionAttempt> askForDecision(const DecisionRequest& request, const PageRecord& page,
                                       int step, JobContext& job)
{
    DecisionAttempt attempt;
    std::string feedback;
    for (int tries = 0; tries < request.tries; ++tries) {
        ChatRequest chat;
        chat.messages = request.mind.prompt(page, step, feedback);
        const bool isLast = tries > 0 && tries == request.tries - 1;
        chat.sampling.temperature =
            isLast ? std::max(request.temperature, kRetryTemperature) : request.temperature;
        chat.sampling.seed = request.seed * kDecisionTries + std::uint64_t(tries);
        const std::string purpose = tries == 0
                                        ? request.purpose
                                        : (request.purpose == "act" ? "" : request.purpose + ", ")
                                              + "retry " + std::to_string(tries);
        SYM_TRY(AnsweredCall answered, askModel(request.model, chat, purpose, job));
        attempt.calls.push_back(std::move(answered.call));

        AgentMind::Interpretation read = request.mind.interpret(answered.response.text, page);
        if (read.decision) {
            for (Candidate& candidate : read.decision->candidates)
                candidate.proposer = request.proposer;
            attempt.decision = std::move(read.decision);
            return attempt;
        }
        attempt.errors.push_back(read.rejection->error);
        feedback = read.rejection->feedback;
    }
    return attempt;
}

void recordDecision(const Decision& decision, Step& step)
{
    const Candidate& chosen = decision.candidates[std::size_t(decision.chosen)];
    step.action = chosen.action;
    step.rawAction = chosen.raw;
    step.decidedBy = chosen.proposer;
    step.reasoning = decision.reasoning;
    step.historySummary = decision.historySummary;
    step.observationDescription = decision.observationDescription;
    step.highlightIds = decision.highlightIds;
    step.targetDescription =
        chosen.action.elementId.empty() ? "" : describe(step.page, chosen.action.elementId);
    for (const Element& element : step.page.elements)
        if (element.id == chosen.action.elementId && !element.id.empty())
            step.target = element.rectangle;
    step.candidates = decision.candidates;
}

Decision recordedDecision(const Step& step)
{
    Decision decision;
    decision.candidates = step.candidates;
    decision.reasoning = step.reasoning;
    decision.historySummary = step.historySummary;
    decision.observationDescription = step.observationDescription;
    decision.highlightIds = step.highlightIds;
    const auto chosen = std::find_if(
        decision.candidates.begin(), decision.candidates.end(), [&](const Candidate& candidate) {
            return candidate.action == step.action && candidate.proposer == step.decidedBy;
        });
    decision.chosen = int(chosen - decision.candidates.begin());
    if (chosen == decision.candidates.end())
        decision.candidates.push_back({.action = step.action,
                                       .raw = step.rawAction,
                                       .reason = step.reasoning,
                                       .proposer = step.decidedBy});
    return decision;
}

Result<std::optional<Decision>> ModelDecider::decide(const AgentMind& mind, std::uint64_t seed,
                                                     Step& step, JobContext& job)
{
    SYM_TRY(DecisionAttempt attempt,
            askForDecision({m_model, mind, m_proposer, seed, m_temperature}, step.page, step.index,
                           job));
    step.calls.insert(step.calls.end(), attempt.calls.begin(), attempt.calls.end());
    step.errors.insert(step.errors.end(), attempt.errors.begin(), attempt.errors.end());
    if (attempt.decision) recordDecision(*attempt.decision, step);
    return std::move(attempt.decision);
}

}  // namespace sym
