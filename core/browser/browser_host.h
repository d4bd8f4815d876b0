#pragma once

#include <string>
#include <vector>

#include "core/base/job_context.h"
#include "core/base/result.h"

namespace sym {

/// Options of one isolated browser profile.
struct ProfileOptions {
    int viewportWidth = 1280;   ///< CSS pixels; device pixel ratio is forced to 1
    int viewportHeight = 720;
    std::string downloadFolder; ///< empty: downloads are refused
    std::vector<std::string> allowedHosts;  ///< "host" or "host:port"; empty: all
};

/// A page that can be driven over DevTools.
struct PageTarget {
    std::string id;            ///< DevTools target id
    std::string webSocketUrl;  ///< ws://127.0.0.1:PORT/devtools/page/ID
};

/// Where pages come from: the window's embedded views, or an external Chromium. Thread-safe; calls
/// block and must not be made in the GUI thread.
class BrowserHost {
public:
    virtual ~BrowserHost() = default;

    /// "embedded", "chromium" or the endpoint's address; recorded with episodes.
    virtual std::string name() const = 0;

    /// Makes an off-the-record profile with one blank page in it.
    /// @return its first page; Network or Timeout naming the browser and the remedy
    virtual Result<PageTarget> openProfile(const ProfileOptions& options, JobContext& job) = 0;

    /// A further tab in the profile of `page`.
    virtual Result<PageTarget> openTab(const PageTarget& page, JobContext& job) = 0;

    /// Targets of pages that pages of this profile opened by themselves since the last call.
    virtual Result<std::vector<PageTarget>> newTabs(const PageTarget& page, JobContext& job) = 0;

    virtual Status closeTab(const PageTarget& tab, JobContext& job) = 0;

    /// Closes every tab of the profile and forgets it. Safe to call after a crash.
    virtual void closeProfile(const PageTarget& page) = 0;
};

}  // namespace sym
