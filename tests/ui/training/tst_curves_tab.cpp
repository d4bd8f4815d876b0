#include "ui/training/curves_tab.h"

#include <QtTest/QAbstractItemModelTester>
#include <QtTest/QtTest>
#include <QtWidgets/QtWidgets>

#include "core/dataset/train_preset.h"
#include "ui/training/config_difference.h"
#include "ui/training/curve_plot.h"
#include "ui/training/demo_training.h"
#include "ui/training/example_loss_model.h"
#include "ui/training/run_watch.h"
#include "ui/widgets/panel_stack.h"
#include "ui/widgets/plot_library.h"

using namespace sym;
using namespace Qt::StringLiterals;

namespace {

constexpr int kSpike = 31;

/// A folder of runs and a tab that shows them all.
class Stage {
public:
    ~Stage() { m_pool.waitForDone(); }

    DemoRun write(const std::string& name, std::uint64_t seed = 1, int updates = 60)
    {
        DemoRun run{.config = *trainPreset("quick"), .updates = updates, .planned = 60};
        run.config.name = name;
        run.config.outputFolder = m_folder.path().toStdString() + '/' + name;
        run.config.seed = seed;
        run.config.examplesFile = m_folder.path().toStdString() + "/data/train.jsonl";
        run.spikeAt = kSpike;
        return write(run);
    }

    DemoRun write(const DemoRun& run)
    {
        if (const Status written = writeDemoRun(run); !written)
            qFatal("%s", written.error().message().c_str());
        m_names << QString::fromStdString(run.config.name);
        return run;
    }

    void writeRecords(int count)
    {
        std::vector<TrainingRecord> records;
        for (int i = 0; i < count; ++i) {
            TrainingRecord record;
            record.objective = "Find lamp " + std::to_string(i);
            record.action = "click [" + std::to_string(i) + "]";
            record.site = "shopping";
            record.split = "train";
            record.episode = 100 + i;
            record.step = i % 4;
            records.push_back(record);
        }
        QDir().mkpath(m_folder.filePath(u"data"_s));
        if (!writeTrainingRecords(m_folder.filePath(u"data/train.jsonl"_s).toStdString(), records))
            qFatal("records not written");
    }

    /// Shows what was written.
    void open()
    {
        tab.resize(1000, 760);
        tab.show();
        watch.setFolder(m_folder.path().toStdString());
        QTRY_COMPARE(watch.runs().size(), std::size_t(m_names.size()));
        tab.setShown(m_names);
        QTRY_VERIFY(tab.charts().front()->replots() > 0);
        settle();
    }

    /// Until the last change is drawn.
    void settle()
    {
        CurvePlot* chart = tab.charts().front();
        const int before = chart->replots();
        chart->setRange(chart->range());
        QTRY_VERIFY(chart->replots() > before);
    }

    QString file(const QString& name) const { return m_folder.filePath(name); }

private:
    QTemporaryDir m_folder;
    QStringList m_names;
    QThreadPool m_pool;

public:
    RunWatch watch{m_pool};
    CurvesTab tab{watch, m_pool};
};

/// Where a point of a chart's first line is, in the plot's pixels.
QPoint pixelOf(const CurvePlot& chart, int update)
{
    const CurveLine& line = chart.data().lines().front();
    const auto at = std::find(line.updates.begin(), line.updates.end(), update);
    const auto point = line.raw->data()->at(int(at - line.updates.begin()));
    return {int(chart.plot()->xAxis->coordToPixel(point->key)),
            int(chart.plot()->yAxis->coordToPixel(point->value))};
}

}  // namespace

class TestCurvesTab : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void withoutRunsItSaysWhatToDo()
    {
        Stage stage;
        QCOMPARE(int(stage.tab.stack()->state()), int(PanelStack::State::Empty));
    }

    void rawPointsStayUnderTheAverage()
    {
        Stage stage;
        stage.write("a");
        stage.open();

        const CurveLine& line = stage.tab.charts().front()->data().lines().front();

        QCOMPARE(line.raw->dataCount(), 60);
        QVERIFY(line.smooth);
        QCOMPARE(line.smooth->dataCount(), 60);
        QVERIFY(line.raw->visible());
        QVERIFY(line.raw->pen().color().alpha() > 60);
        // The average of the first points is right, not pulled towards zero.
        QCOMPARE(line.smooth->data()->at(0)->value, line.raw->data()->at(0)->value);
    }

    void curvesGrowAtTheirEnd()
    {
        Stage stage;
        DemoRun run = stage.write("a");
        stage.open();
        const QCPGraph* raw = stage.tab.charts().front()->data().lines().front().raw;

        run.planned = 61;
        QVERIFY(bool(appendDemoUpdate(run, 61)));

        QTRY_COMPARE(raw->dataCount(), 61);  // the same graph, not a new one
    }

    void axes_data()
    {
        QTest::addColumn<int>("axis");
        QTest::addColumn<double>("last");
        QTest::newRow("update") << int(CurveAxis::Update) << 60.0;
        QTest::newRow("tokens") << int(CurveAxis::Tokens) << 60.0 * 4096;
        QTest::newRow("epoch") << int(CurveAxis::Epoch) << 2.0;
        QTest::newRow("time") << int(CurveAxis::Time) << 60 * 1.9;
    }

    void axes()
    {
        QFETCH(int, axis);
        QFETCH(double, last);
        Stage stage;
        stage.write("a");
        stage.open();

        stage.tab.findChild<QComboBox*>(u"curveAxis"_s)->setCurrentIndex(axis);
        stage.settle();

        const CurvePlot* chart = stage.tab.charts().front();
        bool found = false;
        QCOMPARE(chart->data().lines().front().raw->getKeyRange(found).upper, last);
        QVERIFY(chart->plot()->xAxis->range().contains(last));
    }

    void logarithmicAxes()
    {
        Stage stage;
        stage.write("a");
        stage.open();
        const CurvePlot* chart = stage.tab.charts().front();
        QCOMPARE(int(chart->plot()->yAxis->scaleType()), int(QCPAxis::stLinear));

        stage.tab.findChild<QCheckBox*>(u"logY"_s)->setChecked(true);
        stage.tab.findChild<QCheckBox*>(u"logX"_s)->setChecked(true);
        stage.settle();

        QCOMPARE(int(chart->plot()->yAxis->scaleType()), int(QCPAxis::stLogarithmic));
        QCOMPARE(int(chart->plot()->xAxis->scaleType()), int(QCPAxis::stLogarithmic));
        QVERIFY(chart->plot()->yAxis->range().lower > 0);
        QVERIFY(chart->plot()->xAxis->range().lower > 0);
        QCOMPARE(chart->data().lines().front().raw->dataCount(), 60);
    }

    void aClickOnASpikeOpensItsStep()
    {
        Stage stage;
        stage.writeRecords(8);
        stage.write("a");
        stage.open();
        CurvePlot* chart = stage.tab.charts().front();
        QSignalSpy requested(&stage.tab, &CurvesTab::stepRequested);

        QTest::mouseClick(chart->plot(), Qt::LeftButton, {}, pixelOf(*chart, kSpike));

        ExampleLossModel* examples = stage.tab.examples();
        QTRY_VERIFY(examples->rowCount() > 0);
        QAbstractItemModelTester tester(examples,
                                        QAbstractItemModelTester::FailureReportingMode::QtTest);
        const LossOfExample& worst = examples->example(0);
        QCOMPARE(worst.loss.update, kSpike);
        for (int row = 1; row < examples->rowCount(); ++row)
            QVERIFY(examples->example(row).loss.loss <= worst.loss.loss);
        QCOMPARE(worst.record.episode, std::int64_t(101));  // the odd one is example 1

        auto* table = stage.tab.findChild<QTableView*>(u"exampleTable"_s);
        Q_EMIT table->doubleClicked(examples->index(0, 0));
        QCOMPARE(requested.count(), 1);
        QCOMPARE(requested[0][0].toLongLong(), 101);
        QCOMPARE(requested[0][1].toInt(), 1);
    }

    void aDragChoosesARangeInAllCharts()
    {
        Stage stage;
        stage.write("a");
        stage.open();
        CurvePlot* chart = stage.tab.charts().front();
        QCustomPlot* plot = chart->plot();
        const QPoint from(int(plot->xAxis->coordToPixel(20)), plot->axisRect()->center().y());
        const QPoint to(int(plot->xAxis->coordToPixel(40)), from.y() + 30);

        QTest::mousePress(plot, Qt::LeftButton, {}, from);
        QTest::mouseMove(plot, to);
        QTest::mouseRelease(plot, Qt::LeftButton, {}, to);
        stage.settle();

        for (const CurvePlot* each : stage.tab.charts()) {
            QVERIFY(each->range());
            QVERIFY(std::abs(each->range()->low - 20) < 1
                    && std::abs(each->range()->high - 40) < 1);
        }
        // y fits what is left: the first, large losses are out of sight.
        QVERIFY(plot->yAxis->range().upper
                < chart->data().lines().front().raw->data()->at(0)->value + 2);
        stage.tab.findChild<QToolButton*>(u"showAll"_s)->click();
        QVERIFY(!chart->range());
    }

    void theReadOutTellsTheValues()
    {
        Stage stage;
        stage.write("alpha");
        stage.write("beta", 2);
        stage.open();
        CurvePlot* chart = stage.tab.charts().front();

        QTest::mouseMove(chart->plot(), pixelOf(*chart, 10));

        auto* readout = chart->plot()->findChild<QLabel*>(u"curveReadout"_s);
        QTRY_VERIFY(readout->isVisible());
        QVERIFY(readout->text().contains(u"alpha"_s));
        QVERIFY(readout->text().contains(u"beta"_s));
        QVERIFY(chart->plot()->rect().contains(readout->geometry()));
    }

    void theKeyboardMovesAndAsks()
    {
        Stage stage;
        stage.writeRecords(8);
        stage.write("a");
        stage.open();
        CurvePlot* chart = stage.tab.charts().front();
        QSignalSpy clicked(chart, &CurvePlot::pointClicked);

        QTest::keyClick(chart, Qt::Key_Right);
        QTest::keyClick(chart, Qt::Key_Left);
        QTest::keyClick(chart, Qt::Key_Return);

        QCOMPARE(clicked.count(), 1);
        QCOMPARE(clicked[0][1].toInt(), 59);
        QTest::keyClick(chart, Qt::Key_Plus);
        QVERIFY(chart->range());
        QTest::keyClick(chart, Qt::Key_0);
        QVERIFY(!chart->range());
    }

    void seedsAreJoinedToABand()
    {
        Stage stage;
        for (int seed = 1; seed <= 3; ++seed)
            stage.write("seed-" + std::to_string(seed), std::uint64_t(seed));
        stage.open();
        const CurvePlot* chart = stage.tab.charts().front();
        const int graphs = chart->plot()->graphCount();

        stage.tab.findChild<QCheckBox*>(u"bySeeds"_s)->setChecked(true);

        QCOMPARE(chart->plot()->graphCount(), graphs + 3);  // upper, lower, mean
        const QCPGraph* mean = chart->plot()->graph(graphs + 2);
        QCOMPARE(mean->dataCount(), 60);
        QVERIFY(mean->name().contains(u"3"_s));
        auto* said = stage.tab.findChild<QLabel*>(u"bandText"_s);
        QVERIFY(said->isVisible() && said->text() == mean->name());
        stage.tab.setShown({u"seed-1"_s});
        QVERIFY(said->text().contains(u"No two"_s));
    }

    void differencesOfTheShownRuns()
    {
        Stage stage;
        stage.write("a");
        DemoRun other = stage.write("b");
        other.config.name = "c";
        other.config.outputFolder = stage.file(u"c"_s).toStdString();
        other.config.learningRate = 5e-4;
        stage.write(other);
        stage.open();
        ConfigDifference* model = stage.tab.differences();
        QAbstractItemModelTester tester(model,
                                        QAbstractItemModelTester::FailureReportingMode::QtTest);

        QCOMPARE(model->rowCount(), 1);
        QCOMPARE(model->columnCount(), 4);
        QCOMPARE(model->index(0, 0).data().toString(), u"Learning rate"_s);
        QVERIFY(model->index(0, 3).data().toString() != model->index(0, 1).data().toString());
        stage.tab.setShown({u"a"_s, u"b"_s});
        QCOMPARE(model->rowCount(), 0);
        stage.tab.setShown({u"c"_s});  // alone: beside the defaults
        QVERIFY(model->rowCount() >= 1);
    }

    void exportsFiles_data()
    {
        QTest::addColumn<QString>("format");
        QTest::addColumn<QByteArray>("start");
        QTest::newRow("png") << u"png"_s << QByteArray("\x89PNG");
        QTest::newRow("svg") << u"svg"_s << QByteArray("<?xml");
        QTest::newRow("pdf") << u"pdf"_s << QByteArray("%PDF");
        QTest::newRow("csv") << u"csv"_s << QByteArray("run,seed,update");
    }

    void exportsFiles()
    {
        QFETCH(QString, format);
        QFETCH(QByteArray, start);
        Stage stage;
        stage.write("a");
        stage.open();
        QSignalSpy exported(&stage.tab, &CurvesTab::exported);
        const QString path = stage.file(u"out."_s + format);

        stage.tab.exportTo(path);

        QTRY_COMPARE(exported.count(), 1);
        QCOMPARE(exported[0][1].toString(), QString());
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray content = file.readAll();
        QVERIFY(content.startsWith(start));
        QVERIFY(content.size() > 1500);
        if (format == u"svg") QVERIFY(content.count("<path") + content.count("<polyline") > 4);
        QVERIFY(!stage.tab.charts().front()->plot()->legend->visible());  // undressed again
    }

    void anUnknownFormatIsRefused()
    {
        Stage stage;
        stage.write("a");
        stage.open();
        QSignalSpy exported(&stage.tab, &CurvesTab::exported);
        stage.tab.exportTo(stage.file(u"out.bmp"_s));
        QCOMPARE(exported.count(), 1);
        QVERIFY(!exported[0][1].toString().isEmpty());
    }

    void fiftyRunsAreDrawnQuickly()
    {
        Stage stage;
        for (int run = 0; run < 50; ++run)
            stage.write("run-" + std::to_string(run), std::uint64_t(run), 300);
        stage.open();
        CurvePlot* chart = stage.tab.charts().front();
        QCOMPARE(chart->plot()->graphCount(), 100);

        QElapsedTimer clock;
        std::vector<qint64> times;
        for (int i = 0; i < 5; ++i) {
            clock.start();
            chart->plot()->replot(QCustomPlot::rpImmediateRefresh);
            times.push_back(clock.elapsed());
        }
        std::sort(times.begin(), times.end());
        qInfo("50 runs of 300 points: replot median %lld ms", times[2]);
        QVERIFY(times[2] < CurvePlot::kReplotMilliseconds);
    }
};

QTEST_MAIN(TestCurvesTab)
#include "tst_curves_tab.moc"
