#include <QtTest/QtTest>

#include <sstream>

#include "core/task/score_lines.h"
#include "fakes.h"

using namespace sym;
using nlohmann::json;

namespace {

/// A line's task that looks at the last page's title and at another page's HTML.
std::string htmlTask()
{
    return "\"task\": "
           + json::parse(R"({"task_id": 5, "intent": "i", "eval": {"eval_types":
        ["url_match", "program_html"], "reference_url": "__SHOPPING__/a", "program_html": [
        {"url": "last", "locator": "document.title", "required_contents": {"exact_match": "T"}},
        {"url": "http:\/\/s/b", "locator": "", "required_contents": {"must_include": ["x", "y"]}}]}})")
                 .dump();
}

json score(const std::string& line, const ScoreOptions& options = {})
{
    PlainJobContext job;
    return scoreLine(line, 4, options, job);
}

}  // namespace

class TestScoreLines : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void scores_data()
    {
        QTest::addColumn<QString>("row");
        QTest::addColumn<double>("expected");

        QTest::newRow("task object")
            << R"({"task": {"task_id": 3, "intent": "i", "sites": ["map"], "start_url": "http:\/\/m",
                  "eval": {"eval_types": ["string_match"], "reference_answers": {"exact_match": "A"}}},
                  "answer": "a", "final_url": "http:\/\/m"})"
            << 1.0;
        QTest::newRow("eval block")
            << R"({"task_id": "x", "eval": {"eval_types": ["url_match"], "reference_url": "http:\/\/m/a"},
                  "answer": "", "final_url": "http:\/\/m/b"})"
            << 0.0;
        QTest::newRow("eval block alone")
            << R"({"eval": {"eval_types": ["string_match"], "reference_answers": {"must_include": ["6"]}},
                  "answer": 6})"
            << 1.0;
        QTest::newRow("no answer given")
            << R"({"eval": {"eval_types": ["string_match"], "reference_answers": {"exact_match": "a"}},
                  "answer": null})"
            << 0.0;
        QTest::newRow("string row")
            << R"({"fn": "string_match", "task_id": 0, "reference_answers": {"exact_match": "a"},
                  "answer": "a", "out": 1.0})"
            << 1.0;
        QTest::newRow("url row")
            << R"({"fn": "url_match", "task_id": 1, "reference_url": "http:\/\/a", "alternatives": null,
                  "url": "http:\/\/a/"})"
            << 1.0;
        QTest::newRow("own profile")
            << R"({"profile": "agentoccam", "reference_answers": {"must_include": ["a", "b"]},
                  "answer": "a"})"
            << 0.5;
        QTest::newRow("evidence")
            << R"({"eval": {"eval_types": ["program_html"], "program_html": [{"url": "http:\/\/s/a",
                  "locator": "", "required_contents": {"must_include": ["x"]}}]},
                  "evidence": {"answer": "", "final_url": "", "targets": [{"url": "http:\/\/s/a",
                  "locator": "", "value": "x"}]}})"
            << 1.0;
    }
    void scores()
    {
        QFETCH(QString, row);
        QFETCH(double, expected);

        const json result = score(row.toStdString());

        QVERIFY2(!result.contains("error"), result.dump().c_str());
        QCOMPARE(result["score"].get<double>(), expected);
        QCOMPARE(result["line"].get<int>(), 4);
        QVERIFY(!result["parts"].empty() && result["parts"][0]["reason"].is_string());
    }

    void savedPages_data()
    {
        QTest::addColumn<QString>("pages");
        QTest::addColumn<double>("expected");  // -1: not judged

        QTest::newRow("content and values")
            << R"("pages": {"http:\/\/s/a": {"content": "<p>", "values": {"document.title": "T"}},
                  "http:\/\/s/b": "x y"})"
            << 1.0;
        QTest::newRow("trailing slash and fragment")
            << R"("pages": {"http://s/a/#top": {"values": {"document.title": "t"}}, "http://s/b/": "x y"})"
            << 1.0;
        QTest::newRow("a list")
            << R"("pages": [{"url": "http:\/\/s/a", "values": {"document.title": "T"}},
                  {"url": "http:\/\/s/b", "html": "x y"}])"
            << 1.0;
        QTest::newRow("last")
            << R"("pages": {"last": {"values": {"document.title": "T"}}, "http://s/b": "x y"})"
            << 1.0;
        QTest::newRow("for every page")
            << R"("values": {"document.title": "T"}, "content": "x y")" << 1.0;
        QTest::newRow("one value for every script")
            << R"("js_value": "T", "content": "x y")" << 1.0;
        QTest::newRow("wrong") << R"("js_value": "T", "content": "x")" << 0.0;
        QTest::newRow("thrown") << R"("js_value": "<exception>", "content": "x y")" << 0.0;
        QTest::newRow("thrown otherwise")
            << R"("js_value": {"exception": "TypeError"}, "content": "x y")" << 0.0;
        QTest::newRow("null is None") << R"("js_value": null, "content": "x y")" << 0.0;
        QTest::newRow("page missing")
            << R"("pages": {"http://s/a": {"values": {"document.title": "T"}}})" << -1.0;
        QTest::newRow("value missing")
            << R"("pages": {"http://s/a": "<p>", "http://s/b": "x y"})" << -1.0;
        QTest::newRow("missing but decided") << R"("pages": {"http://s/b": "x"})" << 0.0;
        QTest::newRow("odd pages") << R"("pages": 3)" << -1.0;
    }
    void savedPages()
    {
        QFETCH(QString, pages);
        QFETCH(double, expected);
        ScoreOptions options;
        options.addresses = {{"shopping", "http://s"}};

        const json result =
            score("{" + htmlTask() + R"(, "final_url": "http://s/a", )" + pages.toStdString() + "}",
                  options);

        QVERIFY2(!result.contains("error"), result.dump().c_str());
        QCOMPARE(result["judged"].get<bool>(), expected >= 0);
        if (expected >= 0)
            QCOMPARE(result["score"].get<double>(), expected);
        else
            QVERIFY(result["score"].is_null());
    }

    void functionsHaveValuesOfTheirOwn()
    {
        const json result = score(R"({"eval": {"eval_types": ["program_html"], "program_html": [
            {"url": "func:shopping_get_latest_order_url() ", "locator": "document.a",
             "required_contents": {"exact_match": "A"}},
            {"url": "func:reddit_get_post_url('__last_url__') ", "locator":
             "func:gitlab_get_project_memeber_role(__page__, 'x') ", "required_contents": {"exact_match": "Guest"}}]},
            "final_url": "http:\/\/r/f/a/3/t", "values": {
             "func:shopping_get_latest_order_url() ": "http:\/\/r/f/b/4/u",
             "func:gitlab_get_project_memeber_role(__page__, 'x') ": "Guest"},
            "pages": {"http:\/\/r/f/b/4/u": {"values": {"document.a": "A"}}, "http:\/\/r/f/b/4/": "x"}})");

        QVERIFY2(result["score"] == 1.0, result.dump().c_str());
    }

    void scriptsCanRunInSavedPages()
    {
        ScoreOptions options;
        options.addresses = {{"shopping", "http://s"}};
        options.evaluateInHtml = [](const std::string& html, const std::string& url,
                                    const std::string& script, JobContext&) -> Result<json> {
            return json(
                html == "<title>" && url == "http://s/a" && script == "document.title" ? "T" : "");
        };

        const json result = score("{" + htmlTask() + R"(, "final_url": "http:\/\/s/a",
            "pages": {"http:\/\/s/a": "<title>", "http:\/\/s/b": "x y"}})",
                                  options);

        QVERIFY2(result["score"] == 1.0, result.dump().c_str());
    }

    void tasksByTheirId()
    {
        const auto file =
            loadTaskFile(SYM_TEST_DATA "/evaluators/test.raw.json", defaultSiteAddresses());
        QVERIFY(file);
        ScoreOptions options;
        options.tasks = &*file;

        const json right = score(R"({"fn": "program_html", "task_id": 441, "js_value": "",
            "content": "<html><title>GIVE ME SPACE</title></html>", "out": 1.0})",
                                 options);
        const json unknown = score(R"({"task_id": 999999, "answer": "a"})", options);

        QVERIFY2(right["score"] == 1.0, right.dump().c_str());
        QVERIFY(unknown.contains("error"));
    }

    void theJudgeIsAskedWhereThereIsOne()
    {
        const char* const row = R"({"reference_answers": {"fuzzy_match": ["a"]}, "answer": "b"})";
        FakeJudge judge({"incorrect"});
        ScoreOptions options;

        QVERIFY(score(row, options)["score"].is_null());
        options.judge = &judge;
        QCOMPARE(score(row, options)["score"].get<double>(), 0.0);
    }

    void malformedLines_data()
    {
        QTest::addColumn<QByteArray>("row");

        QTest::newRow("not JSON") << QByteArray("hello");
        QTest::newRow("cut") << QByteArray("{\"task_id\": 1");
        QTest::newRow("list") << QByteArray("[1]");
        QTest::newRow("nothing named") << QByteArray("{}");
        QTest::newRow("only an id") << QByteArray("{\"task_id\": 1, \"answer\": \"a\"}");
        QTest::newRow("task without eval")
            << QByteArray("{\"task\": {\"task_id\": 1}, \"answer\": \"\"}");
        QTest::newRow("eval is a text") << QByteArray("{\"eval\": \"x\", \"answer\": \"\"}");
        QTest::newRow("other schema") << QByteArray("{\"eval\": [], \"answer\": \"\"}");
        QTest::newRow("no answer")
            << QByteArray("{\"reference_answers\": {\"exact_match\": \"a\"}}");
        QTest::newRow("answer is a list")
            << QByteArray("{\"reference_answers\": {}, \"answer\": []}");
        QTest::newRow("no url") << QByteArray(
            "{\"reference_url\": \"http://a\", \"answer\": \"\"}");
        QTest::newRow("unknown profile")
            << QByteArray("{\"profile\": \"x\", \"reference_answers\": {}, \"answer\": \"\"}");
        QTest::newRow("bad bytes") << QByteArray("{\"answer\": \"\xff\"}");
        QTest::newRow("deep") << QByteArray(100000, '[');
        QTest::newRow("types of types") << QByteArray("{\"eval\": {\"eval_types\": [3]}}");
        QTest::newRow("targets") << QByteArray(
            "{\"eval\": {\"eval_types\": [\"program_html\"], \"program_html\": [3]}}");
        QTest::newRow("evidence") << QByteArray("{\"reference_answers\": {}, \"evidence\": 3}");
    }
    void malformedLines()
    {
        QFETCH(QByteArray, row);

        const json result = score(row.toStdString());

        QVERIFY2(result.contains("error"), result.dump().c_str());
        QVERIFY(result["score"].is_null());
        QVERIFY(result["error"]["message"].get<std::string>().starts_with("line 4: "));
    }

    void everyLineGivesOne()
    {
        std::istringstream in(R"({"reference_answers": {"exact_match": "a"}, "answer": "a"})"
                              "\n\nbad\n"
                              R"({"reference_answers": {"fuzzy_match": ["a"]}, "answer": "a"})");
        std::ostringstream out;
        PlainJobContext job;

        const auto count = scoreLines(in, out, {}, job);

        QVERIFY(count);
        QCOMPARE(count->rows, 3);
        QCOMPARE(count->errors, 1);
        QCOMPARE(count->unjudged, 1);
        std::istringstream lines(out.str());
        std::string line;
        std::vector<int> numbers;
        while (std::getline(lines, line)) numbers.push_back(json::parse(line)["line"]);
        QCOMPARE(numbers, (std::vector<int>{1, 3, 4}));
    }

    void stopsWhenCancelled()
    {
        std::istringstream in("{}\n");
        std::ostringstream out;
        PlainJobContext job;
        job.cancel();

        const auto count = scoreLines(in, out, {}, job);

        QVERIFY(!count);
        QCOMPARE(count.error().code(), ErrorCode::Cancelled);
        QVERIFY(out.str().empty());
    }
};

QTEST_APPLESS_MAIN(TestScoreLines)
#include "tst_score_lines.moc"
