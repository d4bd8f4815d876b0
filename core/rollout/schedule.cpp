#include "core/rollout/schedule.h"

#include <algorithm>

#include "core/jobs/waiter.h"

namespace sym {

Schedule::Schedule(const std::vector<Task>& tasks, std::vector<std::size_t> pending,
                   const SiteSettings& sites)
    : m_tasks(tasks), m_pending(std::move(pending))
{
    for (const SiteSetting& site : sites.sites)
        if (site.coolDownSeconds > 0)
            m_coolDowns[site.name] = std::chrono::seconds(site.coolDownSeconds);
}

bool Schedule::isReady(const Task& task, Clock::time_point now) const
{
    return std::none_of(task.sites.begin(), task.sites.end(), [&](const std::string& site) {
        const auto ready = m_readyAt.find(site);
        return ready != m_readyAt.end() && ready->second > now;
    });
}

std::optional<std::size_t> Schedule::next(const JobContext& job)
{
    std::unique_lock lock(m_mutex);
    while (!m_pending.empty() && !job.isCancelled()) {
        const auto now = Clock::now();
        const auto ready = std::find_if(m_pending.begin(), m_pending.end(), [&](std::size_t index) {
            return isReady(m_tasks[index], now);
        });
        if (ready != m_pending.end()) {
            const std::size_t index = *ready;
            m_pending.erase(ready);
            return index;
        }
        m_changedState.wait_for(lock, kCancelPoll);
    }
    return std::nullopt;
}

void Schedule::changed(const Task& task)
{
    const std::lock_guard lock(m_mutex);
    for (const std::string& site : task.sites)
        if (const auto pause = m_coolDowns.find(site); pause != m_coolDowns.end())
            m_readyAt[site] = Clock::now() + pause->second;
}

}  // namespace sym
