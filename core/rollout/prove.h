#pragma once

#include <functional>
#include <string>
#include <vector>

#include "core/browser/browser_session.h"
#include "core/rollout/rollout.h"

namespace sym {

/// What `symbiont tasks prove` found.
struct ProofSummary {
    int tasks = 0;
    int solved = 0;         ///< reference solutions that scored 1
    int negatives = 0;      ///< wrong answers, near misses and doing nothing
    int negativesZero = 0;  ///< of which scored 0
    struct Failure {
        std::string taskId;
        std::string reason;
    };
    std::vector<Failure> failures;
};

struct ProofOptions {
    std::string suite = "builtin";
    std::uint64_t seed = 1;
    std::string taskSpec;
    int sample = -1;  ///< at most so many tasks, spread over templates; < 0: all
    int browsers = 2;
};

/// Plays each task's reference solution and its negative sequences through the browser, each in a
/// freshly reset world, and scores them with the WebArena profile.
/// @param onTask called from working threads after each task
Result<ProofSummary> proveTasks(BrowserHost& host, DevToolsThread& devTools,
                                const ProofOptions& options,
                                const std::function<void(const std::string& line)>& onTask,
                                JobContext& job);

}  // namespace sym
