#include "core/rollout/rollout_control.h"

#include <QtTest/QtTest>

#include <atomic>
#include <thread>

#include "core/rollout/schedule.h"
#include "core/rollout/site_settings.h"

using namespace sym;
using namespace std::chrono_literals;

class TestRolloutControl : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aPausedRunWaitsForSteps()
    {
        RolloutControl control;
        PlainJobContext job;
        control.pause();
        std::atomic<int> turns{0};
        std::thread episode([&] {
            while (control.waitForTurn(job)) ++turns;
        });

        control.step();
        QTRY_COMPARE(turns.load(), 1);
        control.step();
        QTRY_COMPARE(turns.load(), 2);
        job.cancel();
        episode.join();

        QCOMPARE(turns.load(), 2);
    }

    void tellsThatAPersonActed()
    {
        RolloutControl control;
        PlainJobContext job;
        QCOMPARE(*control.waitForTurn(job), false);
        control.takeOver();
        std::thread person([&] { control.handBack(); });

        const auto acted = control.waitForTurn(job);
        person.join();

        // The person may have handed back before the episode looked.
        QVERIFY(bool(acted));
        QVERIFY(!control.isTakenOver());
    }

    void aTakenOverRunWaits()
    {
        RolloutControl control;
        PlainJobContext job;
        control.takeOver();
        job.cancel();

        const auto acted = control.waitForTurn(job);

        QVERIFY(!acted);
        QCOMPARE(acted.error().code(), ErrorCode::Cancelled);
    }

    void otherSitesGoAheadWhileOneCoolsDown()
    {
        std::vector<Task> tasks(3);
        tasks[0].sites = tasks[1].sites = {"reddit"};
        tasks[2].sites = {"map"};
        SiteSettings sites = webArenaSiteSettings();
        PlainJobContext job;
        Schedule schedule(tasks, {0, 1, 2}, sites);

        QCOMPARE(int(*schedule.next(job)), 0);
        schedule.changed(tasks[0]);
        QCOMPARE(int(*schedule.next(job)), 2);
        job.cancel();

        QVERIFY(!schedule.next(job));
    }

    void siteSettingsRoundTrip()
    {
        SiteSettings settings = webArenaSiteSettings();
        settings.sites[0].address = "http://shop:7770/";
        settings.sites[1].resetDeadlineSeconds = 5;

        const auto again = siteSettingsFromJson(toJson(settings));

        QVERIFY(bool(again));
        QCOMPARE(toJson(*again), toJson(settings));
        QCOMPARE(again->addresses().at("shopping"), std::string("http://shop:7770"));
        QVERIFY(!siteSettingsFromJson({{"name", 1}}));
    }
};

QTEST_APPLESS_MAIN(TestRolloutControl)
#include "tst_rollout_control.moc"
