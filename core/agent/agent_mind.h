#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/agent/prompt_set.h"
#include "core/base/result.h"
#include "core/llm/chat_model.h"
#include "core/trajectory/step.h"

namespace sym {

/// What shapes the prompts of an episode.
struct AgentOptions {
    std::string objective;
    PromptProfile profile = PromptProfile::Symbiont;
    int maxSteps = 20;
    int candidates = 3;      ///< K asked for; 1: a single ACTION. AgentOccam's profile asks for one
    bool multiSite = false;  ///< go_home is offered
    std::vector<std::string> sites;  ///< lines of SITES: "http://... (shopping)"; empty: left out
    std::string promptFolder;        ///< replaces the built-in prompt files; empty: built in
};

/// What a model's answer means for the harness: the executed action and everything worth recording.
struct Decision {
    /// Ranked as answered; at least one; proposer left to the caller. One that cannot be executed
    /// has ActionKind::None and its text in `raw`.
    std::vector<Candidate> candidates;
    int chosen = 0;  ///< index of the first valid candidate
    std::string reasoning;
    std::string historySummary;
    std::string observationDescription;
    std::vector<std::string> highlightIds;
};

/// An answer that cannot be executed, and what to tell the model.
struct Rejection {
    std::string feedback;  ///< goes into FEEDBACK of the next prompt
    std::string error;     ///< for the step's errors
};

/// The agent's state during one episode: objective, plan tree, notes and history. Pure: no browser,
/// no threads, no clock. METHOD 9, WEBARENA 3.4. In a step, call prompt() and interpret() until
/// there is a decision (upstream would ask for ever; the caller caps it), act, then commit(). One
/// thread at a time.
class AgentMind {
public:
    /// @return Io or InvalidInput when a prompt file is missing or broken
    static Result<std::unique_ptr<AgentMind>> create(AgentOptions options);
    virtual ~AgentMind() = default;

    /// The messages for step `step` (0-based) on this page; `feedback` of a rejected answer or "".
    virtual std::vector<ChatMessage> prompt(const PageRecord& page, int step,
                                            const std::string& feedback) const = 0;

    /// Reads an answer. Exactly one of the two is set.
    struct Interpretation {
        std::optional<Decision> decision;
        std::optional<Rejection> rejection;
    };
    virtual Interpretation interpret(const std::string& response, const PageRecord& page) const = 0;

    /// RAG EXAMPLES of the prompts from now on, one text an example; none at first.
    virtual void setExamples(std::vector<std::string> examples) = 0;

    /// The plan tree as shown in the prompt.
    virtual std::string planText() const = 0;

    /// Where prune must take the browser: the url of the plan node, nothing for other actions.
    virtual std::optional<std::string> pruneTarget(const Action& action) const = 0;

    /// Takes the executed step into plan and history: branch opens its plan, prune goes back to
    /// its, note writes its text down. `result` is one line when something went wrong or is worth
    /// saying ("" otherwise).
    virtual void commit(const PageRecord& page, const Decision& decision,
                        const std::string& result) = 0;
};

}  // namespace sym
