#include "ui/trajectory/trajectory_panel.h"

#include <QtTest/QtTest>
#include <QtWidgets/QtWidgets>

#include "core/jobs/job.h"
#include "tests/ui/support/fake_engine.h"
#include "ui/demo/demo_project.h"
#include "ui/session/action_registry.h"
#include "ui/session/run_monitor.h"
#include "ui/session/selection.h"
#include "ui/step/step_detail.h"
#include "ui/trajectory/episode_list.h"
#include "ui/trajectory/episode_tree_model.h"
#include "ui/trajectory/film_strip.h"
#include "ui/trajectory/step_list_model.h"
#include "ui/widgets/find_bar.h"
#include "ui/widgets/panel_stack.h"

using namespace sym;
using namespace Qt::StringLiterals;

namespace {

/// A panel with all it needs, on the demo project unless told otherwise.
struct Fixture {
    FakeEngine engine;
    Selection selection;
    RunMonitor monitor;
    ActionRegistry actions;
    TrajectoryPanel panel{{.selection = selection,
                           .monitor = monitor,
                           .actions = actions,
                           .storePool = engine.storePool(),
                           .imagePool = *QThreadPool::globalInstance()}};
    std::shared_ptr<MemoryStore> store = makeDemoStore();

    void open()
    {
        panel.resize(1400, 900);
        panel.show();
        selection.setProject(store);
    }

    bool waitForStep(int step)
    {
        return QTest::qWaitFor(
            [&] { return panel.detail()->step() && panel.detail()->step()->index == step; });
    }

    template <typename T>
    T* find(const QString& name)
    {
        return panel.findChild<T*>(name);
    }
};

}  // namespace

class TestTrajectoryPanel : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void withoutAProjectItSaysWhatToDo()
    {
        Fixture window;
        QCOMPARE(window.panel.stack()->state(), PanelStack::State::Empty);
        QVERIFY(!window.panel.stack()
                     ->currentWidget()
                     ->findChild<QLabel*>(u"emptyHint"_s)
                     ->text()
                     .isEmpty());
    }

    void anEmptyProjectIsNotAnError()
    {
        Fixture window;
        window.store = std::make_shared<MemoryStore>();
        window.open();
        QTRY_COMPARE(window.panel.stack()->state(), PanelStack::State::Empty);
    }

    void aProjectThatCannotBeReadIsAnErrorWithARetry()
    {
        Fixture window;
        window.store->failWith("the disk is gone");
        window.open();
        QTRY_COMPARE(window.panel.stack()->state(), PanelStack::State::Error);
        QCOMPARE(
            window.panel.stack()->currentWidget()->findChild<QLabel*>(u"errorReason"_s)->text(),
            u"the disk is gone"_s);

        window.store->failWith("");
        QTest::mouseClick(
            window.panel.stack()->currentWidget()->findChild<QPushButton*>(u"retryButton"_s),
            Qt::LeftButton);
        QTRY_COMPARE(window.panel.stack()->state(), PanelStack::State::Full);
    }

    void choosingAnEpisodeShowsItsFirstStep()
    {
        Fixture window;
        window.open();
        auto* tree = window.find<QTreeView>(u"episodeTree"_s);
        QTRY_VERIFY(tree->model()->rowCount(tree->model()->index(0, 0)) > 0);

        tree->setCurrentIndex(tree->model()->index(0, 0, tree->model()->index(0, 0)));

        QVERIFY(window.waitForStep(0));
        QVERIFY(window.panel.steps()->rowCount() > 1);
        QVERIFY(window.find<QLabel>(u"episodeHeading"_s)->text().contains(u"Task"_s));
    }

    void keysGoThroughTheSteps_data()
    {
        QTest::addColumn<int>("from");
        QTest::addColumn<int>("key");
        QTest::addColumn<int>("modifiers");
        QTest::addColumn<int>("step");

        QTest::newRow("L") << 1 << int(Qt::Key_L) << 0 << 2;
        QTest::newRow("J") << 1 << int(Qt::Key_J) << 0 << 2;
        QTest::newRow("H") << 2 << int(Qt::Key_H) << 0 << 1;
        QTest::newRow("K") << 2 << int(Qt::Key_K) << 0 << 1;
        QTest::newRow("0") << 2 << int(Qt::Key_0) << 0 << 0;
        QTest::newRow("$") << 0 << int(Qt::Key_Dollar) << 0 << 3;
        QTest::newRow("left") << 2 << int(Qt::Key_Left) << 0 << 1;
        QTest::newRow("down") << 1 << int(Qt::Key_Down) << 0 << 2;
        QTest::newRow("up") << 2 << int(Qt::Key_Up) << 0 << 1;
        QTest::newRow("Ctrl+right") << 1 << int(Qt::Key_Right) << int(Qt::ControlModifier) << 2;
        QTest::newRow("right") << 0 << int(Qt::Key_Right) << 0 << 1;
        QTest::newRow("Ctrl+left") << 2 << int(Qt::Key_Left) << int(Qt::ControlModifier) << 1;
        QTest::newRow("home") << 2 << int(Qt::Key_Home) << 0 << 0;
        QTest::newRow("end") << 0 << int(Qt::Key_End) << 0 << 3;
        QTest::newRow("before the first") << 0 << int(Qt::Key_H) << 0 << 0;
        QTest::newRow("behind the last") << 3 << int(Qt::Key_L) << 0 << 3;
    }

    void keysGoThroughTheSteps()
    {
        QFETCH(int, from);
        QFETCH(int, key);
        QFETCH(int, modifiers);
        QFETCH(int, step);
        Fixture window;
        window.open();
        QVERIFY(QTest::qWaitForWindowActive(&window.panel));
        window.selection.goTo(RunId{1}, EpisodeId{1}, from);
        QVERIFY(window.waitForStep(from));
        auto* list = window.find<QTreeView>(u"stepList"_s);
        list->setFocus();
        QTRY_VERIFY(list->hasFocus());

        QTest::keyClick(list, Qt::Key(key), Qt::KeyboardModifiers(modifiers));

        QCOMPARE(window.selection.step(), step);
        QVERIFY(window.waitForStep(step));
        QCOMPARE(window.find<FilmStrip>(u"filmStrip"_s)->current(), step);
        QCOMPARE(list->currentIndex().row(), step);
    }

    void shiftKeysGoThroughTheEpisodes_data()
    {
        QTest::addColumn<int>("key");
        QTest::addColumn<int>("row");
        QTest::newRow("Shift+L") << int(Qt::Key_L) << 2;
        QTest::newRow("Shift+H") << int(Qt::Key_H) << 0;
    }

    void shiftKeysGoThroughTheEpisodes()
    {
        QFETCH(int, key);
        QFETCH(int, row);
        Fixture window;
        window.open();
        QVERIFY(QTest::qWaitForWindowActive(&window.panel));
        auto* tree = window.find<QTreeView>(u"episodeTree"_s);
        QTRY_VERIFY(tree->model()->rowCount(tree->model()->index(0, 0)) > 2);
        tree->setCurrentIndex(tree->model()->index(1, 0, tree->model()->index(0, 0)));
        const EpisodeId before = window.selection.episode();
        const EpisodeId expected{tree->model()
                                     ->index(row, 0, tree->model()->index(0, 0))
                                     .data(EpisodeTreeModel::EpisodeRole)
                                     .toLongLong()};
        QVERIFY(before);
        QVERIFY(window.waitForStep(0));
        auto* list = window.find<QTreeView>(u"stepList"_s);
        list->setFocus();
        QTRY_VERIFY(list->hasFocus());

        QTest::keyClick(list, Qt::Key(key), Qt::ShiftModifier);

        QCOMPARE(window.selection.episode(), expected);
    }

    void rowKeysGoThroughTheRunsAndEpisodes_data()
    {
        QTest::addColumn<int>("key");
        QTest::addColumn<int>("row");
        QTest::newRow("J") << int(Qt::Key_J) << 2;
        QTest::newRow("K") << int(Qt::Key_K) << 0;
    }

    void rowKeysGoThroughTheRunsAndEpisodes()
    {
        QFETCH(int, key);
        QFETCH(int, row);
        Fixture window;
        window.open();
        QVERIFY(QTest::qWaitForWindowActive(&window.panel));
        auto* tree = window.find<QTreeView>(u"episodeTree"_s);
        QTRY_VERIFY(tree->model()->rowCount(tree->model()->index(0, 0)) > 2);
        tree->setCurrentIndex(tree->model()->index(1, 0, tree->model()->index(0, 0)));
        tree->setFocus();
        QTRY_VERIFY(tree->hasFocus());

        QTest::keyClick(tree, Qt::Key(key));

        QCOMPARE(tree->currentIndex().row(), row);
    }

    void bareKeysAreLettersWhileTyping()
    {
        Fixture window;
        window.open();
        QVERIFY(QTest::qWaitForWindowActive(&window.panel));
        window.selection.goTo(RunId{1}, EpisodeId{1}, 1);
        QVERIFY(window.waitForStep(1));
        auto* filter = window.find<QLineEdit>(u"episodeFilter"_s);
        filter->setFocus();
        QTRY_VERIFY(filter->hasFocus());

        QTest::keyClicks(filter, u"vjlk"_s);

        QCOMPARE(filter->text(), u"vjlk"_s);
        QCOMPARE(window.selection.step(), 1);
        QVERIFY(window.find<FilmStrip>(u"filmStrip"_s)->isVisible());
    }

    void findKeysOpenGoOnAndLeave()
    {
        Fixture window;
        window.open();
        QVERIFY(QTest::qWaitForWindowActive(&window.panel));
        window.selection.goTo(RunId{1}, EpisodeId{1}, 0);
        QVERIFY(window.waitForStep(0));
        window.panel.detail()->openTab(u"observationTab"_s);
        auto* list = window.find<QTreeView>(u"stepList"_s);
        list->setFocus();
        QTRY_VERIFY(list->hasFocus());
        auto* text = window.find<QPlainTextEdit>(u"observationText"_s);

        QTest::keyClick(list, Qt::Key_F, Qt::ControlModifier);

        auto* bar =
            window.panel.detail()->findChild<QWidget*>(u"observationTab"_s)->findChild<FindBar*>();
        QVERIFY(bar->isVisible());
        auto* words = bar->findChild<QLineEdit*>();
        QTRY_VERIFY(words->hasFocus());
        QTest::keyClicks(words, u"link"_s);
        const int first = text->textCursor().position();
        QTest::keyClick(words, Qt::Key_F3);
        QVERIFY(text->textCursor().position() > first);
        QTest::keyClick(words, Qt::Key_F3, Qt::ShiftModifier);
        QCOMPARE(text->textCursor().position(), first);
        QTest::keyClick(words, Qt::Key_Escape);
        QVERIFY(!bar->isVisible());
    }

    void columnsHaveSaneWidths_data()
    {
        QTest::addColumn<int>("width");
        QTest::newRow("1500") << 1500;
        QTest::newRow("1280") << 1280;
    }

    /// Whatever the tabs hold, the lists keep their place and need no sideways scrolling.
    void columnsHaveSaneWidths()
    {
        QFETCH(int, width);
        Fixture window;
        window.panel.resize(width, 800);
        window.panel.show();
        window.selection.setProject(window.store);
        window.selection.goTo(RunId{1}, EpisodeId{1}, 0);
        QVERIFY(window.waitForStep(0));
        for (const QString& tab : {u"observationTab"_s, u"promptTab"_s, u"candidatesTab"_s,
                                   u"planTab"_s, u"timingsTab"_s, u"jsonTab"_s}) {
            window.panel.detail()->openTab(tab);
            QCoreApplication::sendPostedEvents(nullptr, QEvent::LayoutRequest);
            for (const QString& name : {u"episodeTree"_s, u"stepList"_s}) {
                const auto* list = window.find<QTreeView>(name);
                QVERIFY2(list->width() > width / 5, qPrintable(tab + u" "_s + name));
                QVERIFY2(list->header()->length() <= list->viewport()->width(),
                         qPrintable(tab + u" "_s + name));
            }
            QVERIFY2(window.panel.detail()->width() > width * 2 / 5, qPrintable(tab));
        }
        QCOMPARE(window.panel.width(), width);
    }

    void reducedViewHidesColumnsAndTheStrip()
    {
        Fixture window;
        window.open();
        QVERIFY(QTest::qWaitForWindowActive(&window.panel));
        window.selection.goTo(RunId{1}, EpisodeId{1}, 0);
        QVERIFY(window.waitForStep(0));
        auto* list = window.find<QTreeView>(u"stepList"_s);
        list->showColumn(StepListModel::Page);  // chosen by the person
        list->setFocus();
        QTRY_VERIFY(list->hasFocus());

        QTest::keyClick(list, Qt::Key_V);
        QVERIFY(list->isColumnHidden(StepListModel::Page));
        QVERIFY(list->isColumnHidden(StepListModel::Time));
        QVERIFY(!window.find<FilmStrip>(u"filmStrip"_s)->isVisible());
        QTest::keyClick(list, Qt::Key_V);
        QVERIFY(!list->isColumnHidden(StepListModel::Page));
        QVERIFY(!list->isColumnHidden(StepListModel::Time));
        QVERIFY(list->isColumnHidden(StepListModel::Tokens));
    }

    void clickingTheFilmStripSelects()
    {
        Fixture window;
        window.open();
        window.selection.goTo(RunId{1}, EpisodeId{1}, 0);
        QVERIFY(window.waitForStep(0));
        auto* strip = window.find<FilmStrip>(u"filmStrip"_s);

        QTest::mouseClick(strip->viewport(), Qt::LeftButton, {},
                          QPoint(strip->fontMetrics().height() * 3 * 16 / 9 * 3 / 2, 20));

        QCOMPARE(window.selection.step(), 1);
    }

    void liveStepsAppendWithoutMovingTheSelection()
    {
        Fixture window;
        window.open();
        window.selection.goTo(RunId{1}, EpisodeId{1}, 1);
        QVERIFY(window.waitForStep(1));
        const int rows = window.panel.steps()->rowCount();
        window.monitor.add(window.store, window.engine.startRun(window.store, {}));
        Step step;
        step.index = rows;
        step.rawAction = "click [77]";

        window.engine.runs[0].post(StepFinished{EpisodeId{1}, step});
        window.engine.runs[0].post(StepFinished{EpisodeId{999}, step});
        window.monitor.drain();

        QCOMPARE(window.panel.steps()->rowCount(), rows + 1);
        QCOMPARE(window.selection.step(), 1);
        QCOMPARE(window.find<QTreeView>(u"stepList"_s)->currentIndex().row(), 1);
    }

    void searchFindsStepsAndGoesThere()
    {
        Fixture window;
        window.open();
        window.panel.openSearch();
        auto* query = window.find<QLineEdit>(u"searchQuery"_s);
        auto* hits = window.find<QListWidget>(u"searchHits"_s);

        QTest::keyClicks(query, u"stop"_s);
        QTRY_VERIFY(hits->count() > 0);
        hits->setCurrentRow(0);

        QVERIFY(window.selection.episode());
        QVERIFY(window.waitForStep(window.selection.step()));
        QVERIFY(window.panel.detail()->step()->rawAction.find("stop") != std::string::npos);
    }

    void aSecondProjectReplacesTheFirst()
    {
        Fixture window;
        window.open();
        window.selection.goTo(RunId{1}, EpisodeId{1}, 1);
        QVERIFY(window.waitForStep(1));
        auto second = std::make_shared<MemoryStore>("second.symbiont");
        const RunRecord run;
        QVERIFY(second->addRun(run));
        QVERIFY(addDemoEpisode(*second, RunId{1}, 0, 2));

        window.selection.setProject(second);

        auto* tree = window.find<QTreeView>(u"episodeTree"_s);
        QTRY_COMPARE(tree->model()->rowCount(), 1);
        QVERIFY(!window.panel.detail()->step());
        QCOMPARE(window.panel.steps()->rowCount(), 0);
    }

    void stateIsSavedAndRestored()
    {
        Fixture window;
        const QByteArray state = window.panel.saveState();
        Fixture other;
        other.panel.restoreState(state);
        other.panel.restoreState({});
        QVERIFY(!state.isEmpty());
    }
};

QTEST_MAIN(TestTrajectoryPanel)
#include "tst_trajectory_panel.moc"
