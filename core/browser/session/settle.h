#pragma once

#include <chrono>
#include <set>
#include <string>

#include "core/browser/devtools/page_monitor.h"
#include "core/browser/devtools_page.h"

namespace sym {

/// How a page came to rest.
struct SettleOutcome {
    bool atRest = false;       ///< false: the limit passed first
    bool navigated = false;    ///< another document is shown than before the action
    bool pressMissed = false;  ///< the press was swallowed: it would have hit something else
    std::string pressHit;      ///< what it would have hit
    int looks = 0;             ///< how often the document was asked
};

/// Waits until a page has come to rest after an action, by what the page does and not by the clock:
/// a navigation that began is awaited up to its load event, requests the action caused up to their
/// end, and the DOM (MutationObserver and running transitions, in the isolated world) until it is
/// quiet. Streams, pings and requests that proved endless are not waited for.
class Settler {
public:
    struct Limits {
        std::chrono::milliseconds rest{5'000};         ///< for a document to come to rest
        std::chrono::milliseconds navigation{30'000};  ///< for one that was asked for to arrive
    };
    explicit Settler(const Limits& limits) : m_limits(limits) {}

    /// @param before the page just before the action
    /// @return Network when the page is gone, Cancelled; a page that never rests is no error
    /// @param quiet at least so long without a change; for pages known to take their time, such as
    ///        lists of suggestions that wait for the last key
    Result<SettleOutcome> settle(DevToolsPage& page, const PageState& before, JobContext& job,
                                 std::chrono::milliseconds quiet = {});

private:
    struct Wait;  // what one settle() knows
    Result<bool> look(Wait& wait, SettleOutcome& outcome, JobContext& job);
    Status awaitDocument(Wait& wait, JobContext& job) const;
    bool isAwaited(const OpenRequest& request, const std::string& pageUrl) const;
    bool isBusy(const PageState& now, const PageState& before, Deadline start) const;
    void rememberEndless(const PageState& now);

    Limits m_limits;
    std::set<std::string> m_endless;  // addresses without query whose answers did not come in time
};

}  // namespace sym
