#pragma once

#include <nlohmann/json.hpp>

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "core/base/job_context.h"
#include "core/base/result.h"
#include "core/browser/browser_host.h"
#include "core/observation/observation_text.h"
#include "core/trajectory/action.h"
#include "core/trajectory/page_record.h"

namespace sym {

class DevToolsThread;

enum class ObservationEngine {
    Page,  ///< computed inside the page, in an isolated world, in one evaluation
    Cdp,   ///< Accessibility.getFullAXTree: the reference
};

const char* observationEngineName(ObservationEngine engine);  ///< "page", "cdp"

struct ObserveOptions {
    ObservationEngine engine = ObservationEngine::Page;
    ObservationFormat format = ObservationFormat::Symbiont;
    ViewportFilter filter = ViewportFilter::Full;
    bool rectangles = true;  ///< of every element; the click asks for its own in any case
};

/// What an action did.
struct ActionOutcome {
    bool performed = false;             ///< false: `message` says why (no such element, covered, ...)
    std::string message;
    std::optional<Rectangle> target;    ///< of the element, when acted on
    std::string targetDescription;      ///< "link 'My Orders'"
    double actMilliseconds = 0;
    double settleMilliseconds = 0;
};

struct SessionOptions {
    ProfileOptions profile;
    std::vector<std::string> allowedHosts;  ///< "host" or "host:port"; empty: all. Others are blocked and logged
    std::chrono::milliseconds navigationTimeout{30'000};
    std::chrono::milliseconds callTimeout{15'000};
    std::chrono::milliseconds settleLimit{5'000};  ///< longest wait for a page to come to rest
    std::string homeUrl;                    ///< for go_home
    bool recordHar = true;
};

/// Things that happened in the session since the last call of takeEvents().
struct SessionEvents {
    std::vector<std::string> dialogs;        ///< "alert: text", dismissed as upstream does
    std::vector<std::string> blockedRequests;
    std::vector<std::string> downloads;
    std::vector<std::string> pageErrors;     ///< crashes, failed loads, HTTP errors of documents
    std::vector<std::string> changingRequests;  ///< "POST http://...": what may have dirtied a site
};

/// One isolated browser profile with its tabs, driven by one episode. All calls block, have a
/// deadline and stop when the job is cancelled; use it from one thread at a time, never the GUI's.
///
/// Errors: Timeout (names page and limit), Network (browser gone), Protocol (DevTools said no).
/// A crashed renderer is a Network error; the session is then closed and a new one must be opened.
class BrowserSession {
public:
    /// Opens a profile at the host and connects to its page.
    static Result<std::unique_ptr<BrowserSession>> open(BrowserHost& host, DevToolsThread& devTools,
                                                        SessionOptions options, JobContext& job);
    virtual ~BrowserSession() = default;

    virtual Status navigate(const std::string& url, JobContext& job) = 0;

    /// Observes the current tab; `record` gets the text, elements, tabs, url, title, ....
    virtual Result<PageRecord> observe(const ObserveOptions& options, JobContext& job) = 0;

    /// The tree behind the last kind of observation, for tests, benchmarks and the inspector.
    virtual Result<AxTree> captureTree(ObservationEngine engine, bool rectangles, JobContext& job) = 0;

    /// Performs an action on the current tab by real input events, then waits until the page has
    /// come to rest. Element ids are those of the last observation. Stop, Note, Branch: nothing.
    virtual Result<ActionOutcome> act(const Action& action, JobContext& job) = 0;

    /// Where an element of the last observation is now, scrolled into view; nothing if it is gone.
    virtual Result<std::optional<Rectangle>> locate(const std::string& elementId, JobContext& job) = 0;

    virtual Result<std::string> screenshotPng(JobContext& job) = 0;  ///< PNG bytes of the viewport

    virtual std::string currentUrl() const = 0;
    /// DevTools target of the profile's first page, to find its view in the window.
    virtual std::string targetId() const { return {}; }
    virtual std::vector<TabRecord> tabs() const = 0;
    virtual Result<std::string> content(JobContext& job) = 0;
    virtual Result<nlohmann::json> evaluate(const std::string& expression, JobContext& job) = 0;

    /// Cookies and local storage in Playwright's storage_state form.
    virtual Result<nlohmann::json> storageState(JobContext& job) = 0;
    virtual Status setStorageState(const nlohmann::json& state, JobContext& job) = 0;
    virtual Status setGeolocation(double latitude, double longitude, JobContext& job) = 0;

    virtual SessionEvents takeEvents() = 0;
    virtual nlohmann::json har() const = 0;  ///< HAR 1.2 of everything so far
    virtual std::string product() const = 0; ///< "Chrome/102.0.5005.177"
};

}  // namespace sym
