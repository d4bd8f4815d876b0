#include "ui/training/training_panel.h"

#include <QtTest/QtTest>
#include <QtWidgets/QtWidgets>

#include <nlohmann/json.hpp>

#include "core/dataset/train_preset.h"
#include "core/dataset/training_setup.h"
#include "core/model/json_file.h"
#include "tests/ui/support/fake_engine.h"
#include "ui/session/action_registry.h"
#include "ui/session/run_monitor.h"
#include "ui/session/selection.h"
#include "ui/training/config_tab.h"
#include "ui/training/curve_plot.h"
#include "ui/training/curves_tab.h"
#include "ui/training/demo_training.h"
#include "ui/training/example_loss_model.h"
#include "ui/training/example_view.h"
#include "ui/training/new_run_page.h"
#include "ui/training/preview_tab.h"
#include "ui/training/run_list_model.h"
#include "ui/training/run_watch.h"
#include "ui/training/samples_tab.h"
#include "ui/training/training_draft.h"
#include "ui/training/training_starter.h"
#include "ui/widgets/panel_stack.h"

using namespace sym;
using namespace Qt::StringLiterals;

namespace {

/// A project with solved episodes of two sites, six in the train split and one canary each of the
/// others.
std::shared_ptr<MemoryStore> makeStore(const QString& path)
{
    auto store = std::make_shared<MemoryStore>(path.toStdString());
    const RunId run = *store->addRun({.name = "train run", .policy = "planner"});
    for (int i = 0; i < 8; ++i) {
        EpisodeRecord episode;
        episode.run = run;
        episode.templateId = "1";
        episode.sites = {i % 2 ? "map" : "shopping"};
        episode.split = i == 6 ? "dev" : i == 7 ? "test" : "train";
        episode.objective = (i > 5 ? "canary " : "Buy lamp ") + std::to_string(i);
        episode.policy = "planner";
        episode.id = *store->beginEpisode(episode);
        for (int index = 0; index < 3; ++index) {
            Step step;
            step.index = index;
            step.page.observation = "RootWebArea 'Shop'\n\tlink [5] 'Lamp " + std::to_string(i)
                                    + std::to_string(index) + "'";
            step.action = {.kind = ActionKind::Click, .elementId = "5"};
            step.reasoning = "The link names the lamp.";
            if (!store->appendStep(episode.id, step)) qFatal("step not stored");
        }
        episode.outcome = EpisodeOutcome::Finished;
        episode.scores = {{"webarena", 1, true, {}}};
        episode.steps = 3;
        if (!store->finishEpisode(episode)) qFatal("episode not stored");
    }
    store->setStrict(true);
    return store;
}

struct Fixture {
    QTemporaryDir folder;
    QThreadPool pool;
    FakeEngine engine;
    Selection selection;
    RunMonitor monitor;
    ActionRegistry actions;
    std::shared_ptr<MemoryStore> store = makeStore(folder.filePath(u"shop.symbiont"_s));
    TrainingPanel panel{{.engine = engine,
                         .selection = selection,
                         .monitor = monitor,
                         .actions = actions,
                         .pool = pool}};

    Fixture()
    {
        panel.resize(1400, 850);
        panel.show();
    }
    ~Fixture() { pool.waitForDone(); }

    std::string runs() const { return trainingRunsFolder(store->path()); }

    DemoRun write(const std::string& name, RunPhase phase, int updates,
                  std::int64_t process = 0) const
    {
        DemoRun run{.config = *trainPreset("quick"),
                    .updates = updates,
                    .phase = phase,
                    .processId = process};
        run.config.name = name;
        run.config.outputFolder = runs() + '/' + name;
        run.config.examplesFile = runs() + "/train.jsonl";
        run.config.evaluationFile = runs() + "/dev.jsonl";
        run.spikeAt = 30;
        if (const Status written = writeDemoRun(run); !written)
            qFatal("%s", written.error().message().c_str());
        return run;
    }

    /// Steps of the project's episode `episode`, as the runs' data.
    void writeRecords(std::int64_t episode) const
    {
        std::vector<TrainingRecord> records(8);
        for (int i = 0; i < 8; ++i) {
            records[std::size_t(i)].objective = "Buy lamp";
            records[std::size_t(i)].action = "click [5]";
            records[std::size_t(i)].split = "train";
            records[std::size_t(i)].episode = episode;
            records[std::size_t(i)].step = i % 3;
        }
        QDir().mkpath(QString::fromStdString(runs()));
        for (const char* name : {"/train.jsonl", "/dev.jsonl"})
            if (!writeTrainingRecords(runs() + name, records)) qFatal("records not written");
    }

    template <typename T>
    T* find(const QString& name)
    {
        return panel.findChild<T*>(name);
    }

    void trigger(const QString& id) { actions.find(id)->trigger(); }
    bool isEnabled(const QString& id) { return actions.find(id)->isEnabled(); }

    QPushButton* start() { return find<QPushButton>(u"startTraining"_s); }
};

std::string commandOf(const DemoRun& run)
{
    return readWholeFile(run.config.outputFolder + "/command").valueOr("");
}

}  // namespace

class TestTrainingPanel : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void withoutAProjectItSaysSo()
    {
        Fixture window;
        QCOMPARE(int(window.panel.stack()->state()), int(PanelStack::State::Empty));
    }

    void countsWhatMayBeLearned()
    {
        Fixture window;
        window.selection.setProject(window.store);
        auto* counts = window.find<QLabel>(u"datasetCounts"_s);
        QTRY_VERIFY(window.panel.draft()->dataset());

        const Dataset& dataset = *window.panel.draft()->dataset();

        QCOMPARE(int(dataset.train.size() + dataset.heldOut.size()), 18);
        QCOMPARE(dataset.counts.otherSplit, 2);
        QTRY_VERIFY(counts->text().contains(u"shopping"_s)
                    && counts->text().contains(u"refused"_s));
    }

    void uncheckingASiteLeavesItOut()
    {
        Fixture window;
        window.selection.setProject(window.store);
        auto* sources = window.find<QTreeWidget>(u"datasetSources"_s);
        QTRY_COMPARE(sources->topLevelItem(1)->childCount(), 2);

        sources->topLevelItem(1)->child(0)->setCheckState(0, Qt::Unchecked);

        QTRY_VERIFY(window.panel.draft()->dataset()
                    && window.panel.draft()->dataset()->counts.episodes == 4);
        QVERIFY(!window.panel.draft()->dataset()->counts.bySite.contains("map"));
        sources->topLevelItem(1)->child(1)->setCheckState(0, Qt::Unchecked);
        QTRY_VERIFY(window.panel.draft()->dataset()
                    && window.panel.draft()->dataset()->counts.episodes == 0);
        QVERIFY(!window.start()->isEnabled());
        QVERIFY(window.find<QLabel>(u"trainProblem"_s)->text().contains(u"Nothing to train on"_s));
    }

    void startsATrainerOnFilesItWrote()
    {
        Fixture window;
        window.selection.setProject(window.store);
        QTRY_VERIFY(window.start()->isEnabled());
        window.find<QLineEdit>(u"runName"_s)->setText(u"first"_s);
        QTest::keyClick(window.find<QLineEdit>(u"runName"_s), Qt::Key_A);
        QTRY_VERIFY(window.start()->isEnabled());

        QTest::mouseClick(window.start(), Qt::LeftButton);

        QTRY_COMPARE(int(window.engine.trainers.size()), 1);
        QCOMPARE(window.engine.trainers[0],
                 std::vector<std::string>{window.runs() + "/firsta.json"});
        const auto json = readWholeFile(window.engine.trainers[0][0]);
        QVERIFY(bool(json));
        const auto config = trainConfigFromJson(*json);
        QVERIFY(bool(config));
        const auto records = readTrainingRecords(config->examplesFile);
        QVERIFY(bool(records));
        QVERIFY(!records->empty());
        for (const TrainingRecord& record : *records) {
            QCOMPARE(record.split, std::string("train"));
            QVERIFY(record.objective.find("canary") == std::string::npos);
        }
        QCOMPARE(window.panel.runs()->index(0, RunListModel::State).data().toString(),
                 u"not started"_s);
        window.write("firsta", RunPhase::Training, 4, QCoreApplication::applicationPid());
        QTRY_VERIFY(window.panel.watch()->anyActive());
    }

    void runsWaitForEachOther()
    {
        Fixture window;
        const DemoRun busy =
            window.write("busy", RunPhase::Training, 10, QCoreApplication::applicationPid());
        window.write("stopped", RunPhase::Stopped, 10);
        window.selection.setProject(window.store);
        QTRY_COMPARE(int(window.panel.watch()->runs().size()), 2);

        window.panel.setCurrentRun(u"stopped"_s);
        window.trigger(u"training.start"_s);

        QCOMPARE(window.panel.starter()->waiting(), QStringList{u"stopped"_s});
        QVERIFY(window.engine.trainers.empty());
        QVERIFY(window.panel.runs()
                    ->index(window.panel.watch()->rowOf(u"stopped"_s), RunListModel::State)
                    .data()
                    .toString()
                    .contains(u"waiting"_s));
        DemoRun done = busy;
        done.phase = RunPhase::Finished;
        QVERIFY(bool(writeDemoRun(done)));
        QTRY_COMPARE(int(window.engine.trainers.size()), 1);
        QCOMPARE(window.engine.trainers[0],
                 (std::vector<std::string>{"--resume", window.runs() + "/stopped"}));
    }

    void aKilledTrainerCanBeResumed()
    {
        Fixture window;
        window.write("killed", RunPhase::Training, 42, 0);
        window.selection.setProject(window.store);
        QTRY_COMPARE(int(window.panel.watch()->runs().size()), 1);
        QTRY_VERIFY(window.isEnabled(u"training.start"_s));
        QCOMPARE(window.panel.runs()->index(0, RunListModel::State).data().toString(),
                 u"stopped at update 42"_s);
        QVERIFY(!window.isEnabled(u"training.stop"_s));

        window.trigger(u"training.start"_s);

        QTRY_COMPARE(int(window.engine.trainers.size()), 1);
        QCOMPARE(window.engine.trainers[0][0], std::string("--resume"));
    }

    void commandsReachTheTrainer()
    {
        Fixture window;
        DemoRun run =
            window.write("run", RunPhase::Training, 10, QCoreApplication::applicationPid());
        window.selection.setProject(window.store);
        QTRY_VERIFY(window.isEnabled(u"training.pause"_s));

        window.trigger(u"training.pause"_s);
        QTRY_COMPARE(commandOf(run), std::string("pause\n"));
        run.phase = RunPhase::Paused;
        QVERIFY(bool(appendDemoUpdate(run, 11)));
        QTRY_VERIFY(window.isEnabled(u"training.start"_s));
        window.trigger(u"training.start"_s);
        QTRY_COMPARE(commandOf(run), std::string("resume\n"));
        window.trigger(u"training.stop"_s);
        QTRY_COMPARE(commandOf(run), std::string("stop\n"));
        QVERIFY(window.engine.trainers.empty());
    }

    void aTrainerThatIsNotThereIsSaid()
    {
        Fixture window;
        window.engine.trainerFailure = "there is no trainer";
        window.write("stopped", RunPhase::Stopped, 10);
        window.selection.setProject(window.store);
        QTRY_VERIFY(window.isEnabled(u"training.start"_s));

        window.trigger(u"training.start"_s);

        auto* told = window.find<QLabel>(u"trainingTold"_s);
        QTRY_VERIFY(told->text().contains(u"there is no trainer"_s));
        QVERIFY(window.panel.starter()->waiting().isEmpty());
    }

    void openingAgainShowsTheWholeCurve()
    {
        Fixture window;
        window.write("run", RunPhase::Training, 80, QCoreApplication::applicationPid());
        window.selection.setProject(window.store);
        const CurvePlot* chart = window.panel.curves()->charts().front();
        QTRY_VERIFY(!chart->data().lines().empty());
        QCOMPARE(int(chart->data().lines().front().updates.size()), 80);

        window.selection.setProject(nullptr);
        QCOMPARE(int(window.panel.stack()->state()), int(PanelStack::State::Empty));
        window.selection.setProject(window.store);

        QTRY_VERIFY(!chart->data().lines().empty());
        QCOMPARE(int(chart->data().lines().front().updates.size()), 80);
    }

    void aSpikeLeadsToItsStep()
    {
        Fixture window;
        window.writeRecords(3);
        window.write("run", RunPhase::Finished, 60);
        window.selection.setProject(window.store);
        QTRY_VERIFY(!window.panel.curves()->charts().front()->data().lines().empty());
        QSignalSpy shown(&window.panel, &TrainingPanel::stepShown);

        window.panel.curves()->openUpdate(u"run"_s, 30);
        QTRY_VERIFY(window.panel.curves()->examples()->rowCount() > 0);
        auto* table = window.find<QTableView>(u"exampleTable"_s);
        Q_EMIT table->doubleClicked(table->model()->index(0, 0));

        QTRY_COMPARE(shown.count(), 1);
        QCOMPARE(window.selection.episode(), EpisodeId{3});
        QCOMPARE(window.selection.run(), RunId{1});
        QCOMPARE(window.selection.step(), 1);  // of the odd example, which is number 1
    }

    void samplesStandBesideTheTeacher()
    {
        Fixture window;
        window.writeRecords(2);
        window.write("run", RunPhase::Finished, 60);
        window.selection.setProject(window.store);
        window.panel.openTab(u"samplesTab"_s);
        const SampleModel* model = window.panel.samples()->model();
        QTRY_COMPARE(model->rowCount(), 2);

        QCOMPARE(window.find<QComboBox>(u"sampleUpdates"_s)->count(), 3);
        QCOMPARE(model->index(0, SampleModel::Expected).data().toString(), u"click [4]"_s);
        QCOMPARE(model->index(0, SampleModel::Answer).data().toString(), u"click [4]"_s);
        QTRY_COMPARE(model->index(0, SampleModel::Objective).data().toString(), u"Buy lamp"_s);
        window.find<QComboBox>(u"sampleUpdates"_s)->setCurrentIndex(2);
        QCOMPARE(model->index(0, SampleModel::Verdict).data().toString(), u"differs"_s);
        const QString history = window.find<QPlainTextEdit>(u"sampleHistory"_s)->toPlainText();
        QVERIFY(history.contains(u"UPDATE 20"_s) && history.contains(u"UPDATE 60"_s));
    }

    void theCommandDoesTheSame()
    {
        Fixture window;
        window.selection.setProject(window.store);
        QTRY_VERIFY(window.panel.draft()->dataset());
        qobject_cast<QSpinBox*>(window.find<QWidget>(u"field_epochs"_s))->setValue(7);

        const QString command = window.find<QPlainTextEdit>(u"commandText"_s)->toPlainText();

        QVERIFY2(command.startsWith(u"symbiont train --project "_s), qPrintable(command));
        QVERIFY(command.contains(u"--preset quick"_s));
        QVERIFY(command.endsWith(u"--set epochs=7"_s));
    }

    void aSavedConfigLoadsAgain()
    {
        Fixture window;
        window.selection.setProject(window.store);
        QTRY_VERIFY(window.panel.draft()->dataset());
        auto* epochs = qobject_cast<QSpinBox*>(window.find<QWidget>(u"field_epochs"_s));
        auto* tab = window.panel.findChild<ConfigTab*>();
        QSignalSpy told(tab, &ConfigTab::told);
        const QString file = window.folder.filePath(u"saved.json"_s);

        epochs->setValue(9);
        tab->saveTo(file);
        QTRY_COMPARE(told.count(), 1);
        epochs->setValue(1);
        tab->loadFrom(file);

        QTRY_COMPARE(epochs->value(), 9);
        const auto saved = trainConfigFromJson(*readWholeFile(file.toStdString()));
        QVERIFY(bool(saved));
        QVERIFY(bool(readTrainingRecords(saved->examplesFile)));  // it runs as it is
    }
};

QTEST_MAIN(TestTrainingPanel)
#include "tst_training_panel.moc"
