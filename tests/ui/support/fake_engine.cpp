#include "tests/ui/support/fake_engine.h"

#include <array>

#include "core/jobs/job.h"

namespace sym {

namespace {

template <typename T>
QFuture<Result<T>> ready(Result<T> result)
{
    QPromise<Result<T>> promise;
    promise.start();
    promise.addResult(std::move(result));
    promise.finish();
    return promise.future();
}

RolloutSummary summarised(const std::vector<EpisodeRecord>& episodes, RunId run)
{
    RolloutSummary summary;
    summary.run = run;
    double steps = 0;
    for (const EpisodeRecord& episode : episodes) {
        ++summary.attempted;
        steps += episode.steps;
        summary.seconds += episode.seconds;
        summary.tokens += episode.tokens;
        if (episode.outcome == EpisodeOutcome::EnvironmentError) ++summary.environmentErrors;
        if (episode.outcome == EpisodeOutcome::TimedOut) ++summary.timedOut;
        if (episode.outcome != EpisodeOutcome::Finished) continue;
        ++summary.finished;
        const bool success = !episode.scores.empty() && episode.scores[0].score >= 1;
        summary.overall.add(success);
        for (const std::string& site : episode.sites) summary.bySite[site].add(success);
        summary.byTemplateHeldOut[episode.templateHeldOut].add(success);
    }
    summary.stepsMean = summary.attempted ? steps / summary.attempted : 0;
    return summary;
}

}  // namespace

FakeEngine::FakeEngine()
{
    m_pool.setMaxThreadCount(1);
    m_pool.setExpiryTimeout(-1);
    stored.sites = webArenaSiteSettings();
}

FakeEngine::~FakeEngine()
{
    for (const FakeRun& run : runs)
        if (!run.handle.future.isFinished()) run.finish(Error(ErrorCode::Cancelled, "cancelled"));
    for (const FakeLoop& loop : loops)
        if (!loop.handle.run.future.isFinished())
            loop.finish(Error(ErrorCode::Cancelled, "cancelled"));
    m_pool.waitForDone();
}

QFuture<Result<std::shared_ptr<ProjectStore>>> FakeEngine::openProject(const std::string& path,
                                                                       ProjectStore::Access)
{
    using Store = std::shared_ptr<ProjectStore>;
    const auto known = projects.find(path);
    if (known == projects.end())
        return ready<Store>(Error(ErrorCode::Storage, path + ": no project"));
    return ready<Store>(Store(known->second));
}

RunHandle FakeEngine::startRun(std::shared_ptr<ProjectStore>, RolloutOptions options)
{
    FakeRun run;
    run.options = std::move(options);
    run.promise = std::make_shared<QPromise<Result<RolloutSummary>>>();
    run.promise->start();
    run.handle = {run.promise->future(), std::make_shared<RolloutControl>(),
                  std::make_shared<Mailbox<RunEvent>>()};
    runs.push_back(run);
    return run.handle;
}

LoopHandle FakeEngine::startLoop(std::shared_ptr<ProjectStore>, LoopOrder order)
{
    FakeLoop loop;
    loop.order = std::move(order);
    loop.promise = std::make_shared<QPromise<Result<RolloutSummary>>>();
    loop.promise->start();
    loop.handle.run = {loop.promise->future(), std::make_shared<RolloutControl>(),
                       std::make_shared<Mailbox<RunEvent>>()};
    loop.handle.events = std::make_shared<Mailbox<LoopEvent>>();
    loops.push_back(loop);
    return loop.handle;
}

QFuture<Result<FoundExamples>> FakeEngine::findExamples(std::shared_ptr<ProjectStore>, EpisodeId,
                                                        int)
{
    ++searches;
    return ready<FoundExamples>(found);
}

QFuture<Result<TaskSuite>> FakeEngine::loadTasks(std::shared_ptr<ProjectStore>,
                                                 const std::string& suite)
{
    if (!tasksFailure.empty()) return ready<TaskSuite>(Error(ErrorCode::Io, tasksFailure));
    TaskSuite loaded = fakeSuite(suite == "builtin" ? 120 : 3);
    loaded.id = suite;
    return ready<TaskSuite>(loaded);
}

QFuture<Result<RolloutSummary>> FakeEngine::summary(std::shared_ptr<ProjectStore> store, RunId run)
{
    return runJob<RolloutSummary>(m_pool, [store, run](JobContext&) -> Result<RolloutSummary> {
        SYM_TRY(const std::vector<EpisodeRecord> episodes,
                store->episodes({.run = run, .taskId = {}, .limit = -1}));
        return summarised(episodes, run);
    });
}

QFuture<Result<WorkSettings>> FakeEngine::settings(std::shared_ptr<ProjectStore>)
{
    return ready<WorkSettings>(stored);
}

QFuture<Result<WorkSettings>> FakeEngine::saveSettings(std::shared_ptr<ProjectStore>,
                                                       WorkSettings settings)
{
    if (settings.endpoint.address.starts_with("ftp"))
        return ready<WorkSettings>(
            Error(ErrorCode::InvalidInput, "endpoint address: ftp is not http"));
    stored = std::move(settings);
    return ready<WorkSettings>(stored);
}

QFuture<Result<SiteHealth>> FakeEngine::checkSite(const SiteSetting& site)
{
    const auto state =
        site.address.empty() ? SiteHealth::State::Unreachable : SiteHealth::State::Ready;
    return ready<SiteHealth>(SiteHealth{state, site.name + " was asked"});
}

QFuture<Result<std::string>> FakeEngine::resetSite(const SiteSetting& site)
{
    return ready<std::string>(site.name + " was reset");
}

std::string FakeEngine::modelFolder(const std::string&) const
{
    return baseModel;
}

QFuture<Result<std::int64_t>> FakeEngine::startTrainer(std::vector<std::string> arguments,
                                                       std::string)
{
    if (!trainerFailure.empty())
        return ready<std::int64_t>(Error(ErrorCode::NotFound, trainerFailure));
    trainers.push_back(std::move(arguments));
    return ready<std::int64_t>(std::int64_t(4242));
}

std::vector<std::pair<std::string, std::string>> FakeEngine::versions() const
{
    return {{"Qt", qVersion()}, {"SQLite", "3.40.1"}, {"Chromium", "102.0.5005.177"}};
}

TaskSuite fakeSuite(int count)
{
    constexpr std::array kSites{"shopping", "shopping_admin", "reddit", "gitlab",
                                "map",      "wikipedia"};
    constexpr std::array kSplits{"train", "dev", "test"};
    TaskSuite suite;
    suite.title = "Fake";
    suite.format = "webarena";
    for (int i = 0; i < count; ++i) {
        Task task;
        task.id = std::to_string(100 + i);
        task.templateId = std::to_string(i / 4);
        task.sites = {kSites[std::size_t(i) % kSites.size()]};
        task.intent =
            "Find the price of product number " + std::to_string(i) + " and say it in dollars";
        task.startUrls = {"http://127.0.0.1:7770"};
        task.split = kSplits[std::size_t(i) % kSplits.size()];
        task.templateHeldOut = task.split == "test";
        task.evaluation = {{"eval_types", {"string_match", "url_match", "program_html"}},
                           {"reference_answers", {{"must_include", {"12.95", "dollars"}}}},
                           {"reference_url", "http://127.0.0.1:7770/p"},
                           {"program_html",
                            {{{"url", "last"},
                              {"locator", "document.title"},
                              {"required_contents", {{"exact_match", "Cart"}}}}}}};
        task.raw = {{"task_id", 100 + i}, {"intent", task.intent}, {"eval", task.evaluation}};
        suite.tasks.push_back(std::move(task));
    }
    return suite;
}

}  // namespace sym
