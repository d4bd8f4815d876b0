#include "core/symbiosis/loop_settings.h"

#include <QtTest/QtTest>

#include "core/symbiosis/phases/phase_work.h"

using namespace sym;

class TestLoopSettings : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void presetsAreInRange_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<int>("rounds");
        for (const auto& [name, rounds] :
             {std::pair("quick", 2), std::pair("standard", 3), std::pair("paper", 3)})
            QTest::newRow(name) << name << rounds;
    }
    void presetsAreInRange()
    {
        QFETCH(QString, name);
        QFETCH(int, rounds);

        const auto settings = loopPreset(name.toStdString());

        QVERIFY(settings);
        QCOMPARE(settings->rounds, rounds);
        const Status fits = checkLoopSettings(*settings);
        QVERIFY2(fits, fits ? "" : fits.error().message().c_str());
        const auto training = loopTrainConfig(*settings);
        QVERIFY2(training, training ? "" : training.error().message().c_str());
        QCOMPARE(settings->exclude, std::string("template"));  // reported numbers never leak
    }

    void thePaperTrainsAsItSays()
    {
        const auto config = loopTrainConfig(*loopPreset("paper"));

        QVERIFY(config);
        QCOMPARE(config->epochs, 2);
        QCOMPARE(config->learningRate, 1e-4);
        QCOMPARE(config->maxTokens, 10000);
        QCOMPARE(config->method, std::string("full"));
    }

    void withoutMultiTaskOnlyJointExamplesAreLearned()
    {
        LoopSettings settings = *loopPreset("quick");
        settings.multiTask = false;
        settings.lambda = 0.5;

        const auto config = loopTrainConfig(settings);

        QVERIFY(config);
        QCOMPARE(config->shareAction, 0.0);
        QCOMPARE(config->shareRationale, 0.0);
        QCOMPARE(config->shareJoint, 1.0);
        QCOMPARE(config->lambda, 0.5);
    }

    void changes_data()
    {
        QTest::addColumn<QString>("change");
        QTest::addColumn<QString>("refusal");  // empty: it is taken
        QTest::newRow("number") << "candidates=5"
                                << "";
        QTest::newRow("text") << "best=scored"
                              << "";
        QTest::newRow("list") << "train=maxUpdates=10;epochs=3"
                              << "";
        QTest::newRow("flag") << "helpfulness_filter=false"
                              << "";
        QTest::newRow("out of range") << "candidates=11"
                                      << "candidates takes 1 to 10, not 11";
        QTest::newRow("no rounds") << "rounds=0"
                                   << "rounds takes";
        QTest::newRow("not a number") << "lambda=much"
                                      << "lambda takes a number, not \"much\"";
        QTest::newRow("half a task") << "dev_tasks=1.5"
                                     << "dev_tasks takes a number, not 1.5";
        QTest::newRow("not a choice") << "exclude=nothing"
                                      << "exclude takes template, task, none, not \"nothing\"";
        QTest::newRow("unknown") << "speed=9"
                                 << "\"speed\" is no setting";
        QTest::newRow("no value") << "rounds"
                                  << "a setting is key=value";
        QTest::newRow("negative seed") << "seed=-1"
                                       << "seed takes a number, not -1";
    }
    void changes()
    {
        QFETCH(QString, change);
        QFETCH(QString, refusal);

        const auto changed = withLoopSettings(LoopSettings{}, {change.toStdString()});

        QCOMPARE(bool(changed), refusal.isEmpty());
        if (changed) return;
        QCOMPARE(changed.error().code(), ErrorCode::InvalidInput);
        QVERIFY2(changed.error().message().find(refusal.toStdString()) != std::string::npos,
                 changed.error().message().c_str());
    }

    void retrievingNothingIsRefused()
    {
        const auto changed = withLoopSettings(
            LoopSettings{},
            {"retrieve_summary=false", "retrieve_observation=false", "retrieve_trajectory=false"});

        QVERIFY(!changed);
        QVERIFY(changed.error().message().find("retrieve_summary") != std::string::npos);
    }

    void jsonKeepsEverySetting()
    {
        const LoopSettings settings = *withLoopSettings(
            *loopPreset("paper"), {"seed=7", "suite=tasks.json", "base=/m/llama"});

        const auto again = loopSettingsFromJson(loopSettingsToJson(settings));

        QVERIFY(again);
        QVERIFY(*again == settings);
    }
};

QTEST_APPLESS_MAIN(TestLoopSettings)
#include "tst_loop_settings.moc"
