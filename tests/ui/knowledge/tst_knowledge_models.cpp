#include <QtTest/QAbstractItemModelTester>
#include <QtTest/QtTest>
#include <QtWidgets/QtWidgets>

#include "ui/knowledge/entry_text.h"
#include "ui/knowledge/knowledge_filter_bar.h"
#include "ui/knowledge/knowledge_list_model.h"
#include "ui/knowledge/retrieved_model.h"
#include "ui/knowledge/use_model.h"

using namespace sym;
using namespace Qt::StringLiterals;

namespace {

KnowledgeEntry entryOf(std::int64_t id)
{
    KnowledgeEntry entry;
    entry.id = KnowledgeId{id};
    entry.policy = "small";
    entry.round = 1;
    entry.site = "shopping";
    entry.abstract = "Sort by <price> " + std::to_string(id);
    entry.firstStep = 3;
    entry.lastStep = 4;
    entry.steps.resize(2);
    entry.accepted = true;
    return entry;
}

std::vector<KnowledgeId> idsUpTo(int count)
{
    std::vector<KnowledgeId> ids;
    for (int i = 1; i <= count; ++i) ids.push_back(KnowledgeId{i});
    return ids;
}

struct Request {
    quint64 generation = 0;
    int first = 0;
    std::vector<KnowledgeId> ids;
};

}  // namespace

class TestKnowledgeModels : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void pagesAreReadWhereOneLooksAndOnce()
    {
        std::vector<Request> requests;
        KnowledgeListModel model([&](quint64 generation, int first, std::vector<KnowledgeId> ids) {
            requests.push_back({generation, first, std::move(ids)});
        });
        {
            QAbstractItemModelTester tester(&model,
                                            QAbstractItemModelTester::FailureReportingMode::QtTest);
            model.setIds(idsUpTo(250));
        }

        const quint64 generation = model.setIds(idsUpTo(1'000'000));
        requests.clear();
        QCOMPARE(model.index(777'777, 0).data().toString(), u"…"_s);
        model.index(777'778, 0).data();

        QCOMPARE(int(requests.size()), 1);
        QCOMPARE(requests[0].first, 777'700);
        QCOMPARE(int(requests[0].ids.size()), KnowledgeListModel::kPageRows);
        std::vector<KnowledgeEntry> entries;
        for (const KnowledgeId id : requests[0].ids) entries.push_back(entryOf(id.value));
        model.addPage(generation, 777'700, entries);
        QCOMPARE(model.index(777'777, 0).data().toString(), u"Sort by <price> 777778"_s);
    }

    void pagesOfAnEarlierQuestionAreDropped()
    {
        KnowledgeListModel model([](quint64, int, std::vector<KnowledgeId>) {});
        const quint64 old = model.setIds(idsUpTo(3));
        model.setIds(idsUpTo(2));

        model.addPage(old, 0, {entryOf(1), entryOf(2), entryOf(3)});

        QVERIFY(!model.entry(0));
    }

    void aPageThatFailedIsAskedForAgain()
    {
        int asked = 0;
        KnowledgeListModel model([&](quint64, int, std::vector<KnowledgeId>) { ++asked; });
        const quint64 generation = model.setIds(idsUpTo(3));
        model.index(0, 0).data();
        model.readFailed(generation, 0);
        model.index(0, 0).data();

        QCOMPARE(asked, 2);
    }

    void votesCountTheLastWordOfEachJudge()
    {
        KnowledgeEntry entry = entryOf(1);
        const KnowledgeVote yes{"a", 0, true, true, true, true, ""};
        KnowledgeVote no = yes;
        no.judge = "b";
        no.natural = false;
        KnowledgeVote changed = yes;
        changed.judge = "b";
        changed.turn = 1;
        entry.votes = {yes, no};
        QCOMPARE(votesText(entry), u"1 of 2"_s);
        entry.votes.push_back(changed);
        QCOMPARE(votesText(entry), u"2 of 2"_s);
    }

    void thePageOfAnEntryLinksItsStepsAndShowsNoMarkup()
    {
        KnowledgeEntry entry = entryOf(1);
        entry.steps[0].page.title = "<b>100 %1</b>";

        const QString html = entryHtml(entry, QPalette());

        QVERIFY(html.contains(u"href='step:3'"_s));
        QVERIFY(html.contains(u"href='step:4'"_s));
        QVERIFY(html.contains(u"Sort by &lt;price&gt;"_s));
        QVERIFY(html.contains(u"&lt;b&gt;100 %1&lt;/b&gt;"_s));
        QVERIFY(html.contains(u"never the evaluator"_s));
    }

    void whatWasFoundSaysWhyItWasDropped()
    {
        RetrievedModel model;
        QAbstractItemModelTester tester(&model,
                                        QAbstractItemModelTester::FailureReportingMode::QtTest);
        RetrievedExample kept{KnowledgeId{1}, "summary", 2.5, 0, true, "helps", "planner", 0};
        RetrievedExample gone{KnowledgeId{2}, "trajectory", 0.5, 1, false, "no room", "small", 1};
        model.setRows({{kept, entryOf(1)}, {gone, std::nullopt}});

        const auto cell = [&](int row, int column) {
            return model.index(row, column).data().toString();
        };
        QCOMPARE(cell(0, RetrievedModel::Kept), u"in the prompt"_s);
        QCOMPARE(cell(1, RetrievedModel::Kept), u"dropped"_s);
        QCOMPARE(cell(1, RetrievedModel::Reason), u"no room"_s);
        QVERIFY(cell(1, RetrievedModel::Instruction).contains(u"gone"_s));
    }

    void useHasItsCounts()
    {
        UseModel model;
        QAbstractItemModelTester tester(&model,
                                        QAbstractItemModelTester::FailureReportingMode::QtTest);
        EntryUse use;
        use.entry = KnowledgeId{7};
        use.policy = "small";
        use.retrieved = 9;
        use.kept = 4;
        use.tasks = 3;
        use.solved = 2;
        use.flipped = 1;
        model.setRows({{use, "Open it"}});

        QCOMPARE(model.index(0, UseModel::Solved).data().toInt(), 2);
        QCOMPARE(model.index(0, UseModel::Flipped).data().toInt(), 1);
        QCOMPARE(model.id(0), KnowledgeId{7});
        model.setRows({{use, ""}});
        QCOMPARE(model.index(0, UseModel::Instruction).data().toString(), u"(entry 7)"_s);
    }

    void theBarKeepsWhatIsChosen()
    {
        KnowledgeFilterBar bar;
        bar.setChoices({{{LoopId{1}, 0, "planner", 3, 1}, {LoopId{1}, 2, "small", 3, 1}},
                        {"map", "shopping"}});
        auto* maker = bar.findChild<QComboBox*>(u"knowledgeMaker"_s);
        auto* round = bar.findChild<QComboBox*>(u"knowledgeRound"_s);
        auto* site = bar.findChild<QComboBox*>(u"knowledgeSite"_s);
        QSignalSpy changed(&bar, &KnowledgeFilterBar::changed);
        QVERIFY(bar.filter().policies.empty());

        maker->setCurrentIndex(2);
        round->setCurrentIndex(1);
        site->setCurrentIndex(1);
        bar.findChild<QCheckBox*>(u"knowledgeRefused"_s)->click();
        bar.setChoices({{{LoopId{1}, 0, "small", 3, 1}}, {"map"}});

        QCOMPARE(changed.count(), 4);
        QCOMPARE(bar.filter().policies, std::vector<std::string>{"small"});
        QCOMPARE(bar.filter().lastRound.value(), 0);
        QCOMPARE(bar.filter().sites, std::vector<std::string>{"map"});
        QVERIFY(!bar.filter().acceptedOnly);
    }
};

QTEST_MAIN(TestKnowledgeModels)
#include "tst_knowledge_models.moc"
