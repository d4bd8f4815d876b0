#include "ui/training/curve_series.h"

#include <QtTest/QtTest>

#include <cmath>

#include "ui/training/curve_export.h"
#include "ui/training/seed_band.h"

using namespace sym;
using namespace Qt::StringLiterals;

namespace {

UpdateMetrics at(int update, double loss)
{
    UpdateMetrics metrics;
    metrics.update = update;
    metrics.tokens = update * 1000;
    metrics.epoch = update / 10.0;
    metrics.seconds = update * 2.0;
    metrics.loss = loss;
    return metrics;
}

}  // namespace

class TestCurveSeries : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void runningMean_data()
    {
        QTest::addColumn<double>("weight");
        QTest::addColumn<QList<double>>("values");
        QTest::addColumn<QList<double>>("means");

        // By hand: m = w m + (1 - w) x, then m / (1 - w^n).
        QTest::newRow("no memory") << 0.0 << QList<double>{3, 1, 2} << QList<double>{3, 1, 2};
        QTest::newRow("constant stays") << 0.9 << QList<double>{2, 2, 2} << QList<double>{2, 2, 2};
        QTest::newRow("weight 0.6")
            << 0.6 << QList<double>{1, 2, 3} << QList<double>{1, 1.625, 1.824 / 0.784};
        QTest::newRow("weight 0.9, a spike")
            << 0.9 << QList<double>{1, 1, 11, 1}
            << QList<double>{1, 1, (0.171 + 1.1) / 0.271, (0.9 * 1.271 + 0.1) / 0.3439};
    }

    void runningMean()
    {
        QFETCH(double, weight);
        QFETCH(QList<double>, values);
        QFETCH(QList<double>, means);
        RunningMean mean(weight);
        for (qsizetype i = 0; i < values.size(); ++i)
            QVERIFY(std::abs(mean.add(values[i]) - means[i]) < 1e-12);
    }

    void values_data()
    {
        QTest::addColumn<int>("curve");
        QTest::addColumn<QString>("part");
        QTest::addColumn<double>("value");  // negative: there is none
        QTest::newRow("loss") << int(Curve::Loss) << QString() << 1.5;
        QTest::newRow("action") << int(Curve::LossByTask) << u"action"_s << 1.0;
        QTest::newRow("a task without tokens") << int(Curve::LossByTask) << u"rationale"_s << -1.0;
        QTest::newRow("a site") << int(Curve::LossBySite) << u"map"_s << 0.25;
        QTest::newRow("another site") << int(Curve::LossBySite) << u"wiki"_s << -1.0;
        QTest::newRow("not finite") << int(Curve::GradientNorm) << QString() << -1.0;
        QTest::newRow("not evaluated") << int(Curve::DevExactAction) << QString() << -1.0;
        QTest::newRow("memory in MiB") << int(Curve::Memory) << QString() << 2.0;
    }

    void values()
    {
        QFETCH(int, curve);
        QFETCH(QString, part);
        QFETCH(double, value);
        UpdateMetrics metrics = at(3, 1.5);
        metrics.lossAction = 1;
        metrics.lossBySite["map"] = 0.25;
        metrics.gradientNorm = std::nan("");
        metrics.memoryBytes = 2 << 20;

        const auto read = curveValue(Curve(curve), part.toStdString(), metrics);

        QCOMPARE(read.has_value(), value >= 0);
        if (read) QCOMPARE(*read, value);
    }

    void everyCurveHasItsWords()
    {
        for (int i = 0; i < kCurves; ++i) {
            QVERIFY(!curveTitle(Curve(i)).isEmpty());
            QVERIFY(!curveAxisTitle(Curve(i)).isEmpty());
            QVERIFY(*curveKey(Curve(i)));
        }
        for (int i = 0; i < kCurveAxes; ++i) QVERIFY(!axisTitle(CurveAxis(i)).isEmpty());
    }

    void aBandIsMeanAndDeviation()
    {
        const std::vector<UpdateMetrics> first{at(1, 1), at(2, 4), at(3, 9)};
        const std::vector<UpdateMetrics> second{at(1, 3), at(2, 4)};
        const std::vector<UpdateMetrics> third{at(1, 5), at(2, 4)};

        const auto band =
            seedBand({&first, &second, &third}, Curve::Loss, "", CurveAxis::Tokens, 0);

        QCOMPARE(int(band.size()), 2);  // one run alone has no spread
        QCOMPARE(band[0].x, 1000.0);
        QCOMPARE(band[0].mean, 3.0);
        QCOMPARE(band[0].deviation, 2.0);
        QCOMPARE(band[0].runs, 3);
        QCOMPARE(band[1].deviation, 0.0);
    }

    void runsOfOneGroupDifferInTheirSeedOnly()
    {
        TrainConfig config;
        config.name = "a";
        config.outputFolder = "/runs/a";
        config.examplesFile = "/data/1/train.jsonl";
        TrainConfig same = config;
        same.name = "b";
        same.outputFolder = "/runs/b";
        same.seed = 9;
        TrainConfig other = same;
        other.learningRate = 0.5;
        TrainConfig otherData = same;
        otherData.examplesFile = "/data/2/train.jsonl";

        QCOMPARE(seedGroup(same), seedGroup(config));
        QVERIFY(seedGroup(other) != seedGroup(config));
        QVERIFY(seedGroup(otherData) != seedGroup(config));
    }

    void numbersAreExportedAsMeasured()
    {
        WatchedRun run;
        run.name = u"a,b"_s;
        run.config.seed = 7;
        run.metrics = {at(1, 1.25), at(2, 1)};
        run.metrics[1].lossBySite["map"] = 0.5;
        run.metrics[1].devExactAction = 0.75;
        run.metrics[1].devSteps = 40;

        const QStringList lines = QString::fromStdString(metricsCsv({run})).trimmed().split(u'\n');

        QCOMPARE(lines.size(), 3);
        QVERIFY(lines[0].endsWith(u",skipped,loss map"_s));
        QVERIFY2(lines[1].startsWith(u"\"a,b\",7,1,1000,0.1,2,1.25,"_s), qPrintable(lines[1]));
        QVERIFY2(lines[1].endsWith(u",,,,0,"_s), qPrintable(lines[1]));
        QVERIFY2(lines[2].endsWith(u",0.75,40,0,0.5"_s), qPrintable(lines[2]));
    }
};

QTEST_APPLESS_MAIN(TestCurveSeries)
#include "tst_curve_series.moc"
