#pragma once

#include <memory>
#include <string>

#include "core/browser/browser_host.h"

namespace sym {

class DevToolsThread;

/// The host that `--browser` names: "chromium" (or a path to one) starts a Chromium of our own,
/// ws://... and http://HOST:PORT use one that runs already. The embedded one is made by app/.
/// The thread must outlive the host.
/// @return InvalidInput for "embedded" and unknown names; else as the host's own open()
Result<std::unique_ptr<BrowserHost>> openBrowserHost(DevToolsThread& thread,
                                                     const std::string& name, JobContext& job);

}  // namespace sym
