#include <QtTest/QtTest>

#include "core/planner/language/period.h"
#include "core/planner/language/values.h"

using namespace sym;

class TestPeriod : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void findsPeriods_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("inside");  // empty: there is no period
        QTest::addColumn<QString>("outside");

        QTest::newRow("day") << "the order of June 5, 2025"
                             << "2025-06-05"
                             << "2025-06-06";
        QTest::newRow("day, ISO") << "on 2025-06-05"
                                  << "June 5, 2025"
                                  << "June 4, 2025";
        QTest::newRow("month") << "spent in May 2024"
                               << "5/31/2024"
                               << "6/1/2024";
        QTest::newRow("months") << "from May 2024 to July 2024"
                                << "7/31/2024"
                                << "8/1/2024";
        QTest::newRow("year") << "orders in 2023"
                              << "12/31/2023"
                              << "1/1/2024";
        QTest::newRow("span") << "from June 1, 2024 to October 31, 2024"
                              << "2024-10-31"
                              << "2024-11-01";
        QTest::newRow("a number is no year") << "at most 2000 points"
                                             << ""
                                             << "";
        QTest::newRow("may is a verb, too") << "it may rain"
                                            << ""
                                            << "";
    }

    void findsPeriods()
    {
        QFETCH(QString, text);
        QFETCH(QString, inside);
        QFETCH(QString, outside);

        const auto period = findPeriod(text.toStdString());

        QCOMPARE(period.has_value(), !inside.isEmpty());
        if (!period) return;
        const auto holds = [&](const QString& day) {
            const auto date = findDate(day.toStdString());
            return date && *date >= period->first && *date <= period->last;
        };
        QVERIFY(holds(inside));
        QVERIFY(!holds(outside));
    }

    void writesIsoDates_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("iso");

        QTest::newRow("words") << "June 5, 2025"
                               << "2025-06-05";
        QTest::newRow("end of a month") << "October 31, 2024"
                                        << "2024-10-31";
        QTest::newRow("December") << "31 December 2023"
                                  << "2023-12-31";
        QTest::newRow("slashes") << "1/2/2024"
                                 << "2024-01-02";
        QTest::newRow("no day") << "June 2025"
                                << "";
    }

    void writesIsoDates()
    {
        QFETCH(QString, text);
        QFETCH(QString, iso);

        QCOMPARE(QString::fromStdString(isoDate(text.toStdString()).value_or("")), iso);
    }
};

QTEST_APPLESS_MAIN(TestPeriod)
#include "tst_period.moc"
