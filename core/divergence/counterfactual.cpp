#include "core/divergence/counterfactual.h"

#include <algorithm>
#include <atomic>
#include <mutex>

#include "core/base/random.h"
#include "core/divergence/measure_json.h"
#include "core/divergence/replay.h"
#include "core/divergence/run_options.h"
#include "core/jobs/parallel.h"
#include "core/rollout/episode.h"
#include "core/rollout/suite.h"
#include "core/rollout/timestamp.h"
#include "core/synthesis/speculation.h"

namespace sym {

namespace {

std::string settingsOf(const RunRecord& source, const std::vector<RejectedProposal>& proposals,
                       const std::string& model)
{
    nlohmann::json settings = nlohmann::json::parse(source.settings, nullptr, false);
    nlohmann::json list = nlohmann::json::array();
    for (const RejectedProposal& from : proposals)
        list.push_back({{"episode", from.episode.value},
                        {"step", from.step},
                        {"action", formatAction(from.proposal.action)}});
    settings["model"] = model;
    settings["method"] = {{"kind", "counterfactual"},
                          {"source_run", source.id.value},
                          {"proposals", std::move(list)}};
    return settings.dump();
}

/// Everything the workers share.
class Counterfactuals {
public:
    Counterfactuals(const RolloutEngine& engine, const RolloutOptions& options, Suite& suite,
                    RunId run, Actor actor)
        : m_engine(engine),
          m_options(options),
          m_suite(suite),
          m_run(run),
          m_logins(suite.isBuiltIn() ? SiteSettings{} : engine.sites),
          m_large(engine.model, actor)
    {
    }

    /// @return an error only when the store refuses or the task is gone
    Result<CounterfactualResult> follow(const RejectedProposal& from, int place, int worker,
                                        RolloutObserver& observer, RolloutControl& control,
                                        JobContext& job)
    {
        SYM_TRY(const Trajectory recorded, m_engine.store.trajectory(from.episode));
        const auto& tasks = m_suite.tasks();
        const auto found = std::ranges::find(tasks, recorded.episode.taskId, &Task::id);
        if (found == tasks.end())
            return Error(ErrorCode::InvalidInput, "the suite " + m_options.suite + " has no task "
                                                      + recorded.episode.taskId);
        m_suite.reset(worker);
        ReplayDecider decider(recorded.steps, from.step, from.proposal, m_large);
        const EpisodeSetup setup{
            .engine = m_engine,
            .options = m_options,
            .task = m_suite.taskFor(worker, std::size_t(found - tasks.begin())),
            .addresses = m_suite.addressesFor(worker),
            .run = m_run,
            .decider = decider,
            .attempt = place,
            .worker = worker,
            .logins = m_logins,
            .http = m_http};
        SYM_TRY(const EpisodeRecord rollout, runEpisode(setup, observer, control, job));
        CounterfactualResult result{from, rollout.id};
        result.original = solvedByEvaluator(recorded.episode);
        if (rollout.outcome == EpisodeOutcome::Finished)
            result.solved = solvedByEvaluator(rollout);
        else
            result.problem = rollout.error;
        return result;
    }

private:
    const RolloutEngine& m_engine;
    const RolloutOptions& m_options;
    Suite& m_suite;
    RunId m_run;
    LoginKeeper m_logins;
    HttpClient m_http;
    ModelDecider m_large;
};

void count(const CounterfactualResult& result, CounterfactualSummary& summary)
{
    if (!result.problem.empty()) ++summary.notFollowed;
    if (!result.solved || !result.original) return;
    summary.solved.add(*result.solved);
    summary.original.add(*result.original);
    summary.rescued += *result.solved && !*result.original ? 1 : 0;
    summary.spoiled += !*result.solved && *result.original ? 1 : 0;
}

}  // namespace

Result<std::vector<RejectedProposal>> rejectedProposals(ProjectStore& store, RunId run, int limit,
                                                        std::uint64_t seed)
{
    std::vector<RejectedProposal> all;
    SYM_TRY(const std::vector<EpisodeRecord> episodes, store.episodes({.run = run}));
    for (const EpisodeRecord& episode : episodes) {
        SYM_TRY(const Trajectory trajectory, store.trajectory(episode.id));
        for (const Step& step : trajectory.steps) {
            const std::optional<Speculation> speculation = readSpeculation(step);
            if (speculation && speculation->proposal && !speculation->isAccepted)
                all.push_back({episode.id, step.index, *speculation->proposal});
        }
    }
    if (limit >= 0 && std::size_t(limit) < all.size()) {
        Random(seed).fork("counterfactual").shuffle(all);
        all.resize(std::size_t(limit));
        std::ranges::sort(
            all, {}, [](const RejectedProposal& one) { return std::pair(one.episode, one.step); });
    }
    return all;
}

Result<CounterfactualSummary> runCounterfactuals(const RolloutEngine& engine, RunId source,
                                                 const std::vector<RejectedProposal>& proposals,
                                                 Actor actor, int browsers,
                                                 RolloutObserver& observer, RolloutControl& control,
                                                 JobContext& job)
{
    if (proposals.empty())
        return Error(ErrorCode::InvalidInput,
                     "run " + std::to_string(source.value) + " has no rejected proposal to try");
    SYM_TRY(const RunRecord original, engine.store.run(source));
    SYM_TRY(RolloutOptions options, optionsOfRun(original));
    options.policy = "counterfactual";
    options.browsers = std::min(browsers, int(proposals.size()));
    SYM_TRY(Suite suite, Suite::open(options, engine.sites));
    if (!suite.isBuiltIn())
        return Error(ErrorCode::InvalidInput,
                     "only the built-in sites can be put back to where an episode began");

    RunRecord run;
    run.name = "counterfactual of run " + std::to_string(source.value);
    run.suite = original.suite;
    run.split = original.split;
    run.policy = options.policy;
    run.model = engine.model.name();
    run.seed = original.seed;
    run.settings = settingsOf(original, proposals, run.model);
    run.startedAt = utcNow();
    run.planned = int(proposals.size());
    SYM_TRY(run.id, engine.store.addRun(run));
    observer.runStarted(run);

    RolloutEngine alone = engine;
    alone.examples = nullptr;
    Counterfactuals work(alone, options, suite, run.id, actor);
    std::vector<std::optional<Result<CounterfactualResult>>> results(proposals.size());
    std::atomic<std::size_t> next{0};
    std::mutex mutex;
    runParallel(options.browsers, job, [&](int worker, JobContext& child) {
        for (std::size_t i = next++; i < proposals.size() && !child.isCancelled(); i = next++) {
            auto result = work.follow(proposals[i], int(i), worker, observer, control, child);
            const std::lock_guard lock(mutex);
            results[i] = std::move(result);
            job.report(double(i + 1) / double(proposals.size()), "trying rejected proposals");
        }
    });
    if (job.isCancelled()) return Error(ErrorCode::Cancelled, "stopped");

    CounterfactualSummary summary;
    summary.run = run.id;
    for (auto& result : results) {
        SYM_TRY(CounterfactualResult one, *std::move(result));
        count(one, summary);
        summary.results.push_back(std::move(one));
    }
    SYM_CHECK(engine.store.finishRun(run.id, utcNow()));
    return summary;
}

nlohmann::json toJson(const CounterfactualSummary& summary)
{
    nlohmann::json results = nlohmann::json::array();
    for (const CounterfactualResult& result : summary.results)
        results.push_back(
            {{"episode", result.from.episode.value},
             {"step", result.from.step},
             {"action", formatAction(result.from.proposal.action)},
             {"rollout", result.rollout.value},
             {"problem", result.problem},
             {"solved", result.solved ? nlohmann::json(*result.solved) : nlohmann::json()},
             {"original", result.original ? nlohmann::json(*result.original) : nlohmann::json()}});
    return {{"run", summary.run.value},
            {"tried", summary.results.size()},
            {"not_followed", summary.notFollowed},
            {"solved", measureJson(summary.solved)},
            {"original", measureJson(summary.original)},
            {"rescued", summary.rescued},
            {"spoiled", summary.spoiled},
            {"results", std::move(results)}};
}

}  // namespace sym
