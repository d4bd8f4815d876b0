#pragma once

#include "app/browser_provider.h"
#include "core/base/job_context.h"
#include "ui/session/engine.h"

namespace sym {

/// Runs the rounds for the window with the settings of the project, and posts what happens.
/// @return an empty summary: the numbers are in the store; Cancelled (the same order goes on); what
///         is missing, with the remedy
Result<RolloutSummary> runLoopJob(BrowserProvider& browsers, ProjectStore& store,
                                  const LoopOrder& order, const LoopHandle& handle,
                                  JobContext& job);

/// The examples that retrieval would find for a recorded step, with the offline planner as the
/// model that writes queries and filters: asking costs nothing.
Result<FoundExamples> findExamplesNow(ProjectStore& store, EpisodeId episode, int step,
                                      JobContext& job);

}  // namespace sym
