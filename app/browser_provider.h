#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <string>

#include "core/base/job_context.h"
#include "core/base/result.h"
#include "core/browser/browser_host.h"
#include "core/browser/devtools_thread.h"

namespace sym {

class EmbeddedBrowserHost;

/// Gives a verb the browser named by --browser; starts nothing before it is asked. The embedded
/// host must be made in the GUI thread, which is why app/ owns it.
class BrowserProvider {
public:
    explicit BrowserProvider(int debuggingPort);
    ~BrowserProvider();

    /// @param name "embedded", "chromium" or "ws://..."; any thread but the GUI's
    Result<BrowserHost*> host(const std::string& name, JobContext& job);
    DevToolsThread& devTools();

    /// Whether the embedded browser can start at all. @return InvalidInput with the remedy
    static Status checkEmbedded();

    /// Makes the embedded host in the GUI thread, which it must be called from.
    EmbeddedBrowserHost& embedded();

private:
    int m_debuggingPort;
    std::mutex m_mutex;  ///< guards what is made on demand
    std::unique_ptr<DevToolsThread> m_devTools;
    std::unique_ptr<EmbeddedBrowserHost> m_embedded;
    std::map<std::string, std::unique_ptr<BrowserHost>> m_external;  ///< by name
};

}  // namespace sym
