#include "core/symbiosis/loop_tasks.h"

#include <algorithm>
#include <map>
#include <set>

#include "core/base/random.h"
#include "core/rollout/suite.h"

namespace sym {

namespace {

/// Ids in an order in which every template gives one before any gives a second. Seeded, and
/// independent of the order of the file.
std::vector<std::string> spreadIds(const std::vector<const Task*>& tasks, const Random& random)
{
    std::map<std::string, std::vector<std::string>> byTemplate;
    for (const Task* task : tasks) byTemplate[task->templateId].push_back(task->id);
    std::vector<std::vector<std::string>> turns;
    for (auto& [name, ids] : byTemplate) {
        std::sort(ids.begin(), ids.end());
        random.fork(name).shuffle(ids);
        turns.push_back(std::move(ids));
    }
    random.fork("templates").shuffle(turns);
    std::vector<std::string> spread;
    for (std::size_t i = 0; spread.size() < tasks.size(); ++i)
        for (const std::vector<std::string>& ids : turns)
            if (i < ids.size()) spread.push_back(ids[i]);
    return spread;
}

std::vector<const Task*> ofSplit(const std::vector<Task>& tasks, const std::string& split)
{
    std::vector<const Task*> kept;
    for (const Task& task : tasks)
        if (task.split == split) kept.push_back(&task);
    return kept;
}

/// A file's word that a template is held out is not taken where its train tasks show it.
Status dropKnownTemplates(const LoopSettings& settings, const std::vector<const Task*>& train,
                          std::vector<const Task*>& test)
{
    if (settings.suite == "builtin" || test.empty()) return {};
    std::set<std::string> known;
    for (const Task* task : train) known.insert(task->templateId);
    std::erase_if(test, [&](const Task* task) {
        return !task->templateId.empty() && known.contains(task->templateId);
    });
    if (!test.empty()) return {};
    return Error(ErrorCode::InvalidInput,
                 "every test task of " + settings.suite
                     + " has the template of a train task: give the test tasks templates of their "
                       "own, or leave them out");
}

void limit(std::vector<std::string>& ids, int count)
{
    if (count > 0 && ids.size() > std::size_t(count)) ids.resize(std::size_t(count));
}

}  // namespace

Result<LoopTasks> LoopTasks::open(const LoopSettings& settings)
{
    SYM_TRY(const TaskFile world, suiteTasks(settings.suite, settings.seed));
    if (settings.suite != "builtin") return choose(settings, world.tasks, world.tasks);
    SYM_TRY(const TaskFile testWorld,
            suiteTasks(settings.suite, settings.seed + settings.testSeedOffset));
    return choose(settings, world.tasks, testWorld.tasks);
}

Result<LoopTasks> LoopTasks::choose(const LoopSettings& settings, const std::vector<Task>& world,
                                    const std::vector<Task>& testWorld)
{
    LoopTasks tasks;
    tasks.m_settings = settings;
    tasks.m_testSeed =
        settings.suite == "builtin" ? settings.seed + settings.testSeedOffset : settings.seed;
    const Random random = Random(settings.seed).fork("loop tasks");

    std::vector<const Task*> train = ofSplit(world, "train");
    std::erase_if(train, [](const Task* task) { return task->templateHeldOut; });
    std::vector<const Task*> test = ofSplit(testWorld, "test");
    std::erase_if(test, [](const Task* task) { return !task->templateHeldOut; });
    SYM_CHECK(dropKnownTemplates(settings, train, test));
    tasks.m_train = spreadIds(train, random.fork("train"));
    tasks.m_dev = spreadIds(ofSplit(world, "dev"), random.fork("dev"));
    tasks.m_test = spreadIds(test, random.fork("test"));
    limit(tasks.m_dev, settings.devTasks);
    limit(tasks.m_test, settings.testTasks);
    if (tasks.m_train.empty() || tasks.m_dev.empty())
        return Error(ErrorCode::NotFound,
                     "the rounds need train and dev tasks, and " + settings.suite + " has "
                         + std::to_string(tasks.m_train.size()) + " and "
                         + std::to_string(tasks.m_dev.size())
                         + ": give each task a \"split\" of train, dev or test");
    return tasks;
}

RoundTasks LoopTasks::ofRound(int round) const
{
    const std::size_t all = m_train.size();
    const std::size_t count =
        m_settings.largeTasks > 0 ? std::min(all, std::size_t(m_settings.largeTasks)) : all;
    const std::size_t first = m_settings.freshTasks ? std::size_t(round) * count : 0;
    RoundTasks tasks;
    for (std::size_t i = 0; i < count; ++i) tasks.large.push_back(m_train[(first + i) % all]);
    tasks.speculative = tasks.explore = tasks.large;
    limit(tasks.speculative, m_settings.speculativeTasks);
    std::reverse(tasks.explore.begin(), tasks.explore.end());
    limit(tasks.explore, m_settings.exploreTasks);
    return tasks;
}

std::vector<std::string> LoopTasks::leftOver(int rounds, std::size_t count) const
{
    std::vector<std::string> rest = m_train;
    for (int round = 0; round < rounds; ++round) {
        const std::vector<std::string> taken = ofRound(round).large;
        std::erase_if(rest, [&](const std::string& id) {
            return std::find(taken.begin(), taken.end(), id) != taken.end();
        });
    }
    if (rest.size() > count) rest.resize(count);
    return rest;
}

}  // namespace sym
