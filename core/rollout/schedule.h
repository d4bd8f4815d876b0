#pragma once

#include <chrono>
#include <condition_variable>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "core/base/job_context.h"
#include "core/rollout/site_settings.h"
#include "core/task/task.h"

namespace sym {

/// Which task comes next. Tasks of a site that is cooling down wait while others go ahead, so that
/// no worker sleeps as long as there is anything to do. Thread-safe.
class Schedule {
public:
    using Clock = std::chrono::steady_clock;

    /// @param pending indices into `tasks`, in the order they are wanted; `tasks` outlives this
    Schedule(const std::vector<Task>& tasks, std::vector<std::size_t> pending,
             const SiteSettings& sites);

    /// The next task that may start; waits for a cool-down when only such tasks are left.
    /// @return nothing when all are taken or the job is cancelled
    std::optional<std::size_t> next(const JobContext& job);

    /// A task changed its sites (it sent something other than GET): their cool-down starts.
    void changed(const Task& task);

private:
    bool isReady(const Task& task, Clock::time_point now) const;

    const std::vector<Task>& m_tasks;
    std::mutex m_mutex;
    std::condition_variable m_changedState;
    std::vector<std::size_t> m_pending;
    std::map<std::string, std::chrono::seconds> m_coolDowns;
    std::map<std::string, Clock::time_point> m_readyAt;
};

}  // namespace sym
