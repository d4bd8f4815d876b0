#include "ui/symbiosis/rounds_panel.h"

#include <QtTest/QtTest>
#include <QtWidgets/QtWidgets>

#include "core/rollout/rollout_control.h"
#include "core/symbiosis/loop_phases.h"
#include "tests/ui/support/demo_file.h"
#include "tests/ui/support/fake_engine.h"
#include "ui/session/action_registry.h"
#include "ui/session/job_list.h"
#include "ui/session/run_monitor.h"
#include "ui/session/selection.h"
#include "ui/symbiosis/cycle_view.h"
#include "ui/symbiosis/loop_form.h"
#include "ui/symbiosis/loop_watch.h"
#include "ui/symbiosis/phase_list_model.h"
#include "ui/symbiosis/rounds_model.h"
#include "ui/widgets/panel_stack.h"
#include "ui/widgets/plot_library.h"

using namespace sym;
using namespace Qt::StringLiterals;

namespace {

struct Fixture {
    QThreadPool pool;
    FakeEngine engine;
    Selection selection;
    RunMonitor monitor;
    JobList jobs;
    ActionRegistry actions;
    RoundsPanel panel{{.engine = engine,
                       .selection = selection,
                       .monitor = monitor,
                       .jobs = jobs,
                       .actions = actions,
                       .pool = pool}};

    Fixture()
    {
        panel.resize(1400, 850);
        panel.show();
    }
    ~Fixture() { pool.waitForDone(); }

    template <typename T>
    T* find(const QString& name)
    {
        return panel.findChild<T*>(name);
    }
    QAction* action(const QString& name) { return actions.find(name); }
    QString state() { return find<QLabel>(u"loopState"_s)->text(); }
};

}  // namespace

class TestRoundsPanel : public QObject {
    Q_OBJECT

private:
    DemoFile m_demo;

private Q_SLOTS:
    void withoutRoundsItOffersToStartSome()
    {
        Fixture window;
        QCOMPARE(window.panel.stack()->state(), PanelStack::State::Empty);
        QVERIFY(!window.action(u"rounds.new"_s)->isEnabled());

        window.selection.setProject(std::make_shared<MemoryStore>());
        QTRY_VERIFY(window.action(u"rounds.new"_s)->isEnabled());
        QTRY_COMPARE(window.panel.stack()->state(), PanelStack::State::Empty);
        LoopSettings settings = *loopPreset("quick");
        settings.suite = m_demo.suite;
        window.panel.form()->setSettings(settings);
        window.action(u"rounds.new"_s)->trigger();

        QCOMPARE(window.panel.stack()->state(), PanelStack::State::Full);
        QVERIFY(window.panel.form()->isVisible());
        QTRY_VERIFY(window.panel.form()->plan());
        const QString estimate = window.find<QLabel>(u"loopEstimate"_s)->text();
        QVERIFY(estimate.contains(u"About "_s) && estimate.contains(u"tokens"_s));
        QVERIFY(estimate.contains(u"stand-in"_s));
        QVERIFY(window.find<QPushButton>(u"loopStart"_s)->isEnabled());
    }

    void aLoopIsShownWithItsNumbers()
    {
        Fixture window;
        window.selection.setProject(m_demo.store);

        QTRY_VERIFY(window.panel.isPlanned());
        QCOMPARE(window.panel.rounds()->rowCount(), 4);  // before and three rounds
        QCOMPARE(window.panel.phases()->rowCount(), 39);
        QVERIFY(window.state().contains(u"phases"_s));
        QVERIFY(window.state().contains(u"left"_s));
        QVERIFY(window.state().contains(u"stand-in"_s));
        auto* plot = window.find<QCustomPlot>(u"successPlot"_s);
        QCOMPARE(plot->graphCount(), 3);
        QCOMPARE(plot->graph(1)->dataCount(), 2);  // with knowledge: two rounds
        QCOMPARE(plot->graph(2)->dataCount(), 3);  // the student: before and two rounds
        QVERIFY(window.action(u"rounds.resume"_s)->isEnabled());
    }

    void anotherRoundsFlowCanBeSeen()
    {
        Fixture window;
        window.selection.setProject(m_demo.store);
        QTRY_VERIFY(window.panel.isPlanned());
        QCOMPARE(window.panel.cycle()->boxText(CycleStep::Explore), u"not done yet"_s);

        window.find<QComboBox>(u"roundChoice"_s)->setCurrentIndex(0);

        QCOMPARE(window.panel.cycle()->boxText(CycleStep::Explore), u"9 of 40 episodes solved"_s);
    }

    void goingOnUsesTheLoopsSettingsAndShowsItsPhases()
    {
        Fixture window;
        window.selection.setProject(m_demo.store);
        QTRY_VERIFY(window.panel.isPlanned());
        const LoopRecord record = window.panel.view()->report.loop;

        window.action(u"rounds.resume"_s)->trigger();

        QCOMPARE(int(window.engine.loops.size()), 1);
        const FakeEngine::FakeLoop& loop = window.engine.loops[0];
        QCOMPARE(loop.order.request.settings.rounds, 3);
        QVERIFY(loop.order.request.only.isAll());
        QVERIFY(!loop.order.request.restart);
        QCOMPARE(loop.order.request.loop, record.id);
        QCOMPARE(int(window.monitor.active().size()), 1);  // its episodes show like any run's
        QCOMPARE(window.jobs.runningCount(), 1);
        loop.post(LoopBegan{record, 39, {}});
        QTRY_COMPARE(window.panel.watch()->loop(), record.id);
        loop.post(PhaseBegan{2, phase::kExplore, {"small episodes", 40, 1000, 80, true}});
        loop.post(PhaseMoved{2, phase::kExplore, 0.25, "task 10/40"});
        QTRY_COMPARE(int(window.panel.cycle()->active()), int(CycleStep::Explore));
        QTRY_VERIFY(window.state().startsWith(u"round 2"_s));

        window.action(u"rounds.pause"_s)->trigger();
        QVERIFY(loop.handle.run.control->isPaused());
        QVERIFY(window.state().startsWith(u"paused"_s));
        window.action(u"rounds.stop"_s)->trigger();
        QVERIFY(loop.handle.run.future.isCanceled());
        QVERIFY(!loop.handle.run.control->isPaused());
        loop.finish(Error(ErrorCode::Cancelled, "stopped"));
        QTRY_VERIFY(!window.panel.watch()->isRunning());
        QTRY_VERIFY(window.action(u"rounds.resume"_s)->isEnabled());
        QVERIFY(window.find<QLabel>(u"roundsTold"_s)->isHidden());  // nobody needs to be told
    }

    void theChosenOfTwoEqualLoopsGoesOn()
    {
        DemoFile file;
        const LoopRecord older = file.store->symbiosis().loops()->front();
        LoopRecord twin = older;
        twin.startedAt = "2030-01-01T00:00:00Z";
        twin.id = *file.store->symbiosis().addLoop(twin);
        Fixture window;
        window.selection.setProject(file.store);
        QTRY_VERIFY(window.panel.isPlanned());
        QCOMPARE(window.panel.view()->report.loop.id, twin.id);
        auto* loops = window.find<QComboBox>(u"loopChoice"_s);
        loops->setCurrentIndex(loops->findData(qlonglong(older.id.value)));
        QTRY_COMPARE(window.panel.view()->report.loop.id, older.id);

        window.action(u"rounds.resume"_s)->trigger();

        const FakeEngine::FakeLoop& loop = window.engine.loops[0];
        QCOMPARE(loop.order.request.loop, older.id);
        loop.post(LoopBegan{older, 39, {}});
        QTRY_COMPARE(window.panel.watch()->loop(), older.id);
        QTRY_VERIFY(window.panel.isPlanned());
        loop.post(PhaseMoved{2, phase::kExplore, 0.25, "task 10/40"});
        QTRY_VERIFY(window.panel.phases()->running() >= 0);
        loops->setCurrentIndex(loops->findData(qlonglong(twin.id.value)));
        QTRY_COMPARE(window.panel.view()->report.loop.id, twin.id);
        QCOMPARE(window.panel.phases()->running(), -1);  // nothing works in the other one
    }

    void anotherProjectForgetsTheLoop()
    {
        Fixture window;
        window.selection.setProject(m_demo.store);
        QTRY_VERIFY(window.panel.isPlanned());

        window.selection.setProject(std::make_shared<MemoryStore>());

        QVERIFY(!window.panel.view());
        QVERIFY(!window.panel.isPlanned());
        QCOMPARE(window.panel.phases()->rowCount(), 0);
        QVERIFY(!window.action(u"rounds.resume"_s)->isEnabled());
        QTRY_COMPARE(window.panel.stack()->state(), PanelStack::State::Empty);
    }

    void aFailureIsTold()
    {
        Fixture window;
        window.selection.setProject(m_demo.store);
        QTRY_VERIFY(window.panel.isPlanned());
        window.action(u"rounds.resume"_s)->trigger();

        window.engine.loops[0].finish(Error(ErrorCode::NotFound, "no trainer here"));

        auto* told = window.find<QLabel>(u"roundsTold"_s);
        QTRY_VERIFY(told->isVisible());
        QCOMPARE(told->text(), u"no trainer here"_s);
    }

    void onlyTheChosenPhaseIsRun()
    {
        Fixture window;
        window.selection.setProject(m_demo.store);
        QTRY_VERIFY(window.panel.isPlanned());
        auto* table = window.find<QTableView>(u"phaseTable"_s);
        table->selectRow(0);
        QVERIFY(!window.action(u"rounds.runPhase"_s)->isEnabled());  // it is done
        const int next = window.panel.phases()->done();
        table->selectRow(next);

        window.action(u"rounds.runPhase"_s)->trigger();

        const PhaseChoice only = window.engine.loops[0].order.request.only;
        QCOMPARE(only.name, std::string(phase::kKnowledgeLarge));
        QCOMPARE(only.round.value(), 2);
    }

    void aPhasesRunOpens()
    {
        Fixture window;
        QSignalSpy shown(&window.panel, &RoundsPanel::runShown);
        window.selection.setProject(m_demo.store);
        QTRY_VERIFY(window.panel.isPlanned());
        window.find<QTableView>(u"phaseTable"_s)->selectRow(0);

        window.action(u"rounds.openRun"_s)->trigger();

        QCOMPARE(shown.count(), 1);
        QVERIFY(window.selection.run());
    }

    void twoThingsDoNotWorkAtOnce()
    {
        Fixture window;
        window.selection.setProject(m_demo.store);
        QTRY_VERIFY(window.panel.isPlanned());

        window.monitor.add(m_demo.store, window.engine.startRun(m_demo.store, {}));

        QVERIFY(!window.action(u"rounds.resume"_s)->isEnabled());
        window.panel.openTab(u"loopForm"_s);
        QTRY_VERIFY(window.panel.form()->plan());
        QVERIFY(!window.find<QPushButton>(u"loopStart"_s)->isEnabled());
    }

    void theFormSaysWhatIsWrong()
    {
        Fixture window;
        window.selection.setProject(m_demo.store);
        QTRY_VERIFY(window.panel.isPlanned());
        window.panel.openTab(u"loopForm"_s);
        auto* estimate = window.find<QLabel>(u"loopEstimate"_s);
        QTRY_VERIFY(estimate->text().contains(u"goes on"_s));

        window.find<QLineEdit>(u"loopChanges"_s)->setText(u"candidates=none"_s);

        QTRY_VERIFY(estimate->text().contains(u"candidates"_s));
        QVERIFY(!window.find<QPushButton>(u"loopStart"_s)->isEnabled());
        window.find<QLineEdit>(u"loopChanges"_s)->clear();
        window.find<QSpinBox>(u"loopSeed"_s)->setValue(7);
        QTRY_VERIFY(estimate->text().contains(u"A new loop"_s));
        window.find<QPushButton>(u"loopStart"_s)->click();
        QCOMPARE(window.engine.loops[0].order.request.settings.seed, std::uint64_t{7});
    }
};

QTEST_MAIN(TestRoundsPanel)
#include "tst_rounds_panel.moc"
