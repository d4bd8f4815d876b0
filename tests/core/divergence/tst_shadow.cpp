#include <QtTest/QtTest>

#include "core/divergence/shadow.h"
#include "core/synthesis/speculation.h"
#include "tests/core/divergence/divergence_project.h"
#include "tests/support/fake_chat_model.h"

using namespace sym;

namespace {

const std::vector<std::string> kLinks = {"a", "b", "c"};

Step recorded(int index, const std::string& path, const std::string& done,
              const std::vector<std::string>& listed)
{
    Step step = stepOf(index, pageOf(path, kLinks), done);
    step.decidedBy = Actor::Planner;
    int rank = 0;
    for (const std::string& name : listed) {
        const Step other = stepOf(0, step.page, name);
        step.candidates.push_back({.action = other.action,
                                   .raw = other.rawAction,
                                   .proposer = Actor::Planner,
                                   .rank = rank++});
    }
    return step;
}

std::string answer(const std::string& action)
{
    return "REASON:\nso\nACTION:\n" + action + "\n";
}

}  // namespace

class TestShadow : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aSmallModelProposesAtRecordedStates()
    {
        DivergenceProject project;
        const RunId run = project.addRun("planner", R"({"max_steps": 9, "candidates": 3})");
        project.add(run, "1", true,
                    {recorded(0, "/", "a", {"a", "b"}), recorded(1, "/x", "b", {"b", "c"}),
                     recorded(2, "/y", "done", {"done"})});
        FakeChatModel small({answer("click [1]"), answer("click [3]"), answer("click [77]")});
        PlainJobContext job;

        const auto agreement = shadowAgreement(project.store(), run, small, {}, job);

        QVERIFY2(agreement, agreement ? "" : agreement.error().message().c_str());
        QCOMPARE(agreement->states.size(), std::size_t(2));
        QCOMPARE(agreement->withoutProposal, 1);
        QCOMPARE(agreement->atK.at(1).successes, 1);
        QCOMPARE(agreement->atK.at(3).successes, 2);
        // It was told what happened, and no more
        const auto requests = small.requests();
        QVERIFY(requests[0].messages.back().content.find("STEP:\n1 of 9") != std::string::npos);
        const std::string& last = requests[2].messages.back().content;
        QVERIFY(last.find("click [1]") != std::string::npos);
        QVERIFY(last.find("click [2]") != std::string::npos);
        QVERIFY(last.find("click [3]") == std::string::npos);
    }

    void rejectedAnswersAreNoResultOfAnAction()
    {
        DivergenceProject project;
        const RunId run = project.addRun("planner", R"({"max_steps": 9, "candidates": 3})");
        Step retried = recorded(0, "/", "a", {"a"});
        retried.calls = {{.purpose = "act"}, {.purpose = "retry 1"}};
        retried.errors = {"REJECTED"};
        Step answered = recorded(1, "/x", "b", {"b"});
        answered.calls = {{.purpose = "act"}, {.purpose = "retry 1"}};
        answered.errors = {"REJECTED", "the page said: ANSWERED"};
        project.add(run, "1", true, {retried, answered, recorded(2, "/y", "c", {"c"})});
        FakeChatModel small({answer("click [1]"), answer("click [2]"), answer("click [3]")});
        PlainJobContext job;

        QVERIFY(shadowAgreement(project.store(), run, small, {}, job));

        const std::string last = small.requests()[2].messages.back().content;
        QVERIFY(last.find("REJECTED") == std::string::npos);
        QVERIFY(last.find("ANSWERED") != std::string::npos);
    }

    void aLargeModelListsAtRecordedStates()
    {
        DivergenceProject project;
        const RunId run = project.addRun("small", R"({"max_steps": 9})");
        project.add(run, "1", true, {recorded(0, "/", "a", {}), recorded(1, "/x", "b", {})});
        const std::string list =
            "ACTION CANDIDATES:\n- reason: [r]\n- action: [click [3]]\n"
            "- reason: [r]\n- action: [click [1]]\n";
        FakeChatModel large({list, list});
        PlainJobContext job;

        const auto agreement =
            shadowAgreement(project.store(), run, large,
                            {.role = ShadowRole::Lists, .candidates = 5, .maxStates = 1}, job);

        QVERIFY2(agreement, agreement ? "" : agreement.error().message().c_str());
        QCOMPARE(agreement->states.size(), std::size_t(1));
        QCOMPARE(agreement->states[0].ranks.canonical, 1);
        QCOMPARE(agreement->atK.at(1).successes, 0);
        QCOMPARE(agreement->atK.at(3).successes, 1);
        QVERIFY(large.requests()[0].messages[0].content.find("Up to 5 candidates")
                != std::string::npos);
    }

    void saysWhenThereIsNothingToCompare()
    {
        DivergenceProject project;
        const RunId run = project.addRun("small");
        project.add(run, "1", true, {recorded(0, "/", "a", {})});
        FakeChatModel small;
        PlainJobContext job;

        const auto agreement = shadowAgreement(project.store(), run, small, {}, job);

        QVERIFY(!agreement);
        QCOMPARE(agreement.error().code(), ErrorCode::InvalidInput);
    }

    void aFailingModelIsAnError()
    {
        DivergenceProject project;
        const RunId run = project.addRun("planner");
        project.add(run, "1", true, {recorded(0, "/", "a", {"a"})});
        FakeChatModel silent;
        PlainJobContext job;
        QVERIFY(!shadowAgreement(project.store(), run, silent, {}, job));
    }
};

QTEST_APPLESS_MAIN(TestShadow)
#include "tst_shadow.moc"
