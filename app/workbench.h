#pragma once

#include <QtCore/QThreadPool>

#include <memory>

#include "app/browser_provider.h"
#include "core/llm/http_exchange.h"
#include "ui/session/engine.h"

namespace sym {

/// The engine behind the window: runs what it asks for in jobs. GUI thread.
class Workbench final : public Engine {
public:
    explicit Workbench(BrowserProvider& browsers);
    ~Workbench() override;  ///< cancels all runs and waits for them

    QFuture<Result<std::shared_ptr<ProjectStore>>> openProject(
        const std::string& path, ProjectStore::Access access) override;
    QThreadPool& storePool() override { return m_storePool; }
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
    EmbeddedBrowserHost* embeddedHost() override { return &m_browsers.embedded(); }
    std::vector<std::pair<std::string, std::string>> versions() const override;

private:
    BrowserProvider& m_browsers;
    QThreadPool m_storePool;  ///< one thread: the window's own reading and writing
    QThreadPool m_workPool;   ///< runs, health checks, resets
    std::vector<RunHandle> m_runs;
    std::shared_ptr<HttpClient> m_http;
};

}  // namespace sym
