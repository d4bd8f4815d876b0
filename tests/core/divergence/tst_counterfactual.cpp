#include "core/divergence/counterfactual.h"

#include "core/planner/planner.h"
#include "core/rollout/rollout_control.h"
#include "core/synthesis/speculative_decider.h"
#include "core/trajectory/page_identity.h"
#include "tests/core/browser/session_fixture.h"
#include "tests/core/divergence/divergence_project.h"
#include "tests/support/fake_chat_model.h"

using namespace sym;

namespace {

std::vector<std::string> keysOf(const std::vector<Step>& steps)
{
    std::vector<std::string> keys;
    for (const Step& step : steps) keys.push_back(PageIdentity(step.page).actionKey(step.action));
    return keys;
}

}  // namespace

/// Rejected proposals tried on the built-in sites, in a real browser.
class TestCounterfactual : public QObject {
    Q_OBJECT

public:
    TestCounterfactual(EmbeddedBrowserHost& host, DevToolsThread& devTools)
        : m_host(host), m_devTools(devTools)
    {
    }

private:
    RolloutEngine engine(StepDecider* decider = nullptr)
    {
        return {.store = m_project.store(),
                .host = m_host,
                .devTools = m_devTools,
                .model = m_planner,
                .decider = decider};
    }

    Trajectory trajectory(EpisodeId id) { return *m_project.store().trajectory(id); }

    EmbeddedBrowserHost& m_host;
    DevToolsThread& m_devTools;
    DivergenceProject m_project;
    Planner m_planner;
    RunId m_run;

private Q_SLOTS:
    void initTestCase()
    {
        // A student that always wants to scroll, which the planner never does.
        FakeChatModel student([](const ChatRequest&) -> Result<std::string> {
            return std::string("REASON:\nlook further\nACTION:\nscroll [down]\n");
        });
        SpeculativeDecider decider(student, m_planner, Actor::Planner, {});
        RolloutOptions options;
        options.policy = "sds";
        options.split = "train";
        options.limit = 3;
        options.browsers = 1;
        options.screenshots = false;
        options.candidates = 10;

        const auto summary = inWorker([&] {
            RolloutObserver observer;
            RolloutControl control;
            PlainJobContext job;
            return runRollout(engine(&decider), options, observer, control, job);
        });

        SYM_VERIFY(summary);
        QCOMPARE(summary->finished, 3);
        QVERIFY(summary->overall.successes > 0);
        m_run = summary->run;
    }

    void drawsRejectedProposalsEvenly()
    {
        const auto all = rejectedProposals(m_project.store(), m_run, -1, 1);
        SYM_VERIFY(all);
        QVERIFY(all->size() >= 3);
        const auto one = rejectedProposals(m_project.store(), m_run, 2, 1);
        const auto same = rejectedProposals(m_project.store(), m_run, 2, 1);
        QCOMPARE(one->size(), std::size_t(2));
        for (std::size_t i = 0; i < 2; ++i) {
            QCOMPARE((*one)[i].episode, (*same)[i].episode);
            QCOMPARE((*one)[i].step, (*same)[i].step);
        }
    }

    void goesTheRecordedWayThenTheRejectedOne()
    {
        // The last rejected proposal of each episode but its stop: the longest ways to follow.
        const auto rejected = rejectedProposals(m_project.store(), m_run, -1, 1);
        SYM_VERIFY(rejected);
        std::vector<RejectedProposal> chosen;
        for (const RejectedProposal& one : *rejected)
            if (chosen.empty() || chosen.back().episode != one.episode)
                chosen.push_back(one);
            else
                chosen.back() = one;

        const auto summary = inWorker([&] {
            RolloutObserver observer;
            RolloutControl control;
            PlainJobContext job;
            return runCounterfactuals(engine(), m_run, chosen, Actor::Large, 1, observer, control,
                                      job);
        });

        SYM_VERIFY(summary);
        QCOMPARE(summary->results.size(), chosen.size());
        QCOMPARE(summary->notFollowed, 0);
        QCOMPARE(summary->solved.n, int(chosen.size()));
        QVERIFY(summary->solved.successes > 0);  // scrolling does no harm
        for (const CounterfactualResult& result : summary->results) {
            const std::vector<std::string> before = keysOf(trajectory(result.from.episode).steps);
            const Trajectory rollout = trajectory(result.rollout);
            const std::vector<std::string> after = keysOf(rollout.steps);
            const auto turn = std::size_t(result.from.step);
            QVERIFY(after.size() > turn);
            for (std::size_t i = 0; i < turn; ++i) QCOMPARE(after[i], before[i]);
            QCOMPARE(after[turn], std::string("scroll [down]"));
            QCOMPARE(rollout.episode.policy, std::string("counterfactual"));
        }
        const auto run = m_project.store().run(summary->run);
        QCOMPARE(run->policy, std::string("counterfactual"));
        QVERIFY(run->settings.find("\"source_run\":" + std::to_string(m_run.value))
                != std::string::npos);
        QVERIFY(!run->finishedAt.empty());
    }

    void saysWhereItCouldNotFollow()
    {
        auto chosen = *rejectedProposals(m_project.store(), m_run, 1, 1);
        chosen[0].proposal.action = {.kind = ActionKind::Click, .elementId = "none"};

        const auto summary = inWorker([&] {
            RolloutObserver observer;
            RolloutControl control;
            PlainJobContext job;
            return runCounterfactuals(engine(), m_run, chosen, Actor::Large, 1, observer, control,
                                      job);
        });

        SYM_VERIFY(summary);
        QCOMPARE(summary->notFollowed, 1);
        QCOMPARE(summary->solved.n, 0);
        QVERIFY(!summary->results[0].solved.has_value());
        QVERIFY(summary->results[0].problem.find("cannot be followed at step")
                != std::string::npos);
    }
};

int main(int argc, char** argv)
{
    return runWebTest<TestCounterfactual>(argc, argv);
}
#include "tst_counterfactual.moc"
