#include "app/workbench.h"

#include <QtWebEngineCore/QtWebEngineCore>

#include <optional>

#include "app/model_choice.h"
#include "app/speculation_setup.h"
#include "app/trainer_process.h"
#include "app/work_settings.h"
#include "core/jobs/job.h"
#include "core/rollout/login.h"
#include "core/rollout/site_service.h"
#include "core/site/site_server.h"
#include "core/site/tasks/task_template.h"
#include "core/task/task.h"
#include "ui/browser/embedded_browser_host.h"

namespace sym {

namespace {

/// Turns a rollout's calls into values in a mailbox.
class MailboxObserver final : public RolloutObserver {
public:
    explicit MailboxObserver(std::shared_ptr<Mailbox<RunEvent>> events)
        : m_events(std::move(events))
    {
    }

    void runStarted(const RunRecord& run) override { m_events->post(RunStarted{run}); }
    void episodeStarted(const EpisodeRecord& episode, int worker,
                        const std::string& targetId) override
    {
        m_events->post(EpisodeStarted{episode, worker, targetId});
    }
    void aboutToAct(EpisodeId episode, const Step& step) override
    {
        m_events->post(AboutToAct{episode, step});
    }
    void stepFinished(EpisodeId episode, const Step& step) override
    {
        m_events->post(StepFinished{episode, step});
    }
    void episodeFinished(const EpisodeRecord& episode) override
    {
        m_events->post(EpisodeFinished{episode});
    }
    void message(const std::string& line) override { m_events->post(RunMessage{line}); }

private:
    std::shared_ptr<Mailbox<RunEvent>> m_events;
};

/// The seed that the window's list of built-in tasks is made from.
constexpr std::uint64_t kListedSeed = 1;

Result<TaskSuite> readSuite(ProjectStore* store, const std::string& suite)
{
    TaskSuite listed;
    listed.id = suite;
    if (suite == "builtin") {
        SYM_TRY(TaskFile file, parseTaskFile(generateTasks(kListedSeed).dump(), {}));
        listed.tasks = std::move(file.tasks);
        listed.format = "builtin";
        return listed;
    }
    SiteAddresses addresses;
    if (store) {
        SYM_TRY(const SiteSettings sites, storedSiteSettings(*store));
        addresses = sites.addresses();
    }
    SYM_TRY(TaskFile file, loadTaskFile(suite, addresses));
    listed.tasks = std::move(file.tasks);
    listed.problems = std::move(file.problems);
    listed.format = file.format;
    return listed;
}

/// The large model of a speculative run as its options name it.
std::string teacherOf(const nlohmann::json& method)
{
    const auto found = method.find("teacher");
    return found != method.end() && found->is_string() ? found->get<std::string>() : "planner";
}

}  // namespace

Workbench::Workbench(BrowserProvider& browsers)
    : m_browsers(browsers), m_http(std::make_shared<HttpClient>())
{
    m_storePool.setMaxThreadCount(1);
    m_storePool.setExpiryTimeout(-1);
    m_workPool.setMaxThreadCount(8);  // runs mostly wait for pages; a second run must not queue
    m_browsers.embedded();
    m_browsers.devTools();
}

Workbench::~Workbench()
{
    for (RunHandle& run : m_runs) run.future.cancel();
    m_storePool.waitForDone();
    m_workPool.waitForDone();
}

QFuture<Result<std::shared_ptr<ProjectStore>>> Workbench::openProject(const std::string& path,
                                                                      ProjectStore::Access access)
{
    using Opened = std::shared_ptr<ProjectStore>;
    return runJob<Opened>(m_storePool, [path, access](JobContext&) -> Result<Opened> {
        SYM_TRY(std::unique_ptr<ProjectStore> store, ProjectStore::open(path, access));
        return Opened(std::move(store));
    });
}

RunHandle Workbench::startRun(std::shared_ptr<ProjectStore> store, RolloutOptions options)
{
    RunHandle run;
    run.control = std::make_shared<RolloutControl>();
    run.events = std::make_shared<Mailbox<RunEvent>>();
    run.future = runJob<RolloutSummary>(
        m_workPool,
        [store = std::move(store), options = std::move(options), control = run.control,
         events = run.events,
         &browsers = m_browsers](JobContext& job) mutable -> Result<RolloutSummary> {
            SYM_TRY(const WorkSettings settings, readWorkSettings(*store));
            const std::string modelName = options.model.empty() && options.policy == "large"
                                              ? settings.endpoint.model
                                              : options.model;
            const std::string keyVariable = settings.endpoint.keyVariable.empty()
                                                ? "OPENAI_API_KEY"
                                                : settings.endpoint.keyVariable;
            SYM_TRY(const std::unique_ptr<ChatModel> model,
                    policyModel(options.policy, modelName, settings.endpoint.address, keyVariable));
            SpeculationSetup speculation;
            if (options.policy == "sds") {
                SYM_TRY(const SpeculativeSettings how, speculativeSettingsFromJson(options.method));
                SYM_TRY(speculation,
                        setUpSpeculation(teacherOf(options.method), settings.endpoint.address,
                                         keyVariable, how, *model, *store, options));
            }
            SYM_TRY(BrowserHost * host, browsers.host(settings.browser, job));
            const RolloutEngine engine{.store = *store,
                                       .host = *host,
                                       .devTools = browsers.devTools(),
                                       .model = *model,
                                       .decider = speculation.decider.get(),
                                       .sites = settings.sites,
                                       .allowedHosts = settings.allowedHosts};
            MailboxObserver observer(events);
            return runRollout(engine, options, observer, *control, job);
        });
    m_runs.push_back(run);
    return run;
}

QFuture<Result<TaskSuite>> Workbench::loadTasks(std::shared_ptr<ProjectStore> store,
                                                const std::string& suite)
{
    return runJob<TaskSuite>(m_workPool, [store = std::move(store), suite](JobContext&) {
        return readSuite(store.get(), suite);
    });
}

QFuture<Result<RolloutSummary>> Workbench::summary(std::shared_ptr<ProjectStore> store, RunId run)
{
    return runJob<RolloutSummary>(m_storePool, [store = std::move(store), run](JobContext&) {
        return summarise(*store, run);
    });
}

QFuture<Result<WorkSettings>> Workbench::settings(std::shared_ptr<ProjectStore> store)
{
    return runJob<WorkSettings>(
        m_storePool, [store = std::move(store)](JobContext&) { return readWorkSettings(*store); });
}

QFuture<Result<WorkSettings>> Workbench::saveSettings(std::shared_ptr<ProjectStore> store,
                                                      WorkSettings settings)
{
    return runJob<WorkSettings>(m_storePool,
                                [store = std::move(store), settings = std::move(settings)](
                                    JobContext&) -> Result<WorkSettings> {
                                    SYM_CHECK(writeWorkSettings(*store, settings));
                                    return readWorkSettings(*store);
                                });
}

QFuture<Result<SiteHealth>> Workbench::checkSite(const SiteSetting& site)
{
    return runJob<SiteHealth>(
        m_workPool,
        [site, http = m_http, &browsers = m_browsers](JobContext& job) -> Result<SiteHealth> {
            const auto answered = probeSite(site, *http, job);
            if (!answered)
                return SiteHealth{SiteHealth::State::Unreachable, answered.error().message()};
            if (site.loginUrl.empty() || site.user.empty())
                return SiteHealth{SiteHealth::State::Ready, *answered};

            SYM_TRY(BrowserHost * host, browsers.host("embedded", job));
            SYM_TRY(const auto session, BrowserSession::open(*host, browsers.devTools(), {}, job));
            Task task;
            task.requireLogin = true;
            task.sites = {site.name};
            LoginKeeper login(SiteSettings{{site}});
            const Status loggedIn = login.logIn(*session, task, job);
            if (!loggedIn)
                return SiteHealth{SiteHealth::State::LoginFailed, loggedIn.error().message()};
            return SiteHealth{SiteHealth::State::Ready, *answered + " and the login works"};
        });
}

QFuture<Result<std::string>> Workbench::resetSite(const SiteSetting& site)
{
    return runJob<std::string>(m_workPool, [site, http = m_http](JobContext& job) {
        return sym::resetSite(site, *http, job);
    });
}

std::string Workbench::modelFolder(const std::string& name) const
{
    return findBaseModel(name);
}

QFuture<Result<std::int64_t>> Workbench::startTrainer(std::vector<std::string> arguments,
                                                      std::string outputFile)
{
    return runJob<std::int64_t>(
        m_workPool, [arguments = std::move(arguments), outputFile = std::move(outputFile)](
                        JobContext&) { return startDetachedTrainer(arguments, outputFile); });
}

std::vector<std::pair<std::string, std::string>> Workbench::versions() const
{
    return {{"Symbiont", SYM_VERSION},
            {"Qt", qVersion()},
            {"QtWebEngine", qWebEngineVersion()},
            {"Chromium", qWebEngineChromiumVersion()}};
}

}  // namespace sym
