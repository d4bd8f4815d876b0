#pragma once

#include <atomic>
#include <string_view>

namespace sym {

/// What a long operation knows of the outside: whether to go on, and where to say how far it is.
/// Everything that may last over 50 ms takes one. Any thread.
class JobContext {
public:
    virtual ~JobContext() = default;
    virtual bool isCancelled() const = 0;  ///< poll at least every 50 ms of work
    /// @param fraction done so far, 0...1, never decreasing
    /// @param stage untranslated, e.g. "task 3/60"
    virtual void report(double fraction, std::string_view stage) = 0;
};

/// A context for tests, the command line and nested work: cancelled by a flag, progress dropped.
class PlainJobContext : public JobContext {
public:
    bool isCancelled() const override { return m_cancelled.load(std::memory_order_relaxed); }
    void report(double, std::string_view) override {}
    void cancel() { m_cancelled.store(true, std::memory_order_relaxed); }

private:
    std::atomic<bool> m_cancelled{false};
};

}  // namespace sym
