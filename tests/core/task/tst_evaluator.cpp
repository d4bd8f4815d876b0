#include <QtTest/QtTest>

#include "core/task/evaluator.h"
#include "fakes.h"

using namespace sym;
using nlohmann::json;

namespace {

Result<Evaluation> run(const Task& task, const std::string& answer, EvaluatorProfile profile,
                       EvaluationPage* page = nullptr, ChatModel* judge = nullptr)
{
    PlainJobContext job;
    return evaluate(task, {answer, page == nullptr ? "" : page->currentUrl()}, profile, page, judge,
                    job);
}

constexpr EvaluatorProfile kWebArena = EvaluatorProfile::WebArena;
constexpr EvaluatorProfile kAgentOccam = EvaluatorProfile::AgentOccam;

}  // namespace

class TestEvaluator : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void strings_data()
    {
        QTest::addColumn<QString>("references");
        QTest::addColumn<QString>("answer");
        QTest::addColumn<double>("webArena");
        QTest::addColumn<double>("agentOccam");

        QTest::newRow("exact") << R"({"exact_match": "Sprite"})"
                               << "sprite" << 1.0 << 1.0;
        QTest::newRow("exact but longer") << R"({"exact_match": "Sprite"})"
                                          << "Sprite." << 0.0 << 0.0;
        QTest::newRow("two layers of quotes go") << R"({"exact_match": "x"})"
                                                 << "\"'x'\"" << 1.0 << 1.0;
        QTest::newRow("half of two") << R"({"must_include": ["ab", "cd"]})"
                                     << "ab" << 0.0 << 0.5;
        QTest::newRow("one item is a token") << R"({"must_include": ["6"]})"
                                             << "16" << 0.0 << 0.0;
        QTest::newRow("two items are not") << R"({"must_include": ["6", "1"]})"
                                           << "16" << 1.0 << 1.0;
        QTest::newRow("all approaches count")
            << R"({"must_include": ["ab", "cd"], "exact_match": "ab"})"
            << "ab" << 0.0 << 0.5;
        QTest::newRow("unachievable") << R"({"fuzzy_match": "N/A"})"
                                      << "n/a" << 1.0 << 1.0;
        QTest::newRow("no reference") << "null"
                                      << "x" << 1.0 << 1.0;
        QTest::newRow("old files have a list") << "[]"
                                               << "x" << 1.0 << 1.0;
    }
    void strings()
    {
        QFETCH(QString, references);
        QFETCH(QString, answer);
        QFETCH(double, webArena);
        QFETCH(double, agentOccam);
        const Task task = taskWith(R"({"eval_types": ["string_match"], "string_note": "",
            "reference_answers": )" + references.toStdString()
                                   + "}");

        QCOMPARE(run(task, answer.toStdString(), kWebArena)->score.score, webArena);
        QCOMPARE(run(task, answer.toStdString(), kAgentOccam)->score.score, agentOccam);
    }

    void refusals_data()
    {
        QTest::addColumn<QString>("eval");
        QTest::addColumn<QString>("message");

        QTest::newRow("unknown evaluator") << R"({"eval_types": ["magic"]})"
                                           << "ValueError";
        QTest::newRow("unknown url rule")
            << R"({"eval_types": ["url_match"], "reference_url": "http://h", "url_note": "EXACT"})"
            << "ValueError";
        QTest::newRow("no address") << R"({"eval_types": ["url_match"], "reference_url": null})"
                                    << "reference_url";
        QTest::newRow("text for a list")
            << R"({"eval_types": ["string_match"], "reference_answers": {"must_include": "a"}})"
            << "AssertionError";
        QTest::newRow("unknown locator")
            << R"({"eval_types": ["program_html"], "program_html": [{"url": "last", "locator": "$x",
                   "required_contents": {"exact_match": ""}}]})"
            << "ValueError";
        QTest::newRow("no contents")
            << R"({"eval_types": ["program_html"], "program_html": [{"url": "last", "locator": "",
                   "required_contents": {}}]})"
            << "ValueError";
        QTest::newRow("unknown function")
            << R"({"eval_types": ["program_html"], "program_html": [{"url": "func:exit() ",
                   "locator": "", "required_contents": {"exact_match": ""}}]})"
            << "exit";
        QTest::newRow("another schema") << R"([{"evaluator": "AgentResponseEvaluator"}])"
                                        << "WebArena-Verified";
    }
    void refusals()
    {
        QFETCH(QString, eval);
        QFETCH(QString, message);
        FakePage page;

        const auto result = run(taskWith(eval.toStdString()), "", kWebArena, &page);

        QVERIFY(!result);
        QCOMPARE(result.error().code(), ErrorCode::InvalidInput);
        QVERIFY2(result.error().message().find(message.toStdString()) != std::string::npos,
                 result.error().message().c_str());
        QVERIFY(result.error().message().find("task 7") != std::string::npos);
    }

    void asksTheJudgeInItsOwnWords()
    {
        const Task task = taskWith(R"({"eval_types": ["string_match"], "reference_answers":
            {"fuzzy_match": ["13 min", "1 h"]}})");
        FakeJudge judge({"It is Correct."});

        const auto result = run(task, "'13 Minutes'", kWebArena, nullptr, &judge);

        QCOMPARE(result->score.score, 1.0);
        QCOMPARE(judge.requests.size(), std::size_t(2));
        const ChatRequest& request = judge.requests[0];
        QCOMPARE(request.sampling.temperature, 0.0);
        QCOMPARE(request.sampling.topP, 1.0);
        QCOMPARE(request.sampling.maxTokens, 768);
        QCOMPARE(request.messages[0].content, std::string("You are a helpful assistant"));
        QCOMPARE(request.messages[1].content,
                 std::string(
                     "Help a teacher to grade the answer of a student given a question. Keep in "
                     "mind that the student may use different phrasing or wording to answer the "
                     "question. The goal is to evaluate whether the answer is semantically "
                     "equivalent to the reference answer.\nquestion: How many?\nreference answer: "
                     "13 min\nall the string 'N/A' that you see is a special sequence that means "
                     "'not achievable'\nstudent answer: 13 minutes\nConclude the judgement by "
                     "correct/incorrect/partially correct."));
    }

    void occamAsksOnceForAllReferences()
    {
        const Task task = taskWith(R"({"eval_types": ["string_match"], "reference_answers":
            {"fuzzy_match": ["13 min", "1 h"]}})");
        FakeJudge judge({"correct"});

        QCOMPARE(run(task, "x", kAgentOccam, nullptr, &judge)->score.score, 1.0);

        QCOMPARE(judge.requests.size(), std::size_t(1));
        QVERIFY(judge.requests[0].messages[1].content.find("\nreference answer: 13 min; 1 h\n")
                != std::string::npos);
    }

    void verdicts_data()
    {
        QTest::addColumn<QString>("reply");
        QTest::addColumn<double>("score");  // -1: an error

        QTest::newRow("correct") << "CORRECT" << 1.0;
        QTest::newRow("incorrect") << "Incorrect." << 0.0;
        QTest::newRow("partially") << "partially correct" << 0.0;
        QTest::newRow("neither") << "I cannot tell" << -1.0;
    }
    void verdicts()
    {
        QFETCH(QString, reply);
        QFETCH(double, score);
        const Task task = taskWith(R"({"eval_types": ["string_match"],
            "reference_answers": {"fuzzy_match": ["a"]}})");
        FakeJudge judge({reply.toStdString()});

        const auto result = run(task, "x", kWebArena, nullptr, &judge);

        QCOMPARE(bool(result), score >= 0);
        if (result)
            QCOMPARE(result->score.score, score);
        else
            QCOMPARE(result.error().code(), ErrorCode::Protocol);
    }

    void reasonReplacesWhatCameBefore()
    {
        const Task after =
            taskWith(R"({"eval_types": ["string_match"], "string_note": "no such shop",
            "reference_answers": {"must_include": ["zzz"], "fuzzy_match": "N/A"}})");
        const Task before =
            taskWith(R"({"eval_types": ["string_match"], "string_note": "no such shop",
            "reference_answers": {"fuzzy_match": "N/A", "must_include": ["zzz"]}})");
        FakeJudge judge({"same"});

        QCOMPARE(run(after, "There is none", kWebArena, nullptr, &judge)->score.score, 1.0);
        QCOMPARE(run(before, "There is none", kWebArena, nullptr, &judge)->score.score, 0.0);

        QCOMPARE(judge.requests[0].messages[1].content.substr(0, 109),
                 std::string("task: How many?\nactual unachievable reason: no such shop\nreported "
                             "unachievable reason: there is none\nThe task"));
    }

    void withoutAJudgeNothingIsGuessed()
    {
        const Task task = taskWith(R"({"eval_types": ["string_match"], "string_note": "n",
            "reference_answers": {"fuzzy_match": ["a"]}})");
        const Task decided = taskWith(R"({"eval_types": ["string_match"], "reference_answers":
            {"must_include": ["zzz"], "fuzzy_match": ["a"]}})");

        const Score score = run(task, "a", kWebArena)->score;
        const Score zero = run(decided, "a", kWebArena)->score;

        QVERIFY(!score.judged && !score.parts[0].judged);
        QVERIFY(score.parts[0].reason.find("judge") != std::string::npos);
        QVERIFY(zero.judged && zero.parts[0].judged);
        QCOMPARE(zero.score, 0.0);
    }

    void aZeroElsewhereDecidesForAnUnjudgedPart()
    {
        const Task task = taskWith(R"({"eval_types": ["string_match", "url_match"],
            "reference_answers": {"fuzzy_match": ["a"]}, "reference_url": "http:\/\/other/"})");
        FakePage page;

        const Score score = run(task, "a", kWebArena, &page)->score;

        QVERIFY(score.judged && !score.parts[0].judged && score.parts[1].judged);
        QCOMPARE(score.score, 0.0);
    }

    void pageValues_data()
    {
        QTest::addColumn<QString>("value");  // JSON
        QTest::addColumn<QString>("contents");
        QTest::addColumn<double>("webArena");
        QTest::addColumn<double>("agentOccam");

        QTest::newRow("text") << R"("Guest")"
                              << R"({"exact_match": "guest"})" << 1.0 << 1.0;
        QTest::newRow("null is None") << "null"
                                      << R"({"exact_match": "None"})" << 1.0 << 1.0;
        QTest::newRow("true is True") << "true"
                                      << R"({"must_include": ["True"]})" << 1.0 << 1.0;
        QTest::newRow("number") << "3"
                                << R"({"exact_match": "3"})" << 1.0 << 1.0;
        QTest::newRow("list") << R"(["a", 1])"
                              << R"({"exact_match": "['a', 1]"})" << 1.0 << 1.0;
        QTest::newRow("entities") << R"("a &amp b")"
                                  << R"({"must_include": ["a & b"]})" << 1.0 << 1.0;
        QTest::newRow("alternatives") << R"("cd")"
                                      << R"({"must_include": ["ab |OR| cd"]})" << 1.0 << 1.0;
        QTest::newRow("one of two") << R"("ab")"
                                    << R"({"must_include": ["ab", "cd"]})" << 0.0 << 0.5;
        QTest::newRow("exact goes first")
            << R"("ab")"
            << R"({"must_include": ["zz"], "exact_match": "ab"})" << 1.0 << 1.0;
        QTest::newRow("never tokens") << R"("16")"
                                      << R"({"must_include": ["6"]})" << 1.0 << 1.0;
    }
    void pageValues()
    {
        QFETCH(QString, value);
        QFETCH(QString, contents);
        QFETCH(double, webArena);
        QFETCH(double, agentOccam);
        const Task task =
            taskWith(R"({"eval_types": ["program_html"], "program_html": [{"url": "last",
            "locator": "document.title", "required_contents": )"
                     + contents.toStdString() + "}]}");
        FakePage page;
        page.values["document.title"] = json::parse(value.toStdString());

        QCOMPARE(run(task, "", kWebArena, &page)->score.score, webArena);
        QCOMPARE(run(task, "", kAgentOccam, &page)->score.score, agentOccam);
        QVERIFY(page.visits.empty());
    }

    void visitsEveryTargetInOrder()
    {
        const Task task = taskWith(R"({"eval_types": ["program_html", "url_match"],
            "reference_url": "http:\/\/shop/b", "program_html": [
            {"url": "http:\/\/shop/a", "locator": "", "required_contents": {"must_include": ["no"]}},
            {"url": "http:\/\/shop/b", "locator": "document.x", "prep_actions": ["open();", "go();"],
             "required_contents": {"exact_match": ""}}]})");
        FakePage page;

        const auto result = run(task, "", kWebArena, &page);

        QCOMPARE(page.visits, (std::vector<std::string>{"http://shop/a", "http://shop/b"}));
        QCOMPARE(page.scripts, (std::vector<std::string>{"open();", "document.x"}));
        QCOMPARE(result->score.parts[0].score, 0.0);
        QVERIFY(result->score.parts[0].reason.find("target 1") != std::string::npos);
        QCOMPARE(result->score.parts[1].score, 1.0);  // the page has moved
    }

    void anUnreachablePageIsAnErrorOfTheEnvironment()
    {
        const Task task = taskWith(R"({"eval_types": ["program_html"], "program_html": [
            {"url": "http:\/\/shop/a", "locator": "", "required_contents": {"exact_match": ""}}]})");
        FakePage page;
        page.isUnreachable = true;

        const auto result = run(task, "", kWebArena, &page);

        QVERIFY(!result);
        QCOMPARE(result.error().code(), ErrorCode::Network);
    }

    void withoutAPageNothingIsGuessed()
    {
        const Task task = taskWith(R"({"eval_types": ["program_html"], "program_html": [
            {"url": "last", "locator": "", "required_contents": {"exact_match": ""}}]})");

        QVERIFY(!run(task, "", kWebArena)->score.judged);
    }

    void occamTakesTheBestAlternative()
    {
        const Task task = taskWith(R"({"eval_types": ["url_match", "program_html"],
            "reference_url": "http:\/\/other", "or": [{"reference_url": "http:\/\/shop/start"}],
            "program_html": [{"url": "last", "locator": "document.a",
              "required_contents": {"exact_match": "x"},
              "or": [{"url": "last", "locator": "document.b",
                      "required_contents": {"must_include": ["y", "z"]}}]}]})");
        FakePage page;
        page.values = {{"document.a", "-"}, {"document.b", "y"}};

        QCOMPARE(run(task, "", kAgentOccam, &page)->score.score, 0.5);
        QCOMPARE(run(task, "", kWebArena, &page)->score.score, 0.0);
    }

    void liteLetsTheJudgeComparePages()
    {
        Task task = taskWith(R"({"eval_types": ["program_html"], "program_html": [{"url": "last",
            "locator": "document.a", "required_contents": {"fuzzy_match": ["refund"]}}]})");
        FakePage page;
        FakeJudge judge({"correct"});

        page.values["document.a"] = "please refund";
        QVERIFY(!run(task, "", kWebArena, &page, &judge));
        task.raw["old_task_id"] = 3;
        QCOMPARE(run(task, "", kWebArena, &page, &judge)->score.score, 1.0);
        page.values["document.a"] = nullptr;
        QCOMPARE(run(task, "", kWebArena, &page, &judge)->score.score, 0.0);
        QCOMPARE(judge.requests.size(), std::size_t(1));
    }

    void scoresAgainFromEvidence_data()
    {
        QTest::addColumn<bool>("occam");

        QTest::newRow("webarena") << false;
        QTest::newRow("agentoccam") << true;
    }
    void scoresAgainFromEvidence()
    {
        QFETCH(bool, occam);
        const EvaluatorProfile profile = occam ? kAgentOccam : kWebArena;
        const Task task = taskWith(R"({"eval_types": ["string_match", "program_html", "url_match"],
            "reference_answers": {"fuzzy_match": ["a"]}, "reference_url": "http:\/\/shop/a",
            "program_html": [
            {"url": "http:\/\/shop/a", "locator": "", "required_contents": {"must_include": ["b", "q"]}},
            {"url": "last", "locator": "document.x", "required_contents": {"exact_match": ""}},
            {"url": "last", "locator": "document.y", "required_contents": {"exact_match": "None"}}]})");
        FakePage page;
        page.html = "<b>";
        page.values["document.y"] = nullptr;
        FakeJudge judge({"correct"});
        const auto first = run(task, "x", profile, &page, &judge);
        const std::string stored = first->evidence.dump();
        PlainJobContext job;

        const auto again = evaluateAgain(task, json::parse(stored), profile, nullptr, job);

        QVERIFY(again);
        QCOMPARE(again->score, first->score.score);
        QVERIFY(*again == first->score);
        QCOMPARE(first->score.score, occam ? 0.5 : 0.0);
    }

    void otherProfilesScoreTheSameEvidence()
    {
        const char* const eval = R"({"eval_types": ["program_html"], "program_html": [
            {"url": "http:\/\/shop/a", "locator": "", "required_contents": {"must_include": ["b", "q"]}}]})";
        FakePage page;
        page.html = "<b>";
        const auto first = run(taskWith(eval), "", kWebArena, &page);
        PlainJobContext job;

        QCOMPARE(evaluateAgain(taskWith(eval), first->evidence, kAgentOccam, nullptr, job)->score,
                 0.5);
    }

    void missingEvidenceIsNotJudged()
    {
        const Task task = taskWith(R"({"eval_types": ["program_html"], "program_html": [
            {"url": "http:\/\/shop/z", "locator": "document.z", "required_contents": {"exact_match": ""}}]})");
        PlainJobContext job;

        for (const char* evidence : {R"({"answer": ""})", R"({"answer": "", "targets": [1, null]})",
                                     R"({"answer": "", "targets": {}, "judge": 3})"}) {
            const auto score = evaluateAgain(task, json::parse(evidence), kWebArena, nullptr, job);
            QVERIFY(score);
            QVERIFY(!score->judged);
        }
        QVERIFY(!evaluateAgain(task, json::array(), kWebArena, nullptr, job));
    }
};

QTEST_APPLESS_MAIN(TestEvaluator)
#include "tst_evaluator.moc"
