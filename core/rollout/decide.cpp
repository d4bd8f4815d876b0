#include "core/rollout/decide.h"

#include <chrono>

#include "core/base/random.h"

namespace sym {

namespace {

constexpr double kTemperature = 0.5;
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

ModelCall recordOf(const ChatRequest& request, const ChatResponse& response, int tries,
                   double milliseconds)
{
    ModelCall call;
    call.purpose = tries == 0 ? "act" : "retry " + std::to_string(tries);
    call.model = response.model;
    call.prompt = promptJson(request.messages);
    call.response = response.text;
    call.temperature = request.sampling.temperature;
    call.topP = request.sampling.topP;
    call.seed = request.sampling.seed;
    call.promptTokens = response.promptTokens;
    call.responseTokens = response.responseTokens;
    call.costUsd = response.costUsd;
    call.milliseconds = milliseconds;
    return call;
}

/// "link 'My Orders'" for an element of the page.
std::string describe(const PageRecord& page, const std::string& id)
{
    for (const Element& element : page.elements)
        if (element.id == id) return element.role + " '" + element.name + "'";
    return {};
}

void record(Decision decision, Actor proposer, Step& step)
{
    for (Candidate& candidate : decision.candidates) candidate.proposer = proposer;
    const Candidate& chosen = decision.candidates[std::size_t(decision.chosen)];
    step.action = chosen.action;
    step.rawAction = chosen.raw;
    step.decidedBy = proposer;
    step.reasoning = decision.reasoning;
    step.historySummary = decision.historySummary;
    step.observationDescription = decision.observationDescription;
    step.highlightIds = decision.highlightIds;
    step.targetDescription =
        chosen.action.elementId.empty() ? "" : describe(step.page, chosen.action.elementId);
    for (const Element& element : step.page.elements)
        if (element.id == chosen.action.elementId && !element.id.empty())
            step.target = element.rectangle;
    step.candidates = std::move(decision.candidates);
}

}  // namespace

Result<std::optional<Decision>> decide(const DecisionRequest& request, Step& step, JobContext& job)
{
    std::string feedback;
    for (int tries = 0; tries < kDecisionTries; ++tries) {
        ChatRequest chat;
        chat.messages = request.mind.prompt(step.page, step.index, feedback);
        chat.sampling.temperature = tries < kDecisionTries - 1 ? kTemperature : kRetryTemperature;
        chat.sampling.seed = request.seed * kDecisionTries + std::uint64_t(tries);
        const auto start = std::chrono::steady_clock::now();
        SYM_TRY(const ChatResponse response, request.model.complete(chat, job, {}));
        const double milliseconds =
            std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start)
                .count();
        step.calls.push_back(recordOf(chat, response, tries, milliseconds));

        AgentMind::Interpretation read = request.mind.interpret(response.text, step.page);
        if (read.decision) {
            record(*read.decision, request.proposer, step);
            return std::move(read.decision);
        }
        step.errors.push_back(read.rejection->error);
        feedback = read.rejection->feedback;
    }
    return std::optional<Decision>();
}

std::uint64_t episodeSeed(std::uint64_t runSeed, const std::string& taskId, int attempt)
{
    // 53 bits: exact in JSON readers that know only doubles.
    return Random(runSeed).fork(taskId).fork(std::to_string(attempt)).next() >> 11;
}

}  // namespace sym
