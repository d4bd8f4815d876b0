#include <QtTest/QtTest>

#include "core/training/schedule.h"
#include "core/training/train_config.h"
#include "core/training/train_settings.h"

using namespace sym;

/// The config file, its ranges and the step sizes that follow from it.
class TestTrainConfig : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsWhatItWrites()
    {
        TrainConfig config;
        config.name = "a \"name\"";
        config.lambda = 0.5;
        config.history = true;
        config.loraTargets = {"q_proj"};
        config.seed = 18446744073709551615ull;
        config.maxUpdates = 7;

        const auto read = trainConfigFromJson(trainConfigToJson(config));

        QVERIFY2(read, read ? "" : read.error().message().c_str());
        QVERIFY(*read == config);
    }

    void everyKeyHasAReason()
    {
        const QByteArray json = QByteArray::fromStdString(trainConfigToJson({}));

        for (const TrainSetting& setting : trainSettings()) {
            QVERIFY2(json.contains("\"" + QByteArray(setting.key) + "\":"), setting.key);
            QVERIFY2(QByteArray(setting.reason).size() > 10, setting.key);
            QVERIFY2(QByteArray(setting.meaning).size() > 5, setting.key);
        }
    }

    void refuses_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QByteArray>("part");  // of the message

        const auto row = [](const char* name, const char* json, const char* part) {
            QTest::newRow(name) << QByteArray(json) << QByteArray(part);
        };
        row("no JSON", "{", "JSON object");
        row("a list", "[]", "JSON object");
        row("an unknown key", R"({"learningrate": 1e-3})", "\"learningrate\"");
        row("a text for a number", R"({"epochs": "2"})", "epochs must be a whole number");
        row("a fraction for a whole number", R"({"epochs": 1.5})", "epochs must be a whole number");
        row("a number for a truth", R"({"history": 1})", "history must be true or false");
        row("a negative seed", R"({"seed": -1})", "seed must be");
        row("too many epochs", R"({"epochs": 3000000000})", "epochs");
        row("a step too large", R"({"learningRate": 5})", "learningRate is 5.0; it must be from");
        row("no step", R"({"learningRate": 0})", "learningRate");
        row("beta2 of one", R"({"beta2": 1})", "beta2");
        row("an unknown schedule", R"({"schedule": "step"})", "cosine, linear, constant");
        row("an unknown target", R"({"loraTargets": ["lm_head"]})", "loraTargets");
        row("a target twice", R"({"loraTargets": ["q_proj", "q_proj"]})", "loraTargets");
        row("no target", R"({"method": "lora", "loraTargets": []})", "Nothing would be trained");
        row("no kind", R"({"shareAction": 0, "shareRationale": 0, "shareJoint": 0})",
            "nothing to learn");
        row("rationales that do not count", R"({"shareAction": 0, "shareJoint": 0, "lambda": 0})",
            "lambda");
        row("rows too short", R"({"maxTokens": 2048})", "rowTokens is 1024");
        row("an update shorter than a row", R"({"tokensPerUpdate": 512})",
            "tokensPerUpdate is 512");
        row("more parts than rows", R"({"accumulation": 5})", "only 4 rows");
        row("patience without dev steps", R"({"patience": 2})", "evaluationFile");
        row("our kernels on a GPU", R"({"engine": "fused", "device": "cuda"})", "engine");
    }
    void refuses()
    {
        QFETCH(QByteArray, json);
        QFETCH(QByteArray, part);

        const auto read = trainConfigFromJson(json.toStdString());

        QVERIFY(!read);
        QCOMPARE(read.error().code(), ErrorCode::InvalidInput);
        QVERIFY2(QByteArray::fromStdString(read.error().message()).contains(part),
                 read.error().message().c_str());
    }

    void stepSizes_data()
    {
        QTest::addColumn<QByteArray>("schedule");
        QTest::addColumn<double>("warmup");
        QTest::addColumn<int>("update");
        QTest::addColumn<double>("rate");  // of 1, with a minimum of 0.1, over 101 updates

        QTest::newRow("warm-up begins above zero") << QByteArray("cosine") << 0.1 << 0 << 0.1;
        QTest::newRow("warm-up ends at the top") << QByteArray("cosine") << 0.1 << 9 << 1.0;
        QTest::newRow("cosine begins at the top") << QByteArray("cosine") << 0.0 << 0 << 1.0;
        QTest::newRow("cosine, half way") << QByteArray("cosine") << 0.0 << 50 << 0.55;
        QTest::newRow("cosine, a quarter") << QByteArray("cosine") << 0.0 << 25 << 0.868198;
        QTest::newRow("cosine ends at the minimum") << QByteArray("cosine") << 0.0 << 100 << 0.1;
        QTest::newRow("linear, half way") << QByteArray("linear") << 0.0 << 50 << 0.55;
        QTest::newRow("linear, a quarter") << QByteArray("linear") << 0.0 << 25 << 0.775;
        QTest::newRow("linear ends at the minimum") << QByteArray("linear") << 0.0 << 100 << 0.1;
        QTest::newRow("constant stays") << QByteArray("constant") << 0.0 << 100 << 1.0;
        QTest::newRow("past the plan") << QByteArray("cosine") << 0.0 << 500 << 0.1;
    }
    void stepSizes()
    {
        QFETCH(QByteArray, schedule);
        QFETCH(double, warmup);
        QFETCH(int, update);
        QFETCH(double, rate);
        TrainConfig config;
        config.learningRate = 1;
        config.minimumShare = 0.1;
        config.schedule = schedule.toStdString();
        config.warmupShare = warmup;

        QVERIFY(std::abs(learningRateAt(config, update, 101) - rate) < 1e-6);
    }
};

QTEST_APPLESS_MAIN(TestTrainConfig)
#include "tst_train_config.moc"
