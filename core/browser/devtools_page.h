#pragma once

#include <nlohmann/json.hpp>

#include <chrono>
#include <memory>
#include <string>
#include <vector>

#include "core/base/job_context.h"
#include "core/base/result.h"
#include "core/browser/browser_host.h"
#include "core/browser/devtools/devtools_connection.h"

namespace sym {

class DevToolsThread;
class PageMonitor;

/// One frame of a page.
struct FrameRecord {
    std::string id;
    std::string parentId;  ///< empty: the main frame
    std::string url;
    std::string name;
};

/// A page target with its frames and, in each frame, the isolated world "symbiont", in which our
/// own scripts (resources/browser/page/, interaction.js, editing.js) are installed before
/// the page's: they see the DOM, the page's scripts see nothing of them. They define
/// `globalThis.__symbiont`. The world of the main frame reaches into frames of its own origin;
/// frames of other origins are asked one by one, in their own worlds.
///
/// Calls block: worker threads only. Errors as in DevToolsConnection.
class DevToolsPage {
public:
    /// Connects, enables the domains and installs the scripts in every frame. Listeners are there
    /// before the first event.
    static Result<std::unique_ptr<DevToolsPage>> open(
        DevToolsThread& thread, const PageTarget& target, std::chrono::milliseconds callTimeout,
        std::vector<std::shared_ptr<DevToolsListener>> listeners, JobContext& job);
    ~DevToolsPage();

    const PageTarget& target() const { return m_target; }
    DevToolsConnection& connection() { return *m_connection; }
    PageMonitor& monitor() { return *m_monitor; }

    /// A protocol call in this page. @return its `result`
    Result<nlohmann::json> call(const std::string& method, const nlohmann::json& params,
                                JobContext& job);

    /// Evaluates in the isolated world of the main frame, awaits a promise, and gives the value
    /// (JSON-serialisable; undefined becomes null).
    /// @return NotFound when the document went away meanwhile; InvalidInput with the script's own
    ///         words when it threw
    Result<nlohmann::json> evaluateInWorld(const std::string& expression, JobContext& job);
    /// The same with a limit of its own.
    Result<nlohmann::json> evaluateInWorld(const std::string& expression, JobContext& job,
                                           Deadline deadline);
    /// The same in another frame, by frames()' id.
    Result<nlohmann::json> evaluateInWorld(const std::string& frameId,
                                           const std::string& expression, JobContext& job);
    /// The same, in the world of the page's own scripts (main frame).
    Result<nlohmann::json> evaluateInPage(const std::string& expression, JobContext& job);

    /// The id of the isolated world's execution context in a frame (empty: main frame), made and
    /// furnished with our scripts when it is not there yet.
    Result<int> worldContext(const std::string& frameId, JobContext& job);

    std::vector<FrameRecord> frames() const;  ///< main frame first, parents before children
    std::string mainFrameId() const;

private:
    DevToolsPage(PageTarget target, std::unique_ptr<DevToolsConnection> connection,
                 std::shared_ptr<PageMonitor> monitor);
    Status enable(JobContext& job);
    Status installScripts(int contextId, JobContext& job);
    Result<nlohmann::json> evaluateUntil(const std::string& frameId, const std::string& expression,
                                         JobContext& job, Deadline deadline);

    PageTarget m_target;
    std::unique_ptr<DevToolsConnection> m_connection;
    std::shared_ptr<PageMonitor> m_monitor;
};

/// Source of the scripts that every isolated world gets, in their order.
const std::string& isolatedWorldSource();

}  // namespace sym
