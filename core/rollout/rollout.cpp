#include "core/rollout/rollout.h"

#include <atomic>
#include <map>
#include <mutex>
#include <set>

#include "core/jobs/parallel.h"
#include "core/rollout/episode.h"
#include "core/rollout/rollout_control.h"
#include "core/rollout/schedule.h"
#include "core/rollout/suite.h"
#include "core/rollout/timestamp.h"

namespace sym {

namespace {

/// Everything that makes two runs the same run; what only affects speed is left out.
std::string settingsJson(const RolloutOptions& options, const std::string& browser,
                         const std::string& model)
{
    return nlohmann::json{{"task_spec", options.taskSpec},
                          {"limit", options.limit},
                          {"max_steps", options.maxSteps},
                          {"episode_limit_seconds", options.episodeLimit.count()},
                          {"engine", observationEngineName(options.observe.engine)},
                          {"format", observationFormatName(options.observe.format)},
                          {"viewport", {options.viewportWidth, options.viewportHeight}},
                          {"screenshots", options.screenshots},
                          {"candidates", options.candidates},
                          {"temperature", options.temperature},
                          {"method", options.method},
                          {"browser", browser},
                          {"model", model}}
        .dump();
}

RunRecord recordOf(const RolloutOptions& options, const RolloutEngine& engine, std::size_t planned)
{
    RunRecord run;
    run.suite = options.suite;
    run.split = options.split;
    run.policy = options.policy;
    run.model = engine.model.name();
    run.seed = options.seed;
    run.name = !options.name.empty()
                   ? options.name
                   : options.suite + (options.split.empty() ? "" : " " + options.split) + ", "
                         + options.policy;
    run.settings = settingsJson(options, engine.host.name(), run.model);
    run.startedAt = utcNow();
    run.planned = int(planned);
    return run;
}

bool isSameRun(const RunRecord& a, const RunRecord& b)
{
    return a.suite == b.suite && a.split == b.split && a.policy == b.policy && a.model == b.model
           && a.seed == b.seed && a.settings == b.settings && a.planned == b.planned;
}

/// The unfinished run that these options go on with, or a new one.
Result<RunRecord> findOrAddRun(ProjectStore& store, RunRecord run, bool restart)
{
    if (!restart) {
        SYM_TRY(const std::vector<RunRecord> runs, store.runs());
        for (const RunRecord& old : runs)
            if (old.finishedAt.empty() && isSameRun(old, run)) return old;
    }
    SYM_TRY(run.id, store.addRun(run));
    return run;
}

/// What an interrupted run has done already: the next attempt of each task, and the finished ones.
struct Progress {
    std::set<std::string> done;
    std::map<std::string, int> attempts;
};

Result<Progress> progressOf(ProjectStore& store, RunId run)
{
    Progress progress;
    SYM_TRY(std::vector<EpisodeRecord> episodes, store.episodes({.run = run}));
    for (EpisodeRecord& episode : episodes) {
        int& attempts = progress.attempts[episode.taskId];
        attempts = std::max(attempts, episode.attempt + 1);
        if (episode.outcome == EpisodeOutcome::Finished
            || episode.outcome == EpisodeOutcome::TimedOut)
            progress.done.insert(episode.taskId);
        if (episode.outcome != EpisodeOutcome::Running) continue;
        episode.outcome = EpisodeOutcome::Cancelled;  // its process was killed
        episode.error = "the program ended in the middle of it";
        SYM_CHECK(store.finishEpisode(episode));
    }
    return progress;
}

Actor actorOf(const std::string& policy)
{
    if (policy == "planner") return Actor::Planner;
    if (policy == "small") return Actor::Small;
    return policy == "constant" ? Actor::Harness : Actor::Large;
}

std::vector<std::size_t> pendingTasks(const std::vector<Task>& tasks, const Progress& progress)
{
    std::vector<std::size_t> pending;
    for (std::size_t i = 0; i < tasks.size(); ++i)
        if (!progress.done.contains(tasks[i].id)) pending.push_back(i);
    return pending;
}

bool changesContent(const Task& task)
{
    for (const auto& type : task.evaluation.value("eval_types", nlohmann::json::array()))
        if (type == "program_html") return true;
    return false;
}

}  // namespace

Result<RolloutSummary> runRollout(const RolloutEngine& engine, const RolloutOptions& options,
                                  RolloutObserver& observer, RolloutControl& control,
                                  JobContext& job)
{
    if (options.policy == "sds" && !engine.decider)
        return Error(ErrorCode::InvalidInput,
                     "policy sds needs a large model besides the small one");
    SYM_TRY([[maybe_unused]] const auto claim, engine.store.claim());
    SYM_TRY(Suite suite, Suite::open(options, engine.sites));
    for (const TaskProblem& problem : suite.problems())
        observer.message("task " + problem.taskId + ", " + problem.field + ": " + problem.message);
    if (suite.tasks().empty())
        return Error(ErrorCode::InvalidInput, "no task matches in suite " + options.suite);
    SYM_TRY(const RunRecord run,
            findOrAddRun(engine.store, recordOf(options, engine, suite.tasks().size()),
                         options.restart));
    SYM_TRY(const Progress progress, progressOf(engine.store, run.id));
    observer.runStarted(run);
    if (!progress.done.empty())
        observer.message("going on with run " + std::to_string(run.id.value) + ": "
                         + std::to_string(progress.done.size()) + " tasks are done");

    ModelDecider alone(engine.model, actorOf(options.policy), options.temperature);
    StepDecider& decider = engine.decider ? *engine.decider : alone;
    Schedule schedule(suite.tasks(), pendingTasks(suite.tasks(), progress), suite.siteSettings());
    LoginKeeper logins(suite.siteSettings());
    HttpClient http;
    std::mutex mutex;
    std::optional<Error> refused;  // by the store: nothing can go on without it
    std::atomic<int> done{int(progress.done.size())};
    runParallel(options.browsers, job, [&](int worker, JobContext& child) {
        while (const auto index = schedule.next(child)) {
            {
                const std::lock_guard lock(mutex);
                if (refused) return;
            }
            const Task& task = suite.taskFor(worker, *index);
            suite.reset(worker);
            const auto attempt = progress.attempts.find(task.id);
            const EpisodeSetup setup{
                .engine = engine,
                .options = options,
                .task = task,
                .addresses = suite.addressesFor(worker),
                .run = run.id,
                .decider = decider,
                .attempt = attempt == progress.attempts.end() ? 0 : attempt->second,
                .worker = worker,
                .logins = logins,
                .http = http};
            const auto episode = runEpisode(setup, observer, control, child);
            if (changesContent(task)) schedule.changed(task);
            const std::lock_guard lock(mutex);
            if (!episode) refused = episode.error();
            job.report(
                double(++done) / double(suite.tasks().size()),
                "task " + std::to_string(done.load()) + "/" + std::to_string(suite.tasks().size()));
        }
    });
    if (refused) return *refused;
    if (job.isCancelled()) return Error(ErrorCode::Cancelled, "stopped");
    SYM_TRY(RolloutSummary summary, summarise(engine.store, run.id));
    if (options.failsOnOutage) SYM_CHECK(checkOutage(summary));
    SYM_CHECK(engine.store.finishRun(run.id, utcNow()));
    return summary;
}

}  // namespace sym
