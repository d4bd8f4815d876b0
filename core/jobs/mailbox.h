#pragma once

#include <mutex>
#include <utility>
#include <vector>

namespace sym {

/// Values on their way from working threads to one reader that empties the box at its own pace
/// (a 100 ms timer in the window). Any thread may post; nobody waits.
template <typename T>
class Mailbox {
public:
    void post(T value)
    {
        const std::lock_guard lock(m_mutex);
        m_values.push_back(std::move(value));
    }

    /// Everything posted since the last call, oldest first.
    std::vector<T> takeAll()
    {
        const std::lock_guard lock(m_mutex);
        return std::exchange(m_values, {});
    }

private:
    std::mutex m_mutex;
    std::vector<T> m_values;
};

}  // namespace sym
