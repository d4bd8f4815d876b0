#include "core/symbiosis/loop_plan.h"

#include <QtTest/QtTest>

#include "core/model/json_file.h"
#include "core/symbiosis/knowledge_use.h"
#include "core/symbiosis/loop_flow.h"
#include "core/symbiosis/loop_phases.h"
#include "core/symbiosis/symbiosis.h"
#include "fake_loop_work.h"
#include "small_suite.h"

using namespace sym;

class TestLoopPlan : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        const std::string folder = m_folder->path().toStdString();
        m_settings = *loopPreset("quick");
        m_settings.suite = folder + "/tasks.json";
        m_settings.largeTasks = 5;
        m_settings.speculativeTasks = 3;
        m_settings.exploreTasks = 2;
        m_settings.heldOutShare = 0;
        m_settings.base = folder + "/base";
        QVERIFY(writeWholeFile(m_settings.suite, smallSuite()));
        auto store = ProjectStore::open(folder + "/a.symbiont", ProjectStore::Access::ReadWrite);
        QVERIFY(store);
        m_store = *std::move(store);
    }

    void aNewLoopIsLaidOutWithoutBeginningIt()
    {
        const auto plan = m_planner.plan(*m_store, m_settings);

        QVERIFY2(plan, plan ? "" : plan.error().message().c_str());
        QVERIFY(!plan->loop);
        QVERIFY(plan->phases.size() > 20);
        QVERIFY(plan->rest.seconds > 0);
        QVERIFY(!plan->rest.isMeasured);
        QCOMPARE(int(plan->rest.units) + plan->unknown, int(plan->phases.size()));
        QCOMPARE(m_store->symbiosis().loops()->size(), std::size_t{0});
    }

    void whatIsDoneIsMeasured()
    {
        run({phase::kBaseline, 0});

        const auto plan = m_planner.plan(*m_store, m_settings);

        QVERIFY(plan->loop);
        QVERIFY(plan->phases[0].isDone);
        QVERIFY(plan->phases[0].cost.isMeasured);
        QCOMPARE(plan->phases[0].cost.units, 4.0);  // dev tasks
        QVERIFY(!plan->phases[1].isDone);
        QVERIFY(plan->phases[1].startedAt.empty());
    }

    void aFinishedLoopHasNothingLeft()
    {
        run({});
        auto plan = m_planner.plan(*m_store, m_settings);
        QCOMPARE(plan->rest.units, 0.0);
        QCOMPARE(plan->unknown, 0);

        m_settings.rounds = 3;
        plan = m_planner.plan(*m_store, m_settings);
        QVERIFY(plan->loop);
        QVERIFY(plan->rest.units > 0);
    }

    void settingsOutOfRangeAreRefused()
    {
        m_settings.candidates = -1;
        const auto plan = m_planner.plan(*m_store, m_settings);
        QVERIFY(!plan);
        QCOMPARE(int(plan.error().code()), int(ErrorCode::InvalidInput));
    }

    void theFlowIsThatOfThePhases()
    {
        const auto phase = [](int round, const char* name, const char* data, bool done = true) {
            return PhaseRecord{LoopId{1}, round, name, "a", done ? "b" : "", data};
        };
        const auto flows =
            roundFlows({phase(0, phase::kLarge, R"({"episodes":60,"n":58,"successes":30})"),
                        phase(0, phase::kJudgeLarge, R"({"approved":31})"),
                        phase(0, phase::kKnowledgeLarge, R"({"accepted":100})"),
                        phase(0, phase::kKnowledgeSpeculate, R"({"accepted":20})"),
                        phase(0, phase::kExplore, R"({"episodes":40,"successes":5})"),
                        phase(1, phase::kLarge, R"({"episodes":60,"successes":40})"),
                        phase(1, phase::kExplore, R"({"episodes":40})", false)});

        QCOMPARE(flows.size(), std::size_t{2});
        QCOMPARE(flows[0].largeSolved, 30);
        QCOMPARE(flows[0].largeEntries, 120);  // of both phases
        QCOMPARE(flows[0].exploredSolved, 5);
        QCOMPARE(flows[0].trainedSteps, -1);
        QCOMPARE(flows[1].largeEpisodes, 60);
        QCOMPARE(flows[1].exploredEpisodes, -1);  // not finished
    }

    void everyPhaseOfTheCycleHasItsStep()
    {
        QCOMPARE(int(cycleStepOf(phase::kTrain)), int(CycleStep::Distil));
        QCOMPARE(int(cycleStepOf(phase::kKnowledgeExplore)), int(CycleStep::Knowledge));
        QCOMPARE(int(cycleStepOf(phase::kMeasureSmall)), int(CycleStep::None));
    }

    void useIsCountedOverAllRunsAndComparedWithTheBaseline()
    {
        const auto add = [this](const char* name, bool looks, bool solved) {
            RunRecord run;
            nlohmann::json method{{"symbiosis", 1}, {"round", 0}, {"phase", name}};
            if (looks) method["retrieval"] = {{"exclude", "template"}};
            run.settings = nlohmann::json{{"method", method}}.dump();
            EpisodeRecord episode;
            episode.run = *m_store->addRun(run);
            episode.taskId = "1";
            episode.sites = {"shopping"};
            episode.id = *m_store->beginEpisode(episode);
            Step step;
            if (looks)
                step.retrieved = {{KnowledgeId{5}, "summary", 1, 0, true, "", "small", 0},
                                  {KnowledgeId{6}, "summary", 1, 1, false, "", "planner", 0}};
            QVERIFY(m_store->appendStep(episode.id, step));
            episode.outcome = EpisodeOutcome::Finished;
            episode.scores = {{"webarena", solved ? 1.0 : 0.0, true, {}}};
            QVERIFY(m_store->finishEpisode(episode));
        };
        add(phase::kBaseline, false, false);
        add(phase::kMeasureLarge, true, true);
        add(phase::kLarge, true, false);  // on train tasks there is nothing to compare with

        PlainJobContext job;
        const auto use = knowledgeUse(*m_store, job);

        QVERIFY(use);
        QCOMPARE(use->runs, 2);
        QCOMPARE(use->compared, 1);
        QCOMPARE(use->entries.size(), std::size_t{2});
        QCOMPARE(use->entries[0].entry, KnowledgeId{5});
        QCOMPARE(use->entries[0].kept, 2);
        QCOMPARE(use->entries[0].tasks, 2);
        QCOMPARE(use->entries[0].solved, 1);
        QCOMPARE(use->entries[0].flipped, 1);
        QCOMPARE(use->entries[1].kept, 0);
        job.cancel();
        QVERIFY(!knowledgeUse(*m_store, job));
    }

private:
    void run(const PhaseChoice& only)
    {
        LoopPoints points;
        FakeLoopWork work(*m_store, points);
        SymbiosisObserver observer;
        PlainJobContext job;
        const auto loop = runLoop(*m_store, work, {m_settings, only, false}, observer, job);
        QVERIFY2(loop, loop ? "" : loop.error().message().c_str());
    }

    LoopPlanner m_planner;
    std::unique_ptr<QTemporaryDir> m_folder;
    LoopSettings m_settings;
    std::unique_ptr<ProjectStore> m_store;
};

QTEST_APPLESS_MAIN(TestLoopPlan)
#include "tst_loop_plan.moc"
