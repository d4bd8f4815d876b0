#pragma once

#include <QtCore/QPromise>
#include <QtCore/QThreadPool>

#include <map>
#include <memory>

#include "tests/ui/support/memory_store.h"
#include "ui/session/engine.h"

namespace sym {

/// An engine without browser, files or network: projects are memory stores, runs do what the test
/// posts.
class FakeEngine final : public Engine {
public:
    struct FakeRun {
        RolloutOptions options;
        std::shared_ptr<QPromise<Result<RolloutSummary>>> promise;
        RunHandle handle;

        void post(RunEvent event) const { handle.events->post(std::move(event)); }
        void finish(const Result<RolloutSummary>& result) const
        {
            promise->addResult(result);
            promise->finish();
        }
    };

    struct FakeLoop {
        LoopOrder order;
        std::shared_ptr<QPromise<Result<RolloutSummary>>> promise;
        LoopHandle handle;

        void post(LoopEvent event) const { handle.events->post(std::move(event)); }
        void finish(const Result<RolloutSummary>& result) const
        {
            promise->addResult(result);
            promise->finish();
        }
    };

    FakeEngine();
    ~FakeEngine() override;

    QFuture<Result<std::shared_ptr<ProjectStore>>> openProject(
        const std::string& path, ProjectStore::Access access) override;
    QThreadPool& storePool() override { return m_pool; }
    RunHandle startRun(std::shared_ptr<ProjectStore> store, RolloutOptions options) override;
    LoopHandle startLoop(std::shared_ptr<ProjectStore> store, LoopOrder order) override;
    QFuture<Result<FoundExamples>> findExamples(std::shared_ptr<ProjectStore> store,
                                                EpisodeId episode, int step) override;
    QFuture<Result<TaskSuite>> loadTasks(std::shared_ptr<ProjectStore> store,
                                         const std::string& suite) override;
    QFuture<Result<RolloutSummary>> summary(std::shared_ptr<ProjectStore> store,
                                            RunId run) override;
    QFuture<Result<WorkSettings>> settings(std::shared_ptr<ProjectStore> store) override;
    QFuture<Result<WorkSettings>> saveSettings(std::shared_ptr<ProjectStore> store,
                                               WorkSettings settings) override;
    QFuture<Result<SiteHealth>> checkSite(const SiteSetting& site) override;
    QFuture<Result<std::string>> resetSite(const SiteSetting& site) override;
    std::string modelFolder(const std::string& name) const override;
    QFuture<Result<std::int64_t>> startTrainer(std::vector<std::string> arguments,
                                               std::string outputFile) override;
    EmbeddedBrowserHost* embeddedHost() override { return nullptr; }
    std::vector<std::pair<std::string, std::string>> versions() const override;

    std::map<std::string, std::shared_ptr<ProjectStore>>
        projects;                 ///< by path; others are not found
    std::vector<FakeRun> runs;    ///< started, oldest first
    std::vector<FakeLoop> loops;  ///< started, oldest first
    FoundExamples found;          ///< for every page
    int searches = 0;             ///< calls of findExamples
    WorkSettings stored;
    std::string baseModel;                           ///< folder of any base model's name
    std::vector<std::vector<std::string>> trainers;  ///< arguments of those started
    std::string trainerFailure;                      ///< startTrainer fails with it unless ""
    std::string tasksFailure;                        ///< loadTasks fails with it unless ""

private:
    QThreadPool m_pool;
};

/// A suite of `count` tasks over several sites and evaluator types.
TaskSuite fakeSuite(int count);

}  // namespace sym
