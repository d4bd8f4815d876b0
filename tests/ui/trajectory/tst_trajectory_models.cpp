#include <QtTest/QAbstractItemModelTester>
#include <QtTest/QtTest>

#include "ui/trajectory/episode_filter_model.h"
#include "ui/trajectory/episode_tree_model.h"
#include "ui/trajectory/step_list_model.h"
#include "ui/trajectory/step_search.h"

using namespace sym;
using namespace Qt::StringLiterals;

namespace {

std::vector<StepSummary> steps(int first, int count)
{
    std::vector<StepSummary> made;
    for (int i = 0; i < count; ++i) {
        StepSummary step;
        step.index = first + i;
        step.rawAction = "click [" + std::to_string(first + i) + "]";
        made.push_back(step);
    }
    return made;
}

RunRecord run(int id)
{
    RunRecord record;
    record.id = RunId{id};
    record.name = "run " + std::to_string(id);
    record.policy = "planner";
    return record;
}

EpisodeRecord episode(int id, int runId, double score)
{
    EpisodeRecord record;
    record.id = EpisodeId{id};
    record.run = RunId{runId};
    record.taskId = std::to_string(id);
    record.objective = "objective " + std::to_string(id);
    record.outcome = EpisodeOutcome::Finished;
    record.scores = {{"webarena", score, true, {}}};
    return record;
}

}  // namespace

class TestTrajectoryModels : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsPagesInOrder()
    {
        std::vector<std::pair<quint64, int>> asked;
        StepListModel model(
            [&](quint64 generation, int first) { asked.emplace_back(generation, first); }, nullptr);

        model.reset();
        QCOMPARE(int(asked.size()), 1);
        model.addPage({asked[0].first, 0, steps(0, StepListModel::kPageRows), false});
        QVERIFY(model.canFetchMore({}));
        model.fetchMore({});
        QCOMPARE(asked[1].second, StepListModel::kPageRows);
        model.addPage(
            {asked[1].first, StepListModel::kPageRows, steps(StepListModel::kPageRows, 20), true});

        QCOMPARE(model.rowCount(), StepListModel::kPageRows + 20);
        QVERIFY(!model.canFetchMore({}));
    }

    void dropsPagesOfAnEarlierEpisode()
    {
        quint64 generation = 0;
        StepListModel model([&](quint64 asked, int) { generation = asked; }, nullptr);
        model.reset();
        const quint64 stale = generation;
        model.reset();
        QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);

        model.addPage({stale, 0, steps(0, 3), true});

        QCOMPARE(inserted.count(), 0);
    }

    void liveStepsAppend()
    {
        quint64 generation = 0;
        int asked = 0;
        StepListModel model(
            [&](quint64 now, int) {
                generation = now;
                ++asked;
            },
            nullptr);
        QAbstractItemModelTester tester(&model,
                                        QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.reset();
        model.addPage({generation, 0, steps(0, 2), true});
        QSignalSpy reset(&model, &QAbstractItemModel::modelReset);

        model.append(steps(2, 1)[0]);
        QCOMPARE(model.rowCount(), 3);
        asked = 0;
        model.append(steps(5, 1)[0]);  // two are missing: they are read

        QCOMPARE(model.rowCount(), 3);
        QVERIFY(asked > 0);
        QCOMPARE(reset.count(), 0);
    }

    void theStepTableIsSound()
    {
        quint64 generation = 0;
        StepListModel model([&](quint64 now, int) { generation = now; }, nullptr);
        QAbstractItemModelTester tester(&model,
                                        QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.reset();
        model.addPage({generation, 0, steps(0, 7), true});
        QCOMPARE(model.index(3, StepListModel::ActionText).data().toString(), u"click [3]"_s);
        model.clear();
        QCOMPARE(model.rowCount(), 0);
    }

    void theEpisodeTreeIsSound()
    {
        std::vector<RunId> asked;
        EpisodeTreeModel model([&](quint64, RunId id) { asked.push_back(id); });
        QAbstractItemModelTester tester(&model,
                                        QAbstractItemModelTester::FailureReportingMode::QtTest);
        const quint64 generation = model.reset();
        model.setRuns(generation, {run(2), run(1)});
        model.fetchMore(model.index(0, 0));
        model.setEpisodes(generation, RunId{2}, {episode(1, 2, 1), episode(2, 2, 0)});

        QCOMPARE(model.rowCount(), 2);
        QCOMPARE(model.rowCount(model.index(0, 0)), 2);
        QVERIFY(std::find(asked.begin(), asked.end(), RunId{2}) != asked.end());
        QCOMPARE(model.indexOf(EpisodeId{2}).parent(), model.index(0, 0));
    }

    void liveEpisodesAreAddedAndUpdatedInPlace()
    {
        EpisodeTreeModel model([](quint64, RunId) {});
        QAbstractItemModelTester tester(&model,
                                        QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.reset();
        model.addRun(run(1));
        EpisodeRecord live = episode(5, 1, 0);
        live.outcome = EpisodeOutcome::Running;
        QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);

        model.putEpisode(live);
        model.putEpisode(episode(5, 1, 1));
        model.addRun(run(1));

        QCOMPARE(inserted.count(), 1);
        QCOMPARE(model.indexOf(EpisodeId{5})
                     .siblingAtColumn(EpisodeTreeModel::Outcome)
                     .data()
                     .toString(),
                 u"solved"_s);
        QCOMPARE(
            model.indexOf(RunId{1}).siblingAtColumn(EpisodeTreeModel::Outcome).data().toString(),
            u"1 of 1"_s);
    }

    void answersOfAnotherProjectAreDropped()
    {
        EpisodeTreeModel model([](quint64, RunId) {});
        const quint64 stale = model.reset();
        model.reset();

        model.setRuns(stale, {run(1)});

        QCOMPARE(model.rowCount(), 0);
    }

    void filtersEpisodes_data()
    {
        QTest::addColumn<QString>("words");
        QTest::addColumn<int>("kind");
        QTest::addColumn<int>("rows");

        QTest::newRow("all") << QString() << int(EpisodeKind::All) << 3;
        QTest::newRow("solved") << QString() << int(EpisodeKind::Successes) << 1;
        QTest::newRow("not solved") << QString() << int(EpisodeKind::Failures) << 1;
        QTest::newRow("not finished") << QString() << int(EpisodeKind::NotFinished) << 1;
        QTest::newRow("words") << u"objective 2"_s << int(EpisodeKind::All) << 1;
        QTest::newRow("words that do not occur") << u"nowhere"_s << int(EpisodeKind::All) << 0;
    }

    void filtersEpisodes()
    {
        QFETCH(QString, words);
        QFETCH(int, kind);
        QFETCH(int, rows);
        EpisodeTreeModel model([](quint64, RunId) {});
        const quint64 generation = model.reset();
        model.setRuns(generation, {run(1)});
        EpisodeRecord broken = episode(3, 1, 0);
        broken.outcome = EpisodeOutcome::EnvironmentError;
        model.setEpisodes(generation, RunId{1}, {episode(1, 1, 1), episode(2, 1, 0), broken});
        EpisodeFilterModel filter;
        QAbstractItemModelTester tester(&filter,
                                        QAbstractItemModelTester::FailureReportingMode::QtTest);
        filter.setSourceModel(&model);

        filter.setWords(words);
        filter.setKind(EpisodeKind(kind));

        QCOMPARE(filter.rowCount(filter.index(0, 0)), rows);
    }

    void summaryOfALiveStep()
    {
        Step step;
        step.index = 4;
        step.errors = {"first", "second"};
        step.calls = {ModelCall{.promptTokens = 10, .responseTokens = 2, .costUsd = 0.5},
                      ModelCall{.promptTokens = 1}};

        const StepSummary summary = summaryOf(step);

        QCOMPARE(summary.index, 4);
        QCOMPARE(summary.firstError, std::string("first"));
        QCOMPARE(summary.tokens, 13);
        QCOMPARE(summary.costUsd, 0.5);
    }

    void excerptsAreSafeHtml()
    {
        QCOMPARE(excerptHtml("a <b> \x02hit\x03"), u"a &lt;b&gt; <b>hit</b>"_s);
    }
};

QTEST_MAIN(TestTrajectoryModels)
#include "tst_trajectory_models.moc"
