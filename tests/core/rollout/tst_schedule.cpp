#include <QtTest/QtTest>

#include "core/rollout/episode.h"

using namespace sym;

class TestSchedule : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void seedsDependOnTaskAndAttemptOnly()
    {
        QCOMPARE(episodeSeed(1, "17", 0), episodeSeed(1, "17", 0));
        QVERIFY(episodeSeed(1, "17", 0) != episodeSeed(1, "17", 1));
        QVERIFY(episodeSeed(1, "17", 0) != episodeSeed(1, "18", 0));
        QVERIFY(episodeSeed(1, "17", 0) != episodeSeed(2, "17", 0));
    }
};

QTEST_APPLESS_MAIN(TestSchedule)
#include "tst_schedule.moc"
