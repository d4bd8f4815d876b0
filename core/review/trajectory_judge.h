#pragma once

#include <cstdint>
#include <string>

#include "core/base/ids.h"
#include "core/base/job_context.h"
#include "core/base/result.h"
#include "core/llm/chat_model.h"
#include "core/store/project_store.h"
#include "core/trajectory/trajectory.h"

namespace sym {

/// A verdict and the call it came from.
struct JudgedTrajectory {
    JudgeVerdict verdict;
    ModelCall call;
};

/// The judge M_R of whole trajectories (METHOD 2.1, 9.3): a model that reads objective, pages,
/// actions and answer, and says whether the task was done. It never sees the evaluator, its
/// reference or its reward.
///
/// @return what the model says went wrong; InvalidInput when its answer has no verdict after a
///         second try
Result<JudgedTrajectory> judgeTrajectory(const Trajectory& trajectory, ChatModel& model,
                                         std::uint64_t seed, JobContext& job);

/// What judging a run came to.
struct JudgingReport {
    int judged = 0;
    int before = 0;      ///< were judged already
    int unfinished = 0;  ///< left out: not Finished
    int unreadable = 0;  ///< left unjudged: no verdict in the answers, or the model refused to read
    int forbidden = 0;   ///< left out: may not be learned from
    int successes = 0;   ///< among all that are judged now, in the judge's opinion
    std::int64_t tokens = 0;
    double costUsd = 0;
};

/// Which finished episodes of a run are judged.
enum class JudgedEpisodes { All, MayLearn };

/// Asks for a verdict on every finished episode of a run that has none by this model, and writes it
/// to EpisodeRecord::judgements at once: interrupted, it goes on where it was.
/// @return Cancelled, what the model says, what the store says
Result<JudgingReport> judgeEpisodes(ProjectStore& store, RunId run, ChatModel& model,
                                    std::uint64_t seed, JobContext& job,
                                    JudgedEpisodes which = JudgedEpisodes::All);

}  // namespace sym
