#include "ui/training/run_watch.h"

#include <QtTest/QAbstractItemModelTester>
#include <QtTest/QtTest>
#include <QtWidgets/QtWidgets>

#include "core/dataset/train_preset.h"
#include "core/model/json_file.h"
#include "ui/training/demo_training.h"
#include "ui/training/run_list_model.h"
#include "ui/training/run_pen.h"

using namespace sym;
using namespace Qt::StringLiterals;

namespace {

class Runs {
public:
    std::string folder() const { return m_folder.path().toStdString(); }

    DemoRun write(const std::string& name, RunPhase phase, int updates = 20,
                  std::int64_t process = 0)
    {
        DemoRun run{.config = *trainPreset("quick"),
                    .updates = updates,
                    .phase = phase,
                    .processId = process};
        run.config.name = name;
        run.config.outputFolder = folder() + '/' + name;
        if (const Status written = writeDemoRun(run); !written)
            qFatal("%s", written.error().message().c_str());
        return run;
    }

private:
    QTemporaryDir m_folder;
};

struct Watched {
    explicit Watched(const Runs& runs) : watch(pool) { watch.setFolder(runs.folder()); }
    ~Watched() { pool.waitForDone(); }

    QThreadPool pool;
    RunWatch watch;
};

}  // namespace

class TestRunWatch : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void findsRunsWithTheirWholeCurve()
    {
        Runs runs;
        runs.write("a", RunPhase::Finished, 20);
        runs.write("b", RunPhase::Finished, 40);
        Watched window(runs);

        QTRY_COMPARE(int(window.watch.runs().size()), 2);

        QCOMPARE(int(window.watch.find(u"b"_s)->metrics.size()), 40);
        QCOMPARE(int(window.watch.find(u"b"_s)->samples.size()), 4);
        QVERIFY(!window.watch.anyActive());
    }

    void newPointsArriveWithinAQuarterOfASecond()
    {
        Runs runs;
        const DemoRun run =
            runs.write("a", RunPhase::Training, 20, QCoreApplication::applicationPid());
        Watched window(runs);
        QTRY_VERIFY(window.watch.anyActive());
        QSignalSpy arrived(&window.watch, &RunWatch::metricsArrived);
        std::vector<qint64> delays;
        QElapsedTimer clock;

        for (int update = 21; update <= 28; ++update) {
            arrived.clear();
            QVERIFY(bool(appendDemoUpdate(run, update)));
            clock.start();
            QTRY_VERIFY_WITH_TIMEOUT(!arrived.isEmpty(), 10'000);
            delays.push_back(clock.elapsed());
            QCOMPARE(arrived.last()[1].toInt(), update - 1);  // only the new one is new
        }

        std::sort(delays.begin(), delays.end());
        qInfo("delays: median %lld ms, largest %lld ms", delays[delays.size() / 2], delays.back());
        QCOMPARE(int(window.watch.find(u"a"_s)->metrics.size()), 28);
        // The median, since a busy machine may hold up any single look.
        QVERIFY(delays[delays.size() / 2] <= 250);
    }

    void aKilledTrainerIsStopped()
    {
        Runs runs;
        runs.write("a", RunPhase::Training, 17, 0);
        Watched window(runs);
        RunListModel model(window.watch);
        QAbstractItemModelTester tester(&model,
                                        QAbstractItemModelTester::FailureReportingMode::QtTest);

        QTRY_COMPARE(model.rowCount(), 1);

        QCOMPARE(int(window.watch.runs()[0].state.phase), int(RunPhase::Stopped));
        QCOMPARE(model.index(0, RunListModel::State).data().toString(), u"stopped at update 17"_s);
        QVERIFY(!window.watch.anyActive());
    }

    void updatesThatWereTakenBackAreReplaced()
    {
        Runs runs;
        const DemoRun run =
            runs.write("a", RunPhase::Training, 20, QCoreApplication::applicationPid());
        Watched window(runs);
        QTRY_VERIFY(window.watch.anyActive());

        // A resumed trainer goes on from its checkpoint of update 10.
        const std::string file = run.config.outputFolder + "/metrics.jsonl";
        const auto whole = readWholeFile(file);
        QVERIFY(bool(whole));
        std::size_t end = 0;
        for (int i = 0; i < 10; ++i) end = whole->find('\n', end) + 1;
        QVERIFY(bool(writeWholeFile(file, whole->substr(0, end))));

        QTRY_COMPARE(int(window.watch.runs()[0].metrics.size()), 10);
        QVERIFY(bool(appendDemoUpdate(run, 11)));
        QTRY_COMPARE(int(window.watch.runs()[0].metrics.size()), 11);
        QCOMPARE(window.watch.runs()[0].metrics.back().update, 11);
    }

    void coloursSurviveNewRuns()
    {
        Runs runs;
        runs.write("m", RunPhase::Finished);
        runs.write("z", RunPhase::Finished);
        int m = -1;
        int z = -1;
        {
            Watched window(runs);
            QTRY_COMPARE(int(window.watch.runs().size()), 2);
            m = window.watch.find(u"m"_s)->color;
            z = window.watch.find(u"z"_s)->color;
            QVERIFY(m != z);
        }
        runs.write("a", RunPhase::Finished);
        runs.write("p", RunPhase::Finished);

        Watched again(runs);
        QTRY_COMPARE(int(again.watch.runs().size()), 4);

        QCOMPARE(again.watch.find(u"m"_s)->color, m);
        QCOMPARE(again.watch.find(u"z"_s)->color, z);
        QSet<int> colors;
        for (const WatchedRun& run : again.watch.runs()) colors.insert(run.color);
        QCOMPARE(int(colors.size()), 4);
    }

    void aRunThatWasOnlySetUpHasNotStarted()
    {
        Runs runs;
        TrainConfig config = *trainPreset("quick");
        config.name = "later";
        QVERIFY(bool(writeWholeFile(runs.folder() + "/later.json", trainConfigToJson(config))));
        Watched window(runs);
        QTRY_COMPARE(int(window.watch.runs().size()), 1);
        QVERIFY(!window.watch.runs()[0].hasBegun);
        QCOMPARE(stateText(window.watch.runs()[0], false), u"not started"_s);
        QCOMPARE(stateText(window.watch.runs()[0], true), u"waiting for its turn"_s);

        runs.write("later", RunPhase::Training, 3, QCoreApplication::applicationPid());

        QTRY_VERIFY(window.watch.runs()[0].hasBegun);
        QCOMPARE(int(window.watch.runs().size()), 1);
    }

    void aBrokenFileIsSaid()
    {
        Runs runs;
        runs.write("a", RunPhase::Finished);
        QVERIFY(bool(writeWholeFile(runs.folder() + "/a/config.json", "{\"epochs\": \"many\"}")));
        Watched window(runs);
        QTRY_COMPARE(int(window.watch.runs().size()), 1);
        QVERIFY(stateText(window.watch.runs()[0], false).contains(u"epochs"_s));
    }

    void checkedRunsAreShown()
    {
        Runs runs;
        for (const char* name : {"a", "b", "c"}) runs.write(name, RunPhase::Finished);
        Watched window(runs);
        RunListModel model(window.watch);
        QAbstractItemModelTester tester(&model,
                                        QAbstractItemModelTester::FailureReportingMode::QtTest);
        QTRY_COMPARE(model.rowCount(), 3);
        QSignalSpy changed(&model, &RunListModel::shownChanged);

        QVERIFY(model.setData(model.index(1, 0), Qt::Unchecked, Qt::CheckStateRole));
        QCOMPARE(model.shown(), (QStringList{u"a"_s, u"c"_s}));
        model.showOnly(u"b"_s);
        QCOMPARE(model.shown(), QStringList{u"b"_s});
        QCOMPARE(changed.count(), 2);
    }

    void linesAreToldApartForALongTime()
    {
        for (const bool dark : {false, true}) {
            QPalette palette;
            palette.setColor(QPalette::Window, dark ? Qt::black : Qt::white);
            palette.setColor(QPalette::WindowText, dark ? Qt::white : Qt::black);
            QSet<QString> pens;
            for (int i = 0; i < 64; ++i) {
                const QPen pen = runPen(i, palette);
                pens.insert(pen.color().name() + QString::number(int(pen.style())));
            }
            QCOMPARE(int(pens.size()), 64);
        }
    }
};

QTEST_MAIN(TestRunWatch)
#include "tst_run_watch.moc"
