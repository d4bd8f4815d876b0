#pragma once

#include "core/base/job_context.h"
#include "core/jobs/waiter.h"

namespace sym {

/// A job that also ends at a deadline: work inside it sees a cancellation, and the owner asks
/// isExpired() to tell the two apart.
class DeadlineContext final : public JobContext {
public:
    DeadlineContext(JobContext& parent, Deadline deadline) : m_parent(parent), m_deadline(deadline)
    {
    }
    bool isExpired() const { return std::chrono::steady_clock::now() >= m_deadline; }
    bool isCancelled() const override { return m_parent.isCancelled() || isExpired(); }
    void report(double fraction, std::string_view stage) override
    {
        m_parent.report(fraction, stage);
    }

private:
    JobContext& m_parent;
    Deadline m_deadline;
};

}  // namespace sym
