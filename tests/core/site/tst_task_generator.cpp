#include <QtTest/QTest>

#include <map>
#include <set>

#include "core/site/tasks/task_template.h"
#include "core/task/task.h"

using namespace sym;
using nlohmann::json;

namespace {

/// Of the seed; made once, since it takes a while without optimisation.
const json& tasksOf(std::uint64_t seed)
{
    static std::map<std::uint64_t, json> made;
    const auto known = made.find(seed);
    return known != made.end() ? known->second : made[seed] = generateTasks(seed);
}

SiteAddresses someAddresses()
{
    SiteAddresses addresses;
    for (const char* name :
         {"shopping", "shopping_admin", "reddit", "gitlab", "map", "wikipedia", "homepage"})
        addresses[name] = std::string("http://") + name + ".test";
    return addresses;
}

}  // namespace

class TestTaskGenerator : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void makesEnoughTasksForAnySeed_data()
    {
        QTest::addColumn<quint64>("seed");

        for (const quint64 seed : {1, 4711}) QTest::addRow("seed %llu", seed) << seed;
    }

    void makesEnoughTasksForAnySeed()
    {
        QFETCH(quint64, seed);

        const json& tasks = tasksOf(seed);

        QVERIFY(tasks.size() >= 600);
        std::set<int> templates;
        std::map<std::string, int> bySplit;
        for (const json& task : tasks) {
            templates.insert(task.at("intent_template_id").get<int>());
            ++bySplit[task.at("split").get<std::string>()];
        }
        QVERIFY(templates.size() >= 60);
        const double total = double(tasks.size());
        QVERIFY2(std::abs(bySplit["train"] / total - 0.5) < 0.1,
                 std::to_string(bySplit["train"]).c_str());
        QVERIFY2(std::abs(bySplit["dev"] / total - 0.2) < 0.07,
                 std::to_string(bySplit["dev"]).c_str());
        QVERIFY2(std::abs(bySplit["test"] / total - 0.3) < 0.07,
                 std::to_string(bySplit["test"]).c_str());
    }

    void sameSeedSameBytes()
    {
        QVERIFY(generateTasks(1) == tasksOf(1));
        QVERIFY(tasksOf(4711) != tasksOf(1));
    }

    void tasksAreReadBackWithoutProblems()
    {
        const json& tasks = tasksOf(1);

        const auto file = parseTaskFile(tasks.dump(), someAddresses());

        QVERIFY(file);
        for (const TaskProblem& problem : file->problems)
            QFAIL((problem.taskId + " " + problem.field + ": " + problem.message).c_str());
        QCOMPARE(file->tasks.size(), tasks.size());
        for (const Task& task : file->tasks) {
            QVERIFY2(task.raw.dump().find("__SHOPPING") == std::string::npos, task.id.c_str());
            QVERIFY2(task.intent.find("{{") == std::string::npos, task.intent.c_str());
        }
    }

    void splitsHoldOutInstancesAndTemplates()
    {
        std::map<int, std::set<std::string>> splitsOfTemplate;
        std::map<int, bool> heldOut;
        std::set<std::string> seen;
        for (const std::uint64_t seed :
             {1u, 4711u})  // the roles of templates do not depend on the seed
            for (const json& task : tasksOf(seed)) {
                const int id = task.at("intent_template_id").get<int>();
                splitsOfTemplate[id].insert(task.at("split").get<std::string>());
                heldOut[id] = task.at("template_held_out").get<bool>();
                QVERIFY(seen.insert(std::to_string(seed) + std::to_string(id)
                                    + task.at("intent").get<std::string>())
                            .second);
            }
        int onlyTest = 0;
        int onlyDev = 0;
        for (const auto& [id, splits] : splitsOfTemplate) {
            QCOMPARE(heldOut[id], !splits.contains("train"));
            if (!heldOut[id]) continue;
            QCOMPARE(splits.size(), std::size_t(1));
            (splits.contains("test") ? onlyTest : onlyDev)++;
        }
        QVERIFY(onlyTest >= int(splitsOfTemplate.size()) / 6);
        QVERIFY(onlyDev >= 3);
    }

    void everyEvaluatorTypeIsUsed()
    {
        std::set<std::string> used;
        bool hasAlternative = false;
        for (const json& task : tasksOf(1)) {
            const json& eval = task.at("eval");
            for (const json& type : eval.at("eval_types")) used.insert(type.get<std::string>());
            if (eval.at("eval_types").size() > 1) used.insert("several");
            if (eval.at("reference_answers").is_object())
                for (const auto& [kind, value] : eval.at("reference_answers").items())
                    used.insert(kind);
            if (eval.at("reference_url").get<std::string>().find('?') != std::string::npos)
                used.insert("url query");
            for (const json& target : eval.at("program_html")) {
                const std::string url = target.at("url").get<std::string>();
                const std::string locator = target.at("locator").get<std::string>();
                if (url == "last") used.insert("last");
                if (url.starts_with("func:")) used.insert("func url");
                if (locator.starts_with("func:")) used.insert("func locator");
                if (locator.starts_with("document.")) used.insert("locator");
                if (locator.starts_with("[...document.")) used.insert("list locator");
                hasAlternative =
                    hasAlternative || target.dump().find(" |OR| ") != std::string::npos;
            }
        }

        for (const char* wanted : {"string_match", "url_match", "program_html", "several",
                                   "exact_match", "must_include", "fuzzy_match", "url query",
                                   "last", "func url", "func locator", "locator", "list locator"})
            QVERIFY2(used.contains(wanted), wanted);
        QVERIFY(hasAlternative);
    }

    void everyTaskBringsItsProof()
    {
        for (const json& task : tasksOf(1)) {
            const std::string id = std::to_string(task.at("task_id").get<int>());
            QVERIFY2(!task.at("reference_action_sequence").at("action_sequence").empty(),
                     id.c_str());
            QVERIFY2(task.at("negative_action_sequences").size() >= 1, id.c_str());
            for (const char* key :
                 {"sites", "require_login", "storage_state", "start_url", "geolocation",
                  "intent_template", "instantiation_dict", "require_reset"})
                QVERIFY2(task.contains(key), key);
        }
    }

    void templateIdsAreUnique()
    {
        std::set<int> ids;
        for (const TaskTemplate& kind : allTemplates())
            QVERIFY2(ids.insert(kind.id).second, std::to_string(kind.id).c_str());
    }
};

QTEST_APPLESS_MAIN(TestTaskGenerator)
#include "tst_task_generator.moc"
