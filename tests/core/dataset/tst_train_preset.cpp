#include "core/dataset/train_preset.h"

#include <QtTest/QtTest>

using namespace sym;

class TestTrainPreset : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyPresetIsInRange()
    {
        for (const std::string& name : trainPresetNames()) {
            const auto config = trainPreset(name);
            QVERIFY2(config, name.c_str());
            const Status checked = checkTrainConfig(*config);
            QVERIFY2(checked, checked ? "" : checked.error().message().c_str());
        }
        QVERIFY(!trainPreset("huge"));
    }

    void settingsAreRead_data()
    {
        QTest::addColumn<QString>("setting");
        QTest::addColumn<bool>("fits");
        QTest::newRow("number") << QStringLiteral("learningRate=3e-4") << true;
        QTest::newRow("whole number") << QStringLiteral("epochs=5") << true;
        QTest::newRow("truth") << QStringLiteral("activationCheckpointing=true") << true;
        QTest::newRow("word") << QStringLiteral("method=lora") << true;
        QTest::newRow("word that is a number") << QStringLiteral("baseModel=7") << true;
        QTest::newRow("list") << QStringLiteral("loraTargets=q_proj,v_proj") << true;
        QTest::newRow("out of range") << QStringLiteral("learningRate=2") << false;
        QTest::newRow("no such word") << QStringLiteral("method=magic") << false;
        QTest::newRow("no such key") << QStringLiteral("learning_rate=1") << false;
        QTest::newRow("no value") << QStringLiteral("epochs") << false;
        QTest::newRow("not a number") << QStringLiteral("epochs=many") << false;
        QTest::newRow("not in the list") << QStringLiteral("loraTargets=x_proj") << false;
    }

    void settingsAreRead()
    {
        QFETCH(QString, setting);
        QFETCH(bool, fits);
        const auto config = withTrainSettings(*trainPreset("quick"), {setting.toStdString()});
        QVERIFY2(bool(config) == fits, config ? "" : config.error().message().c_str());
        if (!fits) {
            const QString key = setting.section(u'=', 0, 0);
            QVERIFY(QString::fromStdString(config.error().message()).contains(key));
        }
    }

    void changesMakeTheSameConfigAgain()
    {
        const TrainConfig from = *trainPreset("quick");
        const std::vector<std::string> wanted{"method=lora",        "loraTargets=q_proj,v_proj",
                                              "loraRank=4",         "learningRate=0.0005",
                                              "precision=bfloat16", "seed=9"};
        const auto config = withTrainSettings(from, wanted);
        QVERIFY(bool(config));

        const auto changed = changedTrainSettings(*config, from);

        QCOMPARE(changed.size(), wanted.size());
        const auto again = withTrainSettings(from, changed);
        QVERIFY(bool(again));
        QVERIFY(*again == *config);
        QVERIFY(changedTrainSettings(from, from).empty());
    }
};

QTEST_APPLESS_MAIN(TestTrainPreset)
#include "tst_train_preset.moc"
