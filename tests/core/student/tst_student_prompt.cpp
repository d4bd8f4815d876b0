#include "core/student/student_prompt.h"

#include <QtTest/QtTest>

#include "core/agent/agent_mind.h"

using namespace sym;

namespace {

PageRecord page(const std::string& title, const std::string& element)
{
    PageRecord record;
    record.url = "http://127.0.0.1/";
    record.observation = "RootWebArea '" + title + "'\n\tlink [4] '" + element + "'";
    record.elements = {{.id = "4", .role = "link", .name = element, .states = {}, .rectangle = {}}};
    return record;
}

std::unique_ptr<AgentMind> mind(int candidates = 1)
{
    AgentOptions options;
    options.objective = "Find the OBJECTIVE: of\nCURRENT OBSERVATION: texts";
    options.candidates = candidates;
    auto made = AgentMind::create(options);
    return made ? *std::move(made) : nullptr;
}

/// Does one step as the harness would.
void act(AgentMind& agent, const PageRecord& on, const std::string& action,
         const std::string& reason, const std::string& result = {})
{
    const auto read = agent.interpret("REASON:\n" + reason + "\nACTION:\n" + action, on);
    QVERIFY(read.decision);
    agent.commit(on, *read.decision, result);
}

}  // namespace

class TestStudentPrompt : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theFirstStepIsRead()
    {
        const auto agent = mind();
        QVERIFY(agent);
        const PageRecord home = page("Home", "Orders");
        const auto read = readSituation(agent->prompt(home, 0, ""));
        QVERIFY2(read, read ? "" : read.error().message().c_str());
        QCOMPARE(read->objective,
                 std::string("Find the OBJECTIVE: of\nCURRENT OBSERVATION: texts"));
        QCOMPARE(read->lastAction, std::string("None"));
        QCOMPARE(read->observation, home.observation);
        QVERIFY(read->history.empty() && read->failed.empty() && !read->isRetry);
        for (const char* verb : {"click", "type", "select", "stop"})
            QVERIFY2(read->commands.contains(verb), verb);
    }

    void theLastActionIsTold()
    {
        const auto agent = mind();
        act(*agent, page("Home", "Orders"), "click [4]",
            "On \"Home\": click link \"Orders\". It may.");
        act(*agent, page("Orders", "Next"), "click [4]", "More is behind it.");
        const auto read = readSituation(agent->prompt(page("Two", "Last"), 2, ""));
        QVERIFY(read);
        QCOMPARE(read->lastAction, std::string("click [4] (More is behind it)"));
        QCOMPARE(read->history, std::string("click [4] (click link \"Orders\")\n"
                                            "click [4] (More is behind it)"));
        QVERIFY(read->failed.empty());
    }

    void whatHadNoEffectIsKnown()
    {
        const auto agent = mind();
        const PageRecord home = page("Home", "Orders");
        act(*agent, home, "click [4]", "It may.");
        const auto read = readSituation(agent->prompt(home, 1, ""));
        QVERIFY(read);
        QCOMPARE(read->failed, std::set<std::string>{"click [4]"});
    }

    void whatWasDoneTwiceIsKnown()
    {
        const auto agent = mind();
        const PageRecord home = page("Home", "Orders"), orders = page("Orders", "Home");
        for (int i = 0; i < 2; ++i) {
            act(*agent, home, "click [4]", "On \"Home\": click link \"Orders\".");
            act(*agent, orders, "go_back",
                "This leads no further, part " + std::to_string(i) + ".");
        }
        const auto read = readSituation(agent->prompt(home, 4, ""));
        QVERIFY(read);
        QCOMPARE(read->failed, std::set<std::string>{"click [4]"});
    }

    void whatLedBackHereIsKnown()
    {
        const auto agent = mind();
        const PageRecord home = page("Home", "Orders");
        act(*agent, home, "click [4]", "click link \"Orders\".");
        act(*agent, page("Orders", "Home"), "go_back", "go_back. It leads no further.");
        const auto read = readSituation(agent->prompt(home, 2, ""));
        QVERIFY(read);
        QCOMPARE(read->failed, std::set<std::string>{"click [4]"});
    }

    void aNameThatLedBackHereTwiceIsKnown()
    {
        const auto agent = mind();
        PageRecord home = page("Home", "Orders");
        home.observation += "\n\tlink [5] 'Orders'";
        home.elements.push_back({.id = "5", .role = "link", .name = "Orders"});
        act(*agent, home, "click [4]", "click link \"Orders\".");
        const auto once = readSituation(agent->prompt(home, 1, ""));
        QVERIFY(once);
        QVERIFY(once->failedNames.empty());
        act(*agent, home, "click [5]", "click link \"Orders\".");
        const auto twice = readSituation(agent->prompt(home, 2, ""));
        QVERIFY(twice);
        QCOMPARE(twice->failedNames,
                 std::set<std::string>{withoutElement("click [9]", "click link \"Orders\".")});
    }

    void whatWasTypedIsKnown()
    {
        const auto agent = mind();
        act(*agent, page("Home", "Orders"), "type [4] [lamps] [1]",
            "type field \"Search\". It may.");
        act(*agent, page("Results", "Home"), "click [4]", "click link \"Next\".");
        const auto read = readSituation(agent->prompt(page("Two", "Home"), 2, ""));
        QVERIFY(read);
        QCOMPARE(read->typed, std::set<std::string>{withoutElement(
                                  "type [77] [lamps] [1]", "type field \"Search\". Or not.")});
        QVERIFY(
            !read->typed.contains(withoutElement("type [4] [lamps] [1]", "type field \"Find\".")));
    }

    void feedbackMakesARetry()
    {
        const auto agent = mind(3);
        const PageRecord home = page("Home", "Orders");
        const auto read = readSituation(agent->prompt(home, 0, "Something was wrong."));
        QVERIFY(read);
        QVERIFY(read->isRetry);
        QCOMPARE(read->observation, home.observation);
        QCOMPARE(read->candidates, 3);
    }

    void aPromptWithoutPageIsRefused()
    {
        const auto read =
            readSituation({{.role = ChatRole::User, .content = "OBJECTIVE:\nBuy a lamp\n"}});
        QVERIFY(!read);
        QCOMPARE(read.error().code(), ErrorCode::InvalidInput);
    }
};

QTEST_GUILESS_MAIN(TestStudentPrompt)
#include "tst_student_prompt.moc"
