#include <QtTest/QtTest>

#include "core/task/task_report.h"

using namespace sym;

namespace {

TaskFile excerpts()
{
    auto file = loadTaskFile(SYM_TEST_DATA "/evaluators/test.raw.json", defaultSiteAddresses());
    return file ? *std::move(file) : TaskFile();
}

bool has(const std::string& text, const char* part)
{
    return text.find(part) != std::string::npos;
}

}  // namespace

class TestTaskReport : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void lists()
    {
        const TaskFile file = excerpts();

        const std::string text = taskListText(file.tasks);
        const nlohmann::json rows = taskListJson(file.tasks);

        QVERIFY(has(text, "441") && has(text, "program_html") && has(text, "6 tasks"));
        QCOMPARE(rows["count"].get<int>(), 6);
        QCOMPARE(rows["tasks"][1]["task_id"].get<std::string>(), std::string("441"));
        QCOMPARE(rows["tasks"][1]["sites"][0].get<std::string>(), std::string("gitlab"));
    }

    void shows()
    {
        const Task task = excerpts().tasks[1];

        const std::string text = taskText(task);
        const nlohmann::json object = taskJson(task);

        QVERIFY(has(text, "task      441") && has(text, "http://localhost:8023"));
        QVERIFY(has(text, "GIVE ME SPACE"));
        QVERIFY(object["scorable"].get<bool>());
        QCOMPARE(object["start_urls"][0].get<std::string>(),
                 std::string("http://localhost:8023/byteblaze/gimmiethat.space"));
    }

    void validates()
    {
        TaskFile file = excerpts();
        file.problems = {{"9", "eval.url_note", "odd"}, {"10", "intent", "missing", true}};

        const std::string text = validationText(file);
        const nlohmann::json object = validationJson(file);

        QVERIFY(has(text, "6 tasks") && has(text, "1 left out"));
        QVERIFY(has(text, "task 9, eval.url_note: odd\n"));
        QVERIFY(has(text, "task 10, intent: missing (left out)"));
        QCOMPARE(object["left_out"].get<int>(), 1);
        QCOMPARE(object["scorable"].get<int>(), 6);
        QCOMPARE(object["problems"][0]["field"].get<std::string>(), std::string("eval.url_note"));
        QVERIFY(object["by_site"].contains("gitlab"));
    }

    void explainsTheOtherSchema()
    {
        const auto file = parseTaskFile(R"([{"task_id": 1, "intent": "i", "sites": ["map"],
            "start_urls": ["__MAP__"], "eval": [{"evaluator": "AgentResponseEvaluator",
            "expected": {}}], "revision": 2}])",
                                        {});

        QVERIFY(file);
        QVERIFY(has(validationText(*file), "cannot score these tasks"));
        QVERIFY(has(taskText(file->tasks[0]), "AgentResponseEvaluator"));
        QCOMPARE(validationJson(*file)["scorable"].get<int>(), 0);
    }
};

QTEST_APPLESS_MAIN(TestTaskReport)
#include "tst_task_report.moc"
