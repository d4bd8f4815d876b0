#include "core/knowledge/build_knowledge.h"

#include <QtTest/QtTest>

#include "core/knowledge/hashed_words.h"
#include "core/knowledge/piece_choice.h"
#include "core/store/knowledge_store.h"
#include "tests/core/knowledge/review_answers.h"
#include "tests/support/project_fixture.h"

using namespace sym;

namespace {

EpisodeRecord trainEpisode(const std::string& task = "7")
{
    EpisodeRecord episode;
    episode.taskId = task;
    episode.templateId = "12";
    episode.sites = {"shopping"};
    episode.split = "train";
    episode.policy = "planner";
    episode.objective = "Show my orders";
    return episode;
}

std::vector<Step> threeSteps()
{
    return {clickStep(0, "Home", "link 'Account'"), clickStep(1, "Account", "link 'Orders'"),
            stopStep(2, "Orders", "Done")};
}

/// Cancels itself after so many looks.
class ShortJob final : public JobContext {
public:
    explicit ShortJob(int looks) : m_left(looks) {}
    bool isCancelled() const override { return m_left-- <= 0; }
    void report(double, std::string_view) override {}

private:
    mutable int m_left;
};

std::vector<KnowledgeEntry> entriesOf(ProjectFixture& project)
{
    auto entries = project.store().knowledge().entries({.acceptedOnly = false}, 0, -1);
    if (!entries) qFatal("%s", entries.error().message().c_str());
    return *std::move(entries);
}

}  // namespace

class TestBuildKnowledge : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void choosesPiecesThatBeginAndEndWithAPage_data()
    {
        QTest::addColumn<int>("steps");
        QTest::addColumn<int>("shortest");
        QTest::addColumn<int>("longest");
        QTest::addColumn<int>("perEpisode");
        QTest::addColumn<bool>("whole");
        QTest::addColumn<QString>("expected");

        QTest::newRow("ones") << 4 << 1 << 1 << -1 << false << QStringLiteral("0-0 1-1 2-2");
        QTest::newRow("up to two") << 3 << 1 << 2 << -1 << false << QStringLiteral("0-0 0-1 1-1");
        QTest::newRow("too long") << 3 << 5 << 9 << -1 << false << QString();
        QTest::newRow("the whole") << 3 << 5 << 9 << -1 << true << QStringLiteral("0-2");
        QTest::newRow("none per episode") << 4 << 1 << 3 << 0 << false << QString();
        QTest::newRow("no steps") << 0 << 1 << 3 << -1 << true << QString();
    }

    void choosesPiecesThatBeginAndEndWithAPage()
    {
        QFETCH(int, steps);
        QFETCH(int, shortest);
        QFETCH(int, longest);
        QFETCH(int, perEpisode);
        QFETCH(bool, whole);
        QFETCH(QString, expected);
        std::vector<Step> all;
        for (int i = 0; i < steps; ++i) all.push_back(clickStep(i, "Home", "link 'Account'"));
        KnowledgeBuildSettings settings;
        settings.classes = {{shortest, longest, perEpisode}};
        settings.wholeEpisodes = whole;

        QStringList pieces;
        for (const auto& [first, last] : choosePieces(all, settings, Random(1)))
            pieces << QStringLiteral("%1-%2").arg(first).arg(last);

        QCOMPARE(pieces.join(u' '), expected);
    }

    void drawsTheSamePiecesForASeed()
    {
        std::vector<Step> steps;
        for (int i = 0; i < 12; ++i) steps.push_back(clickStep(i, "Home", "link 'Account'"));
        KnowledgeBuildSettings settings;
        settings.classes = {{1, 4, 5}};

        const auto first = choosePieces(steps, settings, Random(3));

        QCOMPARE(first.size(), std::size_t(6));  // and the whole
        QVERIFY(first == choosePieces(steps, settings, Random(3)));
        QVERIFY(first != choosePieces(steps, settings, Random(4)));
    }

    void writesEntriesWithVotesAndProvenance()
    {
        ProjectFixture project;
        EpisodeRecord episode = trainEpisode();
        episode.judgements = {{"judge", false, "not shown"}};
        const EpisodeId id = project.add(episode, threeSteps());
        FakeChatModel model(agreeableAnswer);
        PlainJobContext job;
        KnowledgeBuildSettings settings;
        settings.round = 2;
        settings.classes = {{1, 1, -1}};

        const auto report = buildKnowledge(project.store(), {.writer = model}, settings, job);

        QVERIFY(report);
        QCOMPARE(report->accepted, 3);
        const std::vector<KnowledgeEntry> entries = entriesOf(project);
        QCOMPARE(entries.size(), std::size_t(3));
        QCOMPARE(entries[1].episode.value, id.value);
        QCOMPARE(entries[1].firstStep, 1);
        QCOMPARE(entries[1].round, 2);
        QCOMPARE(int(entries[1].outcome), int(Opinion::Failure));
        QCOMPARE(entries[1].votes.size(), std::size_t(2));
        QCOMPARE(QString::fromStdString(entries[1].last.title), QStringLiteral("Orders"));
        QVERIFY(entries[1].accepted);
    }

    void keepsWhatTheCommitteeRefuses()
    {
        ProjectFixture project;
        project.add(trainEpisode(), threeSteps());
        FakeChatModel model([](const ChatRequest& request) -> Result<std::string> {
            if (requestOf(request) == "review") return std::string("REASON:\nbad\nALIGNED:\nno\n");
            return agreeableAnswer(request);
        });
        PlainJobContext job;

        const auto report = buildKnowledge(project.store(), {.writer = model}, {}, job);

        QVERIFY(report);
        QCOMPARE(report->accepted, 0);
        QVERIFY(report->refused > 0);
        QVERIFY(!entriesOf(project).front().accepted);
        QVERIFY(project.store().knowledge().entries({}, 0, -1)->empty());
    }

    void leavesOutWhatTheWriterDidNotWrite()
    {
        ProjectFixture project;
        project.add(trainEpisode(), threeSteps());
        FakeChatModel model(
            [](const ChatRequest&) -> Result<std::string> { return std::string("?"); });
        PlainJobContext job;

        const auto report = buildKnowledge(project.store(), {.writer = model}, {}, job);

        QVERIFY(report);
        QCOMPARE(report->unreadable, report->pieces);
        QVERIFY(entriesOf(project).empty());
    }

    void goesOnWhereItWasStopped()
    {
        ProjectFixture project, other;
        for (ProjectFixture* each : {&project, &other})
            for (const char* task : {"9", "7", "8"}) each->add(trainEpisode(task), threeSteps());
        FakeChatModel model(agreeableAnswer);
        PlainJobContext job;
        QVERIFY(buildKnowledge(other.store(), {.writer = model}, {}, job));

        for (int looks = 1; looks < 30; looks += 7) {
            ShortJob stopped(looks);
            (void)buildKnowledge(project.store(), {.writer = model}, {}, stopped);
        }
        const auto report = buildKnowledge(project.store(), {.writer = model}, {}, job);

        QVERIFY(report);
        QCOMPARE(report->before + report->accepted, report->pieces);
        QVERIFY(entriesOf(project) == entriesOf(other));
        const std::size_t asked = model.requests().size();
        QVERIFY(buildKnowledge(project.store(), {.writer = model}, {}, job));
        QCOMPARE(model.requests().size(), asked);
    }

    void embedsEachEntryOnce()
    {
        ProjectFixture project;
        project.add(trainEpisode(), threeSteps());
        FakeChatModel model(agreeableAnswer);
        HashedWords words;
        PlainJobContext job;
        const KnowledgeBuilders builders{.writer = model, .judges = {}, .embedder = &words};

        const auto first = buildKnowledge(project.store(), builders, {}, job);
        const auto second = buildKnowledge(project.store(), builders, {}, job);

        QVERIFY(first && second);
        QCOMPARE(first->embedded, first->accepted);
        QCOMPARE(second->embedded, 0);
        QCOMPARE(*project.store().knowledge().embeddingCount(words.name()),
                 std::int64_t(first->accepted));
    }
};

QTEST_APPLESS_MAIN(TestBuildKnowledge)
#include "tst_build_knowledge.moc"
