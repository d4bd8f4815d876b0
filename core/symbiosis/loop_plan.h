#pragma once

#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/store/project_store.h"
#include "core/store/symbiosis_store.h"
#include "core/symbiosis/loop_settings.h"
#include "core/symbiosis/loop_tasks.h"
#include "core/symbiosis/phases/phase_runner.h"

namespace sym {

/// A phase as it lies before one: done, begun or waiting.
struct PlannedPhase {
    int round = 0;
    std::string name;
    std::string title;
    PhaseCost cost;       ///< measured when it is done, else estimated
    bool hasCost = true;  ///< false: how much there will be to do is not known yet
    bool isDone = false;
    std::string startedAt;    ///< UTC, ISO 8601; empty: not begun
    std::string data = "{}";  ///< JSON, of a finished one

    bool operator==(const PlannedPhase&) const = default;
};

/// What the rounds of some settings consist of, and what is left of them.
struct LoopPlan {
    std::optional<LoopRecord> loop;  ///< the one that equal settings began; nothing: a new one
    std::vector<PlannedPhase> phases;
    PhaseCost rest;   ///< of what is not done, as far as it is known
    int unknown = 0;  ///< phases left out of `rest`
};

/// Looks ahead without changing anything, and remembers the tasks of the settings it saw last: to
/// generate the built-in ones takes seconds. Thread-safe; call it in a job.
class LoopPlanner {
public:
    /// @param loop whose phases are meant; nothing: the one that equal settings would go on with
    /// @return what runLoop() says of its settings and tasks
    Result<LoopPlan> plan(ProjectStore& store, const LoopSettings& settings,
                          std::optional<LoopRecord> loop = std::nullopt);

private:
    Result<std::shared_ptr<const LoopTasks>> tasksOf(const LoopSettings& settings);

    std::mutex m_mutex;
    std::deque<std::pair<LoopSettings, std::shared_ptr<const LoopTasks>>> m_tasks;  ///< newest last
};

}  // namespace sym
