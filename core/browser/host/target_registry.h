#pragma once

#include <condition_variable>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <vector>

#include "core/browser/browser_host.h"
#include "core/browser/devtools/browser_endpoint.h"
#include "core/browser/devtools/devtools_connection.h"

namespace sym {

class DevToolsThread;

/// A browser's pages by profile, kept up to date by the browser's own events. Any thread; calls
/// that wait must not be made in the GUI thread.
class TargetRegistry {
public:
    /// Connects to the browser target and lists what is there.
    static Result<std::unique_ptr<TargetRegistry>> open(DevToolsThread& thread,
                                                        const BrowserEndpoint& endpoint,
                                                        JobContext& job);
    ~TargetRegistry();

    DevToolsConnection& browser() { return *m_browser; }

    /// Waits for a page whose address contains `token`, and counts it as known.
    Result<PageTarget> waitForPage(const std::string& token, Deadline deadline, JobContext& job);

    /// Counts a page as known: takeNewPages() will not give it.
    PageTarget markKnown(const std::string& targetId);

    /// Pages of the profile of `targetId` that are not known yet, in the order they were opened;
    /// from now on they are.
    std::vector<PageTarget> takeNewPages(const std::string& targetId);

    /// The browser context of a page, also after it was closed; empty: never seen.
    std::string contextOf(const std::string& targetId) const;

private:
    class Listener;
    explicit TargetRegistry(BrowserEndpoint endpoint);

    BrowserEndpoint m_endpoint;
    std::shared_ptr<Listener> m_listener;
    std::unique_ptr<DevToolsConnection> m_browser;
};

}  // namespace sym
