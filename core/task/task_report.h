#pragma once

#include <nlohmann/json.hpp>

#include <string>
#include <vector>

#include "core/task/task.h"

namespace sym {

/// What `symbiont tasks list|show|validate FILE` print: text for people, JSON for scripts.
/// Functions of their arguments; texts end with a newline.

/// One line a task: id, sites, evaluators, split, intent.
std::string taskListText(const std::vector<Task>& tasks);
/// {"count", "tasks": [{"task_id","template","sites","evaluators","split","intent"}]}
nlohmann::json taskListJson(const std::vector<Task>& tasks);

/// Everything of a task that a run or an evaluation uses.
std::string taskText(const Task& task);
nlohmann::json taskJson(const Task& task);

/// Counts by site, evaluator and split, then every problem with task id and field.
std::string validationText(const TaskFile& file);
/// {"format","tasks","templates","left_out","scorable","by_site","by_evaluator","by_split",
///  "problems": [{"task_id","field","message","fatal"}]}
nlohmann::json validationJson(const TaskFile& file);

/// Names of the evaluators a task uses: its eval_types, or WebArena-Verified's evaluators.
std::vector<std::string> evaluatorsOf(const Task& task);

}  // namespace sym
