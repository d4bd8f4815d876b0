#pragma once

#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "core/base/job_context.h"
#include "core/base/result.h"

namespace sym {

using Deadline = std::chrono::steady_clock::time_point;

inline Deadline after(std::chrono::milliseconds time)
{
    return std::chrono::steady_clock::now() + time;
}

/// How often a waiting job looks whether it was cancelled.
inline constexpr std::chrono::milliseconds kCancelPoll{20};

/// One answer, given in one thread and awaited in another. Share it by std::shared_ptr: the asking
/// side may give up before the answer comes.
template <typename T>
class Waiter {
public:
    /// Gives the answer; the first one counts, later ones are dropped. Any thread.
    void give(Result<T> answer)
    {
        {
            const std::lock_guard lock(m_mutex);
            if (m_answer) return;
            m_answer.emplace(std::move(answer));
        }
        m_given.notify_all();
    }

    /// Waits for the answer. Never call it in the thread that is to give it, nor in the GUI thread.
    /// @return the answer; Timeout after the deadline (naming `what`), Cancelled once the job is
    Result<T> wait(const JobContext& job, Deadline deadline, const std::string& what)
    {
        std::unique_lock lock(m_mutex);
        while (!m_answer) {
            if (job.isCancelled()) return Error(ErrorCode::Cancelled, "cancelled");
            const auto now = std::chrono::steady_clock::now();
            if (now >= deadline) return Error(ErrorCode::Timeout, what + " did not answer in time");
            m_given.wait_until(lock, std::min<Deadline>(deadline, now + kCancelPoll));
        }
        return std::move(*m_answer);
    }

private:
    std::mutex m_mutex;
    std::condition_variable m_given;
    std::optional<Result<T>> m_answer;
};

}  // namespace sym
