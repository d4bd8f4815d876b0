#pragma once

#include <chrono>
#include <string>

#include "core/base/job_context.h"
#include "core/base/result.h"

namespace sym {

class DevToolsThread;

/// Where a browser's DevTools listen.
struct BrowserEndpoint {
    std::string webSocketUrl;  ///< of the browser target
    std::string authority;     ///< "127.0.0.1:9222"
    std::string product;       ///< "HeadlessChrome/102.0.5005.177"

    std::string pageUrl(const std::string& targetId) const
    {
        return "ws://" + authority + "/devtools/page/" + targetId;
    }
};

/// Asks http://HOST:PORT/json/version, or takes a ws:// address of a browser target as it is.
/// @return InvalidInput for another kind of address; Network; Timeout; Protocol when the answer
///         is not that of a DevTools endpoint
Result<BrowserEndpoint> findBrowser(DevToolsThread& thread, const std::string& address,
                                    std::chrono::milliseconds limit, JobContext& job);

}  // namespace sym
