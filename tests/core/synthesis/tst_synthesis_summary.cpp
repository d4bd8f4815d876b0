#include "core/synthesis/synthesis_summary.h"

#include <QtTest/QtTest>

#include "core/synthesis/speculation.h"
#include "core/synthesis/speculative_decider.h"

using namespace sym;

namespace {

PageRecord shop()
{
    PageRecord page;
    page.observation =
        "RootWebArea 'Shop'\n\tlink [1] 'A'\n\tlink [2] 'B'\n\tlink [3] 'C'\n\tlink [4] 'D'";
    page.elements = {{"1", "link", "A", {}, {}},
                     {"2", "link", "B", {}, {}},
                     {"3", "link", "C", {}, {}},
                     {"4", "link", "D", {}, {}}};
    return page;
}

Candidate click(const std::string& id, Actor proposer, int rank)
{
    Candidate candidate;
    candidate.action = {.kind = ActionKind::Click, .elementId = id};
    candidate.raw = formatAction(candidate.action);
    candidate.proposer = proposer;
    candidate.rank = rank;
    return candidate;
}

/// A step at which the student proposed an element ("" nothing) and the teacher listed 1, 2, 3, 4;
/// K was 2.
Step decided(int index, const std::string& proposed)
{
    Step step;
    step.index = index;
    step.page = shop();
    step.decidedBy = Actor::Large;
    if (!proposed.empty()) {
        Candidate proposal = click(proposed, Actor::Small, 0);
        proposal.verdict = {true, proposed < "3", proposed < "3"};
        if (proposal.verdict.canonical) step.decidedBy = Actor::Small;
        step.candidates.push_back(proposal);
    }
    for (int i = 0; i < 4; ++i)
        step.candidates.push_back(click(std::to_string(i + 1), Actor::Large, i));
    step.calls = {{.purpose = kProposePurpose, .promptTokens = 10, .responseTokens = 1},
                  {.purpose = index == 0 ? kVerifyPurpose : kCachedPurpose,
                   .promptTokens = index == 0 ? 100 : 0,
                   .costUsd = index == 0 ? 0.5 : 0}};
    return step;
}

class Project {
public:
    Project()
    {
        auto opened =
            ProjectStore::open(m_folder.filePath(QStringLiteral("p.symbiont")).toStdString(),
                               ProjectStore::Access::ReadWrite);
        store = std::move(*opened);
        RunRecord record;
        record.policy = "sds";
        record.settings = R"({"method": {"k": 2}})";
        run = *store->addRun(record);
    }

    void add(const std::vector<std::string>& sites, const std::vector<Step>& steps,
             const std::string& task = "1")
    {
        EpisodeRecord episode;
        episode.run = run;
        episode.taskId = task;
        episode.sites = sites;
        const EpisodeId id = *store->beginEpisode(episode);
        for (const Step& step : steps)
            if (!store->appendStep(id, step)) qFatal("step not stored");
    }

    std::unique_ptr<ProjectStore> store;
    RunId run;

private:
    QTemporaryDir m_folder;
};

}  // namespace

class TestSynthesisSummary : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void countsWhatWasAcceptedAndWhatWouldBe()
    {
        Project project;
        project.add({"shopping"}, {decided(0, "1"), decided(1, "2"), decided(2, "4")});
        project.add({"reddit", "gitlab"}, {decided(0, "3")}, "2");  // interrupted
        project.add({"reddit", "gitlab"}, {decided(0, "3"), decided(1, "")}, "2");

        const auto summary = synthesisSummary(*project.store, project.run);

        QVERIFY(bool(summary));
        QCOMPARE(summary->k, 2);
        QCOMPARE(summary->steps, 5);
        QCOMPARE(summary->proposals, 4);
        QCOMPARE(summary->accepted.n, 5);
        QCOMPARE(summary->accepted.successes, 2);
        QCOMPARE(summary->canonical.successes, 2);
        QCOMPARE(summary->byK.at(1).successes, 1);
        QCOMPARE(summary->byK.at(3).successes, 3);
        QCOMPARE(summary->byK.at(5).successes, 4);
        QCOMPARE(summary->byK.at(kAllCandidates).successes, 4);
        QCOMPARE(summary->byK.at(kAllCandidates).n, 5);
        QCOMPARE(summary->bySite.at("shopping").successes, 2);
        QCOMPARE(summary->bySite.at("multi").n, 2);
        QCOMPARE(summary->byPosition.size(), std::size_t(3));
        QCOMPARE(summary->byPosition[1].n, 2);
        QCOMPARE(summary->byPosition[1].successes, 1);
        QCOMPARE(summary->teacher.calls, 2);
        QCOMPARE(summary->teacher.cached, 3);
        QCOMPARE(summary->teacher.tokens, std::int64_t(200));
        QCOMPARE(summary->teacher.costUsd, 1.0);
        QCOMPARE(summary->student.tokens, std::int64_t(55));
        QCOMPARE(summary->kinds.at(DivergenceKind::None), 4);
    }

    void stepsOfOneModelAreNotCounted()
    {
        Project project;
        Step alone = decided(0, "");
        alone.calls = {{.purpose = "act"}};
        project.add({"shopping"}, {alone});

        const auto summary = synthesisSummary(*project.store, project.run);

        QVERIFY(bool(summary));
        QCOMPARE(summary->steps, 0);
        QCOMPARE(summary->accepted.n, 0);
    }

    void scriptsFindTheirKeys()
    {
        Project project;
        project.add({"shopping"}, {decided(0, "1"), decided(1, "4")});
        const auto summary = synthesisSummary(*project.store, project.run);

        const nlohmann::json json = synthesisJson(*summary);

        QCOMPARE(json["acceptance"].get<double>(), 0.5);
        QCOMPARE(json["proposals"].get<int>(), 2);
        QCOMPARE(json["accepted"].get<int>(), 1);
        QCOMPARE(json["by_k"]["all"]["successes"].get<int>(), 2);
        QVERIFY(synthesisTable(*summary).find("K = 2: 2 proposals at 2 steps")
                != std::string::npos);
    }

    void anUnknownRunIsAnError()
    {
        Project project;
        QVERIFY(!synthesisSummary(*project.store, RunId{77}));
    }
};

QTEST_APPLESS_MAIN(TestSynthesisSummary)
#include "tst_synthesis_summary.moc"
