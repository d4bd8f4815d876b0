#include <QtTest/QtTest>

#include "core/dataset/step_choice.h"
#include "core/knowledge/build_knowledge.h"
#include "core/knowledge/knowledge_examples.h"
#include "core/planner/planner.h"
#include "core/trajectory/learning_guard.h"
#include "tests/core/knowledge/review_answers.h"
#include "tests/support/project_fixture.h"

using namespace sym;

namespace {

const std::string kCanary = "CANARY7f3a";

/// An episode that says the canary wherever it can.
void addCanary(ProjectFixture& project, const std::string& split, bool heldOut)
{
    EpisodeRecord episode;
    episode.taskId = kCanary + split;
    episode.templateId = kCanary;
    episode.templateHeldOut = heldOut;
    episode.sites = {"shopping"};
    episode.split = split;
    episode.policy = "planner";
    episode.objective = "Show the orders of " + kCanary;
    episode.answer = kCanary;
    episode.scores = {{"webarena", 1, true, {}}};
    episode.judgements = {{"judge", true, kCanary}};
    Step click = clickStep(0, "Account", "link '" + kCanary + "'");
    click.reasoning = kCanary;
    project.add(episode, {click, stopStep(1, "Orders of " + kCanary, kCanary)});
}

void addTrain(ProjectFixture& project)
{
    EpisodeRecord episode;
    episode.taskId = "7";
    episode.templateId = "12";
    episode.sites = {"shopping"};
    episode.split = "train";
    episode.policy = "planner";
    episode.objective = "Show my orders";
    episode.scores = {{"webarena", 1, true, {}}};
    project.add(episode, {clickStep(0, "Account", "link 'Orders'"), stopStep(1, "Orders", "Done")});
}

bool saysCanary(const std::string& text)
{
    return text.find(kCanary) != std::string::npos;
}

/// The planner, listened to.
class Overheard final : public ChatModel {
public:
    std::string name() const override { return m_planner.name(); }
    Result<ChatResponse> complete(const ChatRequest& request, JobContext& job,
                                  const std::function<void(std::string_view)>& onText) override
    {
        for (const ChatMessage& message : request.messages)
            heardCanary = heardCanary || saysCanary(message.content);
        ++calls;
        return m_planner.complete(request, job, onText);
    }

    bool heardCanary = false;
    int calls = 0;

private:
    Planner m_planner;
};

}  // namespace

/// Tasks for measuring reach neither data sets, nor the knowledge base, nor prompts.
class TestLeakage : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void onlyTrainMayBeLearnedFrom_data()
    {
        QTest::addColumn<QString>("split");
        QTest::addColumn<bool>("heldOut");
        QTest::addColumn<bool>("may");

        QTest::newRow("train") << QStringLiteral("train") << false << true;
        QTest::newRow("train, template held out") << QStringLiteral("train") << true << false;
        QTest::newRow("dev") << QStringLiteral("dev") << false << false;
        QTest::newRow("test") << QStringLiteral("test") << false << false;
        QTest::newRow("no split") << QString() << false << false;
        QTest::newRow("in capitals") << QStringLiteral("TRAIN") << false << false;
    }

    void onlyTrainMayBeLearnedFrom()
    {
        QFETCH(QString, split);
        QFETCH(bool, heldOut);
        QFETCH(bool, may);
        EpisodeRecord episode;
        episode.id = EpisodeId{31};
        episode.split = split.toStdString();
        episode.templateId = "88";
        episode.templateHeldOut = heldOut;

        const Status status = checkMayLearn(episode);

        QCOMPARE(bool(status), may);
        if (may) return;
        QCOMPARE(int(status.error().code()), int(ErrorCode::InvalidInput));
        QVERIFY(status.error().message().find("episode 31") != std::string::npos);
    }

    void noCanaryGetsAnywhere()
    {
        ProjectFixture project;
        addTrain(project);
        for (const char* split : {"dev", "test", ""}) addCanary(project, split, false);
        addCanary(project, "train", true);
        Overheard model;
        PlainJobContext job;

        const auto built = buildKnowledge(project.store(), {.writer = model}, {}, job);
        QVERIFY(built);
        QCOMPARE(built->forbidden, 4);
        QVERIFY(built->accepted > 0);
        const auto entries = project.store().knowledge().entries({.acceptedOnly = false}, 0, -1);
        QVERIFY(entries);
        for (const KnowledgeEntry& entry : *entries) QVERIFY(!saysCanary(toJson(entry).dump()));
        QVERIFY(project.store()
                    .knowledge()
                    .search({kCanary}, KnowledgeField::Any, {.acceptedOnly = false}, 9)
                    ->empty());

        const auto dataset = chooseSteps(project.store(), {.heldOutShare = 0}, job);
        QVERIFY(dataset);
        QCOMPARE(dataset->counts.otherSplit, 4);
        QVERIFY(!dataset->train.empty());
        for (const TrainingRecord& record : dataset->train)
            QVERIFY(!saysCanary(trainingRecordToJson(record)));

        KnowledgeExamples examples({project.store().knowledge(), model}, {.filter = false});
        EpisodeRecord asking;
        asking.taskId = "1";
        asking.templateId = "2";
        asking.sites = {"shopping"};
        asking.objective = "When was my last order?";
        Step step = clickStep(0, "Account", "link 'Orders'");
        const auto texts = examples.find({asking, {}, 1}, step, job);
        QVERIFY(texts);
        QVERIFY(!texts->empty());
        for (const std::string& text : *texts) QVERIFY(!saysCanary(text));
        QVERIFY(model.calls > 0);
        QVERIFY(!model.heardCanary);
    }
};

QTEST_APPLESS_MAIN(TestLeakage)
#include "tst_leakage.moc"
