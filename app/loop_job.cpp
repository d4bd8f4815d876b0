#include "app/loop_job.h"

#include "app/mailbox_observer.h"
#include "app/model_choice.h"
#include "app/student_training.h"
#include "app/work_settings.h"
#include "core/knowledge/hashed_words.h"
#include "core/knowledge/knowledge_examples.h"
#include "core/symbiosis/phases/engine_loop_work.h"

namespace sym {

namespace {

/// Turns the calls of rounds into values in mailboxes, and tells the job how far they are.
class LoopMailbox final : public SymbiosisObserver {
public:
    LoopMailbox(const LoopHandle& handle, JobContext& job)
        : m_events(handle.events), m_rollouts(handle.run.events), m_job(job)
    {
    }

    void loopStarted(const LoopRecord& loop, const std::vector<LoopPhase>& all,
                     const PhaseCost& rest) override
    {
        m_all = std::max<double>(1, double(all.size()));
        m_done = m_all - rest.units;
        m_events->post(LoopBegan{loop, int(all.size()), rest});
    }
    void phaseStarted(const LoopPhase& phase, const PhaseCost& estimate) override
    {
        m_events->post(PhaseBegan{phase.round, phase.name, estimate});
        report(phase, 0, "");
    }
    void phaseProgress(const LoopPhase& phase, double fraction, const std::string& stage) override
    {
        m_events->post(PhaseMoved{phase.round, phase.name, fraction, stage});
        report(phase, fraction, stage);
    }
    void phaseFinished(const PhaseRecord& phase) override
    {
        m_done += 1;
        m_events->post(PhaseEnded{phase});
    }
    void loopMessage(const std::string& line) override { m_events->post(LoopSaid{line}); }
    RolloutObserver& rollouts() override { return m_rollouts; }

private:
    void report(const LoopPhase& phase, double fraction, const std::string& stage)
    {
        m_reached = std::max(m_reached, std::min(1.0, (m_done + fraction) / m_all));
        m_job.report(m_reached, "round " + std::to_string(phase.round) + ", " + phase.title
                                    + (stage.empty() ? "" : ": " + stage));
    }

    std::shared_ptr<Mailbox<LoopEvent>> m_events;
    MailboxObserver m_rollouts;
    JobContext& m_job;
    double m_all = 1;
    double m_done = 0;  ///< phases; those whose size is not known yet count as done too early
    double m_reached = 0;
};

}  // namespace

Result<RolloutSummary> runLoopJob(BrowserProvider& browsers, ProjectStore& store,
                                  const LoopOrder& order, const LoopHandle& handle, JobContext& job)
{
    const LoopSettings& settings = order.request.settings;
    SYM_CHECK(checkBaseModel(settings.base));
    SYM_TRY(const WorkSettings work, readWorkSettings(store));
    const bool isPlanner = settings.large == "planner";
    SYM_TRY(const std::unique_ptr<ChatModel> large,
            policyModel(isPlanner ? "planner" : "large", settings.large, work.endpoint.address,
                        keyVariableOf(work)));
    SYM_TRY(BrowserHost * host, browsers.host(work.browser, job));
    LoopMailbox observer(handle, job);
    EngineLoopWork loopWork(LoopEngine{.store = store,
                                       .host = *host,
                                       .devTools = browsers.devTools(),
                                       .large = *large,
                                       .openStudent = openLoopStudent,
                                       .train = trainStudent,
                                       .observer = observer,
                                       .control = *handle.run.control,
                                       .evaluatorJudge = isPlanner ? nullptr : large.get(),
                                       .sites = work.sites,
                                       .allowedHosts = work.allowedHosts,
                                       .browsers = order.browsers});
    SYM_TRY([[maybe_unused]] const LoopId loop,
            runLoop(store, loopWork, order.request, observer, job));
    return RolloutSummary{};
}

Result<FoundExamples> findExamplesNow(ProjectStore& store, EpisodeId episode, int step,
                                      JobContext& job)
{
    SYM_TRY(Trajectory trajectory, store.trajectory(episode));
    if (step < 0 || std::size_t(step) >= trajectory.steps.size())
        return Error(ErrorCode::NotFound, "the episode has no step " + std::to_string(step + 1));
    Step asked = std::move(trajectory.steps[std::size_t(step)]);
    trajectory.steps.resize(std::size_t(step));
    asked.retrieved.clear();
    SYM_TRY(const std::unique_ptr<ChatModel> planner, policyModel("planner", "", ""));
    HashedWords words;
    KnowledgeExamples examples({store.knowledge(), *planner, &words}, RetrievalSettings());
    const ExampleQuery query{trajectory.episode, trajectory.steps, trajectory.episode.seed};
    SYM_TRY([[maybe_unused]] const std::vector<std::string> texts,
            examples.find(query, asked, job));
    return FoundExamples{std::move(asked.retrieved), planner->name()};
}

}  // namespace sym
