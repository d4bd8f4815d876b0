#pragma once

#include <nlohmann/json.hpp>

#include <map>
#include <string>
#include <vector>

#include "core/base/ids.h"
#include "core/base/result.h"
#include "core/store/project_store.h"

namespace sym {

/// Tasks that one of two policies solves and the other does not, with as many attempts as its runs
/// hold (the complement of pass@n, METHOD 5), in the evaluator's judgement. Tasks are told apart by
/// id and objective, since another seed makes other tasks; those only one side attempted to the end
/// do not count.
struct TaskContrast {
    struct SolvedTask {
        std::string taskId;
        std::string objective;
        std::string site;
    };

    int both = 0;
    int neither = 0;
    std::vector<SolvedTask> onlyFirst;
    std::vector<SolvedTask> onlySecond;

    int tasks() const { return both + neither + int(onlyFirst.size() + onlySecond.size()); }
};

/// Outcome of a task in runs: solved in any finished attempt. Key: task id and objective.
struct TaskResult {
    EpisodeRecord episode;  ///< the attempt that counts: the first that solved it, else the last
    bool isSolved = false;
};
using TaskResults = std::map<std::pair<std::string, std::string>, TaskResult>;

/// @return Storage
Result<TaskResults> taskResults(ProjectStore& store, const std::vector<RunId>& runs);
Result<TaskContrast> contrastTasks(ProjectStore& store, const std::vector<RunId>& first,
                                   const std::vector<RunId>& second);

nlohmann::json toJson(const TaskContrast& contrast);

}  // namespace sym
