#include "core/browser/host/open_browser_host.h"

#include "core/browser/host/chromium_host.h"
#include "core/browser/host/endpoint_host.h"

namespace sym {

Result<std::unique_ptr<BrowserHost>> openBrowserHost(DevToolsThread& thread,
                                                     const std::string& name, JobContext& job)
{
    if (name.find("://") != std::string::npos) {
        SYM_TRY(auto host, EndpointHost::open(thread, name, job));
        return std::unique_ptr<BrowserHost>(std::move(host));
    }
    if (name == "chromium" || name.find('/') != std::string::npos) {
        SYM_TRY(auto host, ChromiumHost::open(thread, name, job));
        return std::unique_ptr<BrowserHost>(std::move(host));
    }
    return Error(ErrorCode::InvalidInput,
                 "unknown browser " + name + "; use embedded, chromium or ws://...");
}

}  // namespace sym
