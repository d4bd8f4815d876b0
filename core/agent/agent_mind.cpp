#include "core/agent/agent_mind.h"

#include <algorithm>

#include "core/agent/agent_response.h"
#include "core/agent/history.h"
#include "core/agent/observation_outline.h"
#include "core/agent/occam_rules.h"
#include "core/agent/plan_tree.h"
#include "core/agent/prompt_builder.h"

namespace sym {
namespace {

bool isOurs(const AgentOptions& options)
{
    return options.profile == PromptProfile::Symbiont;
}

/// What both profiles share: plans, history, and how they make a message.
class Mind : public AgentMind {
public:
    Mind(AgentOptions options, PromptSet prompts)
        : m_options(std::move(options)),
          m_prompts(std::move(prompts)),
          m_fidelity(isOurs(m_options) ? Fidelity::Ours : Fidelity::Upstream),
          m_plans(m_options.objective, {}, m_fidelity)
    {
    }

    std::vector<ChatMessage> prompt(const PageRecord& page, int step,
                                    const std::string& feedback) const override
    {
        PromptContent content;
        content.step = step;
        content.maxSteps = m_options.maxSteps;
        content.objective = m_options.objective;
        content.sites = m_options.sites;
        content.url = page.url;
        content.tabs = page.tabs;
        content.plans = m_plans.text();
        content.history =
            historyText(m_interactions, m_plans.active(), page.observation,
                        ObservationOutline(page.observation).nameOnly(), {.fidelity = m_fidelity});
        content.examples = m_examples;
        content.observation = page.observation;
        content.feedback = feedback;
        std::string system = m_prompts.instruction(
            answerSections(m_options.profile, m_options.candidates), planningCommands(),
            navigationCommands(m_options.profile, m_options.multiSite, page.tabs.size() > 1),
            isOurs(m_options) ? m_options.candidates : 1);
        if (step >= m_options.maxSteps - 1)
            system += "\n\n"
                      + filledIn(m_prompts.text("final step"), "max_steps",
                                 std::to_string(m_options.maxSteps));
        if (!isOurs(m_options) && !feedback.empty()) system += "\n" + feedback;
        return {{ChatRole::System, std::move(system)},
                {ChatRole::User,
                 isOurs(m_options) ? symbiontUserText(content) : agentOccamUserText(content)}};
    }

    void setExamples(std::vector<std::string> examples) override
    {
        m_examples = std::move(examples);
    }

    std::string planText() const override { return m_plans.text(); }

    std::optional<std::string> pruneTarget(const Action& action) const override
    {
        if (action.kind != ActionKind::Prune) return std::nullopt;
        auto url = m_plans.urlOf(action.number);
        if (url && url->empty()) url = m_startUrl;  // the objective was there before any page
        return url && url->empty() ? std::nullopt : url;
    }

    void commit(const PageRecord& page, const Decision& decision,
                const std::string& result) override
    {
        if (m_interactions.empty()) m_startUrl = page.url;
        const Candidate& chosen = decision.candidates[std::size_t(decision.chosen)];
        const int step = int(m_interactions.size());
        takeIn(chosen, page, step);
        const ObservationOutline outline(page.observation);
        m_interactions.push_back({.observation = page.observation,
                                  .nameOnly = outline.nameOnly(),
                                  .pivotal = outline.pivotal(decision.highlightIds),
                                  .summary = decision.observationDescription,
                                  .plan = m_plans.activeText(),
                                  .reason = decision.reasoning,
                                  .action = chosen.raw,
                                  .result = result});
    }

protected:
    static Interpretation rejected(std::string feedback, std::string error)
    {
        return {.decision = std::nullopt,
                .rejection = Rejection{std::move(feedback), std::move(error)}};
    }

    static Decision decisionFrom(const AgentResponse& response)
    {
        Decision decision;
        decision.reasoning = response.reason;
        decision.historySummary = response.historySummary;
        decision.observationDescription = response.observationDescription;
        return decision;
    }

    const AgentOptions& options() const { return m_options; }
    const PromptSet& prompts() const { return m_prompts; }
    const PlanTree& plans() const { return m_plans; }
    const std::string& lastNote() const { return m_lastNote; }

    /// The commands of the profile as AgentOccam's rules see them.
    OccamRules rules() const
    {
        return OccamRules(navigationCommands(m_options.profile, m_options.multiSite, false));
    }

private:
    /// Planning and notes; everything else is a step of the active plan.
    void takeIn(const Candidate& chosen, const PageRecord& page, int step)
    {
        const OccamRules occam = rules();
        const auto planning = occam.planningCommand(chosen.raw);
        const bool isPlanning = isOurs(m_options) ? chosen.action.kind == ActionKind::Branch
                                                        || chosen.action.kind == ActionKind::Prune
                                                  : planning.has_value();
        if (isPlanning)
            takeInPlan(chosen, page, step);
        else
            m_plans.addStep(step);
        if (chosen.action.kind == ActionKind::Note && isOurs(m_options))
            takeNote(chosen.action.text, step);
        if (!isOurs(m_options))
            for (const std::string& note : occam.notes(chosen.raw)) takeNote(note, step);
    }

    void takeInPlan(const Candidate& chosen, const PageRecord& page, int step)
    {
        const Action& action = chosen.action;
        const bool isDone = action.kind == ActionKind::Branch
                                ? m_plans.branch(action.number, action.text, page.url, step)
                                : action.kind == ActionKind::Prune
                                      && m_plans.prune(action.number, action.text).has_value();
        if (!isDone) m_plans.noteInvalidPlan(chosen.raw);
    }

    void takeNote(const std::string& note, int step)
    {
        m_plans.addNote("STEP " + std::to_string(step) + ": " + note);
        m_lastNote = note;
    }

    AgentOptions m_options;
    PromptSet m_prompts;
    Fidelity m_fidelity;
    PlanTree m_plans;
    std::vector<std::string> m_examples;
    std::vector<Interaction> m_interactions;
    std::string m_startUrl;
    std::string m_lastNote;
};

/// Our own rules: an id must be one of the page's, a plan must exist, a note must be new.
class SymbiontMind final : public Mind {
public:
    using Mind::Mind;

    Interpretation interpret(const std::string& response, const PageRecord& page) const override
    {
        const auto read = readSymbiontResponse(response);
        if (!read) return rejected(read.error().message() + ".", read.error().message());
        Decision decision = decisionFrom(*read);
        decision.highlightIds = highlightIds(read->highlight, false);
        decision.chosen = -1;
        std::string problems;
        for (const ProposedAction& proposal : read->proposals) {
            Candidate candidate;
            candidate.raw = proposal.action;
            candidate.reason = proposal.reason;
            candidate.rank = int(decision.candidates.size());
            candidate.score = proposal.score;
            const std::string problem = readAction(proposal.action, page, candidate);
            if (problem.empty() && decision.chosen < 0) decision.chosen = candidate.rank;
            if (!problem.empty()) problems += (problems.empty() ? "" : "; ") + problem;
            decision.candidates.push_back(std::move(candidate));
        }
        if (decision.chosen < 0) return rejected(problems + ".", problems);
        Candidate& chosen = decision.candidates[std::size_t(decision.chosen)];
        if (!chosen.reason.empty()) decision.reasoning = chosen.reason;
        chosen.raw = formatAction(chosen.action);
        return {.decision = std::move(decision), .rejection = std::nullopt};
    }

private:
    /// @return what is wrong with the action, empty if nothing
    std::string readAction(const std::string& text, const PageRecord& page,
                           Candidate& candidate) const
    {
        const auto actions = parseActions(text, ActionGrammar::Symbiont);
        if (!actions) return actions.error().message();
        const Action& action = actions->front();
        std::string problem = refusal(action, page);
        if (problem.empty()) candidate.action = action;
        return problem;
    }

    std::string refusal(const Action& action, const PageRecord& page) const
    {
        const std::string quoted = "`" + formatAction(action) + "`";
        for (const std::string& id : {action.elementId, action.targetId})
            if (!id.empty() && !hasElement(page, id))
                return quoted + " names [" + id
                       + "], which is no element of the current observation";
        switch (action.kind) {
        case ActionKind::Note:
            return action.text == lastNote() ? quoted + " has been noted already; do something else"
                                             : std::string();
        case ActionKind::Branch:
        case ActionKind::Prune:
            return plans().has(action.number)
                       ? std::string()
                       : quoted + " names plan [" + std::to_string(action.number)
                             + "], which is not among the previous plans";
        case ActionKind::GoHome:
            return options().multiSite ? std::string()
                                       : quoted + " is not offered: the task has one site";
        case ActionKind::TabFocus: {
            const bool exists = page.tabs.empty() || action.number < int(page.tabs.size());
            return exists ? std::string() : quoted + " names a tab that is not open";
        }
        default: return {};
        }
    }

    static bool hasElement(const PageRecord& page, const std::string& id)
    {
        if (page.elements.empty())
            return page.observation.find("[" + id + "]") != std::string::npos;
        return std::ranges::any_of(page.elements,
                                   [&](const Element& element) { return element.id == id; });
    }
};

/// AgentOccam's: one action; valid as upstream finds it valid.
class OccamMind final : public Mind {
public:
    using Mind::Mind;

    Interpretation interpret(const std::string& response, const PageRecord& page) const override
    {
        const AgentResponse read = readUpstreamResponse(response);
        const std::string& text = read.proposals.front().action;
        if (!rules().areValid(text, page.observation))
            return rejected(filledIn(prompts().text("retry invalid"), "action", text),
                            "invalid action: " + text);
        if (!lastNote().empty() && text.find("note [" + lastNote()) != std::string::npos)
            return rejected(filledIn(prompts().text("retry note"), "action", lastNote()),
                            "repeated note: " + text);
        Candidate candidate;
        candidate.raw = text;
        candidate.reason = read.reason;
        candidate.action = actionOf(text);
        Decision decision = decisionFrom(read);
        decision.highlightIds = highlightIds(read.highlight, true);
        decision.candidates.push_back(std::move(candidate));
        return {.decision = std::move(decision), .rejection = std::nullopt};
    }

private:
    /// The first thing of an answer that does something; a note where it only takes notes.
    Action actionOf(const std::string& text) const
    {
        Action action;
        if (const auto plan = rules().planningArguments(text)) {
            action.kind = plan->command == "branch" ? ActionKind::Branch : ActionKind::Prune;
            action.number = plan->plan;
            action.text = plan->text;
            return action;
        }
        const auto actions = parseActions(text, ActionGrammar::AgentOccam);
        if (actions && !actions->empty()) return actions->front();
        if (text.starts_with("go_home")) action.kind = ActionKind::GoHome;
        if (const auto notes = rules().notes(text); !notes.empty()) {
            action.kind = ActionKind::Note;
            action.text = notes.front();
        }
        return action;
    }
};

}  // namespace

Result<std::unique_ptr<AgentMind>> AgentMind::create(AgentOptions options)
{
    SYM_TRY(PromptSet prompts, PromptSet::load(options.profile, options.promptFolder));
    if (isOurs(options))
        return std::unique_ptr<AgentMind>(new SymbiontMind(std::move(options), std::move(prompts)));
    return std::unique_ptr<AgentMind>(new OccamMind(std::move(options), std::move(prompts)));
}

}  // namespace sym
