#pragma once

#include <functional>

namespace sym {

/// A part of the work, of one thread.
struct WorkRange {
    int begin = 0;
    int end = 0;
    int thread = 0;
};

/// Runs work(part) for each of `threads` parts at once and waits. The threads are OpenMP's, which
/// libtorch and OpenBLAS use too: one pool instead of three. Work must not throw. Built with the
/// thread sanitizer, which does not see OpenMP's barriers, the parts run one after the other.
void inThreads(int threads, const std::function<void(int)>& work);

/// Divides 0...count-1 among threads, each beginning at a multiple of `grain`. Which part is whose
/// depends on the arguments only.
void inRanges(int threads, int count, int grain, const std::function<void(const WorkRange&)>& work);

}  // namespace sym
