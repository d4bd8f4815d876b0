#include "core/symbiosis/symbiosis.h"

#include <QtTest/QtTest>

#include <sys/wait.h>

#include "core/model/json_file.h"
#include "core/symbiosis/loop_phases.h"
#include "core/symbiosis/loop_report.h"
#include "core/training/training_record.h"
#include "fake_loop_work.h"
#include "small_suite.h"

using namespace sym;
using nlohmann::json;

namespace {

LoopSettings smallSettings(const QString& folder)
{
    LoopSettings settings = *loopPreset("quick");
    settings.suite = folder.toStdString() + "/tasks.json";
    settings.largeTasks = 5;
    settings.speculativeTasks = 3;
    settings.exploreTasks = 2;
    settings.heldOutShare = 0;
    settings.base = folder.toStdString() + "/base";
    return settings;
}

/// What must not depend on how often a loop was interrupted.
json tablesOf(ProjectStore& store)
{
    const auto loops = store.symbiosis().loops();
    if (!loops || loops->size() != 1) return "not one loop";
    const auto report = reportLoop(store, loops->front().id);
    if (!report) return report.error().message();
    return loopReportJson(*report);
}

/// Episodes that finished, by run: none may be there twice.
std::map<std::string, int> finishedEpisodes(ProjectStore& store)
{
    std::map<std::string, int> counts;
    for (const EpisodeRecord& episode : store.episodes({}).valueOr({}))
        if (episode.outcome == EpisodeOutcome::Finished)
            ++counts[std::to_string(episode.run.value) + " " + episode.taskId];
    return counts;
}

/// Runs the loop in a process of its own that dies at the nth point. @return whether it got through
bool runChild(const std::string& project, const LoopSettings& settings, int dieAt)
{
    const pid_t child = ::fork();
    if (child == 0) {
        auto store = ProjectStore::open(project, ProjectStore::Access::ReadWrite);
        if (!store) _exit(3);
        int left = dieAt;
        LoopPoints points{[&left] {
            if (--left == 0) ::kill(::getpid(), SIGKILL);
        }};
        FakeLoopWork work(**store, points);
        PointObserver observer(points);
        PlainJobContext job;
        const auto done = runLoop(**store, work, {settings, {}, false}, observer, job);
        if (!done) std::fprintf(stderr, "%s\n", done.error().message().c_str());
        _exit(done ? 0 : 4);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    if (WIFEXITED(status) && WEXITSTATUS(status) != 0)
        qFatal("the loop failed with status %d", WEXITSTATUS(status));
    return WIFEXITED(status);
}

}  // namespace

class TestSymbiosis : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_settings = smallSettings(m_folder->path());
        QVERIFY(writeWholeFile(m_settings.suite, smallSuite()));
        m_points.passed = [] {};
        m_store = openStore("a.symbiont");
        QVERIFY(m_store);
    }

    void goesThroughTheRounds()
    {
        FakeLoopWork work(*m_store, m_points);

        const auto loop = run(work, {m_settings, {}, false});

        QVERIFY2(loop, loop ? "" : loop.error().message().c_str());
        QStringList order;
        for (const PhaseRecord& phase : *m_store->symbiosis().phases(*loop))
            if (phase.round == 1) order << QString::fromStdString(phase.phase);
        QVERIFY(order.contains(QLatin1String(phase::kTrain)));
        QVERIFY(!order.contains(QLatin1String(phase::kDistil)));  // the student is warm already
        QVERIFY(order.contains(QLatin1String(phase::kTestSmall)));
        QVERIFY(!m_store->symbiosis().loop(*loop)->finishedAt.empty());

        const auto report = reportLoop(*m_store, *loop);
        QVERIFY(report);
        QCOMPARE(report->rounds.size(), std::size_t{2});
        QCOMPARE(report->rounds[1].knowledgeEntries, 14);      // 5 + 2 episodes a round
        QCOMPARE(report->rounds[1].smallKnowledgeEntries, 4);  // 2 a round
        QCOMPARE(report->rounds[0].acceptance->n, 6);          // 3 episodes of 2 steps
        QCOMPARE(report->rounds[0].smallExamplesUsed, 8);      // 4 dev episodes of 2 steps
        QVERIFY(report->rounds[1].trainedSteps > report->rounds[0].trainedSteps);
        QCOMPARE(*report->rounds[1].delta,
                 report->rounds[1].largeWithKnowledge->rate()
                     - std::max(report->large->rate(), report->rounds[1].small->rate()));
        const json out = loopReportJson(*report);
        QVERIFY(out["paired"].contains("planner_kb_vs_planner"));
        QCOMPARE(out["test"]["small"]["n"].get<int>(), 3);
        QVERIFY(loopReportText(*report).find("offline stand-in") != std::string::npos);
    }

    void learnsAndRetrievesFromTrainTasksAlone()
    {
        FakeLoopWork work(*m_store, m_points);
        QVERIFY(run(work, {m_settings, {}, false}));

        for (const LoopRollout& rollout : work.rollouts) {
            const bool measures = rollout.phase.starts_with("measure")
                                  || rollout.phase.starts_with("baseline")
                                  || rollout.phase.starts_with("test");
            QCOMPARE(rollout.split == "train", !measures);
        }
        for (const TrainConfig& config : work.trainings) {
            const auto records = readTrainingRecords(config.examplesFile);
            QVERIFY(records);
            for (const TrainingRecord& record : *records)
                QCOMPARE(record.split, std::string("train"));
        }
        QCOMPARE(work.trainings.size(), std::size_t{3});
        QCOMPARE(work.trainings[2].baseModel, m_settings.base);  // from the base on the union
    }

    void theFirstRoundHasNoKnowledgeYet()
    {
        FakeLoopWork work(*m_store, m_points);
        QVERIFY(run(work, {m_settings, {}, false}));

        for (const LoopRollout& rollout : work.rollouts)
            if (rollout.phase == phase::kLarge) {
                QCOMPARE(rollout.knowledge.has_value(), rollout.round > 0);
                if (rollout.knowledge) QCOMPARE(rollout.knowledge->lastRound, 0);
            }
    }

    void aFinishedLoopIsNotRunAgain()
    {
        FakeLoopWork work(*m_store, m_points);
        const auto loop = run(work, {m_settings, {}, false});
        const std::size_t asked = work.rollouts.size();

        const auto again = run(work, {m_settings, {}, false});
        LoopSettings more = m_settings;
        more.rounds = 3;
        const auto longer = run(work, {more, {}, false});

        QCOMPARE(*again, *loop);
        QCOMPARE(*longer, *loop);
        QVERIFY(work.rollouts.size() > asked);
        QCOMPARE(work.rollouts[asked].round, 2);  // only the new round
        QCOMPARE(reportLoop(*m_store, *loop)->settings.rounds, 3);
        const auto other = run(work, {m_settings, {}, true});
        QVERIFY(*other != *loop);
    }

    void killedAgainAndAgainItEndsWithTheSameTables_data()
    {
        QTest::addColumn<int>("points");  // a process lives for
        QTest::newRow("dies at every second") << 2;
        QTest::newRow("dies at every third") << 3;
        QTest::newRow("dies at every seventeenth") << 17;
    }
    void killedAgainAndAgainItEndsWithTheSameTables()
    {
        QFETCH(int, points);
        FakeLoopWork work(*m_store, m_points);
        QVERIFY(run(work, {m_settings, {}, false}));
        json expected = tablesOf(*m_store);
        const auto episodes = finishedEpisodes(*m_store);

        const std::string project = path("killed.symbiont");
        int kills = 0;
        while (!runChild(project, m_settings, points)) QVERIFY(++kills < 2000);

        const auto store = openStore("killed.symbiont");
        json tables = tablesOf(*store);
        for (json* one : {&expected, &tables}) one->erase("seconds");
        QVERIFY(kills > 10);
        QVERIFY2(tables == expected, json::diff(expected, tables).dump().c_str());
        QCOMPARE(finishedEpisodes(*store).size(), episodes.size());
        for (const auto& [episode, count] : finishedEpisodes(*store))
            QVERIFY2(count == 1, episode.c_str());
    }

    void aCancelledLoopGoesOn()
    {
        PlainJobContext job;
        int left = 25;
        m_points.passed = [&] {
            if (--left == 0) job.cancel();
        };
        FakeLoopWork work(*m_store, m_points);
        PointObserver observer(m_points);

        const auto stopped = runLoop(*m_store, work, {m_settings, {}, false}, observer, job);
        const auto done = run(work, {m_settings, {}, false});

        QVERIFY(!stopped);
        QCOMPARE(stopped.error().code(), ErrorCode::Cancelled);
        QVERIFY(done);
        QCOMPARE(m_store->symbiosis().loops()->size(), std::size_t{1});
    }

    void anOutageIsNoResult()
    {
        FakeLoopWork work(*m_store, m_points);
        work.isOut = true;
        const auto out = run(work, {m_settings, {}, false});

        QVERIFY(!out);
        QCOMPARE(out.error().code(), ErrorCode::Network);
        QVERIFY2(out.error().message().find("4 of 4 episodes") != std::string::npos
                     && out.error().message().find("no network") != std::string::npos,
                 out.error().message().c_str());
        const LoopId loop = m_store->symbiosis().loops()->front().id;
        QVERIFY(m_store->symbiosis().phases(loop)->front().finishedAt.empty());

        work.isOut = false;
        const auto done = run(work, {m_settings, {}, false});
        QVERIFY(done);
        QCOMPARE(reportLoop(*m_store, *done)->large->n, 4);
    }

    void timeOutsFailAndEnvironmentErrorsStandBeside()
    {
        FakeLoopWork work(*m_store, m_points);
        const auto loop = run(work, {m_settings, {.name = phase::kBaseline}, false});
        QVERIFY(loop);
        auto episodes = *m_store->episodes({});
        episodes[0].outcome = EpisodeOutcome::TimedOut;
        episodes[1].outcome = EpisodeOutcome::EnvironmentError;
        for (int i : {0, 1}) QVERIFY(m_store->finishEpisode(episodes[std::size_t(i)]));

        const auto summary = summarise(*m_store, episodes[0].run);

        QCOMPARE(summary->overall.n, 3);
        QCOMPARE(summary->timedOut, 1);
        QCOMPARE(summary->environmentErrors, 1);
        QCOMPARE(outcomesByTask(*m_store, episodes[0].run)->at(episodes[0].taskId), false);
        QVERIFY(checkOutage(*summary));
    }

    void aMeasureOfNothingHasNoDelta()
    {
        FakeLoopWork work(*m_store, m_points);
        const auto loop = run(work, {m_settings, {}, false});
        const auto phases = *m_store->symbiosis().phases(*loop);
        for (PhaseRecord phase : phases) {
            if (phase.phase != phase::kMeasureSmall || phase.round != 1) continue;
            json data = json::parse(phase.data);
            data["n"] = 0;
            data["environment_errors"] = 4;
            phase.data = data.dump();
            QVERIFY(m_store->symbiosis().finishPhase(phase));
        }

        const auto report = reportLoop(*m_store, *loop);

        QVERIFY(report->rounds[0].delta.has_value());
        QVERIFY(!report->rounds[1].delta.has_value());
        const json round = loopReportJson(*report)["rounds"][1];
        QCOMPARE(round["small"]["environment_errors"].get<int>(), 4);
        QCOMPARE(round["small"]["timed_out"].get<int>(), 0);
    }

    void oneProcessAtATime()
    {
        const auto other = openStore("a.symbiont");  // as another process has it
        const auto claim = other->claim();
        QVERIFY(claim);
        FakeLoopWork work(*m_store, m_points);

        const auto loop = run(work, {m_settings, {}, false});

        QVERIFY(!loop);
        QCOMPARE(loop.error().code(), ErrorCode::Storage);
        QVERIFY(loop.error().message().find("process " + std::to_string(::getpid()))
                != std::string::npos);
    }

    void settingsOutOfRangeAreRefusedBeforeAnythingIsWritten_data()
    {
        QTest::addColumn<QString>("change");
        QTest::newRow("no number") << QStringLiteral("epochs=much");
        QTest::newRow("another setting's") << QStringLiteral("lambda=2");
        QTest::newRow("the phase's") << QStringLiteral("outputFolder=/tmp");
    }
    void settingsOutOfRangeAreRefusedBeforeAnythingIsWritten()
    {
        QFETCH(QString, change);
        FakeLoopWork work(*m_store, m_points);
        LoopSettings wrong = m_settings;
        wrong.train = {change.toStdString()};

        const auto loop = run(work, {wrong, {}, false});

        QVERIFY(!loop);
        QCOMPARE(loop.error().code(), ErrorCode::InvalidInput);
        QVERIFY(m_store->symbiosis().loops()->empty());
    }

private:
    std::string path(const char* name) const
    {
        return m_folder->filePath(QLatin1String(name)).toStdString();
    }
    std::unique_ptr<ProjectStore> openStore(const char* name) const
    {
        auto store = ProjectStore::open(path(name), ProjectStore::Access::ReadWrite);
        return store ? *std::move(store) : nullptr;
    }
    Result<LoopId> run(FakeLoopWork& work, const LoopRequest& request)
    {
        PlainJobContext job;
        PointObserver observer(m_points);
        return runLoop(*m_store, work, request, observer, job);
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    LoopSettings m_settings;
    LoopPoints m_points;
    std::unique_ptr<ProjectStore> m_store;
};

QTEST_APPLESS_MAIN(TestSymbiosis)
#include "tst_symbiosis.moc"
