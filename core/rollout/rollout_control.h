#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>

#include "core/base/job_context.h"
#include "core/base/result.h"

namespace sym {

/// How a person steers a running rollout: pause, single step, slow down, take over by hand.
/// Thread-safe; the window calls the upper half, the episodes the lower.
class RolloutControl {
public:
    void pause();
    void resume();
    void step();                                     ///< while paused: let one step through
    void setDelay(std::chrono::milliseconds delay);  ///< between outlining an element and acting
    void takeOver();                                 ///< the person acts; episodes wait
    void handBack();                                 ///< the agent observes anew and goes on
    bool isPaused() const;
    bool isTakenOver() const;

    /// Waits while paused or taken over. @return true if a person acted meanwhile; Cancelled
    Result<bool> waitForTurn(const JobContext& job);
    /// Waits the delay, so that an outline can be seen.
    Status waitBeforeActing(const JobContext& job);

private:
    mutable std::mutex m_mutex;
    std::condition_variable m_changed;
    bool m_paused = false;
    bool m_takenOver = false;
    int m_allowedSteps = 0;
    std::chrono::milliseconds m_delay{0};
};

}  // namespace sym
