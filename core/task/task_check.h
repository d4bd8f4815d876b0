#pragma once

#include <vector>

#include "core/task/task.h"

namespace sym {

/// Everything in the eval block of a task that an evaluator would stumble over or ignore, by JSON
/// path: unknown kinds, references of the wrong type, locators nothing can read. None is fatal.
std::vector<TaskProblem> checkEvaluation(const Task& task);

}  // namespace sym
