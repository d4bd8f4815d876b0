#include "core/divergence/shadow.h"

#include "core/agent/decide.h"
#include "core/divergence/run_options.h"

namespace sym {

namespace {

std::vector<Candidate> largeCandidates(const Step& step)
{
    std::vector<Candidate> large;
    for (const Candidate& candidate : step.candidates)
        if (candidate.proposer != Actor::Small) large.push_back(candidate);
    return large;
}

Candidate executedOf(const Step& step)
{
    return {.action = step.action, .raw = step.rawAction, .reason = step.reasoning};
}

/// What was said of the step's action when it was done, "" when all went well: the last error, when
/// there are more than came before the action. Every rejected answer but the student's was followed
/// by a retry.
std::string resultOf(const Step& step)
{
    std::size_t before = 0;
    for (const ModelCall& call : step.calls)
        before += call.purpose.find("retry") != std::string::npos ? 1 : 0;
    for (const std::string& error : step.errors)
        before += error.starts_with("small model: ") || error.starts_with("a person acted") ? 1 : 0;
    return step.errors.size() > before ? step.errors.back() : std::string();
}

/// The mind of an episode at its start.
Result<std::unique_ptr<AgentMind>> mindOf(const EpisodeRecord& episode, const RolloutOptions& run,
                                          int candidates)
{
    AgentOptions options;
    options.objective = episode.objective;
    options.maxSteps = run.maxSteps;
    options.candidates = candidates;
    options.multiSite = episode.sites.size() > 1;
    return AgentMind::create(std::move(options));
}

class Shadow {
public:
    Shadow(ChatModel& model, const ShadowOptions& options, const RolloutOptions& run)
        : m_model(model), m_options(options), m_run(run)
    {
    }

    bool isDone() const
    {
        const int asked = int(m_agreement.states.size()) + m_agreement.withoutProposal;
        return m_options.maxStates >= 0 && asked >= m_options.maxStates;
    }

    Status follow(const Trajectory& trajectory, JobContext& job)
    {
        const bool lists = m_options.role == ShadowRole::Lists;
        SYM_TRY(const std::unique_ptr<AgentMind> mind,
                mindOf(trajectory.episode, m_run, lists ? m_options.candidates : m_run.candidates));
        for (const Step& step : trajectory.steps) {
            if (isDone() || step.action.kind == ActionKind::None) break;
            if (job.isCancelled()) return Error(ErrorCode::Cancelled, "cancelled");
            if (lists || !largeCandidates(step).empty())
                SYM_CHECK(compare(trajectory.episode, step, *mind, job));
            mind->commit(step.page, recordedDecision(step), resultOf(step));
        }
        return {};
    }

    Agreement take() { return std::move(m_agreement); }

private:
    Status compare(const EpisodeRecord& episode, const Step& step, const AgentMind& mind,
                   JobContext& job)
    {
        const bool lists = m_options.role == ShadowRole::Lists;
        const Result<DecisionAttempt> attempt =
            askForDecision({.model = m_model,
                            .mind = mind,
                            .proposer = lists ? Actor::Large : Actor::Small,
                            .seed = m_options.seed + std::uint64_t(step.index),
                            .temperature = m_options.temperature,
                            .purpose = "shadow",
                            .tries = lists ? kDecisionTries : 1},
                           step.page, step.index, job);
        const bool isUnread = !attempt && attempt.error().code() == ErrorCode::InvalidInput;
        if (!attempt && !isUnread) return attempt.error();
        if (isUnread || !attempt->decision) {
            ++m_agreement.withoutProposal;
            return {};
        }
        const Decision& decision = *attempt->decision;
        const Candidate proposal =
            lists ? executedOf(step) : decision.candidates[std::size_t(decision.chosen)];
        const std::vector<Candidate> ranked = lists ? decision.candidates : largeCandidates(step);
        m_agreement.add({episode.id, step.index, siteRowOf(episode),
                         matchRanks(PageIdentity(step.page), proposal, ranked)});
        return {};
    }

    ChatModel& m_model;
    const ShadowOptions& m_options;
    const RolloutOptions& m_run;
    Agreement m_agreement;
};

}  // namespace

Result<Agreement> shadowAgreement(ProjectStore& store, RunId run, ChatModel& model,
                                  const ShadowOptions& options, JobContext& job)
{
    SYM_TRY(const RunRecord record, store.run(run));
    SYM_TRY(const RolloutOptions recorded, optionsOfRun(record));
    SYM_TRY(const std::vector<EpisodeRecord> episodes, store.episodes({.run = run}));
    Shadow shadow(model, options, recorded);
    for (std::size_t i = 0; i < episodes.size() && !shadow.isDone(); ++i) {
        job.report(double(i) / double(episodes.size()), "asking about recorded states");
        SYM_TRY(const Trajectory trajectory, store.trajectory(episodes[i].id));
        SYM_CHECK(shadow.follow(trajectory, job));
    }
    Agreement agreement = shadow.take();
    if (agreement.states.empty() && agreement.withoutProposal == 0)
        return Error(ErrorCode::InvalidInput,
                     "run " + std::to_string(run.value)
                         + " has no state to compare at: a large model's candidates are compared "
                           "with a small model, any action with a large one");
    return agreement;
}

}  // namespace sym
