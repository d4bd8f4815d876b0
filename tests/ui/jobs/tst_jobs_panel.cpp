#include "ui/jobs/jobs_panel.h"

#include <QtTest/QAbstractItemModelTester>
#include <QtTest/QtTest>
#include <QtWidgets/QtWidgets>

#include "core/jobs/job.h"
#include "ui/jobs/job_table_model.h"
#include "ui/session/action_registry.h"
#include "ui/session/job_list.h"
#include "ui/widgets/panel_stack.h"

using namespace sym;
using namespace Qt::StringLiterals;

class TestJobsPanel : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void followsAJobToItsEnd_data()
    {
        QTest::addColumn<bool>("fails");
        QTest::addColumn<int>("state");
        QTest::newRow("done") << false << int(JobRow::State::Done);
        QTest::newRow("failed") << true << int(JobRow::State::Failed);
    }

    void followsAJobToItsEnd()
    {
        QFETCH(bool, fails);
        QFETCH(int, state);
        JobList jobs;
        JobTableModel model(jobs);
        QAbstractItemModelTester tester(&model,
                                        QAbstractItemModelTester::FailureReportingMode::QtTest);
        QThreadPool pool;

        jobs.add(u"Count"_s, runJob<int>(pool, [fails](JobContext& job) -> Result<int> {
                     job.report(0.5, "half");
                     if (fails) return Error(ErrorCode::Io, "the disk is full");
                     return 1;
                 }));

        QTRY_COMPARE(model.index(0, 0).data(JobTableModel::StateRole).toInt(), state);
        if (fails)
            QCOMPARE(model.index(0, JobTableModel::Stage).data().toString(), u"the disk is full"_s);
        QCOMPARE(jobs.runningCount(), 0);
    }

    void cancelsTheSelectedJob()
    {
        JobList jobs;
        ActionRegistry actions;
        JobsPanel panel(jobs, actions);
        panel.show();
        QCOMPARE(panel.stack()->state(), PanelStack::State::Empty);
        QThreadPool pool;
        jobs.add(u"Wait"_s, runJob<int>(pool, [](JobContext& job) -> Result<int> {
                     while (!job.isCancelled()) QThread::yieldCurrentThread();
                     return Error(ErrorCode::Cancelled, "cancelled");
                 }));
        QCOMPARE(panel.stack()->state(), PanelStack::State::Full);
        auto* table = panel.findChild<QTreeView*>(u"jobTable"_s);
        table->setCurrentIndex(table->model()->index(0, 0));

        QTest::mouseClick(panel.findChild<QToolButton*>(u"jobs.cancelButton"_s), Qt::LeftButton);

        QTRY_COMPARE(int(jobs.rows()[0].state), int(JobRow::State::Cancelled));
        QTest::mouseClick(panel.findChild<QToolButton*>(u"jobs.clearButton"_s), Qt::LeftButton);
        QCOMPARE(table->model()->rowCount(), 0);
    }

    void theLogIsBounded()
    {
        JobList jobs;
        ActionRegistry actions;
        JobsPanel panel(jobs, actions);
        for (int i = 0; i < JobsPanel::kLogLines + 100; ++i)
            Q_EMIT jobs.logged(u"line %1"_s.arg(i));

        QCOMPARE(panel.log()->blockCount(), JobsPanel::kLogLines);
        QVERIFY(panel.log()->document()->lastBlock().text().endsWith(
            QString::number(JobsPanel::kLogLines + 99)));
    }
};

QTEST_MAIN(TestJobsPanel)
#include "tst_jobs_panel.moc"
