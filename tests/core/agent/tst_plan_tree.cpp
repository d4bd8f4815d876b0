#include <QtTest>

#include "core/agent/plan_tree.h"

using namespace sym;

class TestPlanTree final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void showsPlansNotesAndReasons()
    {
        PlanTree plans("Buy a lamp", "http://h/", Fidelity::Ours);
        plans.addNote("STEP 0: $5");
        QVERIFY(plans.branch(0, "Search", "http://h/s", 1));
        QVERIFY(plans.branch(1, "Open", "http://h/o", 2));

        QCOMPARE(plans.text(),
                 std::string("[0] Find the solution to \"Buy a lamp\"\nNote 0. STEP 0: $5\n"
                             "\t[1] Search\n\t\t[2] (Active Plan) Open"));

        QCOMPARE(plans.prune(1, "gone"), std::optional<std::string>("http://h/s"));
        QCOMPARE(
            plans.text(),
            std::string(
                "[0] Find the solution to \"Buy a lamp\"\nNote 0. STEP 0: $5\n"
                "\t[1] (Active Plan) Search # Was resumed to this step 1 time(s) for: 0. gone"));
        QCOMPARE(plans.activeText(), std::string("[1] Search"));
    }

    void idsRepeatUpstreamOnly_data()
    {
        QTest::addColumn<int>("fidelity");
        QTest::addColumn<int>("id");

        QTest::newRow("upstream") << int(Fidelity::Upstream) << 1;
        QTest::newRow("ours") << int(Fidelity::Ours) << 2;
    }
    void idsRepeatUpstreamOnly()
    {
        QFETCH(int, fidelity);
        QFETCH(int, id);
        PlanTree plans("x", "", Fidelity(fidelity));
        plans.branch(0, "a", "", 0);
        plans.prune(0, "r");

        plans.branch(0, "b", "", 1);

        QCOMPARE(plans.active().id, id);
    }

    void pruneForgetsUpstreamOnly_data()
    {
        QTest::addColumn<int>("fidelity");
        QTest::addColumn<QString>("steps");
        QTest::addColumn<int>("notes");

        QTest::newRow("upstream") << int(Fidelity::Upstream) << "0 2 3" << 0;
        QTest::newRow("ours") << int(Fidelity::Ours) << "0 1 2 3" << 1;
    }
    void pruneForgetsUpstreamOnly()
    {
        QFETCH(int, fidelity);
        QFETCH(QString, steps);
        QFETCH(int, notes);
        PlanTree plans("x", "", Fidelity(fidelity));
        plans.addStep(0);
        plans.addStep(1);
        plans.addNote("n");
        plans.branch(0, "a", "", 2);
        plans.addStep(3);

        plans.prune(0, "r");

        QStringList left;
        for (const int step : plans.active().steps) left << QString::number(step);
        QCOMPARE(left.join(QLatin1Char(' ')), steps);
        QCOMPARE(int(plans.active().notes.size()), notes);
    }

    void refusesPlansThatAreNotThere()
    {
        PlanTree plans("x", "", Fidelity::Ours);
        plans.branch(0, "a", "", 0);
        plans.prune(0, "r");

        QVERIFY(!plans.branch(1, "under a hidden one", "", 1));
        QVERIFY(!plans.prune(9, "r"));
        QVERIFY(!plans.urlOf(1));
    }
};

QTEST_APPLESS_MAIN(TestPlanTree)
#include "tst_plan_tree.moc"
