#include <QtTest/QAbstractItemModelTester>
#include <QtTest/QtTest>
#include <QtWidgets/QtWidgets>

#include "core/symbiosis/loop_phases.h"
#include "ui/symbiosis/cycle_view.h"
#include "ui/symbiosis/phase_list_model.h"
#include "ui/symbiosis/rounds_model.h"

using namespace sym;
using namespace Qt::StringLiterals;

namespace {

PlannedPhase phaseOf(int round, const char* name, double seconds, bool done)
{
    PlannedPhase phase{.round = round, .name = name, .title = "as the engine says"};
    phase.cost = {"large episodes", 10, 1000, seconds, done};
    phase.isDone = done;
    if (done) phase.data = R"({"n":60,"successes":31})";
    return phase;
}

std::vector<PlannedPhase> threePhases()
{
    return {phaseOf(0, phase::kBaseline, 60, true), phaseOf(0, phase::kLarge, 100, false),
            phaseOf(0, phase::kJudgeLarge, 10, false)};
}

}  // namespace

class TestRoundsModels : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void phasesSayWhatTheyCameTo_data()
    {
        QTest::addColumn<QString>("data");
        QTest::addColumn<QString>("expected");
        QTest::newRow("rollout") << u"{\"n\":60,\"successes\":31}"_s << u"31 of 60 solved"_s;
        QTest::newRow("judge") << u"{\"judged\":60,\"approved\":33}"_s << u"33 of 60 approved"_s;
        QTest::newRow("judge, old") << u"{\"approved\":33}"_s << u"33 of ? approved"_s;
        QTest::newRow("knowledge")
            << u"{\"accepted\":5,\"refused\":2}"_s << u"5 entries accepted, 2 refused"_s;
        QTest::newRow("training") << u"{\"steps\":400,\"updates\":180}"_s
                                  << u"400 steps learned, 180 updates"_s;
        QTest::newRow("nothing") << u"{}"_s << QString();
        QTest::newRow("damaged") << u"{"_s << QString();
    }

    void phasesSayWhatTheyCameTo()
    {
        QFETCH(QString, data);
        QFETCH(QString, expected);
        QCOMPARE(phaseOutcome(data.toStdString()), expected);
    }

    void aPhaseAtWorkMovesAndEnds()
    {
        PhaseListModel model;
        QAbstractItemModelTester tester(&model,
                                        QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setPhases(threePhases());
        const auto cell = [&](int row, int column) {
            return model.index(row, column).data().toString();
        };
        QCOMPARE(cell(0, PhaseListModel::State), u"done"_s);
        QCOMPARE(cell(1, PhaseListModel::State), u"to come"_s);
        QCOMPARE(model.secondsLeft(), 110.0);

        model.begin({0, phase::kLarge, {"large episodes", 10, 1000, 200, true}});
        QCOMPARE(model.secondsLeft(), 210.0);  // the estimate is newer than the plan's
        model.move({0, phase::kLarge, 0.5, "task 5/10"});
        QVERIFY(cell(1, PhaseListModel::State).startsWith(u"working, 50"_s));
        QCOMPARE(cell(1, PhaseListModel::Outcome), u"task 5/10"_s);
        QVERIFY(model.secondsLeft() < 60);  // half of it took no time at all

        model.end({{LoopId{1}, 0, phase::kLarge, "a", "b",
                    R"({"n":10,"successes":4,"cost":{"seconds":3,"tokens":77}})"}});
        QCOMPARE(model.running(), -1);
        QCOMPARE(model.done(), 2);
        QCOMPARE(cell(1, PhaseListModel::Outcome), u"4 of 10 solved"_s);
        QCOMPARE(cell(1, PhaseListModel::Tokens), u"77"_s);
        QCOMPARE(model.secondsLeft(), 10.0);
    }

    void aPhaseThatWasStoppedIsInterrupted()
    {
        PhaseListModel model;
        auto phases = threePhases();
        phases[1].startedAt = "2026-01-01T00:00:00Z";
        model.setPhases(phases);
        model.begin({0, phase::kLarge, {}});
        QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
        model.setPhases(phases);  // read again meanwhile: still at work
        QCOMPARE(model.running(), 1);
        QCOMPARE(reset.count(), 0);  // and what is selected stays
        model.stop();
        QCOMPARE(model.index(1, PhaseListModel::State).data().toString(), u"interrupted"_s);
    }

    void everyRateHasIntervalAndNumber()
    {
        RoundsModel model;
        QAbstractItemModelTester tester(&model,
                                        QAbstractItemModelTester::FailureReportingMode::QtTest);
        LoopReport report;
        report.large = Tally{60, 31};
        report.base = Tally{60, 0};
        RoundReport round;
        round.largeWithKnowledge = Tally{60, 41};
        round.small = Tally{60, 20};
        round.delta = 41.0 / 60 - 31.0 / 60;
        round.knowledgeEntries = 300;
        round.smallKnowledgeEntries = 50;
        report.rounds = {round, {.round = 1}};
        model.setReport(report);
        const auto cell = [&](int row, int column) {
            return model.index(row, column).data().toString();
        };

        QCOMPARE(model.rowCount(), 3);
        QCOMPARE(cell(0, RoundsModel::Large), u"51.7 % [39.3, 63.8] of 60"_s);
        QVERIFY(cell(0, RoundsModel::Student).startsWith(u"0.0 % [0.0, 6.0"_s));
        QCOMPARE(cell(1, RoundsModel::Delta), u"+16.7"_s);
        QCOMPARE(cell(1, RoundsModel::Entries), u"300 (50)"_s);
        QCOMPARE(cell(2, RoundsModel::LargeWithKnowledge), u"–"_s);
        QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
        report.large = Tally{60, 32};
        model.setReport(report);
        QCOMPARE(cell(0, RoundsModel::Large).left(4), u"53.3"_s);
        QCOMPARE(reset.count(), 0);
        report.testSmall = Tally{12, 3};
        model.setReport(report);
        QCOMPARE(model.rowCount(), 4);
    }

    void theCycleSaysWhatFlows()
    {
        CycleView view;
        QCOMPARE(view.boxText(CycleStep::Large), u"not done yet"_s);
        RoundFlow flow;
        flow.largeEpisodes = 60;
        flow.largeSolved = 33;
        flow.largeApproved = 31;
        flow.trainedSteps = 400;
        flow.updates = 180;
        flow.studentEntries = 58;
        view.setFlow(flow, 270);
        view.setActive(CycleStep::Explore, 0.4);

        QCOMPARE(view.boxText(CycleStep::Large), u"33 of 60 episodes solved"_s);
        QCOMPARE(view.arrowText(CycleStep::Large), u"31 good trajectories"_s);
        QCOMPARE(view.boxText(CycleStep::Distil), u"400 steps learned, 180 updates"_s);
        QCOMPARE(view.arrowText(CycleStep::Explore), u"58 entries"_s);
        QCOMPARE(view.boxText(CycleStep::Knowledge), u"270 entries"_s);
        QVERIFY(view.accessibleDescription().contains(u"at work"_s));
        view.resize(view.minimumSizeHint());
        QVERIFY(!view.grab().isNull());
    }
};

QTEST_MAIN(TestRoundsModels)
#include "tst_rounds_models.moc"
