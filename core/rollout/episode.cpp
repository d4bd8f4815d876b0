#include "core/rollout/episode.h"

#include <chrono>

#include "core/agent/agent_mind.h"
#include "core/base/random.h"
#include "core/jobs/deadline_context.h"
#include "core/rollout/session_page.h"
#include "core/rollout/timestamp.h"

namespace sym {

namespace {

using Clock = std::chrono::steady_clock;

double millisecondsSince(Clock::time_point start)
{
    return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
}

std::string hostOf(const std::string& address)
{
    const std::size_t scheme = address.find("://");
    const std::size_t start = scheme == std::string::npos ? 0 : scheme + 3;
    return address.substr(start, address.find('/', start) - start);
}

/// One line for the history when an action went wrong or a page said something.
std::string resultLine(const ActionOutcome& outcome, const SessionEvents& events)
{
    std::string line = outcome.performed ? "" : outcome.message;
    const auto add = [&](const std::string& text) { line += (line.empty() ? "" : "; ") + text; };
    for (const std::string& dialog : events.dialogs) add("the page said: " + dialog);
    for (const std::string& error : events.pageErrors) add(error);
    for (const std::string& host : events.blockedRequests) add("blocked: " + host);
    return line;
}

class Episode {
public:
    Episode(const EpisodeSetup& setup, RolloutObserver& observer, RolloutControl& control)
        : m_setup(setup), m_observer(observer), m_control(control), m_start(Clock::now())
    {
    }

    Result<EpisodeRecord> run(JobContext& parent)
    {
        DeadlineContext job(parent, after(std::chrono::duration_cast<std::chrono::milliseconds>(
                                        m_setup.options.episodeLimit)));
        describe();
        const Status opened = openSession(job);
        SYM_TRY(m_record.id, m_setup.engine.store.beginEpisode(m_record));
        m_observer.episodeStarted(m_record, m_setup.worker, m_session ? m_session->targetId() : "");

        Status status = opened;
        if (status) status = start(job);
        if (status) status = loop(job);
        if (status) status = score(job);
        settleOutcome(status, job, parent);
        SYM_CHECK(keepHar());
        m_record.seconds = millisecondsSince(m_start) / 1000;
        SYM_CHECK(m_setup.engine.store.finishEpisode(m_record));
        m_observer.episodeFinished(m_record);
        return m_record;
    }

private:
    void describe()
    {
        const Task& task = m_setup.task;
        m_record.run = m_setup.run;
        m_record.taskId = task.id;
        m_record.templateId = task.templateId;
        m_record.sites = task.sites;
        m_record.split = task.split;
        m_record.templateHeldOut = task.templateHeldOut;
        m_record.objective = task.intent;
        m_record.startUrl = task.startUrls.empty() ? "" : task.startUrls.front();
        m_record.policy = m_setup.options.policy;
        m_record.attempt = m_setup.attempt;
        m_record.seed = episodeSeed(m_setup.options.seed, task.id, m_setup.attempt);
        m_record.startedAt = utcNow();
        m_record.task = task.raw.dump();
    }

    Status openSession(JobContext& job)
    {
        SessionOptions options;
        const Task& task = m_setup.task;
        options.profile.viewportWidth =
            task.viewportWidth > 0 ? task.viewportWidth : m_setup.options.viewportWidth;
        options.profile.viewportHeight =
            task.viewportHeight > 0 ? task.viewportHeight : m_setup.options.viewportHeight;
        for (const auto& [site, address] : m_setup.addresses)
            options.allowedHosts.push_back(hostOf(address));
        const auto& more = m_setup.engine.allowedHosts;
        options.allowedHosts.insert(options.allowedHosts.end(), more.begin(), more.end());
        if (const auto home = m_setup.addresses.find("homepage"); home != m_setup.addresses.end())
            options.homeUrl = home->second;
        SYM_TRY(m_session,
                BrowserSession::open(m_setup.engine.host, m_setup.engine.devTools, options, job));
        return {};
    }

    Status start(JobContext& job)
    {
        const Task& task = m_setup.task;
        if (task.geolocation.is_object())
            SYM_CHECK(m_session->setGeolocation(task.geolocation.value("latitude", 0.0),
                                                task.geolocation.value("longitude", 0.0), job));
        SYM_CHECK(m_setup.logins.logIn(*m_session, task, job));
        for (std::size_t i = 0; i < task.startUrls.size(); ++i) {
            if (i > 0) {
                Action tab;
                tab.kind = ActionKind::NewTab;
                SYM_TRY(const ActionOutcome opened, m_session->act(tab, job));
                if (!opened.performed)
                    return Error(ErrorCode::Network, "no second tab: " + opened.message);
            }
            SYM_CHECK(m_session->navigate(task.startUrls[i], job));
        }
        (void)m_session->takeEvents();  // of the login

        AgentOptions agent;
        agent.objective = task.intent;
        agent.maxSteps = m_setup.options.maxSteps;
        agent.candidates = m_setup.options.candidates;
        agent.multiSite = task.sites.size() > 1;
        for (const std::string& site : task.sites)
            if (const auto address = m_setup.addresses.find(site);
                agent.multiSite && address != m_setup.addresses.end())
                agent.sites.push_back(address->second + " (" + site + ")");
        SYM_TRY(m_mind, AgentMind::create(std::move(agent)));
        return {};
    }

    Status loop(JobContext& job)
    {
        SYM_CHECK(takePicture(job));
        for (int index = 0; index < m_setup.options.maxSteps; ++index) {
            SYM_TRY(const bool personActed, m_control.waitForTurn(job));
            if (personActed) SYM_CHECK(takePicture(job));
            SYM_TRY(const bool stopped, oneStep(index, personActed, job));
            if (stopped) return {};
        }
        m_record.answer.clear();  // out of steps: upstream's early stop counts as no answer
        return {};
    }

    /// @return whether the agent has stopped
    Result<bool> oneStep(int index, bool personActed, JobContext& job)
    {
        Step step;
        step.index = index;
        step.startedAt = utcNow();
        step.screenshotBefore = m_picture;
        step.plan = m_mind->planText();
        if (personActed) step.errors.push_back("a person acted by hand before this step");

        const auto observing = Clock::now();
        SYM_TRY(step.page, m_session->observe(m_setup.options.observe, job));
        step.timings.observe = millisecondsSince(observing);

        const auto deciding = Clock::now();
        const std::uint64_t seed = m_record.seed + std::uint64_t(index);
        SYM_CHECK(giveExamples(step, seed, job));
        SYM_TRY(const std::optional<Decision> decision,
                m_setup.decider.decide(*m_mind, seed, step, job));
        step.timings.decide = millisecondsSince(deciding);
        if (!decision) {
            m_record.error =
                "no executable action after " + std::to_string(kDecisionTries) + " answers";
            SYM_CHECK(keepStep(step));
            return true;
        }

        m_observer.aboutToAct(m_record.id, step);
        SYM_CHECK(m_control.waitBeforeActing(job));
        SYM_TRY(const std::string result, perform(step, job));
        if (!result.empty()) step.errors.push_back(result);
        SYM_CHECK(takePicture(job, &step.timings));
        step.screenshotAfter = m_picture;
        m_mind->commit(step.page, *decision, result);
        SYM_CHECK(keepStep(step));
        if (step.action.kind != ActionKind::Stop) return false;
        m_record.answer = step.action.text;
        return true;
    }

    Status giveExamples(Step& step, std::uint64_t seed, JobContext& job)
    {
        if (!m_setup.engine.examples) return {};
        SYM_TRY(std::vector<std::string> texts,
                m_setup.engine.examples->find({m_record, m_steps, seed}, step, job));
        m_mind->setExamples(std::move(texts));
        return {};
    }

    /// Executes the step's action. @return what the agent should be told, "" when all went well
    Result<std::string> perform(Step& step, JobContext& job)
    {
        Action action = step.action;
        if (const auto target = m_mind->pruneTarget(action)) {
            action = {};
            action.kind = ActionKind::Goto;
            action.text = *target;
        }
        Result<ActionOutcome> outcome = m_session->act(action, job);
        // A page that never finishes loading is the site's answer to this action, not the end.
        if (!outcome && outcome.error().code() == ErrorCode::Timeout && !job.isCancelled())
            outcome = ActionOutcome{.performed = true, .message = outcome.error().message()};
        if (!outcome) return outcome.error();
        step.target = outcome->target;
        if (!outcome->targetDescription.empty())
            step.targetDescription = outcome->targetDescription;
        step.timings.act = outcome->actMilliseconds;
        step.timings.settle = outcome->settleMilliseconds;
        const SessionEvents events = m_session->takeEvents();
        return resultLine(*outcome, events);
    }

    Status keepStep(const Step& step)
    {
        SYM_TRY(const StepId id, m_setup.engine.store.appendStep(m_record.id, step));
        (void)id;
        ++m_record.steps;
        for (const ModelCall& call : step.calls) {
            m_record.tokens += call.promptTokens + call.responseTokens;
            m_record.costUsd += call.costUsd;
        }
        m_observer.stepFinished(m_record.id, step);
        if (m_setup.engine.examples) m_steps.push_back(step);
        return {};
    }

    Status takePicture(JobContext& job, StepTimings* timings = nullptr)
    {
        if (!m_setup.options.screenshots) return {};
        const auto start = Clock::now();
        SYM_TRY(const std::string png, m_session->screenshotPng(job));
        SYM_TRY(m_picture, m_setup.engine.store.putBlob(png));
        if (timings) timings->screenshot = millisecondsSince(start);
        return {};
    }

    Status score(JobContext& job)
    {
        m_record.finalUrl = m_session->currentUrl();
        SessionPage page(*m_session, m_setup.http);
        const EpisodeEnd end{m_record.answer, m_record.finalUrl};
        SYM_TRY(const Evaluation evaluation, evaluate(m_setup.task, end, EvaluatorProfile::WebArena,
                                                      &page, m_setup.engine.judge, job));
        m_record.scores.push_back(evaluation.score);
        SYM_TRY(m_record.evidence, m_setup.engine.store.putBlob(evaluation.evidence.dump()));
        const auto other = evaluateAgain(m_setup.task, evaluation.evidence,
                                         EvaluatorProfile::AgentOccam, m_setup.engine.judge, job);
        if (other) m_record.scores.push_back(*other);
        return {};
    }

    void settleOutcome(const Status& status, const DeadlineContext& job, const JobContext& parent)
    {
        if (status) {
            m_record.outcome = EpisodeOutcome::Finished;
        } else if (parent.isCancelled()) {
            m_record.outcome = EpisodeOutcome::Cancelled;
            m_record.error = "stopped";
        } else if (job.isExpired()) {
            m_record.outcome = EpisodeOutcome::TimedOut;
            m_record.error = "the episode's limit of "
                             + std::to_string(m_setup.options.episodeLimit.count()) + " s passed";
        } else {
            m_record.outcome = EpisodeOutcome::EnvironmentError;
            m_record.error = status.error().message();
        }
    }

    Status keepHar()
    {
        if (!m_session) return {};
        SYM_TRY(m_record.har, m_setup.engine.store.putBlob(m_session->har().dump(
                                  -1, ' ', false, nlohmann::json::error_handler_t::replace)));
        return {};
    }

    const EpisodeSetup& m_setup;
    RolloutObserver& m_observer;
    RolloutControl& m_control;
    Clock::time_point m_start;
    EpisodeRecord m_record;
    std::unique_ptr<BrowserSession> m_session;
    std::unique_ptr<AgentMind> m_mind;
    std::vector<Step> m_steps;  ///< finished; kept only for who looks for examples
    BlobId m_picture;
};

}  // namespace

std::uint64_t episodeSeed(std::uint64_t runSeed, const std::string& taskId, int attempt)
{
    // 53 bits: exact in JSON readers that know only doubles.
    return Random(runSeed).fork(taskId).fork(std::to_string(attempt)).next() >> 11;
}

Result<EpisodeRecord> runEpisode(const EpisodeSetup& setup, RolloutObserver& observer,
                                 RolloutControl& control, JobContext& job)
{
    return Episode(setup, observer, control).run(job);
}

}  // namespace sym
