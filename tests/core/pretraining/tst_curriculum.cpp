#include "core/pretraining/curriculum.h"

#include <QtCore/QDir>
#include <QtCore/QTemporaryDir>
#include <QtTest/QtTest>

#include "core/model/json_file.h"
#include "core/pretraining/lessons/lesson.h"
#include "core/training/run_folder.h"
#include "core/training/training_record.h"

using namespace sym;

namespace {

constexpr int kTiny = 2;  // the first stage behind the drills

}  // namespace

class TestCurriculum : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_settings = {};
        m_settings.folder = m_folder->path().toStdString();
        m_settings.lessonsPerRound = 20;
        m_settings.devLessons = 5;
        m_state = {};
        m_state.model = m_settings.folder + "/initial";
    }

    void aRoundHasItsLessons()
    {
        const auto config = nextRound(m_settings, m_state);
        QVERIFY2(config, config ? "" : config.error().message().c_str());
        QCOMPARE(config->name, std::string("001-names"));
        QCOMPARE(config->baseModel, m_state.model);
        const auto lessons = readTrainingRecords(config->examplesFile);
        const auto dev = readTrainingRecords(config->evaluationFile);
        QVERIFY(lessons && dev);
        QCOMPARE(lessons->size(), std::size_t(20));
        QCOMPARE(dev->size(), std::size_t(5));
        QVERIFY(lessons->front() != dev->front());
        const auto again = nextRound(m_settings, m_state);
        QVERIFY(again && *again == *config);
    }

    void aStageIsPassedByItsDevLessons_data()
    {
        QTest::addColumn<double>("exact");
        QTest::addColumn<int>("stage");
        QTest::newRow("not yet") << 0.84 << kTiny;
        QTest::newRow("just") << 0.85 << kTiny + 1;
        QTest::newRow("well") << 1.0 << kTiny + 1;
    }
    void aStageIsPassedByItsDevLessons()
    {
        QFETCH(double, exact);
        QFETCH(int, stage);
        m_state.stage = kTiny;
        const auto config = nextRound(m_settings, m_state);
        QVERIFY(config);
        QCOMPARE(config->shareRationale, 0.0);
        train(*config, exact);
        QVERIFY(closeRound(m_settings, *config, m_state));
        QCOMPARE(m_state.stage, stage);
        QCOMPARE(m_state.rounds.size(), std::size_t(1));
        QCOMPARE(m_state.rounds[0].updates, 2);
        QCOMPARE(m_state.rounds[0].devExactAction, exact);
        QCOMPARE(m_state.model, config->outputFolder + "/model");

        PlainJobContext job;
        const auto reopened = openPretraining(m_settings, job);
        QVERIFY(reopened);
        QCOMPARE(reopened->stage, stage);
        QVERIFY(reopened->rounds == m_state.rounds);
        QCOMPARE(nextRound(m_settings, *reopened)->name,
                 stage == kTiny ? std::string("002-tiny") : std::string("002-small"));
    }

    void aDrillEndsAfterItsRounds()
    {
        const auto config = nextRound(m_settings, m_state);
        QVERIFY(config);
        QCOMPARE(config->shareJoint, 0.0);  // of a drill the reason is all
        train(*config, 0);
        QVERIFY(closeRound(m_settings, *config, m_state));
        QCOMPARE(m_state.stage, 1);
    }

    void aRoundWithoutModelIsNotClosed()
    {
        const auto config = nextRound(m_settings, m_state);
        QVERIFY(config);
        const Status closed = closeRound(m_settings, *config, m_state);
        QVERIFY(!closed);
        QCOMPARE(closed.error().code(), ErrorCode::NotFound);
        QVERIFY(m_state.rounds.empty());
    }

    void afterTheLastStageThereIsNoRound()
    {
        m_state.stage = int(lessonStages().size());
        QVERIFY(m_state.isFinished());
        QVERIFY(!nextRound(m_settings, m_state));
    }

    void aDamagedStateIsRefused()
    {
        QVERIFY(writeWholeFile(m_settings.folder + "/state.json", "{\"stage\": \"one\"}"));
        PlainJobContext job;
        const auto opened = openPretraining(m_settings, job);
        QVERIFY(!opened);
        QCOMPARE(opened.error().code(), ErrorCode::InvalidInput);
    }

private:
    /// Leaves what a trainer leaves.
    void train(const TrainConfig& config, double exact)
    {
        const QString folder = QString::fromStdString(config.outputFolder);
        QVERIFY(QDir().mkpath(folder + QStringLiteral("/model")));
        UpdateMetrics first, last;
        first.update = 1;
        first.loss = 3;
        last.update = 2;
        last.loss = 1;
        last.tokens = 99;
        last.devExactAction = exact;
        last.devSteps = 5;
        QVERIFY(
            writeWholeFile(config.outputFolder + "/metrics.jsonl",
                           updateMetricsToJson(first) + "\n" + updateMetricsToJson(last) + "\n"));
        QVERIFY(writeWholeFile(config.outputFolder + "/model/config.json", "{}"));
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    PretrainSettings m_settings;
    PretrainState m_state;
};

QTEST_GUILESS_MAIN(TestCurriculum)
#include "tst_curriculum.moc"
