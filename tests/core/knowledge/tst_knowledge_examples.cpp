#include "core/knowledge/knowledge_examples.h"

#include <QtTest/QtTest>

#include "core/knowledge/build_knowledge.h"
#include "core/knowledge/hashed_words.h"
#include "core/planner/planner.h"
#include "tests/core/knowledge/review_answers.h"
#include "tests/support/project_fixture.h"

using namespace sym;

namespace {

/// A knowledge base of one entry: on the account, "Orders" leads to the orders.
class Fixture {
public:
    Fixture()
    {
        EpisodeRecord episode;
        episode.taskId = "7";
        episode.templateId = "12";
        episode.sites = {"shopping"};
        episode.split = "train";
        episode.policy = "small";
        episode.objective = "Show my orders";
        project.add(episode, {clickStep(0, "Account", "link 'Orders'"),
                              stopStep(1, "Order history", "Done", "\theading 'Order history'")});
        FakeChatModel model(agreeableAnswer);
        HashedWords words;
        PlainJobContext job;
        KnowledgeBuildSettings settings;
        settings.wholeEpisodes = false;
        const auto built = buildKnowledge(
            project.store(), {.writer = model, .judges = {}, .embedder = &words}, settings, job);
        if (!built || built->accepted != 1) qFatal("one entry expected");
    }

    /// What a step on the account gets.
    struct Found {
        std::vector<std::string> texts;
        Step step;
    };
    Found find(ChatModel& model, const RetrievalSettings& settings, EpisodeRecord episode = {},
               TextEmbedder* embedder = nullptr)
    {
        if (episode.objective.empty()) episode.objective = "When was my last order?";
        if (episode.sites.empty()) episode.sites = {"shopping"};
        KnowledgeExamples examples({project.store().knowledge(), model, embedder}, settings);
        Found found;
        found.step = clickStep(0, "Account", "link 'Orders'");
        PlainJobContext job;
        const auto texts = examples.find({episode, {}, 1}, found.step, job);
        if (!texts) qFatal("%s", texts.error().message().c_str());
        found.texts = *texts;
        return found;
    }

    ProjectFixture project;
};

}  // namespace

class TestKnowledgeExamples : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void tellsOutcomeProvenanceAndPages()
    {
        Fixture fixture;
        FakeChatModel model(agreeableAnswer);

        const auto found = fixture.find(model, {});

        QCOMPARE(found.texts.size(), std::size_t(1));
        const QString text = QString::fromStdString(found.texts.front());
        QVERIFY(
            text.startsWith(QStringLiteral("OBJECTIVE: Open the orders\n"
                                           "OUTCOME OF THE WHOLE TASK: not judged\n"
                                           "SOURCE: small, round 0, episode 1, steps 1 to 1\n"
                                           "ON: Account (/Account)\n")));
        QVERIFY(text.contains(QStringLiteral("1. click [12]  # link 'Orders'\n")));
        QVERIFY(text.contains(QStringLiteral("THEN: Order history")));
    }

    void recordsWhatWasFoundAndAsked()
    {
        Fixture fixture;
        FakeChatModel model(agreeableAnswer);

        const auto found = fixture.find(model, {});

        QCOMPARE(found.step.retrieved.size(), std::size_t(1));
        const RetrievedExample& example = found.step.retrieved.front();
        QVERIFY(example.kept);
        QCOMPARE(QString::fromStdString(example.strategy),
                 QStringLiteral("summary+observation+trajectory"));
        QCOMPARE(QString::fromStdString(example.reason), QStringLiteral("yes, shows the way"));
        QCOMPARE(QString::fromStdString(example.policy), QStringLiteral("small"));
        QCOMPARE(found.step.calls.size(), std::size_t(2));
        QCOMPARE(QString::fromStdString(found.step.calls[0].purpose), QStringLiteral("query"));
        QCOMPARE(QString::fromStdString(found.step.calls[1].purpose), QStringLiteral("selection"));
    }

    void excludes_data()
    {
        QTest::addColumn<QString>("task");
        QTest::addColumn<QString>("templateId");
        QTest::addColumn<QString>("objective");
        QTest::addColumn<QString>("site");
        QTest::addColumn<QString>("exclude");
        QTest::addColumn<int>("found");

        const auto row = [](const char* name, const char* task, const char* templateId,
                            const char* objective, const char* site, const char* exclude,
                            int found) {
            QTest::newRow(name) << QString::fromUtf8(task) << QString::fromUtf8(templateId)
                                << QString::fromUtf8(objective) << QString::fromUtf8(site)
                                << QString::fromUtf8(exclude) << found;
        };
        const char* other = "When did I order?";
        row("another template", "8", "13", other, "shopping", "template", 1);
        row("same template", "8", "12", other, "shopping", "template", 0);
        row("same template, task excluded", "8", "12", other, "shopping", "task", 1);
        row("same task", "7", "12", other, "shopping", "task", 0);
        row("same words under other ids", "9", "14", "Show my orders", "shopping", "template", 0);
        row("same task, paper's way", "7", "12", "Show my orders", "shopping", "none", 1);
        row("another site", "8", "13", other, "map", "template", 0);
    }

    void excludes()
    {
        QFETCH(QString, task);
        QFETCH(QString, templateId);
        QFETCH(QString, objective);
        QFETCH(QString, site);
        QFETCH(QString, exclude);
        QFETCH(int, found);
        Fixture fixture;
        FakeChatModel model(agreeableAnswer);
        RetrievalSettings settings;
        settings.exclude = *exclusionFromName(exclude.toStdString());
        EpisodeRecord episode;
        episode.taskId = task.toStdString();
        episode.templateId = templateId.toStdString();
        episode.objective = objective.toStdString();
        episode.sites = {site.toStdString()};

        QCOMPARE(int(fixture.find(model, settings, episode).texts.size()), found);
        QCOMPARE(QString::fromStdString(toJson(settings).at("exclude").get<std::string>()),
                 exclude);
    }

    void eachStrategyFindsIt_data()
    {
        QTest::addColumn<int>("strategy");
        QTest::addColumn<bool>("embedded");

        QTest::newRow("summary") << 0 << false;
        QTest::newRow("observation") << 1 << false;
        QTest::newRow("trajectory") << 2 << true;
        QTest::newRow("trajectory without vectors") << 2 << false;
    }

    void eachStrategyFindsIt()
    {
        QFETCH(int, strategy);
        QFETCH(bool, embedded);
        Fixture fixture;
        FakeChatModel model(agreeableAnswer);
        HashedWords words;
        RetrievalSettings settings;
        settings.summary = strategy == 0;
        settings.observation = strategy == 1;
        settings.trajectory = strategy == 2;

        const auto found = fixture.find(model, settings, {}, embedded ? &words : nullptr);

        QCOMPARE(found.texts.size(), std::size_t(1));
    }

    void dropsWhatTheFilterDoesNotWant()
    {
        Fixture fixture;
        FakeChatModel model([](const ChatRequest& request) -> Result<std::string> {
            if (requestOf(request) == "selection")
                return std::string("EXAMPLES:\n- 0: no, only related\nHELPFUL:\nnone\n");
            return agreeableAnswer(request);
        });

        const auto found = fixture.find(model, {});

        QVERIFY(found.texts.empty());
        QVERIFY(!found.step.retrieved.front().kept);
        QCOMPARE(QString::fromStdString(found.step.retrieved.front().reason),
                 QStringLiteral("no, only related"));
        QCOMPARE(fixture.find(model, {.filter = false}).texts.size(), std::size_t(1));
    }

    void staysWithinTheBudget()
    {
        Fixture fixture;
        FakeChatModel model(agreeableAnswer);

        const auto found = fixture.find(model, {.tokenBudget = 10});

        QVERIFY(found.texts.empty());
        QVERIFY(found.step.retrieved.front().reason.find("no room") != std::string::npos);
    }

    void thePlannerAnswersEveryQuestion()
    {
        Fixture fixture;
        Planner planner;

        const auto found = fixture.find(planner, {});

        QCOMPARE(found.step.calls.size(), std::size_t(2));
        QCOMPARE(found.step.retrieved.size(), std::size_t(1));
        QVERIFY(!found.step.retrieved.front().reason.empty());
    }
};

QTEST_APPLESS_MAIN(TestKnowledgeExamples)
#include "tst_knowledge_examples.moc"
