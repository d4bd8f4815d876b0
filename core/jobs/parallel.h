#pragma once

#include <functional>

#include "core/base/job_context.h"

namespace sym {

/// Runs `work(worker, job)` for workers 0...count-1, each in a thread of its own, and returns when
/// all are done. Their job is cancelled when `parent` is; progress they report is dropped.
void runParallel(int count, JobContext& parent, const std::function<void(int, JobContext&)>& work);

}  // namespace sym
