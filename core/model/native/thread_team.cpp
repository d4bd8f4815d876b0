#include "core/model/native/thread_team.h"

#include <algorithm>

namespace sym {

namespace {

/// About 20 microseconds: longer than the threads of a balanced step wait for each other, shorter
/// than what sleeping and waking costs.
constexpr int kSpins = 1000;

void relax()
{
#if defined(__x86_64__)
    __builtin_ia32_pause();
#endif
}

/// Returns when isDone(value) holds; whoever changes the value to such a one notifies.
template <typename Condition>
void waitUntil(const std::atomic<int>& value, const Condition& isDone)
{
    for (int spin = 0; spin < kSpins; ++spin) {
        if (isDone(value.load(std::memory_order_acquire))) return;
        relax();
    }
    for (int seen = value.load(std::memory_order_acquire); !isDone(seen);
         seen = value.load(std::memory_order_acquire))
        value.wait(seen, std::memory_order_acquire);
}

}  // namespace

ThreadTeam::ThreadTeam(int threads) : m_size(std::max(threads, 1))
{
    for (int i = 1; i < m_size; ++i) m_threads.emplace_back([this, i] { serve(i); });
}

ThreadTeam::~ThreadTeam()
{
    m_isEnding.store(true, std::memory_order_release);
    m_round.fetch_add(1, std::memory_order_release);
    m_round.notify_all();
}

void ThreadTeam::run(const std::function<void(int)>& work)
{
    if (m_size == 1) return work(0);
    m_work.store(&work);
    m_round.fetch_add(1, std::memory_order_release);
    m_round.notify_all();
    work(0);
    // sequentially consistent, as in serve(): a helper sees null, or is seen inside
    m_work.store(nullptr);
    waitUntil(m_inside, [](int inside) { return inside == 0; });
}

void ThreadTeam::serve(int index)
{
    for (int round = 0;;) {
        waitUntil(m_round, [&](int now) { return now != round; });
        round = m_round.load(std::memory_order_acquire);
        if (m_isEnding.load(std::memory_order_acquire)) return;
        m_inside.fetch_add(1);
        if (const auto* work = m_work.load()) (*work)(index);
        m_inside.fetch_sub(1);
        m_inside.notify_all();
    }
}

void TeamPhase::await(int count) const
{
    waitUntil(m_finished, [&](int finished) { return finished >= count; });
}

}  // namespace sym
