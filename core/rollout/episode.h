#pragma once

#include <string>

#include "core/agent/decide.h"
#include "core/llm/http_exchange.h"
#include "core/rollout/login.h"
#include "core/rollout/rollout.h"
#include "core/rollout/rollout_control.h"

namespace sym {

/// Seed of an episode's model calls, so that a task gives the same answers in any order of tasks.
std::uint64_t episodeSeed(std::uint64_t runSeed, const std::string& taskId, int attempt);

/// What one episode needs besides the engine.
struct EpisodeSetup {
    const RolloutEngine& engine;
    const RolloutOptions& options;
    const Task& task;
    SiteAddresses addresses;  ///< of the worker's sites; the hosts an episode may visit
    RunId run;
    StepDecider& decider;
    int attempt = 0;
    int worker = 0;
    LoginKeeper& logins;
    HttpClient& http;
};

/// Runs one task from its start page to its score and records every step as it is finished.
/// @return the finished record, whatever its outcome; an error only when the store refuses
Result<EpisodeRecord> runEpisode(const EpisodeSetup& setup, RolloutObserver& observer,
                                 RolloutControl& control, JobContext& job);

}  // namespace sym
