#include "core/jobs/parallel.h"

#include <thread>
#include <vector>

namespace sym {

namespace {

class ChildContext final : public JobContext {
public:
    explicit ChildContext(const JobContext& parent) : m_parent(parent) {}
    bool isCancelled() const override { return m_parent.isCancelled(); }
    void report(double, std::string_view) override {}

private:
    const JobContext& m_parent;
};

}  // namespace

void runParallel(int count, JobContext& parent, const std::function<void(int, JobContext&)>& work)
{
    std::vector<std::thread> threads;
    threads.reserve(std::size_t(count));
    for (int worker = 0; worker < count; ++worker) {
        threads.emplace_back([worker, &parent, &work] {
            ChildContext job(parent);
            work(worker, job);
        });
    }
    for (std::thread& thread : threads) thread.join();
}

}  // namespace sym
