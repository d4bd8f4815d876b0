#include "core/training/fused/parallel.h"

#if defined(_OPENMP) && !defined(__SANITIZE_THREAD__)
#include <omp.h>
#define SYM_PARALLEL_REGIONS
#endif

namespace sym {

void inThreads(int threads, const std::function<void(int)>& work)
{
#ifdef SYM_PARALLEL_REGIONS
    if (threads > 1 && !omp_in_parallel()) {
#pragma omp parallel num_threads(threads)
        {
            // Fewer threads than asked for must still do all parts.
            for (int part = omp_get_thread_num(); part < threads; part += omp_get_num_threads())
                work(part);
        }
        return;
    }
#endif
    for (int part = 0; part < threads; ++part) work(part);
}

void inRanges(int threads, int count, int grain, const std::function<void(const WorkRange&)>& work)
{
    const int grains = (count + grain - 1) / grain;
    const auto edge = [&](int part) {
        const long long at = static_cast<long long>(grains) * part / threads * grain;
        return at < count ? int(at) : count;
    };
    inThreads(threads, [&](int thread) {
        const WorkRange range{edge(thread), edge(thread + 1), thread};
        if (range.begin < range.end) work(range);
    });
}

}  // namespace sym
