#include "core/browser/session/session.h"

#include <regex>

#include "core/browser/action/action_runner.h"
#include "core/browser/action/reach.h"
#include "core/browser/devtools/page_monitor.h"
#include "core/browser/protocol/page_domain.h"
#include "core/browser/session/capture.h"
#include "core/browser/session/storage_state.h"

namespace sym {

namespace {

using Clock = std::chrono::steady_clock;

/// A document that is replaced while we look at it is looked at again this often.
constexpr int kCaptureAttempts = 4;

double millisecondsSince(Clock::time_point start)
{
    return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
}

/// What the user agent says of the browser: "QtWebEngine/6.4.2 Chrome/102.0.5005.177".
std::string productOf(const std::string& userAgent)
{
    static const std::regex kProducts(R"((QtWebEngine/\S+|(?:Headless)?Chrome/\S+))");
    std::string product;
    for (std::sregex_iterator at(userAgent.begin(), userAgent.end(), kProducts), end; at != end;
         ++at)
        product += (product.empty() ? "" : " ") + at->str();
    return product.empty() ? userAgent : product;
}

/// Agents leave out the scheme.
std::string withScheme(const std::string& url)
{
    static const std::regex kScheme(R"(^[A-Za-z][A-Za-z0-9+.-]*:(//|[^0-9]).*|^about:.*|^data:.*)");
    return std::regex_match(url, kScheme) ? url : "http://" + url;
}

/// A navigation that ended without a document of its own is no failure: a download, a 204.
bool isFailure(const std::string& errorText)
{
    return !errorText.empty() && errorText != "net::ERR_ABORTED";
}

/// Like Playwright's evaluate: an expression that gives a function is called.
std::string callingFunctions(const std::string& expression)
{
    return "(() => { const value = globalThis.eval("
           + nlohmann::json(expression)
                 .dump(-1, ' ', true, nlohmann::json::error_handler_t::replace)
           + "); return typeof value === 'function' ? value() : value; })()";
}

SessionOptions withAllowedHosts(SessionOptions options)
{
    options.profile.allowedHosts = options.allowedHosts;
    return options;
}

ActionOutcome refused(std::string message)
{
    ActionOutcome outcome;
    outcome.message = std::move(message);
    return outcome;
}

ActionOutcome performed()
{
    ActionOutcome outcome;
    outcome.performed = true;
    return outcome;
}

}  // namespace

Session::Session(BrowserHost& host, DevToolsThread& devTools, SessionOptions options)
    : m_options(withAllowedHosts(std::move(options))),
      m_records(m_options.allowedHosts, m_options.recordHar),
      m_tabs(host, devTools, m_options, m_records),
      m_settler({.rest = m_options.settleLimit, .navigation = m_options.navigationTimeout})
{
}

Status Session::start(JobContext& job)
{
    SYM_CHECK(m_tabs.openProfile(job));
    SYM_TRY(const nlohmann::json agent, m_tabs.page().evaluateInWorld("navigator.userAgent", job));
    m_product = productOf(agent.is_string() ? agent.get<std::string>() : std::string());
    return {};
}

Status Session::settleAfter(const PageState& before, JobContext& job)
{
    auto settled = m_settler.settle(m_tabs.page(), before, job);
    return settled ? Status() : Status(settled.error());
}

Status Session::navigate(const std::string& address, JobContext& job)
{
    SYM_CHECK(m_tabs.dropClosedTabs(job));
    const std::string url = withScheme(address);
    DevToolsPage& page = m_tabs.page();
    const PageDomain domain(page.connection());
    const PageState before = page.monitor().snapshot();
    auto done = domain.navigate(url, job, after(m_options.navigationTimeout));
    if (!done && done.error().code() == ErrorCode::Timeout) {
        page.connection().post("Page.stopLoading", nullptr);
        const std::string words = url + " did not answer within "
                                  + std::to_string(m_options.navigationTimeout.count()) + " ms";
        m_records.journal.addPageError(words);
        return Error(ErrorCode::Timeout, words);
    }
    if (!done && done.error().code() == ErrorCode::Protocol)
        return Error(ErrorCode::InvalidInput, "cannot open " + url + ": " + done.error().message());
    if (!done) return done.error();
    if (isFailure(done->errorText))
        return Error(ErrorCode::Network, "cannot open " + url + ": " + done->errorText);
    return settleAfter(before, job);
}

Result<AxTree> Session::captureTree(ObservationEngine engine, bool rectangles, JobContext& job)
{
    SYM_CHECK(m_tabs.dropClosedTabs(job));
    return sym::captureTree(m_tabs.page(), {.engine = engine, .rectangles = rectangles}, job);
}

Result<AxTree> Session::captureSettled(const ObserveOptions& options, JobContext& job)
{
    const CaptureOptions capture{
        .engine = options.engine,
        .rectangles = options.rectangles || options.filter == ViewportFilter::CurrentOnly,
        .textRectangles = options.filter == ViewportFilter::CurrentOnly,
        .extras = options.format == ObservationFormat::Symbiont};
    for (int attempt = 1;; ++attempt) {
        auto tree = sym::captureTree(m_tabs.page(), capture, job);
        if (tree || tree.error().code() != ErrorCode::NotFound || attempt == kCaptureAttempts)
            return tree;
        SYM_CHECK(settleAfter(m_tabs.page().monitor().snapshot(), job));
    }
}

Result<PageRecord> Session::observe(const ObserveOptions& options, JobContext& job)
{
    SYM_CHECK(m_tabs.dropClosedTabs(job));
    SYM_TRY(const AxTree tree, captureSettled(options, job));
    PageRecord record;
    record.dialogMessage = m_records.journal.takeDialogMessage();
    ObservationText written =
        writeObservation(tree, options.format, options.filter, record.dialogMessage);
    m_index.take(options.engine, tree, written.elements);
    m_tabs.current().title = tree.title;
    record.url = tree.url.empty() ? currentUrl() : tree.url;
    record.title = tree.title;
    record.observation = std::move(written.text);
    record.elements = std::move(written.elements);
    record.tabs = m_tabs.records();
    record.engine = observationEngineName(options.engine);
    record.format = observationFormatName(options.format);
    record.formatVersion = written.formatVersion;
    record.browser = m_product;
    record.viewportWidth = m_options.profile.viewportWidth;
    record.viewportHeight = m_options.profile.viewportHeight;
    record.httpStatus = m_tabs.current().watch->documentStatus();
    return record;
}

Result<ActionOutcome> Session::act(const Action& action, JobContext& job)
{
    SYM_CHECK(m_tabs.dropClosedTabs(job));
    const auto start = Clock::now();
    auto outcome = perform(action, job);
    if (!outcome) return outcome;
    if (outcome->actMilliseconds == 0) outcome->actMilliseconds = millisecondsSince(start);
    return outcome;
}

Result<ActionOutcome> Session::perform(const Action& action, JobContext& job)
{
    switch (action.kind) {
    case ActionKind::Click:
    case ActionKind::Type:
    case ActionKind::Hover:
    case ActionKind::Press:
    case ActionKind::Scroll:
    case ActionKind::Select:
    case ActionKind::Drag: return actOnPage(action, job);
    case ActionKind::NewTab:
    case ActionKind::TabFocus:
    case ActionKind::CloseTab: return actOnTabs(action, job);
    case ActionKind::Goto: return visit(action.text, job);
    case ActionKind::GoHome:
        if (m_options.homeUrl.empty()) return refused("there is no home page");
        return visit(m_options.homeUrl, job);
    case ActionKind::GoBack: return moveInHistory(-1, job);
    case ActionKind::GoForward: return moveInHistory(+1, job);
    default: return performed();
    }
}

Result<ActionOutcome> Session::actOnPage(const Action& action, JobContext& job)
{
    const int windows = m_tabs.page().monitor().snapshot().windowsOpened;
    auto outcome = ActionRunner(m_tabs.page(), m_index, m_settler).run(action, job);
    if (!outcome) {
        // a page that closed itself has done what it was told to
        if (outcome.error().code() != ErrorCode::Network) return outcome;
        SYM_CHECK(m_tabs.dropClosedTabs(job));
        return performed();
    }
    SYM_CHECK(followNewTabs(windows, job));
    return outcome;
}

Status Session::followNewTabs(int windowsBefore, JobContext& job)
{
    const PageState now = m_tabs.page().monitor().snapshot();
    if (now.gone) return m_tabs.dropClosedTabs(job);
    const bool expected = now.windowsOpened != windowsBefore;
    SYM_TRY(const int adopted, m_tabs.adoptNewTabs(expected, job));
    if (!expected || adopted == 0) return {};
    m_tabs.focusLast(job);
    PageState before;  // it has only begun: everything it does is awaited
    return settleAfter(before, job);
}

Result<ActionOutcome> Session::actOnTabs(const Action& action, JobContext& job)
{
    if (action.kind == ActionKind::TabFocus) {
        if (action.number < 0 || std::size_t(action.number) >= m_tabs.size())
            return refused("there is no tab " + std::to_string(action.number));
        m_tabs.focus(std::size_t(action.number), job);
    } else if (action.kind == ActionKind::NewTab) {
        SYM_CHECK(m_tabs.openTab(job));
    } else {
        SYM_CHECK(m_tabs.closeCurrent(job));
    }
    return performed();
}

Result<ActionOutcome> Session::visit(const std::string& url, JobContext& job)
{
    const Status done = navigate(url, job);
    if (done) return performed();
    const bool isPageGone = m_tabs.page().monitor().snapshot().gone.has_value();
    if (done.error().code() == ErrorCode::Cancelled || isPageGone) return done.error();
    return refused(done.error().message());
}

Result<ActionOutcome> Session::moveInHistory(int step, JobContext& job)
{
    const PageDomain domain(m_tabs.page().connection());
    SYM_TRY(const PageDomain::History history, domain.history(job));
    const int wanted = history.current + step;
    if (wanted < 0 || std::size_t(wanted) >= history.entries.size())
        return refused(step < 0 ? "there is no earlier page" : "there is no later page");
    const PageDomain::HistoryEntry& entry = history.entries[std::size_t(wanted)];
    if (step < 0 && entry.url.starts_with("about:blank"))
        return refused("there is no earlier page");  // the blank page that every tab begins with

    PageMonitor& monitor = m_tabs.page().monitor();
    const PageState before = monitor.snapshot();
    SYM_CHECK(domain.navigateToHistoryEntry(entry.id, job));
    auto begun = monitor.waitUntil(
        [&](const PageState& now) {
            return now.documents != before.documents || now.navigating || now.url != before.url;
        },
        job, after(m_options.settleLimit), "the move in the history");
    if (!begun && begun.error().code() != ErrorCode::Timeout) return begun.error();
    SYM_CHECK(settleAfter(before, job));
    return performed();
}

Result<std::optional<Rectangle>> Session::locate(const std::string& elementId, JobContext& job)
{
    SYM_CHECK(m_tabs.dropClosedTabs(job));
    auto reach =
        reachElement(m_tabs.page(), m_index, elementId, {.arming = false, .forHover = true}, job);
    if (!reach && reach.error().code() == ErrorCode::NotFound) return std::optional<Rectangle>();
    if (!reach) return reach.error();
    return reach->rectangle;
}

Result<std::string> Session::screenshotPng(JobContext& job)
{
    SYM_CHECK(m_tabs.dropClosedTabs(job));
    return PageDomain(m_tabs.page().connection()).screenshotPng(job);
}

std::string Session::currentUrl() const
{
    return m_tabs.current().page->monitor().snapshot().url;
}

Result<std::string> Session::content(JobContext& job)
{
    SYM_TRY(const nlohmann::json html,
            m_tabs.page().evaluateInWorld(
                "(document.doctype ? new XMLSerializer().serializeToString(document.doctype) : '')"
                " + (document.documentElement?.outerHTML ?? '')",
                job));
    return html.is_string() ? html.get<std::string>() : std::string();
}

Result<nlohmann::json> Session::evaluate(const std::string& expression, JobContext& job)
{
    return m_tabs.page().evaluateInPage(callingFunctions(expression), job);
}

Result<nlohmann::json> Session::storageState(JobContext& job)
{
    SYM_TRY(nlohmann::json state, readStorageState(m_tabs.page(), job));
    for (Tab& tab : m_tabs.all())
        if (tab.page->connection().isOpen()) SYM_CHECK(addLocalStorage(*tab.page, state, job));
    return state;
}

Status Session::setStorageState(const nlohmann::json& state, JobContext& job)
{
    Tab& tab = m_tabs.current();
    tab.watch->setAnswersRequests(false);
    const Status done = writeStorageState(*tab.page, state, job);
    tab.watch->setAnswersRequests(true);
    if (!m_records.filter.isOpen())
        tab.page->connection().post("Fetch.enable",
                                    {{"patterns", nlohmann::json::array({{{"urlPattern", "*"}}})}});
    return done;
}

Status Session::setGeolocation(double latitude, double longitude, JobContext& job)
{
    return m_tabs.setGeolocation(latitude, longitude, job);
}

const char* observationEngineName(ObservationEngine engine)
{
    return engine == ObservationEngine::Page ? "page" : "cdp";
}

Result<std::unique_ptr<BrowserSession>> BrowserSession::open(BrowserHost& host,
                                                             DevToolsThread& devTools,
                                                             SessionOptions options,
                                                             JobContext& job)
{
    auto session = std::make_unique<Session>(host, devTools, std::move(options));
    SYM_CHECK(session->start(job));
    return std::unique_ptr<BrowserSession>(std::move(session));
}

}  // namespace sym
