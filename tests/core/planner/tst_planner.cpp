#include <QtTest/QtTest>

#include <array>
#include <thread>

#include "core/trajectory/action.h"
#include "tests/core/planner/planner_prompts.h"

using namespace sym;

namespace {

const PromptText kPrompt{.objective = "What is the price of Oak Stool?",
                         .observation =
                             "RootWebArea 'Home'\n\tsearchbox [5] 'Search'\n\tlink [22] 'Oak "
                             "Stool'\n\tlink [23] 'Other [x]'"};

Result<ChatResponse> ask(const PromptText& prompt, std::uint64_t seed = 1, double temperature = 0.6)
{
    Planner planner;
    PlainJobContext job;
    ChatRequest request;
    request.messages = prompt.messages();
    request.sampling.seed = seed;
    request.sampling.temperature = temperature;
    return planner.complete(request, job, {});
}

/// Values of the lines "- NAME: [...]".
std::vector<std::string> values(const std::string& text, const std::string& name)
{
    std::vector<std::string> found;
    const std::string start = "- " + name + ": [";
    for (std::size_t at = text.find(start); at != std::string::npos;
         at = text.find(start, at + 1)) {
        const std::size_t from = at + start.size();
        found.push_back(text.substr(from, text.find("]\n", from) - from));
    }
    return found;
}

}  // namespace

class TestPlanner : public QObject {
    Q_OBJECT

private Q_SLOTS:
    /// As in a rollout. The first row, so that the threads find nothing compiled yet.
    void isTheSameInEveryThread()
    {
        std::array<std::string, 3> texts;
        std::vector<std::thread> workers;
        for (std::string& text : texts)
            workers.emplace_back([&text] { text = ask(kPrompt)->text; });
        for (std::thread& worker : workers) worker.join();

        for (const std::string& text : texts) QCOMPARE(text, ask(kPrompt)->text);
    }

    void answersInTheFormatOfALargeModel()
    {
        const auto response = ask(kPrompt);

        QVERIFY(bool(response));
        for (const char* header : {"INTERACTION HISTORY SUMMARY:\n", "OBSERVATION DESCRIPTION:\n",
                                   "ACTION CANDIDATES:\n", "OBSERVATION HIGHLIGHT:\n"})
            QVERIFY2(response->text.find(header) != std::string::npos, header);
        const auto actions = values(response->text, "action");
        QVERIFY(actions.size() >= 2 && actions.size() <= 5);
        QCOMPARE(values(response->text, "reason").size(), actions.size());
        for (const std::string& action : actions)
            QVERIFY2(bool(parseActions(action, ActionGrammar::Symbiont)), action.c_str());
    }

    void givesOneActionWhenAskedForOne()
    {
        PromptText prompt = kPrompt;
        prompt.system = "";

        const auto response = ask(prompt);

        QVERIFY(bool(response));
        QVERIFY(response->text.find("\nACTION:\nclick [22]\n") != std::string::npos);
        QVERIFY(response->text.find("REASON:\n") != std::string::npos);
        QVERIFY(response->text.find("CANDIDATES") == std::string::npos);
    }

    void isTheSameForTheSameSeed()
    {
        for (const std::uint64_t seed : {1u, 7u})
            QCOMPARE(ask(kPrompt, seed)->text, ask(kPrompt, seed)->text);
        QCOMPARE(ask(kPrompt, 1, 0)->text, ask(kPrompt, 2, 0)->text);
    }

    void refusesWhatIsNoPrompt()
    {
        Planner planner;
        PlainJobContext job;
        ChatRequest request;
        request.messages = {{ChatRole::User, "Hello"}};

        const auto response = planner.complete(request, job, {});

        QVERIFY(!response);
        QCOMPARE(response.error().code(), ErrorCode::InvalidInput);
    }

    void decidesQuicklyOnLargePages()
    {
        PromptText prompt = kPrompt;
        prompt.observation =
            "RootWebArea 'Orders'\n\ttable\n\t\theader | Order | Date | Total | Status\n";
        for (int i = 0; i < 1000; ++i)
            prompt.observation += "\t\trow | " + std::to_string(100000 + i) + " | 6/1/25 | $"
                                  + std::to_string(i) + ".00 | link [" + std::to_string(i + 10)
                                  + "] 'View order'\n";

        QBENCHMARK_ONCE
        {
            QVERIFY(bool(ask(prompt)));
        }
    }
};

QTEST_APPLESS_MAIN(TestPlanner)
#include "tst_planner.moc"
