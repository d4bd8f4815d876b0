#pragma once

#include <QtCore/QFuture>

#include <memory>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "core/base/result.h"
#include "core/jobs/mailbox.h"
#include "core/rollout/rollout.h"
#include "core/rollout/rollout_control.h"
#include "core/rollout/site_settings.h"
#include "core/store/project_store.h"
#include "core/task/task.h"
#include "ui/session/loop_handle.h"

class QThreadPool;

namespace sym {

class EmbeddedBrowserHost;

/// What a running rollout tells the window: RolloutObserver's calls as values.
struct RunStarted {
    RunRecord run;
};
struct EpisodeStarted {
    EpisodeRecord episode;
    int worker = 0;
    std::string targetId;  ///< DevTools target of the worker's page, "" if not known
};
struct AboutToAct {
    EpisodeId episode;
    Step step;  ///< so far: page, candidates, chosen action, target rectangle
};
struct StepFinished {
    EpisodeId episode;
    Step step;
};
struct EpisodeFinished {
    EpisodeRecord episode;
};
struct RunMessage {
    std::string line;
};
using RunEvent =
    std::variant<RunStarted, EpisodeStarted, AboutToAct, StepFinished, EpisodeFinished, RunMessage>;

/// A rollout at work. Copies share it. Cancel the future to stop the run; it can be resumed.
struct RunHandle {
    QFuture<Result<RolloutSummary>> future;
    std::shared_ptr<RolloutControl> control;
    std::shared_ptr<Mailbox<RunEvent>> events;  ///< posted before the future finishes
};

/// Rounds at work. To who follows runs they look like one run whose episodes are those of all
/// phases; cancelling its future stops the rounds, which can be gone on with.
struct LoopHandle {
    RunHandle run;
    std::shared_ptr<Mailbox<LoopEvent>> events;  ///< posted before the run's future finishes
};

/// What retrieval finds for a page, asked outside of a run.
struct FoundExamples {
    std::vector<RetrievedExample> examples;
    std::string model;  ///< that wrote the query and filtered
};

/// A set of tasks that can be run.
struct TaskSuite {
    std::string id;      ///< "builtin" or a file's path; RolloutOptions::suite
    std::string title;   ///< for lists; empty: the file's name
    std::string format;  ///< "builtin", "webarena", "agentoccam", ...
    std::vector<Task> tasks;
    std::vector<TaskProblem> problems;
};

/// Where `--policy large` and the judge send their prompts.
struct ModelEndpoint {
    std::string address;  ///< base url, e.g. "http://127.0.0.1:8000/v1"
    std::string model;
    std::string keyVariable;  ///< environment variable with the key; the key itself is never stored

    bool operator==(const ModelEndpoint&) const = default;
};

/// What a project says about how its runs are made; kept in the project file.
struct WorkSettings {
    SiteSettings sites;  ///< of a real WebArena
    ModelEndpoint endpoint;
    std::string browser = "embedded";       ///< "embedded", "chromium" or "ws://..."
    std::vector<std::string> allowedHosts;  ///< besides the sites' own; "host" or "host:port"
};

/// Whether a site can be worked with; the coloured light beside it.
struct SiteHealth {
    enum class State { Unknown, Ready, LoginFailed, Unreachable };
    State state = State::Unknown;
    std::string message;  ///< one sentence: what was asked and answered
};

/// What the window asks for. app/ implements it; every call returns at once and is made in the GUI
/// thread, work happens in jobs. The engine knows no current project: the store to work on is an
/// argument, so that a run goes on while another project is shown.
class Engine {
public:
    virtual ~Engine() = default;

    /// Opens a project, or creates it (ReadWrite). @return Storage as ProjectStore::open
    virtual QFuture<Result<std::shared_ptr<ProjectStore>>> openProject(
        const std::string& path, ProjectStore::Access access) = 0;

    /// The pool of one thread in which the window's own store calls run.
    virtual QThreadPool& storePool() = 0;

    /// Starts a run with the settings of the project.
    virtual RunHandle startRun(std::shared_ptr<ProjectStore> store, RolloutOptions options) = 0;

    /// Starts rounds of the symbiosis, or goes on with them, with the settings of the project.
    virtual LoopHandle startLoop(std::shared_ptr<ProjectStore> store, LoopOrder order) = 0;

    /// What retrieval would find for a recorded step; without a call that costs money.
    virtual QFuture<Result<FoundExamples>> findExamples(std::shared_ptr<ProjectStore> store,
                                                        EpisodeId episode, int step) = 0;

    /// The tasks of "builtin" or of a file, placeholders filled from the project's sites.
    virtual QFuture<Result<TaskSuite>> loadTasks(std::shared_ptr<ProjectStore> store,
                                                 const std::string& suite) = 0;

    virtual QFuture<Result<RolloutSummary>> summary(std::shared_ptr<ProjectStore> store,
                                                    RunId run) = 0;

    virtual QFuture<Result<WorkSettings>> settings(std::shared_ptr<ProjectStore> store) = 0;

    /// @return the settings as stored; InvalidInput names the field
    virtual QFuture<Result<WorkSettings>> saveSettings(std::shared_ptr<ProjectStore> store,
                                                       WorkSettings settings) = 0;

    /// Asks a site for its front page and, with an account, for the page behind the login.
    virtual QFuture<Result<SiteHealth>> checkSite(const SiteSetting& site) = 0;

    /// Resets a site by its address or command, with progress; the message says what was done.
    virtual QFuture<Result<std::string>> resetSite(const SiteSetting& site) = 0;

    /// Where a base model lies: "nano" is the one that ships, anything else is its own folder.
    virtual std::string modelFolder(const std::string& name) const = 0;

    /// Starts a trainer as a process of its own, which goes on when the window closes. What it
    /// prints goes to a file. @return its process id; NotFound when there is no trainer
    virtual QFuture<Result<std::int64_t>> startTrainer(std::vector<std::string> arguments,
                                                       std::string outputFile) = 0;

    /// The pages of this process; null when runs use an external browser only.
    virtual EmbeddedBrowserHost* embeddedHost() = 0;

    /// Component and version, for the About box: {"Qt", "6.4.2"}, ...; untranslated.
    virtual std::vector<std::pair<std::string, std::string>> versions() const = 0;
};

}  // namespace sym
