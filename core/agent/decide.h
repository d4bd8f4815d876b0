#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "core/agent/agent_mind.h"
#include "core/base/job_context.h"
#include "core/base/result.h"

namespace sym {

/// How often a model is asked for one step before the harness gives the step up.
inline constexpr int kDecisionTries = 4;

/// Sampling temperature of an agent's first answers (METHOD 9: AgentOccam's own).
inline constexpr double kActTemperature = 0.5;

struct DecisionRequest {
    ChatModel& model;
    const AgentMind& mind;
    Actor proposer = Actor::Large;
    std::uint64_t seed = 0;
    double temperature = kActTemperature;
    std::string purpose = "act";  ///< of the recorded calls
    int tries = kDecisionTries;   ///< at most so many answers
};

/// An answer and the record of the call that gave it.
struct AnsweredCall {
    ChatResponse response;
    ModelCall call;
};

/// Asks a model once. @return what the model says went wrong
Result<AnsweredCall> askModel(ChatModel& model, const ChatRequest& request,
                              const std::string& purpose, JobContext& job);

/// What came of asking for one step.
struct DecisionAttempt {
    std::optional<Decision> decision;  ///< nothing: no answer could be executed
    std::vector<ModelCall> calls;
    std::vector<std::string> errors;  ///< one a rejected answer
};

/// Asks the model what to do on a page, again with feedback while the answer cannot be executed.
/// The proposer of the candidates is set. @return errors of the model
Result<DecisionAttempt> askForDecision(const DecisionRequest& request, const PageRecord& page,
                                       int step, JobContext& job);

/// Makes a decision the step's: its action, its reason, its candidates, where its element is.
void recordDecision(const Decision& decision, Step& step);

/// The decision a recorded step was executed by, as AgentMind::commit() takes it: to bring a mind
/// to the state it was in after the step.
Decision recordedDecision(const Step& step);

/// How a step is decided: by one model, or by several together. Thread-safe.
class StepDecider {
public:
    virtual ~StepDecider() = default;

    /// Decides on the step's page and records every call, candidate and rejection in the step.
    /// @return nothing when no answer could be executed; errors of the models
    virtual Result<std::optional<Decision>> decide(const AgentMind& mind, std::uint64_t seed,
                                                   Step& step, JobContext& job) = 0;
};

/// One model decides.
class ModelDecider final : public StepDecider {
public:
    /// @param model outlives this
    ModelDecider(ChatModel& model, Actor proposer, double temperature = kActTemperature)
        : m_model(model), m_proposer(proposer), m_temperature(temperature)
    {
    }

    Result<std::optional<Decision>> decide(const AgentMind& mind, std::uint64_t seed, Step& step,
                                           JobContext& job) override;

private:
    ChatModel& m_model;
    Actor m_proposer;
    double m_temperature;
};

}  // namespace sym
