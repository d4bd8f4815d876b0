#include "ui/session/run_monitor.h"

#include <QtTest/QtTest>

#include "tests/ui/support/fake_engine.h"
#include "ui/session/job_list.h"
#include "ui/session/run_starter.h"
#include "ui/session/selection.h"

using namespace sym;

class TestRunMonitor : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void tellsEventsInOrderThenTheEnd()
    {
        FakeEngine engine;
        RunMonitor monitor;
        QStringList heard;
        connect(&monitor, &RunMonitor::runStarted, this,
                [&](const RunRecord& run) { heard << QStringLiteral("run %1").arg(run.id.value); });
        connect(&monitor, &RunMonitor::stepFinished, this, [&](const StepFinished& event) {
            heard << QStringLiteral("step %1").arg(event.step.index);
        });
        connect(&monitor, &RunMonitor::runEnded, this, [&](RunId run, const QString& error) {
            heard << QStringLiteral("end %1%2").arg(run.value).arg(error);
        });
        monitor.add(nullptr, engine.startRun(nullptr, {}));
        RunRecord run;
        run.id = RunId{4};
        Step step;
        step.index = 2;

        engine.runs[0].post(RunStarted{run});
        engine.runs[0].post(StepFinished{EpisodeId{1}, step});
        engine.runs[0].finish(RolloutSummary{});

        QTRY_COMPARE(heard.join(u'|'), QStringLiteral("run 4|step 2|end 4"));
        QVERIFY(monitor.active().empty());
    }

    void aSecondRunWaitsForTheFirst()
    {
        FakeEngine engine;
        Selection selection;
        selection.setProject(std::make_shared<MemoryStore>());
        RunMonitor monitor;
        JobList jobs;
        RunStarter starter(
            {.engine = engine, .selection = selection, .monitor = monitor, .jobs = jobs});

        starter.start({.name = "first"});
        starter.start({.name = "second"});
        QCOMPARE(int(engine.runs.size()), 1);
        QCOMPARE(starter.waiting(), 1);
        engine.runs[0].finish(RolloutSummary{});

        QTRY_COMPARE(int(engine.runs.size()), 2);
        QCOMPARE(engine.runs[1].options.name, std::string("second"));
        QCOMPARE(starter.waiting(), 0);
    }

    void stoppingARunIsNoFailure()
    {
        FakeEngine engine;
        Selection selection;
        selection.setProject(std::make_shared<MemoryStore>());
        RunMonitor monitor;
        JobList jobs;
        RunStarter starter(
            {.engine = engine, .selection = selection, .monitor = monitor, .jobs = jobs});
        starter.start({});

        starter.stop();
        engine.runs[0].finish(Error(ErrorCode::Cancelled, "cancelled"));

        QTRY_VERIFY(!starter.isRunning());
        QTRY_COMPARE(int(jobs.rows()[0].state), int(JobRow::State::Cancelled));
    }

    void withoutAProjectNothingStarts()
    {
        FakeEngine engine;
        Selection selection;
        RunMonitor monitor;
        JobList jobs;
        RunStarter starter(
            {.engine = engine, .selection = selection, .monitor = monitor, .jobs = jobs});

        starter.start({});

        QVERIFY(engine.runs.empty());
    }
};

QTEST_GUILESS_MAIN(TestRunMonitor)
#include "tst_run_monitor.moc"
