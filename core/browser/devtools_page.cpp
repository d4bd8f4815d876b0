#include "core/browser/devtools_page.h"

#include <QtCore/QFile>

#include <algorithm>

#include "core/browser/devtools/page_monitor.h"
#include "core/browser/protocol/page_domain.h"
#include "core/browser/protocol/runtime_domain.h"

// outside the namespace, as the macro demands: a static library's resources wait for this
static void loadBrowserScripts()
{
    Q_INIT_RESOURCE(browser_scripts);
}

namespace sym {

namespace {

std::string readResource(const QString& path)
{
    QFile file(path);
    const bool opened = file.open(QIODevice::ReadOnly);
    Q_ASSERT_X(opened, "readResource", "a script is missing from the resources");
    return opened ? file.readAll().toStdString() : std::string();
}

/// The page engine's parts in the order they need each other, as one function's body.
constexpr const char* kPageEngineParts[] = {
    "ids",      "vocabulary", "tree",      "style_index", "build",      "generated_content",
    "controls", "roles",      "inclusion", "names",       "properties", "extras",
    "write"};

std::string readIsolatedWorldSource()
{
    loadBrowserScripts();
    std::string source =
        "(() => {\n'use strict';\nconst engine = globalThis.__symbiont || (globalThis.__symbiont = "
        "{});\n"
        "if (engine.snapshot) return;\n";
    for (const char* part : kPageEngineParts)
        source += readResource(QStringLiteral(":/browser/page/%1.js").arg(QLatin1String(part)));
    source += "})();\n";
    return source + readResource(QStringLiteral(":/browser/interaction.js")) + "\n;"
           + readResource(QStringLiteral(":/browser/editing.js"));
}

/// A page whose document is replaced while we look is looked at again this often.
constexpr int kDocumentRetries = 5;

}  // namespace

const std::string& isolatedWorldSource()
{
    static const std::string source = readIsolatedWorldSource();
    return source;
}

DevToolsPage::DevToolsPage(PageTarget target, std::unique_ptr<DevToolsConnection> connection,
                           std::shared_ptr<PageMonitor> monitor)
    : m_target(std::move(target)),
      m_connection(std::move(connection)),
      m_monitor(std::move(monitor))
{
}

DevToolsPage::~DevToolsPage() = default;

namespace {

/// Ends every call of a page whose renderer is gone: the browser would leave them unanswered.
class CrashWatch final : public DevToolsListener {
public:
    explicit CrashWatch(DevToolsConnection& connection) : m_connection(connection) {}

    void onEvent(const std::string& method, const nlohmann::json& params) override
    {
        if (method == "Inspector.targetCrashed")
            m_connection.fail(Error(ErrorCode::Network, "the page's renderer crashed"));
        else if (method == "Inspector.detached")
            m_connection.fail(Error(ErrorCode::Network,
                                    "the page was closed (" + params.value("reason", "") + ")"));
    }

private:
    DevToolsConnection& m_connection;
};

}  // namespace

Result<std::unique_ptr<DevToolsPage>> DevToolsPage::open(
    DevToolsThread& thread, const PageTarget& target, std::chrono::milliseconds callTimeout,
    std::vector<std::shared_ptr<DevToolsListener>> listeners, JobContext& job)
{
    SYM_TRY(std::unique_ptr<DevToolsConnection> connection,
            DevToolsConnection::open(thread, target.webSocketUrl, callTimeout, job));
    auto monitor = std::make_shared<PageMonitor>();
    std::unique_ptr<DevToolsPage> page(new DevToolsPage(target, std::move(connection), monitor));
    page->m_connection->addListener(monitor);
    page->m_connection->addListener(std::make_shared<CrashWatch>(*page->m_connection));
    for (auto& listener : listeners) page->m_connection->addListener(std::move(listener));
    SYM_CHECK(page->enable(job));
    return page;
}

Status DevToolsPage::enable(JobContext& job)
{
    DevToolsConnection& connection = *m_connection;
    const PageDomain page(connection);
    // pipelined: one wait for all
    const auto tree = connection.start("Page.getFrameTree", nullptr);
    const DevToolsConnection::Call calls[] = {
        connection.start("Page.enable", nullptr),
        connection.start("Inspector.enable", nullptr),
        connection.start("Network.enable", {{"maxPostDataSize", 1 << 20}}),
        connection.start(
            "Page.addScriptToEvaluateOnNewDocument",
            {{"source", isolatedWorldSource()}, {"worldName", PageMonitor::kWorldName}}),
        connection.start("Runtime.enable", nullptr),
    };
    SYM_TRY(const nlohmann::json answer, connection.finish(tree, job));
    m_monitor->takeFrameTree(answer.at("frameTree"));
    for (const auto& call : calls) {
        if (auto done = connection.finish(call, job); !done) return done.error();
    }
    return {};
}

Result<nlohmann::json> DevToolsPage::call(const std::string& method, const nlohmann::json& params,
                                          JobContext& job)
{
    return m_connection->call(method, params, job);
}

Result<int> DevToolsPage::worldContext(const std::string& frameId, JobContext& job)
{
    if (const int known = m_monitor->worldContext(frameId)) return known;
    const std::string frame = frameId.empty() ? mainFrameId() : frameId;
    SYM_TRY(const int context,
            PageDomain(*m_connection).createIsolatedWorld(frame, PageMonitor::kWorldName, job));
    SYM_CHECK(installScripts(context, job));
    m_monitor->setWorldContext(frame, context);
    return context;
}

Status DevToolsPage::installScripts(int contextId, JobContext& job)
{
    auto done = RuntimeDomain(*m_connection).evaluate(contextId, isolatedWorldSource(), job);
    return done ? Status() : Status(done.error());
}

Result<nlohmann::json> DevToolsPage::evaluateInWorld(const std::string& expression, JobContext& job)
{
    return evaluateUntil(std::string(), expression, job, after(m_connection->callTimeout()));
}

Result<nlohmann::json> DevToolsPage::evaluateInWorld(const std::string& expression, JobContext& job,
                                                     Deadline deadline)
{
    return evaluateUntil(std::string(), expression, job, deadline);
}

Result<nlohmann::json> DevToolsPage::evaluateInWorld(const std::string& frameId,
                                                     const std::string& expression, JobContext& job)
{
    return evaluateUntil(frameId, expression, job, after(m_connection->callTimeout()));
}

Result<nlohmann::json> DevToolsPage::evaluateUntil(const std::string& frameId,
                                                   const std::string& expression, JobContext& job,
                                                   Deadline deadline)
{
    const RuntimeDomain runtime(*m_connection);
    for (int attempt = 0;; ++attempt) {
        SYM_TRY(const int context, worldContext(frameId, job));
        auto value =
            runtime.finishEvaluation(runtime.startEvaluation(context, expression), job, deadline);
        if (value || attempt >= kDocumentRetries) return value;
        if (isMissingContext(value.error())) {
            // it was replaced before we came: nothing has run yet, so ask the new one
            if (m_monitor->worldContext(frameId) == context) m_monitor->setWorldContext(frameId, 0);
            continue;
        }
        if (value.error().code() == ErrorCode::InvalidInput
            && value.error().message().find("__symbiont") != std::string::npos) {
            SYM_CHECK(installScripts(context, job));  // a world that was made without them
            continue;
        }
        return value;
    }
}

Result<nlohmann::json> DevToolsPage::evaluateInPage(const std::string& expression, JobContext& job)
{
    // without an id the browser takes the main frame's current document
    return RuntimeDomain(*m_connection).evaluate(0, expression, job);
}

std::string DevToolsPage::mainFrameId() const
{
    return m_monitor->mainFrameId();
}

std::vector<FrameRecord> DevToolsPage::frames() const
{
    const std::map<std::string, FrameState> known = m_monitor->frames();
    std::vector<FrameRecord> records;
    const auto add = [&](const auto& self, const std::string& id) -> void {
        const FrameState& state = known.at(id);
        records.push_back({id, state.parentId, state.url, state.name});
        for (const auto& [child, childState] : known)
            if (childState.parentId == id) self(self, child);
    };
    const std::string main = m_monitor->mainFrameId();
    if (known.contains(main)) add(add, main);
    return records;
}

}  // namespace sym
