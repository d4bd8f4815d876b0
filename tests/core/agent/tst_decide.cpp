#include "core/agent/decide.h"

#include <QtTest/QtTest>

#include "tests/support/fake_chat_model.h"

using namespace sym;

namespace {

Step stepOnPage()
{
    Step step;
    step.page.url = "http://shop/";
    step.page.observation = "RootWebArea 'Shop'\n\tlink [4] 'Orders'";
    step.page.elements = {{"4", "link", "Orders", {}, Rectangle{1, 2, 3, 4}}};
    return step;
}

std::unique_ptr<AgentMind> newMind()
{
    AgentOptions options;
    options.objective = "Open my orders";
    auto mind = AgentMind::create(options);
    return mind ? std::move(*mind) : nullptr;
}

constexpr const char* kGood =
    "REASON:\nit is there\nACTION:\nclick [4]\nOBSERVATION HIGHLIGHT:\n4\n";
constexpr const char* kUnknownId = "REASON:\nguess\nACTION:\nclick [77]\n";

}  // namespace

class TestDecide : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void recordsTheCallAndTheAction()
    {
        const auto mind = newMind();
        QVERIFY(mind);
        FakeChatModel model({kGood});
        Step step = stepOnPage();
        PlainJobContext job;

        const auto decision = ModelDecider(model, Actor::Large).decide(*mind, 9, step, job);

        QVERIFY2(decision && *decision,
                 decision ? "no decision" : decision.error().message().c_str());
        QCOMPARE(step.action.kind, ActionKind::Click);
        QCOMPARE(step.action.elementId, std::string("4"));
        QCOMPARE(step.targetDescription, std::string("link 'Orders'"));
        QVERIFY(step.target.has_value());
        QCOMPARE(step.decidedBy, Actor::Large);
        QCOMPARE(step.calls.size(), std::size_t(1));
        QCOMPARE(step.calls[0].response, std::string(kGood));
        QVERIFY(step.calls[0].prompt.find("Open my orders") != std::string::npos);
        QVERIFY(step.errors.empty());
    }

    void asksAgainWithFeedback()
    {
        const auto mind = newMind();
        FakeChatModel model({kUnknownId, kGood});
        Step step = stepOnPage();
        PlainJobContext job;

        const auto decision = ModelDecider(model, Actor::Large).decide(*mind, 9, step, job);

        QVERIFY(decision && *decision);
        QCOMPARE(step.calls.size(), std::size_t(2));
        QCOMPARE(step.calls[1].purpose, std::string("retry 1"));
        QVERIFY(step.calls[0].seed != step.calls[1].seed);
        QCOMPARE(step.errors.size(), std::size_t(1));
        const auto requests = model.requests();
        QVERIFY(requests[1].messages.back().content.find("FEEDBACK") != std::string::npos);
    }

    void givesUpAfterAFewAnswers()
    {
        const auto mind = newMind();
        FakeChatModel model(std::vector<std::string>(10, kUnknownId));
        Step step = stepOnPage();
        PlainJobContext job;

        const auto decision = ModelDecider(model, Actor::Large).decide(*mind, 9, step, job);

        QVERIFY(bool(decision));
        QVERIFY(!decision->has_value());
        QCOMPARE(int(step.calls.size()), kDecisionTries);
        QCOMPARE(int(step.errors.size()), kDecisionTries);
    }

    void aFailingModelIsAnError()
    {
        const auto mind = newMind();
        FakeChatModel model;
        Step step = stepOnPage();
        PlainJobContext job;

        QVERIFY(!ModelDecider(model, Actor::Large).decide(*mind, 9, step, job));
    }
};

QTEST_APPLESS_MAIN(TestDecide)
#include "tst_decide.moc"
