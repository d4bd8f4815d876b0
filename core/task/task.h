#pragma once

#include <nlohmann/json.hpp>

#include <map>
#include <string>
#include <vector>

#include "core/base/result.h"

namespace sym {

/// Addresses of the sites by WebArena's names ("shopping", "shopping_admin", "reddit", "gitlab",
/// "map", "wikipedia", "homepage"), without trailing slash.
using SiteAddresses = std::map<std::string, std::string>;

/// One WebArena task; WEBARENA 1.1. The file's own object is kept, the rest is what a run needs.
struct Task {
    std::string id;          ///< as text; the file's may be an integer or a string
    std::string templateId;  ///< intent_template_id as text, empty if absent
    std::vector<std::string> sites;
    std::string intent;
    std::vector<std::string> startUrls;  ///< placeholders filled; several for " |AND| "
    std::string storageState;            ///< file named by the task, empty: none
    bool requireLogin = false;
    bool requireReset = false;
    nlohmann::json geolocation;  ///< null or {latitude, longitude, accuracy}
    int viewportWidth = 0;       ///< 0: the run's default
    int viewportHeight = 0;
    nlohmann::json evaluation;     ///< the `eval` block, placeholders filled
    std::string split;             ///< "train", "dev", "test" or empty (built-in suites)
    bool templateHeldOut = false;  ///< no train task has this template (built-in suites)
    nlohmann::json raw;            ///< the whole object, placeholders filled
    /// Keys of eval.reference_answers in the file's order, which decides what "N/A" overrides
    /// (WEBARENA 2.1); empty: unknown, JSON's alphabetical order is taken.
    std::vector<std::string> answerOrder;
    SiteAddresses addresses;  ///< the task was filled with, for the evaluators' helper functions
};

/// Something wrong with a task file: which task, which field, what.
struct TaskProblem {
    std::string taskId;
    std::string field;  ///< JSON path inside the task, e.g. "eval.reference_answers"
    std::string message;
    bool isFatal = false;  ///< the task is left out
};

struct TaskFile {
    std::vector<Task> tasks;
    std::vector<TaskProblem> problems;  ///< tasks with a fatal problem are left out of `tasks`
    std::string format;  ///< "webarena", "webarena-lite", "agentoccam", "webarena-verified"
};

/// Reads a task file in any of the upstream layouts and fills placeholders such as __SHOPPING__
/// from `addresses` (those without an address stay as they are).
/// @return Io or InvalidInput when nothing can be read from it; problems of single tasks are listed
Result<TaskFile> loadTaskFile(const std::string& path, const SiteAddresses& addresses);
Result<TaskFile> parseTaskFile(const std::string& text, const SiteAddresses& addresses);

/// Reads one task object, e.g. the one an episode was stored with.
/// @return InvalidInput naming the field of the first fatal problem
Result<Task> parseTask(const std::string& text, const SiteAddresses& addresses);

/// Where WebArena's containers listen when nothing else is said: localhost and the usual ports.
SiteAddresses defaultSiteAddresses();

/// Whether the task's eval block is in WebArena-Verified's own schema, which neither evaluator
/// profile can score.
bool isVerifiedTask(const Task& task);

}  // namespace sym
