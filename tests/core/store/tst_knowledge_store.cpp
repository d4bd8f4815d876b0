#include "core/store/knowledge_store.h"

#include <QtTest/QtTest>

#include <cmath>

#include "tests/support/project_fixture.h"

using namespace sym;

namespace {

KnowledgeEntry entryOf(EpisodeId episode, int first, int last)
{
    KnowledgeEntry entry;
    entry.episode = episode;
    entry.firstStep = first;
    entry.lastStep = last;
    entry.policy = "planner";
    entry.taskId = "7";
    entry.templateId = "12";
    entry.site = "shopping";
    entry.replicate = "Click My Orders";
    entry.abstract = "Open the orders";
    entry.summary = "The account lists orders and addresses";
    entry.steps = {{{"Account", "/account", "link 'My Orders'"},
                    "click [3]",
                    "link 'My Orders'",
                    "orders are there"}};
    entry.last = {"My Orders", "/orders", "table 'Orders'"};
    entry.votes = {{"plain", 0, true, true, true, true, "fine"}};
    entry.accepted = true;
    return entry;
}

/// Numbers of the entries, to compare lists of hits with.
QList<qint64> ids(const Result<std::vector<KnowledgeHit>>& hits)
{
    QList<qint64> list;
    if (!hits) qCritical("%s", hits.error().message().c_str());
    if (hits)
        for (const KnowledgeHit& hit : *hits) list << hit.entry.value;
    return list;
}

}  // namespace

class TestKnowledgeStore : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void givesBackWhatWasAdded()
    {
        ProjectFixture project;
        KnowledgeStore& knowledge = project.store().knowledge();
        KnowledgeEntry entry = entryOf(project.add({}, {}), 0, 0);

        const auto id = knowledge.add(entry);
        QVERIFY(id);
        const auto read = knowledge.entry(*id);

        QVERIFY(read);
        entry.id = *id;
        QVERIFY(*read == entry);
    }

    void addsAPieceOnce()
    {
        ProjectFixture project;
        KnowledgeStore& knowledge = project.store().knowledge();
        KnowledgeEntry entry = entryOf(project.add({}, {}), 0, 0);
        const auto first = knowledge.add(entry);
        entry.abstract = "another text";

        const auto second = knowledge.add(entry);

        QVERIFY(first && second);
        QCOMPARE(second->value, first->value);
        QCOMPARE(QString::fromStdString(knowledge.entry(*first)->abstract),
                 QStringLiteral("Open the orders"));
        QVERIFY(ids(knowledge.search({"another"}, KnowledgeField::Instruction, {}, 5)).isEmpty());
    }

    void keepsThePiecesOfEachSymbiosisApart()
    {
        ProjectFixture project;
        KnowledgeStore& knowledge = project.store().knowledge();
        const EpisodeId episode = project.add({}, {});
        KnowledgeEntry entry = entryOf(episode, 0, 0);
        QVERIFY(knowledge.add(entry));
        entry.symbiosis = LoopId{4};
        QVERIFY(knowledge.add(entry));

        QCOMPARE(knowledge.piecesOf(LoopId{4}, episode)->size(), std::size_t(1));
        QCOMPARE(knowledge.entries({.symbiosis = LoopId{4}}, 0, -1)->size(), std::size_t(1));
        QCOMPARE(knowledge.entries({}, 0, -1)->size(), std::size_t(2));
    }

    void narrowsByFilter_data()
    {
        QTest::addColumn<KnowledgeFilter>("filter");
        QTest::addColumn<QList<qint64>>("expected");

        // 1: planner, round 0, task 7, template 12, shopping; 2: small, round 1, task 8, template
        // 13, shopping+map; 3: refused
        QTest::newRow("accepted") << KnowledgeFilter{} << QList<qint64>{1, 2};
        QTest::newRow("all") << KnowledgeFilter{.acceptedOnly = false} << QList<qint64>{1, 2, 3};
        QTest::newRow("round") << KnowledgeFilter{.lastRound = 0} << QList<qint64>{1};
        QTest::newRow("policy") << KnowledgeFilter{.policies = {"small"}} << QList<qint64>{2};
        QTest::newRow("policies") << KnowledgeFilter{.policies = {"small", "planner"}}
                                  << QList<qint64>{1, 2};
        QTest::newRow("one of its sites") << KnowledgeFilter{.sites = {"map"}} << QList<qint64>{2};
        QTest::newRow("a part of a name") << KnowledgeFilter{.sites = {"shop"}} << QList<qint64>{};
        QTest::newRow("task") << KnowledgeFilter{.withoutTask = "7"} << QList<qint64>{2};
        QTest::newRow("template") << KnowledgeFilter{.withoutTemplate = "13"} << QList<qint64>{1};
    }

    void narrowsByFilter()
    {
        QFETCH(KnowledgeFilter, filter);
        QFETCH(QList<qint64>, expected);
        ProjectFixture project;
        KnowledgeStore& knowledge = project.store().knowledge();
        const EpisodeId episode = project.add({}, {});
        KnowledgeEntry entry = entryOf(episode, 0, 0);
        QVERIFY(knowledge.add(entry));
        entry = entryOf(episode, 1, 1);
        entry.policy = "small";
        entry.round = 1;
        entry.taskId = "8";
        entry.templateId = "13";
        entry.site = "shopping+map";
        QVERIFY(knowledge.add(entry));
        entry = entryOf(episode, 2, 2);
        entry.accepted = false;
        QVERIFY(knowledge.add(entry));

        QList<qint64> listed;
        const auto found = knowledge.entryIds(filter);
        QVERIFY(found);
        for (const KnowledgeId id : *found) listed << id.value;
        QCOMPARE(listed, expected);
        QList<qint64> searched = ids(knowledge.search({"orders"}, KnowledgeField::Any, filter, 9));
        std::ranges::sort(searched);
        QCOMPARE(searched, expected);
    }

    void findsByAnyWordOfItsField_data()
    {
        QTest::addColumn<QStringList>("words");
        QTest::addColumn<int>("field");
        QTest::addColumn<QList<qint64>>("expected");

        const auto row = [](const char* name, const QStringList& words, KnowledgeField field,
                            const QList<qint64>& expected) {
            QTest::newRow(name) << words << int(field) << expected;
        };
        row("one of two words", {QStringLiteral("lamp"), QStringLiteral("nothing")},
            KnowledgeField::Instruction, {2});
        row("the one with more of the words first",
            {QStringLiteral("lamp"), QStringLiteral("orders"), QStringLiteral("account")},
            KnowledgeField::Any, {1, 2});
        row("other ending", {QStringLiteral("order")}, KnowledgeField::Instruction, {1});
        row("another field", {QStringLiteral("lamp")}, KnowledgeField::Summary, {});
        row("syntax is text",
            {QStringLiteral("lamp\" OR \"orders"), QStringLiteral("NEAR("), QStringLiteral("*")},
            KnowledgeField::Instruction, {});
        row("no words", {}, KnowledgeField::Any, {});
    }

    void findsByAnyWordOfItsField()
    {
        QFETCH(QStringList, words);
        QFETCH(int, field);
        QFETCH(QList<qint64>, expected);
        ProjectFixture project;
        KnowledgeStore& knowledge = project.store().knowledge();
        const EpisodeId episode = project.add({}, {});
        QVERIFY(knowledge.add(entryOf(episode, 0, 0)));
        KnowledgeEntry entry = entryOf(episode, 1, 1);
        entry.replicate = "Type lamp and lamp again";
        entry.abstract = "Search for a lamp";
        entry.summary = "";
        entry.steps.clear();
        entry.last = {};
        QVERIFY(knowledge.add(entry));

        std::vector<std::string> list;
        for (const QString& word : words) list.push_back(word.toStdString());
        QCOMPARE(ids(knowledge.search(list, KnowledgeField(field), {}, 9)), expected);
    }

    void countsByPolicyAndRound()
    {
        ProjectFixture project;
        KnowledgeStore& knowledge = project.store().knowledge();
        const EpisodeId episode = project.add({}, {});
        QVERIFY(knowledge.add(entryOf(episode, 0, 0)));
        KnowledgeEntry refused = entryOf(episode, 1, 1);
        refused.accepted = false;
        QVERIFY(knowledge.add(refused));
        KnowledgeEntry later = entryOf(episode, 2, 2);
        later.round = 1;
        QVERIFY(knowledge.add(later));

        const auto counts = knowledge.counts();

        QVERIFY(counts);
        QCOMPARE(counts->size(), std::size_t(2));
        QCOMPARE(counts->at(0).accepted, 1);
        QCOMPARE(counts->at(0).refused, 1);
        QCOMPARE(counts->at(1).round, 1);
    }

    void keepsVectorsOfLengthOne()
    {
        ProjectFixture project;
        KnowledgeStore& knowledge = project.store().knowledge();
        const auto id = knowledge.add(entryOf(project.add({}, {}), 0, 0));
        QVERIFY(id);
        QCOMPARE(knowledge.withoutEmbedding("m", {})->size(), std::size_t(1));

        QVERIFY(knowledge.putEmbeddings("m", {{*id, {3, 4}}}));

        const auto vectors = knowledge.embeddings("m", {}, -1);
        QVERIFY(vectors);
        QCOMPARE(vectors->size(), std::size_t(1));
        QVERIFY(std::abs(vectors->front().values[1] - 0.8F) < 1e-6F);
        QVERIFY(knowledge.withoutEmbedding("m", {})->empty());
        QCOMPARE(*knowledge.embeddingCount("other"), std::int64_t(0));
    }

    void refusesVectorsWithoutLength()
    {
        ProjectFixture project;
        KnowledgeStore& knowledge = project.store().knowledge();
        const auto id = knowledge.add(entryOf(project.add({}, {}), 0, 0));

        const Status kept = knowledge.putEmbeddings("m", {{*id, {0, 0}}});

        QVERIFY(!kept);
        QCOMPARE(int(kept.error().code()), int(ErrorCode::Numeric));
    }

    void saysWhichEntryIsMissing()
    {
        ProjectFixture project;

        const auto entry = project.store().knowledge().entry(KnowledgeId{99});

        QVERIFY(!entry);
        QCOMPARE(int(entry.error().code()), int(ErrorCode::NotFound));
        QVERIFY(entry.error().message().find("99") != std::string::npos);
    }
};

QTEST_APPLESS_MAIN(TestKnowledgeStore)
#include "tst_knowledge_store.moc"
