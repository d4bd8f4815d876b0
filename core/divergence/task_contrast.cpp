#include "core/divergence/task_contrast.h"

namespace sym {

namespace {

nlohmann::json idsJson(const std::vector<TaskContrast::SolvedTask>& tasks)
{
    nlohmann::json ids = nlohmann::json::array();
    for (const TaskContrast::SolvedTask& task : tasks) ids.push_back(task.taskId);
    return ids;
}

}  // namespace

Result<TaskResults> taskResults(ProjectStore& store, const std::vector<RunId>& runs)
{
    TaskResults results;
    for (const RunId run : runs) {
        SYM_TRY(const std::vector<EpisodeRecord> episodes, store.episodes({.run = run}));
        for (const EpisodeRecord& episode : episodes) {
            const std::optional<bool> isSolved = solvedByEvaluator(episode);
            if (!isSolved) continue;
            TaskResult& result = results[{episode.taskId, episode.objective}];
            if (!result.isSolved) result = {episode, *isSolved};
        }
    }
    return results;
}

Result<TaskContrast> contrastTasks(ProjectStore& store, const std::vector<RunId>& first,
                                   const std::vector<RunId>& second)
{
    SYM_TRY(const TaskResults left, taskResults(store, first));
    SYM_TRY(const TaskResults right, taskResults(store, second));
    TaskContrast contrast;
    for (const auto& [task, result] : left) {
        const auto other = right.find(task);
        if (other == right.end()) continue;
        const TaskContrast::SolvedTask named{task.first, task.second, siteRowOf(result.episode)};
        if (result.isSolved && other->second.isSolved)
            ++contrast.both;
        else if (result.isSolved)
            contrast.onlyFirst.push_back(named);
        else if (other->second.isSolved)
            contrast.onlySecond.push_back(named);
        else
            ++contrast.neither;
    }
    return contrast;
}

nlohmann::json toJson(const TaskContrast& contrast)
{
    return {{"tasks", contrast.tasks()},
            {"both", contrast.both},
            {"neither", contrast.neither},
            {"only_first", idsJson(contrast.onlyFirst)},
            {"only_second", idsJson(contrast.onlySecond)}};
}

}  // namespace sym
