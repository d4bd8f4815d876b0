#pragma once

#include <string>
#include <vector>

#include "core/base/job_context.h"
#include "core/base/result.h"
#include "core/evaluation/result_table.h"
#include "core/store/project_store.h"
#include "core/symbiosis/loop_settings.h"
#include "core/symbiosis/phases/loop_work.h"
#include "core/symbiosis/phases/phase_runner.h"

namespace sym {

/// Which parts of the method are taken out or changed, one at a time (METHOD 13, experiments 1, 2
/// and 4 to 6). Arms of one seed share what they can: one set of large rollouts, one knowledge
/// base.
struct AblationSettings {
    LoopSettings loop;  ///< of every arm but for what the arm changes; rounds do not count
    int seeds = 3;      ///< loop.seed and the ones after it
    std::vector<int>
        candidates;  ///< further values of K, each with its own speculation and student
    std::vector<double> lambdas;  ///< further weights of the reasoning loss
    bool retrievals = true;  ///< the large model without each retrieval, and without the filter

    bool operator==(const AblationSettings&) const = default;
};

/// @return InvalidInput naming the setting
Status checkAblationSettings(const AblationSettings& settings);

/// Runs all arms of all seeds, or goes on with them; every seed is kept as a loop of its own.
/// @return the loops, by seed; errors as runLoop()
Result<std::vector<LoopId>> runAblation(ProjectStore& store, LoopWork& work,
                                        const AblationSettings& settings,
                                        SymbiosisObserver& observer, JobContext& job);

/// Success of every arm on dev tasks over the seeds that are done, with paired tests on the same
/// tasks of the same seeds.
Result<ResultTable> reportAblation(ProjectStore& store, const AblationSettings& settings,
                                   const std::vector<LoopId>& loops);

}  // namespace sym
