#pragma once

#include <chrono>
#include <set>
#include <string>

#include "core/browser/devtools/page_monitor.h"
#include "core/browser/devtools_page.h"

namespace sym {

/// How a page came to rest.
struct SettleOutcome {
    bool atRest = false;        ///< false: the limit passed first
    bool navigated = false;     ///< another document is shown than before the action
    bool pressMissed = false;   ///< the press was swallowed: it would have hit something else
    std::string pressHit;       ///< what it would have hit
    int looks = 0;              ///< how often the document was asked
};

/// Waits until a page has come to rest after an action, by what the page does and not by the clock:
/// a navigation that began is awaited up to its load event, requests the action caused up to their
/// end, and the DOM (MutationObserver and running transitions, in the isolated world) until it is
/// quiet. Streams, pings and requests that proved endless are not waited for.
class Settler {
public:
    /// @param limit the longest wait
    explicit Settler(std::chrono::milliseconds limit) : m_limit(limit) {}

    /// @param before the page just before the action
    /// @return Network when the page is gone, Cancelled; a page that never rests is no error
    Result<SettleOutcome> settle(DevToolsPage& page, const PageState& before, JobContext& job);

    /// The same with another limit.
    Result<SettleOutcome> settle(DevToolsPage& page, const PageState& before,
                                 std::chrono::milliseconds limit, JobContext& job);

private:
    /// One look: the document at rest, and then whatever it set on its way.
    Result<bool> look(DevToolsPage& page, const PageState& before, Deadline start,
                      Deadline deadline, SettleOutcome& outcome, JobContext& job);
    Status awaitDocument(PageMonitor& monitor, Deadline deadline, JobContext& job) const;
    bool isAwaited(const OpenRequest& request, const std::string& pageUrl) const;
    bool isBusy(const PageState& now, const PageState& before, Deadline start) const;
    void rememberEndless(const PageState& now);

    std::chrono::milliseconds m_limit;
    std::set<std::string> m_endless;  // addresses without query whose answers did not come in time
};

}  // namespace sym
