#include "core/evaluation/paired.h"

#include <QtTest/QtTest>

using namespace sym;

class TestPaired : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void exactMcNemar_data()
    {
        QTest::addColumn<int>("firstOnly");
        QTest::addColumn<int>("secondOnly");
        QTest::addColumn<double>("p");
        // twice the sum of binomials, divided by 2^n: computed with whole numbers
        QTest::newRow("no task tells them apart") << 0 << 0 << 1.0;
        QTest::newRow("one task says nothing") << 1 << 0 << 1.0;
        QTest::newRow("5 to 0: 2 / 32") << 5 << 0 << 0.0625;
        QTest::newRow("10 to 2: 158 / 4096") << 10 << 2 << 0.03857421875;
        QTest::newRow("the order does not matter") << 2 << 10 << 0.03857421875;
        QTest::newRow("9 to 1: 22 / 1024") << 9 << 1 << 0.021484375;
        QTest::newRow("even: never over 1") << 3 << 3 << 1.0;
        QTest::newRow("30 to 10") << 30 << 10 << 0.0022214337732293643;
        QTest::newRow("large numbers") << 600 << 500 << 0.0028195449914364275;
    }
    void exactMcNemar()
    {
        QFETCH(int, firstOnly);
        QFETCH(int, secondOnly);
        QFETCH(double, p);

        const PairedOutcomes pairs{
            .both = 7, .firstOnly = firstOnly, .secondOnly = secondOnly, .neither = 4};

        QVERIFY2(qAbs(pairs.p() - p) < 1e-9, qPrintable(QString::number(pairs.p(), 'g', 12)));
    }

    void differenceWithInterval_data()
    {
        QTest::addColumn<QList<int>>("pairs");  // both, first only, second only, neither
        QTest::addColumn<double>("difference");
        QTest::addColumn<double>("low");
        QTest::addColumn<double>("high");
        // The first row is the example of Newcombe 1998, method 10
        QTest::newRow("published") << QList<int>{36, 12, 2, 0} << 0.2 << 0.0569 << 0.3404;
        QTest::newRow("unrelated half") << QList<int>{18, 14, 0, 18} << 0.28 << 0.1441 << 0.3963;
        QTest::newRow("always the first") << QList<int>{0, 10, 0, 0} << 1.0 << 0.6075 << 1.0;
        QTest::newRow("always equal") << QList<int>{5, 0, 0, 5} << 0.0 << -0.1666 << 0.1666;
        QTest::newRow("no task") << QList<int>{0, 0, 0, 0} << 0.0 << -1.0 << 1.0;
    }
    void differenceWithInterval()
    {
        QFETCH(QList<int>, pairs);
        QFETCH(double, difference);
        QFETCH(double, low);
        QFETCH(double, high);

        const PairedOutcomes outcomes{pairs[0], pairs[1], pairs[2], pairs[3]};
        const PairedOutcomes swapped{pairs[0], pairs[2], pairs[1], pairs[3]};

        QVERIFY(qAbs(outcomes.difference() - difference) < 1e-9);
        QVERIFY2(qAbs(outcomes.low() - low) < 1e-4, qPrintable(QString::number(outcomes.low())));
        QVERIFY2(qAbs(outcomes.high() - high) < 1e-4, qPrintable(QString::number(outcomes.high())));
        if (outcomes.n() > 0) QVERIFY(qAbs(swapped.low() + outcomes.high()) < 1e-9);
    }

    void pairsOnlyTasksThatBothHave()
    {
        const PairedOutcomes pairs = pairOutcomes({{"1", true}, {"2", true}, {"4", true}},
                                                  {{"1", true}, {"2", false}, {"3", true}});

        QCOMPARE(pairs.n(), 2);
        QCOMPARE(pairs.both, 1);
        QCOMPARE(pairs.firstOnly, 1);
    }

    void countsEachPairOnce()
    {
        PairedOutcomes pairs;

        pairs.add(true, true);
        pairs.add(true, false);
        pairs.add(true, false);
        pairs.add(false, true);
        pairs.add(false, false);

        QCOMPARE(pairs.n(), 5);
        QCOMPARE(pairs.firstOnly, 2);
        QCOMPARE(pairs.difference(), 0.2);
    }
};

QTEST_APPLESS_MAIN(TestPaired)
#include "tst_paired.moc"
