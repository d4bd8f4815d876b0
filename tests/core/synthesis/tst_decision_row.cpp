#include "core/synthesis/decision_row.h"

#include <QtCore/QTemporaryDir>
#include <QtTest/QtTest>

#include "core/synthesis/speculative_decider.h"

using namespace sym;

namespace {

Candidate click(Actor proposer, const std::string& element, int rank)
{
    Candidate candidate;
    candidate.proposer = proposer;
    candidate.action.kind = ActionKind::Click;
    candidate.action.elementId = element;
    candidate.raw = formatAction(candidate.action);
    candidate.rank = rank;
    return candidate;
}

Step decided(int index, const std::string& proposed, const std::string& startedAt)
{
    Step step;
    step.index = index;
    step.startedAt = startedAt;
    step.page.observation = "\tlink [1] 'A'\n\tlink [2] 'B'\n\tlink [3] 'C'\n";
    step.page.elements = {
        {"1", "link", "A", {}, {}}, {"2", "link", "B", {}, {}}, {"3", "link", "C", {}, {}}};
    if (!proposed.empty()) step.candidates.push_back(click(Actor::Small, proposed, 0));
    step.candidates.push_back(click(Actor::Large, "1", 0));
    step.candidates.push_back(click(Actor::Large, "2", 1));
    step.rawAction = "click [1]";
    step.decidedBy = Actor::Large;
    ModelCall call;
    call.purpose = kCachedPurpose;
    call.promptTokens = 100;
    call.responseTokens = 20;
    call.costUsd = 0.5;
    step.calls = {call};
    return step;
}

}  // namespace

class TestDecisionRow : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void saysWhatBothWantedAndWhatItCost()
    {
        EpisodeRecord episode;
        episode.id = EpisodeId{7};
        episode.taskId = "42";
        episode.sites = {"shopping"};

        const auto row = decisionRow(episode, decided(3, "2", {}));

        QVERIFY(row);
        QCOMPARE(row->episode, episode.id);
        QCOMPARE(row->step, 3);
        QCOMPARE(row->site, std::string("shopping"));
        QCOMPARE(row->proposal, std::string("click [2]"));
        QCOMPARE(row->first, std::string("click [1]"));
        QCOMPARE(row->ranks.canonical, 1);
        QCOMPARE(row->candidates, 2);
        QVERIFY(row->isDivergent());  // listed, but not first
        QVERIFY(row->isCached);
        QCOMPARE(row->tokens, std::int64_t(120));
        QCOMPARE(row->costUsd, 0.5);
    }

    void aStepOfOneModelIsNoDecisionOfTwo()
    {
        Step step = decided(0, {}, {});
        step.calls.clear();
        QVERIFY(!decisionRow({}, step));
        step = decided(0, {}, {});  // asked, but the answer could not be executed
        QVERIFY(decisionRow({}, step));
        QVERIFY(!decisionRow({}, step)->hasProposal());
        QVERIFY(!decisionRow({}, step)->isDivergent());
    }

    void theOrderIsThatOfTheDecisions()
    {
        QTemporaryDir folder;
        const auto store =
            ProjectStore::open(folder.filePath(QStringLiteral("a.symbiont")).toStdString(),
                               ProjectStore::Access::ReadWrite);
        QVERIFY(store);
        EpisodeRecord episode;
        episode.run = *(*store)->addRun({});
        std::vector<EpisodeRecord> episodes;
        const std::vector<std::string> times[] = {{"T10:00:00", "T10:00:09"}, {"T10:00:04"}};
        for (const auto& started : times) {
            episode.id = *(*store)->beginEpisode(episode);
            for (int i = 0; i < int(started.size()); ++i)
                QVERIFY((*store)->appendStep(episode.id, decided(i, "1", started[std::size_t(i)])));
            episodes.push_back(episode);
        }
        PlainJobContext job;

        const auto rows = decisionsOf(**store, episodes, job);

        QVERIFY(rows);
        QCOMPARE(int(rows->size()), 3);  // two browsers at once: their decisions interleave
        QCOMPARE((*rows)[0].startedAt, std::string("T10:00:00"));
        QCOMPARE((*rows)[1].startedAt, std::string("T10:00:04"));
        QCOMPARE((*rows)[2].startedAt, std::string("T10:00:09"));
        job.cancel();
        QCOMPARE(int(decisionsOf(**store, episodes, job).error().code()),
                 int(ErrorCode::Cancelled));
    }
};

QTEST_GUILESS_MAIN(TestDecisionRow)
#include "tst_decision_row.moc"
