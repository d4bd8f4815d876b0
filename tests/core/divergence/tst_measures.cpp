#include <QtTest/QtTest>

#include "core/divergence/agreement.h"
#include "core/divergence/attribution.h"
#include "core/divergence/coverage.h"
#include "core/divergence/task_contrast.h"
#include "core/synthesis/speculation.h"
#include "core/synthesis/speculative_decider.h"
#include "core/trajectory/knowledge_entry.h"
#include "tests/core/divergence/divergence_project.h"

using namespace sym;

namespace {

const std::vector<std::string> kLinks = {"a", "b", "c", "d"};

/// What somebody would click on the page of kLinks.
Candidate click(const std::string& name, Actor proposer, int rank = 0)
{
    const Step step = stepOf(0, pageOf("/", kLinks), name);
    return {.action = step.action, .raw = step.rawAction, .proposer = proposer, .rank = rank};
}

/// The large model listed a, b, c, d; the small one proposed a name, or nothing.
Step decided(int index, const std::string& proposal)
{
    Step step = stepOf(index, pageOf("/", kLinks), "a");
    step.calls = {{.purpose = kProposePurpose}, {.purpose = kVerifyPurpose}};
    if (!proposal.empty()) step.candidates.push_back(click(proposal, Actor::Small));
    int rank = 0;
    for (const std::string& name : kLinks)
        step.candidates.push_back(click(name, Actor::Large, rank++));
    step.decidedBy = Actor::Large;
    return step;
}

Step withExamples(const std::vector<RetrievedExample>& examples)
{
    Step step = stepOf(0, pageOf("/", kLinks), "a");
    step.retrieved = examples;
    return step;
}

RetrievedExample example(int entry, const std::string& policy, bool kept)
{
    return {.entry = KnowledgeId{entry}, .kept = kept, .policy = policy, .round = 1};
}

Step withTokens(Step step, std::int64_t tokens)
{
    step.calls = {{.purpose = "act", .promptTokens = tokens}};
    return step;
}

}  // namespace

class TestMeasures : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void agreementIsByStateAndK()
    {
        DivergenceProject project;
        const RunId run = project.addRun("sds");
        project.add(run, "1", true, {decided(0, "a"), decided(1, "c"), decided(2, "d")});
        project.add(run, "2", true, {decided(0, "the answer"), decided(1, "")});

        const auto agreement = agreementOf(project.store(), run);

        QVERIFY(bool(agreement));
        QCOMPARE(agreement->states.size(), std::size_t(4));
        QCOMPARE(agreement->withoutProposal, 1);
        QCOMPARE(agreement->atK.at(1).successes, 1);
        QCOMPARE(agreement->atK.at(3).successes, 2);
        QCOMPARE(agreement->atK.at(5).successes, 3);
        QCOMPARE(agreement->atK.at(kAllCandidates).n, 4);
        QCOMPARE(agreement->kinds.at(DivergenceKind::StopOrNot), 1);
        QCOMPARE(agreement->bySite.at("shopping").successes, 1);
        QVERIFY(!agreement->states[0].isDivergent());
        QVERIFY(agreement->states[1].isDivergent());
        QCOMPARE(agreement->states[3].ranks.canonical, -1);
    }

    void interruptedAttemptsDoNotCount()
    {
        DivergenceProject project;
        const RunId run = project.addRun("sds");
        project.add(run, "1", false, {decided(0, "c"), decided(1, "b")});  // interrupted
        project.add(run, "1", true, {decided(0, "a")});

        QCOMPARE(agreementOf(project.store(), run)->states.size(), std::size_t(1));
        QCOMPARE(coverageOf(project.store(), run)->rollouts.size(), std::size_t(1));
    }

    void coverageCountsPairsAndPagesOnce()
    {
        DivergenceProject project;
        const RunId run = project.addRun("small");
        const auto step = [](int index, const char* path, const char* name, int firstId, int port) {
            return withTokens(stepOf(index, pageOf(path, kLinks, firstId, port), name), 500);
        };
        // The same page and action again, from another session; then another order of the same kind
        project.add(run, "1", true, {step(0, "/", "a", 1, 4000), step(1, "/", "a", 1, 4000)});
        project.add(run, "2", true,
                    {step(0, "/", "a", 50, 4001), step(1, "/order/1", "b", 9, 4001),
                     step(2, "/order/2", "b", 9, 4001)});

        const auto coverage = coverageOf(project.store(), run);

        QVERIFY(bool(coverage));
        QCOMPARE(coverage->rollouts.size(), std::size_t(2));
        QCOMPARE(coverage->rollouts[0].pairs, 1);
        QCOMPARE(coverage->rollouts[1].pairs, 2);
        QCOMPARE(coverage->rollouts[1].pages, 3);
        QCOMPARE(coverage->pairs, 2);
        QCOMPARE(coverage->pages, 3);
        QCOMPARE(coverage->tokens, std::int64_t(2500));
        QCOMPARE(coverage->pairsPerRollout(), 1.5);
        QCOMPARE(coverage->pairsPer1000Tokens(), 0.8);
        QCOMPARE(coverage->novelty(), 1.0);
    }

    void noveltyIsAgainstWhatIsKnown()
    {
        DivergenceProject project;
        const RunId before = project.addRun("planner");
        const RunId run = project.addRun("small");
        const EpisodeId old = project.add(
            before, "1", true,
            {stepOf(0, pageOf("/", kLinks), "a"), stepOf(1, pageOf("/x", kLinks), "b")});
        const EpisodeId own = project.add(
            run, "1", true,
            {stepOf(0, pageOf("/", kLinks, 30), "a"), stepOf(1, pageOf("/", kLinks, 30), "c")});

        const ActionPairs known{
            actionPairKey({.sites = {"shopping"}}, stepOf(0, pageOf("/", kLinks), "a"))};
        const auto coverage = coverageOf(project.store(), run, known);
        QCOMPARE(coverage->pairs, 2);
        QCOMPARE(coverage->novelPairs, 1);
        QCOMPARE(coverage->novelty(), 0.5);

        // The base holds the second step of the old run alone, and both of the run itself.
        KnowledgeEntry entry;
        entry.accepted = true;
        entry.episode = old;
        entry.firstStep = entry.lastStep = 1;
        QVERIFY(bool(project.store().knowledge().add(entry)));
        entry.episode = own;
        entry.firstStep = 0;
        QVERIFY(bool(project.store().knowledge().add(entry)));
        QCOMPARE(pairsOfKnowledge(project.store(), {})->size(), std::size_t(3));
        const auto foreign = pairsOfKnowledge(project.store(), {}, run);
        QCOMPARE(foreign->size(), std::size_t(1));
        QCOMPARE(coverageOf(project.store(), run, *foreign)->novelPairs, 2);
    }

    void tasksThatOneAloneSolves()
    {
        DivergenceProject project;
        const RunId one = project.addRun("large");
        const RunId again = project.addRun("large");
        const RunId other = project.addRun("small");
        for (const auto& [task, first, second, small] :
             {std::tuple("1", true, false, true), std::tuple("2", false, true, false),
              std::tuple("3", false, false, true), std::tuple("4", false, false, false)}) {
            project.add(one, task, first, {});
            project.add(again, task, second, {});
            project.add(other, task, small, {});
        }
        project.add(one, "5", true, {});  // not attempted by the other

        const auto contrast = contrastTasks(project.store(), {one, again}, {other});

        QVERIFY(bool(contrast));
        QCOMPARE(contrast->tasks(), 4);
        QCOMPARE(contrast->both, 1);
        QCOMPARE(contrast->neither, 1);
        QCOMPARE(contrast->onlyFirst.size(), std::size_t(1));
        QCOMPARE(contrast->onlyFirst[0].taskId, std::string("2"));
        QCOMPARE(contrast->onlySecond[0].taskId, std::string("3"));
    }

    void entriesAreFollowedToTheTasksTheyWereOn()
    {
        DivergenceProject project;
        const RunId without = project.addRun("planner");
        const RunId with = project.addRun("planner");
        for (const auto& [task, before, after] :
             {std::tuple("1", false, true), std::tuple("2", true, true),
              std::tuple("3", true, false)}) {
            project.add(without, task, before, {withExamples({})});
            project.add(with, task, after,
                        {withExamples({example(7, "small", true), example(8, "planner", false),
                                       example(9, "small", task == std::string("1"))})});
        }

        const auto attribution = attributeExamples(project.store(), with, without);

        QVERIFY(bool(attribution));
        QCOMPARE(attribution->compared, 3);
        QCOMPARE(attribution->flipped, 1);
        QCOMPARE(attribution->lost, 1);
        const PolicyUse& small = attribution->byPolicy.at("small");
        QCOMPARE(small.entries, 2);
        QCOMPARE(small.retrieved, 6);
        QCOMPARE(small.kept, 4);
        QCOMPARE(small.tasks, 3);
        QCOMPARE(small.flipped, 1);
        QCOMPARE(small.lost, 1);
        QCOMPARE(attribution->byPolicy.at("planner").kept, 0);
        QCOMPARE(attribution->byPolicy.at("planner").tasks, 0);
        QCOMPARE(attribution->entries.size(), std::size_t(3));
        QCOMPARE(attribution->entries[0].entry, KnowledgeId{7});  // flipped and kept more often
        QCOMPARE(attribution->entries[0].solved, 2);
        QCOMPARE(attribution->entries[1].entry, KnowledgeId{9});

        const auto alone = attributeExamples(project.store(), with, {});
        QCOMPARE(alone->compared, 0);
        QCOMPARE(alone->byPolicy.at("small").kept, 4);
    }
};

QTEST_APPLESS_MAIN(TestMeasures)
#include "tst_measures.moc"
