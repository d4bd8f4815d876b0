#include "core/browser/session/settle.h"

#include <algorithm>

namespace sym {

namespace {

using std::chrono::milliseconds;

// How long a request of the page may keep an observation waiting.
constexpr milliseconds kOwnPatience{2'500};
constexpr milliseconds kForeignPatience{700};  ///< of another site: mostly analytics
constexpr milliseconds kFramePatience{2'000};  ///< a frame that goes on loading
constexpr milliseconds kLoadPatience{2'000};   ///< load event after DOMContentLoaded: slow images
constexpr milliseconds kQuietSlack{50};        ///< what an evaluation may last over its limit

std::string withoutQuery(const std::string& url)
{
    return url.substr(0, url.find_first_of("?#"));
}

/// The last two labels of a host, or the whole address of a numeric one: near enough to a site.
std::string siteOf(const std::string& url)
{
    const std::size_t start = url.find("://");
    if (start == std::string::npos) return {};
    const std::string authority = url.substr(start + 3, url.find('/', start + 3) - start - 3);
    const std::string host = authority.substr(0, authority.rfind(':'));
    if (host.empty() || (host.back() >= '0' && host.back() <= '9')) return host;
    const std::size_t last = host.rfind('.');
    if (last == std::string::npos || last == 0) return host;
    const std::size_t middle = host.rfind('.', last - 1);
    return middle == std::string::npos ? host : host.substr(middle + 1);
}

bool carriesContent(const std::string& type)
{
    constexpr std::string_view kTypes[] = {"Document", "Script", "XHR", "Fetch", "Stylesheet"};
    return std::find(std::begin(kTypes), std::end(kTypes), type) != std::end(kTypes);
}

milliseconds left(Deadline deadline)
{
    const auto now = std::chrono::steady_clock::now();
    return std::max(milliseconds(0), std::chrono::duration_cast<milliseconds>(deadline - now));
}

}  // namespace

bool Settler::isAwaited(const OpenRequest& request, const std::string& pageUrl) const
{
    if (!carriesContent(request.type) || m_endless.contains(withoutQuery(request.url)))
        return false;
    const bool isOwn = siteOf(request.url) == siteOf(pageUrl);
    return std::chrono::steady_clock::now() - request.started
           < (isOwn ? kOwnPatience : kForeignPatience);
}

bool Settler::isBusy(const PageState& now, const PageState& before, Deadline start) const
{
    for (const auto& [id, request] : now.requests) {
        // what was on its way before the action is none of its business
        if (!before.requests.contains(id) && isAwaited(request, now.url)) return true;
    }
    return now.loading && now.navigationsStarted != before.navigationsStarted
           && std::chrono::steady_clock::now() - start < kFramePatience;
}

void Settler::rememberEndless(const PageState& now)
{
    const auto clock = std::chrono::steady_clock::now();
    for (const auto& [id, request] : now.requests) {
        const bool isData = request.type == "XHR" || request.type == "Fetch";
        if (isData && clock - request.started > kForeignPatience)
            m_endless.insert(withoutQuery(request.url));
    }
}

/// One wait for one page.
struct Settler::Wait {
    DevToolsPage& page;
    const PageState& before;
    Deadline start;
    Deadline deadline;  ///< of the document that is there; a new one gets a new one
    milliseconds quiet;
};

/// @return Timeout when no document came; one whose load event is late counts as there
Status Settler::awaitDocument(Wait& wait, JobContext& job) const
{
    PageMonitor& monitor = wait.page.monitor();
    const auto arrived = [](const PageState& now) { return !now.navigating && now.domReady; };
    if (!arrived(monitor.snapshot())) {
        SYM_CHECK(
            monitor.waitUntil(arrived, job, wait.start + m_limits.navigation, "the navigation"));
        wait.deadline = after(m_limits.rest);
    }
    auto loaded =
        monitor.waitUntil([](const PageState& now) { return now.navigating || now.loaded; }, job,
                          std::min(wait.deadline, after(kLoadPatience)), "the load event");
    return loaded || loaded.error().code() == ErrorCode::Timeout ? Status() : loaded;
}

/// Waits for the document to rest, and then for whatever it set on its way.
/// @return whether there is nothing left to wait for; Timeout when the page does not rest
Result<bool> Settler::look(Wait& wait, SettleOutcome& outcome, JobContext& job)
{
    PageMonitor& monitor = wait.page.monitor();
    SYM_CHECK(awaitDocument(wait, job));

    const PageState asked = monitor.snapshot();
    const nlohmann::json options{{"limit", left(wait.deadline).count()},
                                 {"partial", !asked.loaded},
                                 {"anew", outcome.looks++ > 0},
                                 {"quiet", wait.quiet.count()}};
    auto rest = wait.page.evaluateInWorld("__symbiont.act.rest(" + options.dump() + ")", job,
                                          wait.deadline + kQuietSlack);
    if (!rest && rest.error().code() == ErrorCode::NotFound) return false;  // replaced meanwhile
    if (!rest) return rest.error();
    outcome.pressMissed = rest->value("/press/missed"_json_pointer, false);
    outcome.pressHit = rest->value("/press/hit"_json_pointer, std::string());
    if (outcome.pressMissed) return true;
    if (!rest->value("atRest", false)) return Error(ErrorCode::Timeout, "the page does not rest");

    const PageState now = monitor.snapshot();
    if (now.documents != asked.documents || now.navigating) return false;
    if (!isBusy(now, wait.before, wait.start)) return true;
    auto done = monitor.waitUntil(
        [&](const PageState& state) {
            return state.navigating || !isBusy(state, wait.before, wait.start);
        },
        job, wait.deadline, "the page's requests");
    if (!done) return done.error();
    rememberEndless(monitor.snapshot());
    return false;
}

Result<SettleOutcome> Settler::settle(DevToolsPage& page, const PageState& before, JobContext& job,
                                      milliseconds quiet)
{
    Wait wait{.page = page,
              .before = before,
              .start = std::chrono::steady_clock::now(),
              .deadline = after(m_limits.rest),
              .quiet = quiet};
    SettleOutcome outcome;
    while (!outcome.atRest) {
        auto done = look(wait, outcome, job);
        if (!done && done.error().code() == ErrorCode::Timeout) break;
        if (!done) return done.error();
        outcome.atRest = *done;
    }
    const PageState end = page.monitor().snapshot();
    if (end.gone) return *end.gone;
    outcome.navigated = end.documents != before.documents;
    return outcome;
}

}  // namespace sym
