#include "core/rollout/rollout_control.h"

#include "core/jobs/waiter.h"

namespace sym {

void RolloutControl::pause()
{
    const std::lock_guard lock(m_mutex);
    m_paused = true;
    m_allowedSteps = 0;
}

void RolloutControl::resume()
{
    {
        const std::lock_guard lock(m_mutex);
        m_paused = false;
    }
    m_changed.notify_all();
}

void RolloutControl::step()
{
    {
        const std::lock_guard lock(m_mutex);
        ++m_allowedSteps;
    }
    m_changed.notify_all();
}

void RolloutControl::setDelay(std::chrono::milliseconds delay)
{
    const std::lock_guard lock(m_mutex);
    m_delay = delay;
}

void RolloutControl::takeOver()
{
    const std::lock_guard lock(m_mutex);
    m_takenOver = true;
}

void RolloutControl::handBack()
{
    {
        const std::lock_guard lock(m_mutex);
        m_takenOver = false;
    }
    m_changed.notify_all();
}

bool RolloutControl::isPaused() const
{
    const std::lock_guard lock(m_mutex);
    return m_paused;
}

bool RolloutControl::isTakenOver() const
{
    const std::lock_guard lock(m_mutex);
    return m_takenOver;
}

Result<bool> RolloutControl::waitForTurn(const JobContext& job)
{
    std::unique_lock lock(m_mutex);
    bool personActed = false;
    for (;;) {
        if (job.isCancelled()) return Error(ErrorCode::Cancelled, "cancelled");
        personActed = personActed || m_takenOver;
        if (!m_takenOver) {
            if (!m_paused) return personActed;
            if (m_allowedSteps > 0) {
                --m_allowedSteps;
                return personActed;
            }
        }
        m_changed.wait_for(lock, kCancelPoll);
    }
}

Status RolloutControl::waitBeforeActing(const JobContext& job)
{
    std::unique_lock lock(m_mutex);
    const Deadline end = after(m_delay);
    while (std::chrono::steady_clock::now() < end) {
        if (job.isCancelled()) return Error(ErrorCode::Cancelled, "cancelled");
        m_changed.wait_for(lock, std::min<std::chrono::steady_clock::duration>(
                                     kCancelPoll, end - std::chrono::steady_clock::now()));
    }
    return {};
}

}  // namespace sym
