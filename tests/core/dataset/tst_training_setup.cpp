#include "core/dataset/training_setup.h"

#include <QtTest/QtTest>

#include "core/dataset/train_preset.h"

using namespace sym;

namespace {

TrainingRecord record(int number, const std::string& split = "train")
{
    TrainingRecord made;
    made.objective = "Buy lamp " + std::to_string(number);
    made.lastAction = "None";
    made.observation = "RootWebArea 'Shop'\n\tlink [5] 'Lamps'";
    made.reason = "it names what is looked for";
    made.action = "click [5]";
    made.episode = number;
    made.split = split;
    return made;
}

Dataset dataset(int count)
{
    Dataset made;
    for (int i = 0; i < count; ++i) made.train.push_back(record(i));
    made.heldOut.push_back(record(1000));
    return made;
}

TrainConfig named(const std::string& name)
{
    TrainConfig config = *trainPreset("quick");
    config.name = name;
    return config;
}

}  // namespace

class TestTrainingSetup : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_project = m_folder->filePath(QStringLiteral("shop.symbiont")).toStdString();
    }

    void runsLieBesideTheProject()
    {
        QCOMPARE(trainingRunsFolder("/a/shop.symbiont"), std::string("/a/shop.runs"));
        QCOMPARE(trainingRunsFolder("/a/shop"), std::string("/a/shop.runs"));
    }

    void writesWhatATrainerNeeds()
    {
        const auto setup = setUpTraining(m_project, dataset(3), {}, named("first"));

        QVERIFY2(setup, setup ? "" : setup.error().message().c_str());
        QCOMPARE(setup->config.outputFolder, trainingRunsFolder(m_project) + "/first");
        QCOMPARE(setup->configFile, setup->config.outputFolder + ".json");
        QVERIFY(!QFileInfo::exists(QString::fromStdString(setup->config.outputFolder)));
        const auto train = readTrainingRecords(setup->config.examplesFile);
        QVERIFY(bool(train));
        QCOMPARE(int(train->size()), 3);
        const auto heldOut = readTrainingRecords(setup->config.evaluationFile);
        QVERIFY(bool(heldOut));
        QCOMPARE(int(heldOut->size()), 1);
        QFile file(QString::fromStdString(setup->configFile));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const auto config = trainConfigFromJson(file.readAll().toStdString());
        QVERIFY(bool(config));
        QVERIFY(*config == setup->config);
    }

    void equalStepsShareAFolder()
    {
        const auto first = setUpTraining(m_project, dataset(3), {}, named("a"));
        const auto second = setUpTraining(m_project, dataset(3), {}, named("b"));
        const auto third = setUpTraining(m_project, dataset(4), {}, named("c"));
        QVERIFY(first && second && third);
        QCOMPARE(second->config.examplesFile, first->config.examplesFile);
        QVERIFY(third->config.examplesFile != first->config.examplesFile);
    }

    void refuses_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("split");
        QTest::addColumn<int>("steps");
        QTest::addColumn<QString>("word");
        QTest::newRow("no steps") << QStringLiteral("a") << QStringLiteral("train") << 0
                                  << QStringLiteral("nothing to train on");
        QTest::newRow("canary: a step of dev")
            << QStringLiteral("a") << QStringLiteral("dev") << 2 << QStringLiteral("dev");
        QTest::newRow("canary: a step of test")
            << QStringLiteral("a") << QStringLiteral("test") << 2 << QStringLiteral("test");
        QTest::newRow("name with a slash")
            << QStringLiteral("a/b") << QStringLiteral("train") << 2 << QStringLiteral("a/b");
        QTest::newRow("no name") << QString() << QStringLiteral("train") << 2
                                 << QStringLiteral("name");
        QTest::newRow("the folder of data")
            << QStringLiteral("data") << QStringLiteral("train") << 2 << QStringLiteral("data");
        QTest::newRow("a taken name")
            << QStringLiteral("taken") << QStringLiteral("train") << 2 << QStringLiteral("already");
    }

    void refuses()
    {
        QFETCH(QString, name);
        QFETCH(QString, split);
        QFETCH(int, steps);
        QFETCH(QString, word);
        QVERIFY(bool(setUpTraining(m_project, dataset(1), {}, named("taken"))));
        Dataset made = dataset(steps);
        if (split != u"train") made.heldOut.push_back(record(7, split.toStdString()));

        const auto setup = setUpTraining(m_project, made, {}, named(name.toStdString()));

        QVERIFY(!setup);
        QCOMPARE(int(setup.error().code()), int(ErrorCode::InvalidInput));
        QVERIFY2(QString::fromStdString(setup.error().message()).contains(word),
                 setup.error().message().c_str());
    }

    void namesAreCounted()
    {
        const std::string runs = trainingRunsFolder(m_project);
        QCOMPARE(freeRunName(runs, "quick"), std::string("quick-1"));
        QVERIFY(bool(setUpTraining(m_project, dataset(1), {}, named("quick-1"))));
        QCOMPARE(freeRunName(runs, "quick"), std::string("quick-2"));
    }

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    std::string m_project;
};

QTEST_APPLESS_MAIN(TestTrainingSetup)
#include "tst_training_setup.moc"
