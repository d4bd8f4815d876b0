#include "core/evaluation/tally.h"

#include <QtTest/QtTest>

using namespace sym;

class TestTally : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void wilsonInterval_data()
    {
        QTest::addColumn<int>("successes");
        QTest::addColumn<int>("n");
        QTest::addColumn<double>("low");
        QTest::addColumn<double>("high");
        // METHOD 8.3, computed independently from the published counts
        QTest::newRow("SFT only, 331 of 812") << 331 << 812 << 0.374 << 0.442;
        QTest::newRow("both, 394 of 812") << 394 << 812 << 0.451 << 0.520;
        QTest::newRow("none of 10") << 0 << 10 << 0.0 << 0.278;
        QTest::newRow("all of 10") << 10 << 10 << 0.722 << 1.0;
        QTest::newRow("nothing tried") << 0 << 0 << 0.0 << 1.0;
    }
    void wilsonInterval()
    {
        QFETCH(int, successes);
        QFETCH(int, n);
        QFETCH(double, low);
        QFETCH(double, high);

        const Tally tally{n, successes};

        QVERIFY2(qAbs(tally.low() - low) < 0.0006, qPrintable(QString::number(tally.low())));
        QVERIFY2(qAbs(tally.high() - high) < 0.0006, qPrintable(QString::number(tally.high())));
    }
};

QTEST_APPLESS_MAIN(TestTally)
#include "tst_tally.moc"
