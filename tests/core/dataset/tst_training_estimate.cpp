#include "core/dataset/training_estimate.h"

#include <QtTest/QtTest>

#include "core/dataset/train_preset.h"

using namespace sym;

namespace {

ModelConfig nano()
{
    ModelConfig model;
    model.vocabularySize = 4096;
    model.hiddenSize = 192;
    model.layers = 4;
    model.heads = 6;
    model.keyValueHeads = 2;
    model.headSize = 32;
    model.intermediateSize = 512;
    model.tiedEmbeddings = true;
    return model;
}

}  // namespace

class TestTrainingEstimate : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void adaptersTrainFewWeights()
    {
        TrainConfig config = *trainPreset("full");
        QCOMPARE(trainedParameterCount(nano(), config), nano().parameterCount());
        config.method = "lora";
        config.loraRank = 8;
        config.loraTargets = {"q_proj", "down_proj"};
        // Each adapter has rank * (inputs + outputs) weights, in every layer.
        QCOMPARE(trainedParameterCount(nano(), config), 4ll * 8 * ((192 + 192) + (512 + 192)));
    }

    void memoryGrowsWithWhatIsKept()
    {
        TrainConfig config = *trainPreset("full");
        const MemoryEstimate full = estimateTraining(nano(), config);
        QCOMPARE(full.optimizer, nano().parameterCount() * 12);
        QCOMPARE(full.weights, nano().parameterCount() * 2);

        config.activationCheckpointing = true;
        QVERIFY(estimateTraining(nano(), config).activations < full.activations);
        config.activationCheckpointing = false;
        config.precision = "float32";
        QVERIFY(estimateTraining(nano(), config).total() > full.total());
        config.precision = "bfloat16";
        config.accumulation = 4;
        QVERIFY(estimateTraining(nano(), config).activations < full.activations);
    }

    void time_data()
    {
        QTest::addColumn<int>("epochs");
        QTest::addColumn<int>("maxUpdates");
        QTest::addColumn<double>("maxMinutes");
        QTest::addColumn<int>("updates");
        QTest::addColumn<double>("seconds");
        QTest::newRow("by epochs") << 2 << 0 << 0.0 << 6 << 20.0;
        QTest::newRow("by updates") << 2 << 2 << 0.0 << 2 << 8.192;
        QTest::newRow("by the clock") << 200 << 0 << 1.0 << 600 << 60.0;
    }

    void time()
    {
        QFETCH(int, epochs);
        QFETCH(int, maxUpdates);
        QFETCH(double, maxMinutes);
        QFETCH(int, updates);
        QFETCH(double, seconds);
        TrainConfig config;
        config.tokensPerUpdate = 4096;
        config.epochs = epochs;
        config.maxUpdates = maxUpdates;
        config.maxMinutes = maxMinutes;

        const TimeEstimate estimate = estimateTime(config, 10'000, 1000);

        QCOMPARE(estimate.updates, updates);
        QCOMPARE(estimate.seconds, seconds);
    }

    void nothingMeasuredGivesNoTime() { QCOMPARE(estimateTime({}, 10'000, 0).seconds, 0.0); }
};

QTEST_APPLESS_MAIN(TestTrainingEstimate)
#include "tst_training_estimate.moc"
