#include <QtCore/QDir>
#include <QtCore/QFile>
#include <QtTest/QtTest>

#include "core/task/task.h"

using namespace sym;

namespace {

const TaskProblem* find(const TaskFile& file, const std::string& id, const std::string& field)
{
    for (const TaskProblem& problem : file.problems)
        if (problem.taskId == id && problem.field == field) return &problem;
    return nullptr;
}

}  // namespace

class TestTaskFile : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsUpstreamFiles_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("format");
        QTest::addColumn<int>("tasks");
        QTest::addColumn<int>("problems");

        // The original: one stray note. Lite: a must_include that is no list.
        QTest::newRow("webarena") << "test.raw.json"
                                  << "webarena" << 812 << 1;
        QTest::newRow("lite") << "lite.test.raw.json"
                              << "webarena-lite" << 165 << 1;
        QTest::newRow("agentoccam") << "agentoccam.test.raw.json"
                                    << "agentoccam" << 812 << 1;
        QTest::newRow("verified") << "verified.json"
                                  << "webarena-verified" << 812 << 0;
    }
    void readsUpstreamFiles()
    {
        QFETCH(QString, name);
        QFETCH(QString, format);
        QFETCH(int, tasks);
        QFETCH(int, problems);
        const QString path = QStringLiteral(SYM_REFERENCE_DATA "/webarena/") + name;
        if (!QFile::exists(path)) {
            qWarning("%s is absent: only the excerpts in tests/data were read",
                     qPrintable(QDir::cleanPath(path)));
            return;
        }

        const auto file = loadTaskFile(path.toStdString(), defaultSiteAddresses());

        QVERIFY2(file, file ? "" : file.error().message().c_str());
        QCOMPARE(QString::fromStdString(file->format), format);
        QCOMPARE(int(file->tasks.size()), tasks);
        for (const TaskProblem& problem : file->problems)
            if (int(file->problems.size()) != problems)
                qInfo("task %s, %s: %s", problem.taskId.c_str(), problem.field.c_str(),
                      problem.message.c_str());
        QCOMPARE(int(file->problems.size()), problems);
        for (const Task& task : file->tasks) {
            QVERIFY(!task.startUrls.empty() && !task.sites.empty() && !task.intent.empty());
            for (const std::string& url : task.startUrls) QVERIFY(url.starts_with("http://"));
            QVERIFY(task.evaluation.dump().find("__SHOPPING") == std::string::npos);
        }
    }

    void readsTheExcerpts()
    {
        const auto file =
            loadTaskFile(SYM_TEST_DATA "/evaluators/test.raw.json", {{"gitlab", "http://code"}});

        QVERIFY(file);
        QCOMPARE(int(file->tasks.size()), 6);
        QCOMPARE(file->tasks[1].id, std::string("441"));
        QCOMPARE(file->tasks[1].startUrls,
                 (std::vector<std::string>{"http://code/byteblaze/gimmiethat.space"}));
        QCOMPARE(file->tasks[1].templateId, std::string("308"));
        QVERIFY(file->tasks[1].requireLogin);
    }

    void severalTabs()
    {
        const auto task =
            parseTask(R"({"task_id": "Allrecipes--3", "intent": "i", "sites": ["shopping"],
            "start_url": "__SHOPPING__/a |AND| __SHOPPING__/b", "storage_state": "./.auth/s.json",
            "geolocation": {"latitude": 1.5, "longitude": 2}, "viewport_size": {"width": 800, "height": 600},
            "eval": {"eval_types": ["string_match"], "reference_answers": {"must_include": ["a"],
            "exact_match": "a"}}})",
                      {{"shopping", "http://s:1"}, {"shopping_admin", "http://x"}});

        QVERIFY(task);
        QCOMPARE(task->id, std::string("Allrecipes--3"));
        QCOMPARE(task->startUrls, (std::vector<std::string>{"http://s:1/a", "http://s:1/b"}));
        QCOMPARE(task->storageState, std::string("./.auth/s.json"));
        QCOMPARE(task->viewportWidth, 800);
        QCOMPARE(task->geolocation["latitude"].get<double>(), 1.5);
        QCOMPARE(task->answerOrder, (std::vector<std::string>{"must_include", "exact_match"}));
    }

    void sitesWithoutAddressKeepTheirPlaceholder()
    {
        const auto task = parseTask(R"({"task_id": 1, "intent": "i", "sites": [],
            "start_url": "__MAP____SHOPPING_ADMIN__", "eval": {}})",
                                    {{"shopping", "http://s"}, {"map", "http://m"}});

        QCOMPARE(task->startUrls[0], std::string("http://m__SHOPPING_ADMIN__"));
    }

    void acceptsOldFiles()
    {
        const auto file = parseTaskFile(R"([{"task_id": 1, "intent": "i", "sites": ["map"],
            "require_login": false, "storage_state": null, "start_url": "about:blank", "geolocation": null,
            "intent_template": "", "instantiation_dict": {}, "require_reset": false,
            "eval": {"eval_types": ["string_match"], "reference_answers": [], "reference_url": "",
                     "program_html": [{"url": "", "required_contents": []}]},
            "reference_action_sequence": {"action_set_tag": "playwright", "action_sequence": []}}])",
                                        {});

        QVERIFY(file);
        QCOMPARE(int(file->tasks.size()), 1);
        QVERIFY(find(*file, "1", "eval.reference_answers"));
        QCOMPARE(int(file->problems.size()), 1);
    }

    void namesTaskAndField_data()
    {
        QTest::addColumn<QString>("fields");  // beside the good ones of a task
        QTest::addColumn<QString>("field");
        QTest::addColumn<bool>("fatal");

        QTest::newRow("no intent") << R"("intent": null)"
                                   << "intent" << true;
        QTest::newRow("no start") << R"("start_url": "")"
                                  << "start_url" << true;
        QTest::newRow("sites") << R"("sites": "map")"
                               << "sites" << false;
        QTest::newRow("a site") << R"("sites": ["map", 3])"
                                << "sites[1]" << false;
        QTest::newRow("flag") << R"("require_login": "yes")"
                              << "require_login" << false;
        QTest::newRow("storage") << R"("storage_state": 1)"
                                 << "storage_state" << false;
        QTest::newRow("viewport") << R"("viewport_size": {"width": 0, "height": 1})"
                                  << "viewport_size" << false;
        QTest::newRow("location") << R"("geolocation": {})"
                                  << "geolocation" << false;
        QTest::newRow("eval") << R"("eval": null)"
                              << "eval" << false;
        QTest::newRow("no evaluator") << R"("eval": {"eval_types": []})"
                                      << "eval.eval_types" << false;
        QTest::newRow("unknown evaluator") << R"("eval": {"eval_types": ["page_image_query"]})"
                                           << "eval.eval_types" << false;
        QTest::newRow("exact")
            << R"("eval": {"eval_types": ["string_match"], "reference_answers": {"exact_match": 3}})"
            << "eval.reference_answers.exact_match" << false;
        QTest::newRow("item")
            << R"("eval": {"eval_types": ["string_match"], "reference_answers": {"must_include": ["a", 3]}})"
            << "eval.reference_answers.must_include[1]" << false;
        QTest::newRow("approach")
            << R"("eval": {"eval_types": ["string_match"], "reference_answers": {"must_exclude": ["a"]}})"
            << "eval.reference_answers.must_exclude" << false;
        QTest::newRow("reason")
            << R"("eval": {"eval_types": ["string_match"], "reference_answers": {"fuzzy_match": "N/A"}})"
            << "eval.string_note" << false;
        QTest::newRow("url") << R"("eval": {"eval_types": ["url_match"]})"
                             << "eval.reference_url" << false;
        QTest::newRow("url rule")
            << R"("eval": {"eval_types": ["url_match"], "reference_url": "http://a", "url_note": "EXACT"})"
            << "eval.url_note" << false;
        QTest::newRow("targets")
            << R"("eval": {"eval_types": ["program_html"], "program_html": []})"
            << "eval.program_html" << false;
        QTest::newRow("locator")
            << R"("eval": {"eval_types": ["program_html"], "program_html": [{"url": "last", "locator": "lambda: 1", "required_contents": {"exact_match": ""}}]})"
            << "eval.program_html[0].locator" << false;
        QTest::newRow("function")
            << R"("eval": {"eval_types": ["program_html"], "program_html": [{"url": "func:f() ", "locator": "", "required_contents": {"exact_match": ""}}]})"
            << "eval.program_html[0].url" << false;
        QTest::newRow("contents")
            << R"("eval": {"eval_types": ["program_html"], "program_html": [{"url": "last", "locator": "", "required_contents": {}}]})"
            << "eval.program_html[0].required_contents" << false;
        QTest::newRow("verified") << R"("eval": [{"evaluator": "Magic"}])"
                                  << "eval[0].evaluator" << false;
    }
    void namesTaskAndField()
    {
        QFETCH(QString, fields);
        QFETCH(QString, field);
        QFETCH(bool, fatal);
        const std::string good =
            R"({"task_id": 1, "intent": "i", "sites": ["map"], "start_url": "http:\/\/m",
            "eval": {"eval_types": ["string_match"], "reference_answers": {"exact_match": "a"}}})";
        nlohmann::json bad = nlohmann::json::parse(good);
        bad.update(nlohmann::json::parse("{\"task_id\": 9, " + fields.toStdString() + "}"));

        const auto file = parseTaskFile("[" + good + "," + bad.dump() + "]", {});

        QVERIFY(file);
        QCOMPARE(file->tasks.size(), std::size_t(fatal ? 1 : 2));
        QCOMPARE(int(file->problems.size()), 1);
        const TaskProblem* const problem = find(*file, "9", field.toStdString());
        QVERIFY2(problem, file->problems[0].field.c_str());
        QCOMPARE(problem->isFatal, fatal);
        QVERIFY(!problem->message.empty());
    }

    void leavesOutRepeatedAndNamelessTasks()
    {
        const std::string task =
            R"({"task_id": 1, "intent": "i", "sites": [], "start_url": "http:\/\/m",
            "eval": {"eval_types": ["url_match"], "reference_url": "http:\/\/m"}})";

        const auto file = parseTaskFile("[" + task + "," + task + R"(, 3, {"intent": "x",
            "sites": [], "start_url": "http:\/\/m"}])",
                                        {});

        QVERIFY(file);
        QCOMPARE(int(file->tasks.size()), 1);
        QVERIFY(find(*file, "1", "task_id"));
        QVERIFY(find(*file, "#2", ""));
        QVERIFY(find(*file, "#3", "task_id"));
    }

    void nothingToRead_data()
    {
        QTest::addColumn<QByteArray>("text");

        QTest::newRow("empty") << QByteArray();
        QTest::newRow("not JSON") << QByteArray("tasks");
        QTest::newRow("number") << QByteArray("3");
        QTest::newRow("no usable task") << QByteArray("[{}]");
        QTest::newRow("deep") << QByteArray(5000, '[');
    }
    void nothingToRead()
    {
        QFETCH(QByteArray, text);

        const auto file = parseTaskFile(text.toStdString(), {});

        QVERIFY(!file);
        QCOMPARE(file.error().code(), ErrorCode::InvalidInput);
    }

    void missingFile()
    {
        const auto file = loadTaskFile("/nowhere/tasks.json", {});

        QVERIFY(!file);
        QCOMPARE(file.error().code(), ErrorCode::Io);
    }
};

QTEST_APPLESS_MAIN(TestTaskFile)
#include "tst_task_file.moc"
