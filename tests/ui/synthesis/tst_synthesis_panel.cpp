#include "ui/synthesis/synthesis_panel.h"

#include <QtTest/QtTest>
#include <QtWidgets/QtWidgets>

#include "tests/ui/support/fake_engine.h"
#include "ui/decision/decision_list.h"
#include "ui/demo/demo_project.h"
#include "ui/demo/demo_synthesis.h"
#include "ui/session/action_registry.h"
#include "ui/session/run_monitor.h"
#include "ui/session/selection.h"
#include "ui/step/image_cache.h"
#include "ui/synthesis/acceptance_tab.h"
#include "ui/synthesis/revision_bar.h"
#include "ui/widgets/panel_stack.h"

using namespace sym;
using namespace Qt::StringLiterals;

namespace {

struct Fixture {
    FakeEngine engine;
    Selection selection;
    RunMonitor monitor;
    ActionRegistry actions;
    QTemporaryDir folder;
    std::shared_ptr<ProjectStore> store;
    ImageCache images{*QThreadPool::globalInstance()};
    DecisionSource source{selection, monitor, *QThreadPool::globalInstance()};
    SynthesisPanel panel{{.selection = selection,
                          .decisions = source,
                          .actions = actions,
                          .images = images,
                          .storePool = engine.storePool(),
                          .pool = *QThreadPool::globalInstance()}};

    /// A real project file: revisions are kept in its tables.
    void open()
    {
        auto opened = ProjectStore::open(folder.filePath(u"a.symbiont"_s).toStdString(),
                                         ProjectStore::Access::ReadWrite);
        if (!opened) qFatal("%s", opened.error().message().c_str());
        store = *std::move(opened);
        PlainJobContext job;
        if (!fillDemoSynthesis(*store, job)) qFatal("demo synthesis");
        images.setStore(store);
        panel.resize(1400, 900);
        panel.show();
        selection.setProject(store);
    }

    /// A speculative run begins in the project.
    RunId startRun()
    {
        monitor.add(store, engine.startRun(store, {}));
        RunRecord run;
        run.policy = "sds";
        run.id = *store->addRun(run);
        engine.runs.back().post(RunStarted{run});
        monitor.drain();
        return run.id;
    }

    /// The row of the first decision that was replaced.
    int replaced() const
    {
        for (int row = 0; row < int(source.rows().size()); ++row)
            if (!source.rows()[std::size_t(row)].isAccepted
                && source.rows()[std::size_t(row)].hasProposal())
                return row;
        return -1;
    }

    bool choose(int row)
    {
        panel.list()->choose(row);
        return QTest::qWaitFor([&] {
            return panel.step() && panel.list()->row() == row
                   && panel.step()->index == source.rows()[std::size_t(row)].step
                   && !find<QLabel>(u"revisionState"_s)->text().isEmpty();
        });
    }

    template <typename T>
    T* find(const QString& name)
    {
        return panel.findChild<T*>(name);
    }
};

}  // namespace

class TestSynthesisPanel : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void withoutAProjectItSaysWhatToDo()
    {
        Fixture window;
        QCOMPARE(window.panel.stack()->state(), PanelStack::State::Empty);
    }

    void aProjectWithoutSpeculativeRunsIsNotAnError()
    {
        Fixture window;
        window.panel.show();
        window.selection.setProject(makeDemoStore());
        QTRY_COMPARE(window.panel.stack()->state(), PanelStack::State::Empty);
        QVERIFY(window.panel.stack()
                    ->currentWidget()
                    ->findChild<QLabel*>(u"emptyTitle"_s)
                    ->text()
                    .contains(u"speculative"_s));
    }

    void aProjectThatCannotBeReadIsAnErrorWithARetry()
    {
        Fixture window;
        auto broken = makeDemoStore();
        broken->failWith("the disk is gone");
        window.panel.show();
        window.selection.setProject(broken);
        QTRY_COMPARE(window.panel.stack()->state(), PanelStack::State::Error);
        broken->failWith("");

        QTest::mouseClick(
            window.panel.stack()->currentWidget()->findChild<QPushButton*>(u"retryButton"_s),
            Qt::LeftButton);

        QTRY_COMPARE(window.panel.stack()->state(), PanelStack::State::Empty);
    }

    void aDecisionShowsProposalAndCandidates()
    {
        Fixture window;
        window.open();
        QTRY_COMPARE(window.panel.stack()->state(), PanelStack::State::Full);
        QVERIFY(window.choose(window.replaced()));

        auto* teacher = window.find<QTableView>(u"teacherTable"_s);
        QCOMPARE(teacher->model()->rowCount(), 4);  // the proposal stands beside it, not in it
        auto* student = window.find<QWidget>(u"studentPane"_s);
        const DecisionRow& row = *window.panel.list()->decision();
        QVERIFY(student->findChild<QLabel*>(u"proposalAction"_s)
                    ->text()
                    .startsWith(QString::fromStdString(row.proposal)));
        QVERIFY(!student->findChild<QPlainTextEdit*>(u"proposalReason"_s)->toPlainText().isEmpty());
        QVERIFY(window.find<QLabel>(u"decisionHeading"_s)->text().contains(u"Replaced"_s));
    }

    void keysMoveThroughTheDecisions()
    {
        Fixture window;
        window.open();
        QTRY_VERIFY(window.panel.step());
        auto* view = window.panel.list()->view();
        view->setFocus();
        QVERIFY(QTest::qWaitForWindowActive(&window.panel));
        QVERIFY(window.choose(0));

        QTest::keyClick(view, Qt::Key_J);
        QTRY_COMPARE(window.panel.list()->row(), 1);
        QTest::keyClick(view, Qt::Key_K);
        QTRY_COMPARE(window.panel.list()->row(), 0);
    }

    void aDecisionOpensInTheTrajectory()
    {
        Fixture window;
        window.open();
        QTRY_VERIFY(window.panel.step());
        QVERIFY(window.choose(5));
        QSignalSpy requested(&window.panel, &SynthesisPanel::stepRequested);

        window.actions.find(u"synthesis.openStep"_s)->trigger();

        QCOMPARE(requested.size(), 1);
        QCOMPARE(window.selection.episode(), window.source.rows()[5].episode);
        QCOMPARE(window.selection.step(), window.source.rows()[5].step);
    }

    void aPersonRevisesAndTakesItBack()
    {
        Fixture window;
        window.open();
        QTRY_VERIFY(window.panel.step());
        QVERIFY(window.choose(window.replaced()));
        RevisionBar* bar = window.panel.revision();
        auto* teacher = window.find<QTableView>(u"teacherTable"_s);

        // the second candidate, for another reason
        Q_EMIT teacher->activated(teacher->model()->index(1, 0));
        const QString action = window.find<QLineEdit>(u"revisionAction"_s)->text();
        QVERIFY(action.startsWith(u"click ["_s));
        window.find<QLineEdit>(u"revisionReason"_s)->setText(u"it is nearer"_s);
        QTest::mouseClick(window.find<QPushButton>(u"revisionSave"_s), Qt::LeftButton);
        QTRY_VERIFY(bar->revision());
        QCOMPARE(QString::fromStdString(bar->revision()->action), action);
        QCOMPARE(bar->revision()->reason, "it is nearer");

        // it is there again when one comes back
        const int row = window.panel.list()->row();
        QVERIFY(window.choose(row + 1));
        QTRY_VERIFY(!bar->revision());
        QVERIFY(window.choose(row));
        QTRY_VERIFY(bar->revision());

        window.actions.find(u"synthesis.undo"_s)->trigger();
        QTRY_VERIFY(!bar->revision());
        QVERIFY(!window.find<QPushButton>(u"revisionUndo"_s)->isEnabled());
    }

    void revisedDecisionsAreMarked()
    {
        Fixture window;
        window.open();
        QTRY_VERIFY(window.panel.step());
        QVERIFY(window.choose(3));
        const DecisionFilter* filter = window.panel.list()->filter();
        const auto mark = [&] {
            return filter->index(3, DecisionModel::Revised).data().toString();
        };
        QVERIFY(mark().isEmpty());

        window.find<QLineEdit>(u"revisionAction"_s)->setText(u"click [3]"_s);
        window.panel.revision()->save();
        QTRY_COMPARE(mark(), u"revised"_s);
        auto* choice = window.find<QComboBox>(u"decisionChoice"_s);
        choice->setCurrentIndex(choice->findData(int(DecisionChoice::Revised)));
        QCOMPARE(filter->rowCount(), 1);
        QVERIFY(window.choose(3));

        window.panel.revision()->undo();
        QTRY_COMPARE(filter->rowCount(), 0);
    }

    void whatIsHalfWrittenStays()
    {
        Fixture window;
        window.open();
        QTRY_VERIFY(window.panel.step());
        QVERIFY(window.choose(2));
        const RunId shown = window.source.run()->id;
        auto* action = window.find<QLineEdit>(u"revisionAction"_s);
        QVERIFY(!window.panel.revision()->isDirty());

        action->setText(u"click ["_s);
        QVERIFY(window.panel.revision()->isDirty());
        window.selection.goTo(shown, window.source.rows()[9].episode, window.source.rows()[9].step);
        const RunId started = window.startRun();
        window.selection.setRun(started);

        QCOMPARE(window.panel.list()->row(), 2);
        QCOMPARE(window.source.run()->id, shown);
        QCOMPARE(action->text(), u"click ["_s);
        action->clear();  // given up
        QVERIFY(!window.panel.revision()->isDirty());
        window.selection.setRun(shown);
        window.selection.setRun(started);
        QCOMPARE(window.source.run()->id, started);
    }

    void choosingADecisionEndsFollowing()
    {
        Fixture window;
        window.open();
        QTRY_VERIFY(window.panel.step());
        auto* follow = window.find<QCheckBox>(u"followDecisions"_s);
        QVERIFY(window.choose(4));
        QVERIFY(follow->isChecked());  // nobody chose that by hand
        const RunId shown = window.source.run()->id;

        window.actions.find(u"synthesis.next"_s)->trigger();
        QVERIFY(!follow->isChecked());
        window.startRun();

        QCOMPARE(window.source.run()->id, shown);
        QCOMPARE(window.find<QComboBox>(u"decisionRun"_s)->count(), 2);
    }

    void anActionThatIsNoneIsRefusedInWords()
    {
        Fixture window;
        window.open();
        QTRY_VERIFY(window.panel.step());
        QVERIFY(window.choose(0));

        window.find<QLineEdit>(u"revisionAction"_s)->setText(u"click [9999]"_s);
        window.panel.revision()->save();

        QTRY_VERIFY(window.find<QLabel>(u"revisionState"_s)->text().contains(u"[9999]"_s));
        QVERIFY(!window.panel.revision()->revision());
    }

    void theTrainingExampleFollowsTheRevision()
    {
        Fixture window;
        window.open();
        QTRY_VERIFY(window.panel.step());
        QVERIFY(window.choose(0));
        window.panel.openTab(u"exampleTab"_s);
        auto* example = window.find<QPlainTextEdit>(u"exampleText"_s);
        auto* stack = window.find<QWidget>(u"exampleTab"_s)->findChild<PanelStack*>();
        QTRY_COMPARE(stack->state(), PanelStack::State::Full);
        const QString executed = QString::fromStdString(window.source.rows()[0].executed);
        QVERIFY(example->toPlainText().trimmed().endsWith(executed));

        window.find<QLineEdit>(u"revisionAction"_s)->setText(u"click [3]"_s);
        window.panel.revision()->save();

        QTRY_VERIFY(stack->state() == PanelStack::State::Full
                    && example->toPlainText().trimmed().endsWith(u"click [3]"_s));
    }

    void aJudgeThatCameLaterCounts()
    {
        Fixture window;
        window.open();
        QTRY_VERIFY(window.panel.step());
        QVERIFY(window.choose(0));
        window.panel.openTab(u"exampleTab"_s);
        auto* stack = window.find<QWidget>(u"exampleTab"_s)->findChild<PanelStack*>();
        QTRY_COMPARE(stack->state(), PanelStack::State::Full);
        EpisodeRecord record = *window.store->episode(window.source.rows()[0].episode);
        record.judgements.clear();
        QVERIFY(window.store->finishEpisode(record));

        QVERIFY(window.choose(1));

        QTRY_COMPARE(stack->state(), PanelStack::State::Empty);
        QVERIFY(stack->currentWidget()
                    ->findChild<QLabel*>(u"emptyHint"_s)
                    ->text()
                    .contains(u"judge"_s));
    }

    void whatIsNotLearnedSaysWhy()
    {
        Fixture window;
        window.open();
        QTRY_VERIFY(window.panel.step());
        int refused = -1;  // of a template that is held out
        for (int row = 0; row < int(window.source.rows().size()); ++row)
            if (window.source.episode(window.source.rows()[std::size_t(row)].episode)
                    ->templateHeldOut)
                refused = row;
        QVERIFY(window.choose(refused));

        window.panel.openTab(u"exampleTab"_s);

        auto* stack = window.find<QWidget>(u"exampleTab"_s)->findChild<PanelStack*>();
        QTRY_VERIFY(stack->state() == PanelStack::State::Empty);
        QVERIFY(!stack->currentWidget()->findChild<QLabel*>(u"emptyHint"_s)->text().isEmpty());
    }

    void acceptanceCountsWhatTheListShows()
    {
        Fixture window;
        window.open();
        QTRY_COMPARE(window.panel.stack()->state(), PanelStack::State::Full);
        int accepted = 0;
        for (const DecisionRow& row : window.source.rows()) accepted += row.isAccepted ? 1 : 0;

        QTRY_COMPARE(window.panel.acceptance()->points(), int(window.source.rows().size()));
        const std::vector<NamedTally> rows = acceptanceRows(window.source);
        QCOMPARE(rows[1].tally.successes, accepted);
        QCOMPARE(rows[1].tally.n, int(window.source.rows().size()));
        int atK[4];
        for (int i = 0; i < 4; ++i) atK[i] = rows[std::size_t(5 + i)].tally.successes;
        QVERIFY(atK[0] < atK[1] && atK[1] <= atK[2] && atK[2] <= atK[3]);
        QCOMPARE(atK[1], rows[2].tally.successes);  // the run's K is 3
        int ofSites = 0;
        for (std::size_t i = 10; i < rows.size(); ++i) ofSites += rows[i].tally.n;
        QCOMPARE(ofSites, rows[1].tally.n);
    }
};

QTEST_MAIN(TestSynthesisPanel)
#include "tst_synthesis_panel.moc"
