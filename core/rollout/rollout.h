#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "core/agent/decide.h"
#include "core/agent/example_source.h"
#include "core/base/job_context.h"
#include "core/base/result.h"
#include "core/browser/browser_session.h"
#include "core/evaluation/tally.h"
#include "core/llm/chat_model.h"
#include "core/rollout/site_settings.h"
#include "core/store/project_store.h"
#include "core/task/evaluator.h"

namespace sym {

class RolloutControl;
class DevToolsThread;

/// What a run is made of; stored with it as JSON.
struct RolloutOptions {
    std::string name;                ///< shown in lists; empty: made from suite and policy
    std::string suite = "builtin";   ///< "builtin" or a task file
    std::string split;               ///< "train", "dev", "test"; empty: all
    std::string taskSpec;            ///< "3,7,10-19" or empty: all
    int limit = -1;                  ///< at most so many tasks (spread over templates), < 0: all
    std::string policy = "planner";  ///< "planner", "large", "small", "sds", "constant"
    std::string model;               ///< for "large": the model's id
    std::uint64_t seed = 1;
    int browsers = 2;
    int maxSteps = 20;
    int candidates = 3;                    ///< actions a model is asked to list
    double temperature = kActTemperature;  ///< of a model that decides alone
    /// What else decides, recorded with the run: retrieval, speculative synthesis, the round.
    nlohmann::json method = nlohmann::json::object();
    std::chrono::seconds episodeLimit{300};
    ObserveOptions observe;
    int viewportWidth = 1280;
    int viewportHeight = 720;
    bool screenshots = true;
    bool restart = false;  ///< false: an interrupted run of equal options goes on
    /// An outage (see checkOutage) is an error, and the run is left unfinished to be gone on with.
    bool failsOnOutage = false;
};

/// Where a rollout tells what happens. Called from working threads: post to a Mailbox, return fast.
class RolloutObserver {
public:
    virtual ~RolloutObserver() = default;
    virtual void runStarted(const RunRecord&) {}
    /// @param targetId DevTools target of the worker's page
    virtual void episodeStarted(const EpisodeRecord&, int /*worker*/,
                                const std::string& /*targetId*/)
    {
    }
    /// The decision is made, the action not yet done: time to outline the element.
    virtual void aboutToAct(EpisodeId, const Step& /*soFar*/) {}
    virtual void stepFinished(EpisodeId, const Step&) {}
    virtual void episodeFinished(const EpisodeRecord&) {}
    virtual void message(const std::string& /*line*/) {}
};

/// The things a rollout works with; all outlive it.
struct RolloutEngine {
    ProjectStore& store;
    BrowserHost& host;
    DevToolsThread& devTools;
    ChatModel& model;                       ///< of the policy
    StepDecider* decider = nullptr;         ///< null: the model decides alone
    ExampleSource* examples = nullptr;      ///< null: no retrieval
    ChatModel* judge = nullptr;             ///< for fuzzy_match; null: such parts are not judged
    SiteSettings sites;                     ///< of a real WebArena; unused for the built-in suite
    std::vector<std::string> allowedHosts;  ///< besides the sites' own: "host" or "host:port"
};

/// The numbers of a finished or running run; every rate with its n and interval.
struct RolloutSummary {
    RunId run;
    int attempted = 0;
    int finished = 0;
    int environmentErrors = 0;
    int timedOut = 0;
    int partial = 0;               ///< finished with 0 < score < 1
    int notJudged = 0;             ///< finished, but a deciding part needs a judge
    std::string environmentError;  ///< the last one's words
    Tally overall;  ///< strict successes among finished and judged, and those that timed out
    std::map<std::string, Tally> bySite;
    std::map<bool, Tally> byTemplateHeldOut;
    double stepsMean = 0;
    double seconds = 0;
    std::int64_t tokens = 0;
    double costUsd = 0;
};

/// Runs the episodes of a suite on several browsers at once, resumes where it was stopped, records
/// everything in the store. Call it in a job, never in the GUI thread.
/// @return Cancelled when the job was (the run can be resumed); other errors only when nothing can
///         start, when another process is at work on the project, or on an outage if the options
///         say so: those of single episodes are in the summary
Result<RolloutSummary> runRollout(const RolloutEngine& engine, const RolloutOptions& options,
                                  RolloutObserver& observer, RolloutControl& control,
                                  JobContext& job);

/// The same numbers from what is stored.
Result<RolloutSummary> summarise(ProjectStore& store, RunId run);

/// @return Network when more than half of the episodes ended by environment errors: what is left
///         says nothing about the agent
Status checkOutage(const RolloutSummary& summary);

/// Which tasks of a run were solved, of those that finished and were judged, or timed out; the last
/// attempt counts. For paired comparisons.
Result<std::map<std::string, bool>> outcomesByTask(ProjectStore& store, RunId run);

}  // namespace sym
