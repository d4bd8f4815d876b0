#include "core/symbiosis/ablation/ablation.h"

#include <QtTest/QtTest>

#include <set>

#include "../fake_loop_work.h"
#include "../small_suite.h"
#include "core/model/json_file.h"
#include "core/symbiosis/ablation/ablation_arms.h"
#include "core/symbiosis/loop_phases.h"
#include "core/training/training_record.h"

using namespace sym;

class TestAblation : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_settings = AblationSettings{};
        m_settings.loop = *loopPreset("quick");
        m_settings.loop.suite = m_folder->filePath(QStringLiteral("tasks.json")).toStdString();
        m_settings.loop.largeTasks = 5;
        m_settings.loop.speculativeTasks = 3;
        m_settings.loop.exploreTasks = 2;
        m_settings.loop.heldOutShare = 0;
        m_settings.seeds = 2;
        QVERIFY(writeWholeFile(m_settings.loop.suite, smallSuite()));
        auto store =
            ProjectStore::open(m_folder->filePath(QStringLiteral("a.symbiont")).toStdString(),
                               ProjectStore::Access::ReadWrite);
        QVERIFY(store);
        m_store = *std::move(store);
    }

    void everyArmIsMeasuredOnEverySeed()
    {
        FakeLoopWork work(*m_store, m_points);

        const auto table = run(work);

        QVERIFY2(table, table ? "" : table.error().message().c_str());
        QCOMPARE(table->rows.size(), ablationArms(m_settings).size());
        for (const ResultRow& row : table->rows) {
            QCOMPARE(row.seeds.size(), std::size_t{2});
            QCOMPARE(row.all().tally.n, 8);  // 4 dev tasks on two seeds
        }
        QCOMPARE(table->tests.size(), ablationComparisons().size());
        for (const ResultTest& test : table->tests) QCOMPARE(test.pairs.n(), 8);
        QVERIFY(table->notes.front().find("offline stand-in") != std::string::npos);
    }

    void armsShareTheLargeRollouts()
    {
        FakeLoopWork work(*m_store, m_points);
        QVERIFY(run(work));

        int large = 0;
        for (const LoopRollout& rollout : work.rollouts)
            large += rollout.policy == "large" && rollout.split == "train" ? 1 : 0;
        QCOMPARE(large, 4);  // a seed: the shared one, and the control's own
    }

    void theControlLearnsFromOtherTrajectoriesOfEqualSize()
    {
        FakeLoopWork work(*m_store, m_points);
        QVERIFY(run(work));

        const auto find = [&](const std::string& ending) -> const TrainConfig& {
            return *std::find_if(work.trainings.begin(), work.trainings.end(),
                                 [&](const auto& one) { return one.name.ends_with(ending); });
        };
        const auto both = readTrainingRecords(find("-both").examplesFile);
        const auto control = readTrainingRecords(find("-control").examplesFile);
        QVERIFY(both && control);
        QVERIFY(control->size() <= both->size());
        QVERIFY(find("-both").examplesFile != find("-control").examplesFile);
        QCOMPARE(find("-sft").shareAction, 0.0);
        QVERIFY(find("-multitask").shareAction > 0);
    }

    void ownKnowledgeIsTheLargeModelsAlone()
    {
        FakeLoopWork work(*m_store, m_points);
        QVERIFY(run(work));

        for (const LoopRollout& rollout : work.rollouts) {
            if (rollout.phase == "measure_large_own")
                QCOMPARE(rollout.knowledge->policies, std::vector<std::string>{"large"});
            if (rollout.phase == "measure_large_both") QVERIFY(rollout.knowledge->policies.empty());
            if (rollout.phase == "measure_large") QVERIFY(!rollout.knowledge);
            if (rollout.phase == "more" || rollout.phase == phase::kSpeculate)
                QVERIFY(rollout.knowledge.has_value());  // the control has what the teacher has
            QVERIFY(rollout.split != "test");
        }
    }

    void sweepsAddArms()
    {
        m_settings.candidates = {1};
        m_settings.lambdas = {0.5};
        m_settings.retrievals = false;
        m_settings.seeds = 1;
        FakeLoopWork work(*m_store, m_points);

        const auto table = run(work);

        QVERIFY2(table, table ? "" : table.error().message().c_str());
        std::set<std::string> names;
        for (const ResultRow& row : table->rows) names.insert(row.name);
        QVERIFY(names.contains("student, + both, K = 1"));
        QVERIFY(names.contains("student, + both, lambda 0.5"));
        QVERIFY(!names.contains("large + both, no helpfulness filter"));
    }

    void goesOnWhereItWasStopped()
    {
        PlainJobContext job;
        int left = 60;
        m_points.passed = [&] {
            if (--left == 0) job.cancel();
        };
        FakeLoopWork stoppedWork(*m_store, m_points);
        PointObserver observer(m_points);
        const auto stopped = runAblation(*m_store, stoppedWork, m_settings, observer, job);
        QCOMPARE(stopped.error().code(), ErrorCode::Cancelled);

        FakeLoopWork work(*m_store, m_points);
        QVERIFY(run(work));
        FakeLoopWork idle(*m_store, m_points);
        QVERIFY(run(idle));

        QCOMPARE(m_store->symbiosis().loops()->size(), std::size_t{2});  // one a seed
        QVERIFY(idle.rollouts.empty());
    }

    void refusesWhatIsOutOfRange_data()
    {
        QTest::addColumn<int>("seeds");
        QTest::addColumn<int>("k");
        QTest::addColumn<double>("lambda");
        QTest::newRow("no seed") << 0 << 3 << 1.0;
        QTest::newRow("K of 0") << 1 << 0 << 1.0;
        QTest::newRow("negative lambda") << 1 << 3 << -1.0;
    }
    void refusesWhatIsOutOfRange()
    {
        QFETCH(int, seeds);
        QFETCH(int, k);
        QFETCH(double, lambda);
        m_settings.seeds = seeds;
        m_settings.candidates = {k};
        m_settings.lambdas = {lambda};

        const Status fits = checkAblationSettings(m_settings);

        QVERIFY(!fits);
        QCOMPARE(fits.error().code(), ErrorCode::InvalidInput);
    }

private:
    Result<ResultTable> run(FakeLoopWork& work)
    {
        PlainJobContext job;
        PointObserver observer(m_points);
        SYM_TRY(const std::vector<LoopId> loops,
                runAblation(*m_store, work, m_settings, observer, job));
        return reportAblation(*m_store, m_settings, loops);
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    AblationSettings m_settings;
    LoopPoints m_points;
    std::unique_ptr<ProjectStore> m_store;
};

QTEST_APPLESS_MAIN(TestAblation)
#include "tst_ablation.moc"
