#include "ui/divergence/divergence_panel.h"

#include <QtTest/QAbstractItemModelTester>
#include <QtTest/QtTest>
#include <QtWidgets/QtWidgets>

#include "tests/ui/support/fake_engine.h"
#include "ui/decision/decision_list.h"
#include "ui/decision/two_action_view.h"
#include "ui/demo/demo_synthesis.h"
#include "ui/divergence/agreement_tab.h"
#include "ui/divergence/alignment_tab.h"
#include "ui/session/action_registry.h"
#include "ui/session/run_monitor.h"
#include "ui/session/selection.h"
#include "ui/step/image_cache.h"
#include "ui/widgets/panel_stack.h"

using namespace sym;
using namespace Qt::StringLiterals;

namespace {

struct Fixture {
    FakeEngine engine;
    Selection selection;
    RunMonitor monitor;
    ActionRegistry actions;
    std::shared_ptr<MemoryStore> store = makeDemoStore();
    ImageCache images{*QThreadPool::globalInstance()};
    DecisionSource source{selection, monitor, *QThreadPool::globalInstance()};
    DivergencePanel panel{{.selection = selection,
                           .decisions = source,
                           .monitor = monitor,
                           .actions = actions,
                           .images = images,
                           .storePool = engine.storePool(),
                           .pool = *QThreadPool::globalInstance()}};

    void open()
    {
        store->setStrict(false);
        PlainJobContext job;
        if (!fillDemoSynthesis(*store, job)) qFatal("demo synthesis");
        store->setStrict(true);
        images.setStore(store);
        panel.resize(1400, 900);
        panel.show();
        selection.setProject(store);
    }

    bool isFull()
    {
        return QTest::qWaitFor([&] {
            return panel.stack()->state() == PanelStack::State::Full && panel.list()->decision();
        });
    }

    bool isAligned()
    {
        panel.openTab(u"alignmentTab"_s);
        return QTest::qWaitFor(
            [&] { return panel.alignment()->stack()->state() == PanelStack::State::Full; });
    }
};

}  // namespace

class TestDivergencePanel : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void withoutAProjectItSaysWhatToDo()
    {
        Fixture window;
        QCOMPARE(window.panel.stack()->state(), PanelStack::State::Empty);
        QCOMPARE(window.panel.alignment()->stack()->state(), PanelStack::State::Empty);
    }

    void aProjectThatCannotBeReadIsAnErrorWithARetry()
    {
        Fixture window;
        window.store->failWith("the disk is gone");
        window.panel.show();
        window.selection.setProject(window.store);
        QTRY_COMPARE(window.panel.stack()->state(), PanelStack::State::Error);
        window.panel.openTab(u"alignmentTab"_s);
        QTRY_COMPARE(window.panel.alignment()->stack()->state(), PanelStack::State::Error);
    }

    void onlyWhereTheModelsDiffer()
    {
        Fixture window;
        window.open();
        QVERIFY(window.isFull());
        int differ = 0;
        for (const DecisionRow& row : window.source.rows()) differ += row.isDivergent() ? 1 : 0;
        QCOMPARE(window.panel.list()->filter()->rowCount(), differ);
        QVERIFY(differ > 3 && differ < int(window.source.rows().size()));
    }

    void nAndShiftNGoThroughThem()
    {
        Fixture window;
        window.open();
        QVERIFY(window.isFull());
        QVERIFY(QTest::qWaitForWindowActive(&window.panel));
        auto* view = window.panel.list()->view();
        view->setFocus();
        const int first = window.panel.list()->row();

        QTest::keyClick(view, Qt::Key_N);
        QTRY_VERIFY(window.panel.list()->row() > first);
        const int second = window.panel.list()->row();
        QVERIFY(window.source.rows()[std::size_t(second)].isDivergent());
        for (int row = first + 1; row < second; ++row)
            QVERIFY(!window.source.rows()[std::size_t(row)].isDivergent());

        QTest::keyClick(view, Qt::Key_N, Qt::ShiftModifier);
        QTRY_COMPARE(window.panel.list()->row(), first);
        QTest::keyClick(view, Qt::Key_N, Qt::ShiftModifier);  // there is none before
        QCOMPARE(window.panel.list()->row(), first);
    }

    void bothActionsStandOnThePageAndInWords()
    {
        Fixture window;
        window.open();
        QVERIFY(window.isFull());
        auto* view = window.panel.page()->view();
        QTRY_VERIFY(!view->firstImage().isNull());
        const DecisionRow& row = *window.panel.list()->decision();

        QVERIFY(!view->marks().isEmpty());
        QVERIFY(window.panel.page()->legend().contains(QString::fromStdString(row.proposal)));
        QVERIFY(window.panel.page()->legend().contains(QString::fromStdString(row.first)));
        for (const QString& pane : {u"smallPane"_s, u"largePane"_s})
            QVERIFY(!window.panel.findChild<QWidget*>(pane)
                         ->findChild<QPlainTextEdit*>()
                         ->toPlainText()
                         .isEmpty());
        QVERIFY(window.panel.findChild<QLabel*>(u"divergenceHeading"_s)
                    ->text()
                    .contains(u"agree"_s));  // how the rest of the episode went
    }

    void theKindFilterNarrowsTheList()
    {
        Fixture window;
        window.open();
        QVERIFY(window.isFull());
        auto* kinds = window.panel.findChild<QComboBox*>(u"decisionKind"_s);

        kinds->setCurrentIndex(kinds->findData(int(DivergenceKind::StopOrNot)));

        const auto* filter = window.panel.list()->filter();
        QVERIFY(filter->rowCount() > 0);
        for (int row = 0; row < filter->rowCount(); ++row)
            QCOMPARE(filter->index(row, DecisionModel::Kind).data().toString(), u"stop or not"_s);
    }

    void agreementGrowsWithK()
    {
        Fixture window;
        window.open();
        QVERIFY(window.isFull());
        const Agreement agreement = agreementOfRows(window.source);
        const auto* table = window.panel.agreement()->table();
        QTRY_COMPARE(table->rows()[1].tally.n, int(agreement.states.size()));

        QVERIFY(table->rows()[1].tally.successes < table->rows()[2].tally.successes);
        QVERIFY(agreement.withoutProposal > 0);
        const QTableWidget* kinds = window.panel.agreement()->kinds();
        int states = 0;
        for (int column = 0; column < kinds->columnCount(); ++column)
            states += kinds->item(0, column)->text().toInt();
        QCOMPARE(states, int(agreement.states.size()));
    }

    void twoTrajectoriesOfOneTaskStandSideBySide()
    {
        Fixture window;
        window.open();
        QVERIFY(window.isAligned());
        AlignmentModel* model = window.panel.alignment()->model();
        QAbstractItemModelTester tester(model,
                                        QAbstractItemModelTester::FailureReportingMode::QtTest);
        const auto& both = *model->trajectories();

        QCOMPARE(both.left.episode.taskId, both.right.episode.taskId);
        QVERIFY(both.left.episode.run != both.right.episode.run);
        QVERIFY(both.alignment.firstDivergence);
        QCOMPARE(window.panel.alignment()->row(), *both.alignment.firstDivergence);
        QVERIFY(model->relation(*both.alignment.firstDivergence).startsWith(u"first divergence"_s));
        for (int row = 0; row < *both.alignment.firstDivergence; ++row) QVERIFY(model->isSame(row));
        for (const QString& page : {u"alignLeftPage"_s, u"alignRightPage"_s})
            if (model->left(window.panel.alignment()->row())
                && model->right(window.panel.alignment()->row()))
                QTRY_VERIFY(!window.panel.findChild<ImageView*>(page)->firstImage().isNull());
    }

    void taskAndRowStayWhenARunEnds()
    {
        Fixture window;
        window.open();
        QVERIFY(window.isAligned());
        auto* tasks = window.panel.findChild<QComboBox*>(u"alignTask"_s);
        QVERIFY(tasks->count() > 1);
        tasks->setCurrentIndex(1);
        QTRY_COMPARE(window.panel.alignment()->stack()->state(), PanelStack::State::Full);
        auto* view = window.panel.findChild<QTreeView*>(u"alignTable"_s);
        const int row = window.panel.alignment()->model()->rowCount() - 1;
        view->setCurrentIndex(window.panel.alignment()->model()->index(row, 0));
        window.monitor.add(window.store, window.engine.startRun(window.store, {}));
        window.store->setStrict(false);
        RunRecord added;
        added.name = "newest";
        QVERIFY(window.store->addRun(added));
        window.store->setStrict(true);

        window.engine.runs.back().finish(RolloutSummary{});
        window.monitor.drain();

        auto* runs = window.panel.findChild<QComboBox*>(u"alignLeft"_s);
        QTRY_VERIFY(runs->findText(u"newest"_s, Qt::MatchStartsWith) >= 0);
        QThreadPool::globalInstance()->waitForDone();
        QTest::qWait(0);
        QCOMPARE(tasks->currentIndex(), 1);
        QCOMPARE(window.panel.alignment()->row(), row);
        QCOMPARE(window.panel.alignment()->stack()->state(), PanelStack::State::Full);
    }

    void oOpensTheStepOfTheTabInFront()
    {
        Fixture window;
        window.open();
        QVERIFY(window.isFull());
        QVERIFY(window.isAligned());
        AlignmentModel* model = window.panel.alignment()->model();
        auto* view = window.panel.findChild<QTreeView*>(u"alignTable"_s);
        view->setCurrentIndex(model->index(0, AlignmentModel::LeftAction));

        window.actions.find(u"divergence.openStep"_s)->trigger();

        QCOMPARE(window.selection.run(), model->trajectories()->left.episode.run);
        QCOMPARE(window.selection.episode(), model->trajectories()->left.episode.id);
        QCOMPARE(window.selection.step(), 0);
    }

    void modelsThatNeverDifferAreNoEmptyList()
    {
        Fixture window;
        window.open();
        QVERIFY(window.isFull());
        const auto agrees = [](const DecisionRow& row) {
            return row.hasProposal() && !row.isDivergent();
        };
        const auto& rows = window.source.rows();
        const auto row = std::find_if(rows.begin(), rows.end(), agrees);
        QVERIFY(row != rows.end());
        window.store->setStrict(false);
        RunRecord run;
        run.policy = "sds";
        run.finishedAt = "2030-01-01T00:00:00Z";
        run.id = *window.store->addRun(run);
        EpisodeRecord episode = *window.store->episode(row->episode);
        Step step = *window.store->step(row->episode, row->step);
        episode.run = run.id;
        episode.id = *window.store->beginEpisode(episode);
        step.index = 0;
        QVERIFY(window.store->appendStep(episode.id, step));
        window.store->setStrict(true);
        window.source.reload();
        QTRY_COMPARE(window.source.state(), DecisionSource::State::Ready);

        window.source.show(run.id);

        auto* heading = window.panel.findChild<QLabel*>(u"divergenceHeading"_s);
        QTRY_VERIFY(heading->text().contains(u"never differ"_s));
        QCOMPARE(window.panel.stack()->state(), PanelStack::State::Full);
    }

    void nSkipsRowsThatAreTheSame()
    {
        Fixture window;
        window.open();
        QVERIFY(window.isAligned());
        QVERIFY(QTest::qWaitForWindowActive(&window.panel));
        auto* view = window.panel.findChild<QTreeView*>(u"alignTable"_s);
        view->setFocus();
        const AlignmentModel* model = window.panel.alignment()->model();
        view->setCurrentIndex(model->index(0, 0));
        int next = 1;
        while (next < model->rowCount() && model->isSame(next)) ++next;
        QVERIFY(next < model->rowCount());

        QTest::keyClick(view, Qt::Key_N);

        QTRY_COMPARE(window.panel.alignment()->row(), next);
    }
};

QTEST_MAIN(TestDivergencePanel)
#include "tst_divergence_panel.moc"
