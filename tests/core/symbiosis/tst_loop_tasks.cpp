#include "core/symbiosis/loop_tasks.h"

#include <QtTest/QtTest>

#include <set>

using namespace sym;

namespace {

/// Templates a...: `perTemplate` tasks each.
std::vector<Task> tasksOf(int templates, int perTemplate, const std::string& split, bool heldOut,
                          const std::string& prefix)
{
    std::vector<Task> tasks;
    for (int i = 0; i < templates; ++i)
        for (int j = 0; j < perTemplate; ++j) {
            Task task;
            task.id = prefix + std::to_string(i) + "." + std::to_string(j);
            task.templateId = prefix + std::to_string(i);
            task.split = split;
            task.templateHeldOut = heldOut;
            tasks.push_back(std::move(task));
        }
    return tasks;
}

std::vector<Task> world()
{
    std::vector<Task> all = tasksOf(4, 6, "train", false, "t");
    for (const auto& more :
         {tasksOf(4, 1, "dev", false, "t-dev"), tasksOf(2, 3, "dev", true, "d"),
          tasksOf(3, 4, "test", true, "h"), tasksOf(4, 1, "test", false, "t-test")})
        all.insert(all.end(), more.begin(), more.end());
    return all;
}

LoopSettings settingsFor(int large, int speculative, int explore)
{
    LoopSettings settings;
    settings.suite = "file.json";
    settings.largeTasks = large;
    settings.speculativeTasks = speculative;
    settings.exploreTasks = explore;
    settings.devTasks = 0;
    settings.testTasks = 0;
    return settings;
}

std::set<std::string> setOf(const std::vector<std::string>& ids)
{
    return {ids.begin(), ids.end()};
}

}  // namespace

class TestLoopTasks : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void learnsFromTrainTasksAlone()
    {
        const auto tasks = LoopTasks::choose(settingsFor(0, 0, 0), world(), world());

        QVERIFY(tasks);
        QCOMPARE(tasks->ofRound(0).large.size(), std::size_t{24});
        for (const std::string& id : tasks->ofRound(0).large)
            QVERIFY2(id.starts_with("t") && !id.starts_with("t-"), id.c_str());
        QCOMPARE(tasks->dev().size(), std::size_t{10});
        QCOMPARE(tasks->test().size(), std::size_t{12});  // held-out templates only
        for (const std::string& id : tasks->test()) QVERIFY(id.starts_with("h"));
    }

    void aTrainTaskOfAHeldOutTemplateIsNeverLearnedFrom()
    {
        std::vector<Task> wrong = world();
        for (Task& task : wrong)
            if (task.templateId == "t1") task.templateHeldOut = true;

        const auto tasks = LoopTasks::choose(settingsFor(0, 0, 0), wrong, wrong);

        QVERIFY(tasks);
        for (const std::string& id : tasks->ofRound(0).large) QVERIFY(!id.starts_with("t1."));
    }

    void aFilesTestTemplatesAreNotThoseOfItsTrainTasks()
    {
        std::vector<Task> wrong = world();
        for (Task& task : wrong)
            if (task.templateId == "h0") task.templateId = "t0";
        const auto tasks = LoopTasks::choose(settingsFor(0, 0, 0), wrong, wrong);
        QVERIFY(tasks);
        QCOMPARE(tasks->test().size(), std::size_t{8});

        for (Task& task : wrong)
            if (task.split == "test") task.templateId = "t0";
        const auto none = LoopTasks::choose(settingsFor(0, 0, 0), wrong, wrong);
        QVERIFY(!none);
        QCOMPARE(none.error().code(), ErrorCode::InvalidInput);
    }

    void roundsTakeOtherTasksWhileThereAreAny()
    {
        const auto tasks = LoopTasks::choose(settingsFor(8, 3, 2), world(), world());
        QVERIFY(tasks);

        std::set<std::string> all;
        for (int round = 0; round < 3; ++round) all.merge(setOf(tasks->ofRound(round).large));

        QCOMPARE(all.size(), std::size_t{24});
        QCOMPARE(tasks->ofRound(3).large, tasks->ofRound(0).large);
        QCOMPARE(tasks->leftOver(2, 100).size(), std::size_t{8});
        QCOMPARE(tasks->leftOver(2, 5).size(), std::size_t{5});
    }

    void everyTemplateHasItsTurn()
    {
        const auto tasks = LoopTasks::choose(settingsFor(4, 0, 0), world(), world());
        QVERIFY(tasks);

        std::set<std::string> templates;
        for (const std::string& id : tasks->ofRound(0).large)
            templates.insert(id.substr(0, id.find('.')));

        QCOMPARE(templates.size(), std::size_t{4});
    }

    void speculatesOnTheFirstAndExploresTheLast()
    {
        const auto tasks = LoopTasks::choose(settingsFor(8, 3, 2), world(), world());
        QVERIFY(tasks);
        const RoundTasks round = tasks->ofRound(0);

        QCOMPARE(round.speculative,
                 std::vector<std::string>(round.large.begin(), round.large.begin() + 3));
        QCOMPARE(round.explore, (std::vector<std::string>{round.large[7], round.large[6]}));
    }

    void aSeedAlwaysChoosesTheSame()
    {
        std::vector<Task> turned = world();
        std::reverse(turned.begin(), turned.end());
        LoopSettings other = settingsFor(8, 3, 2);
        other.seed = 2;

        const auto once = LoopTasks::choose(settingsFor(8, 3, 2), world(), world());
        const auto again = LoopTasks::choose(settingsFor(8, 3, 2), turned, turned);
        const auto seeded = LoopTasks::choose(other, world(), world());

        QCOMPARE(once->ofRound(0).large, again->ofRound(0).large);
        QCOMPARE(once->dev(), again->dev());
        QVERIFY(once->ofRound(0).large != seeded->ofRound(0).large);
    }

    void aSuiteWithoutSplitsIsRefusedWithTheRemedy()
    {
        const std::vector<Task> plain = tasksOf(3, 3, "", false, "w");

        const auto tasks = LoopTasks::choose(settingsFor(0, 0, 0), plain, plain);

        QVERIFY(!tasks);
        QVERIFY(tasks.error().message().find("\"split\"") != std::string::npos);
    }

    void theBuiltInSuiteTestsInAnotherWorld()
    {
        LoopSettings settings = settingsFor(10, 5, 5);
        settings.suite = "builtin";
        settings.seed = 3;

        const auto tasks = LoopTasks::open(settings);

        QVERIFY(tasks);
        QCOMPARE(tasks->testSeed(), std::uint64_t{1003});
        QVERIFY(!tasks->test().empty());
        QVERIFY(!tasks->dev().empty());
    }
};

QTEST_APPLESS_MAIN(TestLoopTasks)
#include "tst_loop_tasks.moc"
