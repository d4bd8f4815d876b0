#include "core/pretraining/curriculum.h"

#include <QtCore/QDir>
#include <QtCore/QTemporaryDir>
#include <QtTest/QtTest>

#include <cmath>
#include <set>

#include "core/model/json_file.h"
#include "core/training/run_folder.h"
#include "core/training/training_record.h"

using namespace sym;

namespace {

constexpr const char* kPage =
    "RootWebArea 'Desk - Shop'\n"
    "\tlink [3] 'All orders'\n"
    "\tsearchbox [5] 'Search'\n"
    "\ttext 'Phone: 555 123'\n"
    "\ttextbox [9] 'Title'\n"
    "\tbutton [11] 'Save it'";

}  // namespace

class TestCurriculum : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_settings = {};
        m_settings.folder = m_folder->path().toStdString();
        m_settings.updates = 40;
        m_settings.tokensPerUpdate = 2048;
        m_settings.devLessons = 30;
        m_settings.corpusBytes = 1'500'000;
        for (int i = 0; i < 20; ++i)
            m_settings.pages.push_back(std::string(kPage) + "\n\ttext 'Page " + std::to_string(i)
                                       + "'");
    }

    void theWorkBeginsWithLessonsTokenizerAndModel()
    {
        PlainJobContext job;
        const auto state = openPretraining(m_settings, job);
        QVERIFY2(state, state ? "" : state.error().message().c_str());
        QVERIFY(!state->isFinished());
        std::set<std::string> devPages;
        for (const TrainingRecord& lesson : lessons("dev"))
            if (lesson.site == "pages") devPages.insert(pageOf(lesson));
        QVERIFY(!devPages.empty());
        for (const PretrainStage& stage : pretrainStages()) {
            int onPages = 0;
            const auto all = lessons(stage.name);
            for (const TrainingRecord& lesson : all) {
                onPages += lesson.site == "pages";
                QVERIFY(lesson.site != "pages" || !devPages.contains(pageOf(lesson)));
            }
            QVERIFY2(std::abs(onPages - 0.75 * double(all.size())) < 2, stage.name.c_str());
        }
        const auto config = nextStage(m_settings, *state);
        QVERIFY(config);
        QCOMPARE(config->name, pretrainStages().front().name);
        QCOMPARE(config->baseModel, state->model);
        QVERIFY(QFile::exists(QString::fromStdString(state->model + "/model.safetensors")));
        QCOMPARE(config->maxUpdates, 10);  // a quarter
        const auto again = nextStage(m_settings, *state);
        QVERIFY(again && *again == *config);
    }

    void withoutPagesAllLessonsAreMadeUp()
    {
        m_settings.pages.clear();
        PlainJobContext job;
        QVERIFY(openPretraining(m_settings, job));
        const std::vector<TrainingRecord> dev = lessons("dev");
        QCOMPARE(dev.size(), std::size_t(m_settings.devLessons));
        for (const TrainingRecord& lesson : dev) QCOMPARE(lesson.site, std::string("lessons"));
    }

    void anotherModelGoesOnWithItsVocabulary()
    {
        PlainJobContext job;
        const auto state = openPretraining(m_settings, job);
        QVERIFY(state);
        PretrainSettings settings = m_settings;
        settings.from = state->model;
        settings.folder += "/again";
        const auto again = openPretraining(settings, job);
        QVERIFY2(again, again ? "" : again.error().message().c_str());
        for (const char* file : {"/tokenizer.json", "/model.safetensors"})
            QVERIFY(*readWholeFile(again->model + file) == *readWholeFile(state->model + file));
    }

    void stagesFollowEachOther()
    {
        PretrainState state = begun();
        for (const PretrainStage& stage : pretrainStages()) {
            const auto config = nextStage(m_settings, state);
            QVERIFY(config);
            QCOMPARE(config->name, stage.name);
            train(*config, 0.5);
            QVERIFY(closeStage(m_settings, *config, state));
            QCOMPARE(state.results.back().updates, 2);
            QCOMPARE(state.results.back().devExactAction, 0.5);
            QCOMPARE(state.model, config->outputFolder + "/model");
            PlainJobContext job;
            const auto reopened = openPretraining(m_settings, job);
            QVERIFY(reopened);
            QVERIFY(reopened->results == state.results);
        }
        QVERIFY(state.isFinished());
        QVERIFY(!nextStage(m_settings, state));
    }

    void aStageWithoutModelIsNotClosed()
    {
        PretrainState state = begun();
        const auto config = nextStage(m_settings, state);
        QVERIFY(config);
        const Status closed = closeStage(m_settings, *config, state);
        QVERIFY(!closed);
        QCOMPARE(closed.error().code(), ErrorCode::NotFound);
        QVERIFY(state.results.empty());
    }

    void aDamagedStateIsRefused()
    {
        QVERIFY(writeWholeFile(m_settings.folder + "/state.json", "{\"results\": \"one\"}"));
        PlainJobContext job;
        const auto opened = openPretraining(m_settings, job);
        QVERIFY(!opened);
        QCOMPARE(opened.error().code(), ErrorCode::InvalidInput);
    }

private:
    PretrainState begun() const
    {
        PretrainState state;
        state.model = m_settings.folder + "/initial";
        return state;
    }

    std::vector<TrainingRecord> lessons(const std::string& name) const
    {
        const auto read = readTrainingRecords(m_settings.folder + "/lessons/" + name + ".jsonl");
        return read ? *read : std::vector<TrainingRecord>();
    }

    /// The line that tells this test's pages apart.
    static std::string pageOf(const TrainingRecord& lesson)
    {
        return lesson.observation.substr(lesson.observation.rfind('\n'));
    }

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
};

QTEST_GUILESS_MAIN(TestCurriculum)
#include "tst_curriculum.moc"
