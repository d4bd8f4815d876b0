#include <QtTest/QtTest>

#include <atomic>
#include <thread>

#include "core/jobs/deadline_context.h"
#include "core/jobs/event_thread.h"
#include "core/jobs/job.h"
#include "core/jobs/mailbox.h"
#include "core/jobs/parallel.h"
#include "core/jobs/waiter.h"

using namespace sym;
using namespace std::chrono_literals;

class TestJobs : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aWaiterGetsTheFirstAnswer()
    {
        auto waiter = std::make_shared<Waiter<int>>();
        std::thread other([waiter] {
            waiter->give(1);
            waiter->give(2);
        });
        PlainJobContext job;

        const auto answer = waiter->wait(job, after(5s), "the other thread");
        other.join();

        QCOMPARE(*answer, 1);
    }

    void aWaiterGivesUp()
    {
        Waiter<int> waiter;
        PlainJobContext job;

        const auto late = waiter.wait(job, after(30ms), "the page");
        job.cancel();
        const auto cancelled = waiter.wait(job, after(1h), "the page");

        QCOMPARE(late.error().code(), ErrorCode::Timeout);
        QCOMPARE(late.error().message(), std::string("the page did not answer in time"));
        QCOMPARE(cancelled.error().code(), ErrorCode::Cancelled);
    }

    void aDeadlineLooksLikeACancellation()
    {
        PlainJobContext parent;
        DeadlineContext passed(parent, after(0ms));
        DeadlineContext open(parent, after(1h));

        QVERIFY(passed.isCancelled() && passed.isExpired());
        QVERIFY(!open.isCancelled());
        parent.cancel();
        QVERIFY(open.isCancelled() && !open.isExpired());
    }

    void anEventThreadRunsWorkInItself()
    {
        EventThread thread("test");
        QThread* ran = nullptr;

        thread.run([&] { ran = QThread::currentThread(); });

        QVERIFY(ran && ran != QThread::currentThread());
        QCOMPARE(ran, thread.context()->thread());
    }

    void jobsBringTheirResultHome()
    {
        QThreadPool pool;
        int got = 0;
        const auto future = runJob<int>(pool, [](JobContext& job) -> Result<int> {
            job.report(0.5, "half");
            return 42;
        });

        onFinished(future, this, [&](const Result<int>& result) { got = result.valueOr(-1); });

        QTRY_COMPARE(got, 42);
        QCOMPARE(future.progressText(), QStringLiteral("half"));
    }

    void aCancelledJobSaysSo()
    {
        QThreadPool pool;
        std::optional<ErrorCode> code;
        auto future = runJob<int>(pool, [](JobContext& job) -> Result<int> {
            while (!job.isCancelled()) QThread::yieldCurrentThread();
            return 1;
        });
        onFinished(future, this, [&](const Result<int>& result) { code = result.error().code(); });

        future.cancel();

        QTRY_VERIFY(code.has_value());
        QCOMPARE(*code, ErrorCode::Cancelled);
    }

    void nothingComesOnceTheReceiverIsGone()
    {
        QThreadPool pool;
        std::atomic<bool> go{false};
        bool called = false;
        const auto future = runJob<int>(pool, [&](JobContext&) -> Result<int> {
            while (!go) QThread::yieldCurrentThread();
            return 1;
        });
        {
            QObject receiver;
            onFinished(future, &receiver, [&](const Result<int>&) { called = true; });
        }

        go = true;
        pool.waitForDone();
        QCoreApplication::processEvents();

        QVERIFY(!called);
    }

    void aMailboxKeepsOrder()
    {
        Mailbox<int> box;
        box.post(1);
        box.post(2);
        QCOMPARE(box.takeAll(), (std::vector<int>{1, 2}));
        QVERIFY(box.takeAll().empty());
    }

    void parallelWorkersAllRun()
    {
        PlainJobContext job;
        std::atomic<int> sum{0};
        runParallel(4, job, [&](int worker, JobContext&) { sum += worker + 1; });
        QCOMPARE(sum.load(), 10);
    }
};

QTEST_GUILESS_MAIN(TestJobs)
#include "tst_jobs.moc"
