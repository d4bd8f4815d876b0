#pragma once

#include "core/base/job_context.h"
#include "core/base/result.h"
#include "core/store/project_store.h"

namespace sym {

/// Fills an empty project with two small made-up runs, marked as such, so that every panel shows
/// something without a model, a server or a browser. Call it in a job.
Status fillDemoProject(ProjectStore& store, JobContext& job);

/// A made-up episode of a run before its first step, and its outcome; equal numbers give equal
/// tasks.
EpisodeRecord demoEpisode(const RunRecord& run, int number);
void finishDemoEpisode(EpisodeRecord& episode, int number, int steps);

/// One made-up episode of `steps` steps, for tests and benchmarks of long ones.
/// @param run must exist
Result<EpisodeId> addDemoEpisode(ProjectStore& store, RunId run, int number, int steps);

}  // namespace sym
