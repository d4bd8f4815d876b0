#pragma once

#include <atomic>
#include <functional>
#include <thread>
#include <vector>

namespace sym {

/// A few threads that do short pieces of work together: the caller and `threads - 1` of their own,
/// which help when they get a processor: the caller never waits for one that has not begun. They
/// spin for some microseconds before they sleep, as the pieces of one token follow each other
/// closely. With one thread nothing is synchronised at all.
/// Core/jobs, which starts all other threads, knows Qt; core/model must do without.
class ThreadTeam final {
public:
    explicit ThreadTeam(int threads);
    ~ThreadTeam();
    ThreadTeam(const ThreadTeam&) = delete;
    ThreadTeam& operator=(const ThreadTeam&) = delete;

    int size() const { return m_size; }

    /// Calls work(0) here and, in threads that are free, work(1), work(2), ...; returns when all
    /// that began are done. The work is to be taken in tasks, so that work(0) can do it alone. One
    /// caller at a time.
    void run(const std::function<void(int)>& work);

private:
    void serve(int index);

    const int m_size;
    std::atomic<int> m_round{0};                                   ///< counts the calls of run()
    std::atomic<const std::function<void(int)>*> m_work{nullptr};  ///< null: nothing to begin
    std::atomic<int> m_inside{0};                                  ///< helpers that look or work
    std::atomic<bool> m_isEnding{false};
    std::vector<std::jthread> m_threads;
};

/// One phase of a team's work: tasks that may be done in any order by anyone. Nobody goes on before
/// all are done. Fills a cache line, as all threads write to it.
class alignas(64) TeamPhase final {
public:
    /// Only while nobody is in share().
    void reset()
    {
        m_taken.store(0, std::memory_order_relaxed);
        m_finished.store(0, std::memory_order_relaxed);
    }

    /// Does the tasks 0...count - 1 that nobody else has taken and waits for the rest. Every thread
    /// passes the same count.
    template <typename Task>
    void share(int count, const Task& task)
    {
        for (;;) {
            const int i = m_taken.fetch_add(1, std::memory_order_relaxed);
            if (i >= count) break;
            task(i);
            if (m_finished.fetch_add(1, std::memory_order_acq_rel) + 1 == count)
                m_finished.notify_all();
        }
        await(count);
    }

private:
    void await(int count) const;

    std::atomic<int> m_taken{0};
    std::atomic<int> m_finished{0};
};

}  // namespace sym
