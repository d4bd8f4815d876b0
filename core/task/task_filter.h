#pragma once

#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/task/task.h"

namespace sym {

/// Which tasks of a file to take; every condition that is set must hold.
struct TaskChoice {
    std::string spec;   ///< ids and ranges of numeric ids: "3,7,10-19"; empty: all
    std::string split;  ///< "train", "dev" or "test"; empty: all
    std::string site;   ///< one of the task's sites; empty: all
    int limit = 0;      ///< at most this many, spread over templates and sites; 0: all
};

/// The chosen tasks in the order of the file. With a limit every template gives one task before
/// any gives a second, and templates of different sites take turns; the choice depends on nothing
/// but ids, templates and sites, so it is the same for every set of addresses.
///
/// @return InvalidInput naming the piece of the spec that is no id and no range; NotFound when an
///         id, a split or a site is not in the file
Result<std::vector<Task>> chooseTasks(const std::vector<Task>& tasks, const TaskChoice& choice);

}  // namespace sym
