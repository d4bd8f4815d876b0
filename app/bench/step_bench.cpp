#include "app/bench/step_bench.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <memory>
#include <optional>
#include <vector>

#include "app/bench/bench_pages.h"
#include "app/bench/playwright_peer.h"
#include "core/browser/browser_session.h"
#include "core/site/site_server.h"

namespace sym {

namespace {

using Json = nlohmann::json;

/// A measurement slower than this is repeated only a few times.
constexpr double kSlowMilliseconds = 1'500;
constexpr std::size_t kSlowRounds = 3;
/// The pages whose step is measured.
constexpr const char* kStepSize = " 2000";
/// Of smaller pages, most of the time is that of the connection.
constexpr int kTellingNodes = 500;

double millisecondsSince(std::chrono::steady_clock::time_point start)
{
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start)
        .count();
}

double quantile(std::vector<double> values, double part)
{
    std::sort(values.begin(), values.end());
    const double place = part * double(values.size() - 1);
    const auto below = std::size_t(place);
    const std::size_t above = std::min(below + 1, values.size() - 1);
    return values[below] + (values[above] - values[below]) * (place - double(below));
}

double median(const std::vector<double>& values)
{
    return quantile(values, 0.5);
}

/// Times of one kind on one page.
struct Series {
    std::vector<double> times;

    bool wantsMore() const
    {
        return times.size() < kSlowRounds || median(times) < kSlowMilliseconds;
    }
    void write(Json& row, const std::string& name) const
    {
        row[name + "_ms"] = times.empty() ? Json() : Json(median(times));
        row[name + "_quartiles_ms"] =
            times.empty() ? Json() : Json({quantile(times, 0.25), quantile(times, 0.75)});
    }
};

struct Bench {
    BrowserSession& session;
    PlaywrightPeer* peer;  ///< null when it is missing
    const StepBenchOptions& options;
    JobContext& job;

    void say(const std::string& line) const
    {
        if (options.onLine) options.onLine(line);
    }
};

/// One observation in WebArena's text. @return milliseconds
Result<double> observed(Bench& bench, ObservationEngine engine)
{
    const ObserveOptions options{
        .engine = engine, .format = ObservationFormat::WebArena, .rectangles = false};
    const auto start = std::chrono::steady_clock::now();
    SYM_TRY(const PageRecord page, bench.session.observe(options, bench.job));
    return page.observation.empty() ? 0.0 : millisecondsSince(start);
}

/// Observations of one page, the three in turn. The first of each warms up and does not count.
Result<Json> measurePage(Bench& bench, const std::string& name, const std::string& url)
{
    bench.say("observing " + name);
    SYM_CHECK(bench.session.navigate(url, bench.job));
    if (bench.peer) SYM_CHECK(bench.peer->open(url, bench.job));
    SYM_TRY(const AxTree tree,
            bench.session.captureTree(ObservationEngine::Page, false, bench.job));
    Series page;
    Series cdp;
    Series playwright;
    for (int round = 0; round <= bench.options.rounds; ++round) {
        const auto keep = [round](Series& series, double time) {
            if (round > 0) series.times.push_back(time);
        };
        SYM_TRY(const double pageTime, observed(bench, ObservationEngine::Page));
        keep(page, pageTime);
        if (cdp.wantsMore()) {
            SYM_TRY(const double cdpTime, observed(bench, ObservationEngine::Cdp));
            keep(cdp, cdpTime);
        }
        if (bench.peer && playwright.wantsMore()) {
            SYM_TRY(const double peerTime, bench.peer->observe(bench.job));
            keep(playwright, peerTime);
        }
    }
    Json row{{"name", name}, {"nodes", tree.nodes.size()}};
    page.write(row, "page");
    cdp.write(row, "cdp");
    playwright.write(row, "playwright");
    return row;
}

/// A click by real input and the observation after it. @return milliseconds
Result<double> stepped(Bench& bench)
{
    const ObserveOptions options{.format = ObservationFormat::WebArena, .rectangles = false};
    SYM_TRY(const PageRecord before, bench.session.observe(options, bench.job));
    const auto button = std::find_if(
        before.elements.begin(), before.elements.end(),
        [](const Element& element) { return element.name == "Act" && element.role == "button"; });
    if (button == before.elements.end())
        return Error(ErrorCode::NotFound, "the benchmark page has no button Act");
    const auto start = std::chrono::steady_clock::now();
    SYM_TRY(const ActionOutcome outcome,
            bench.session.act({.kind = ActionKind::Click, .elementId = button->id}, bench.job));
    if (!outcome.performed)
        return Error(ErrorCode::Protocol, "the click was not performed: " + outcome.message);
    SYM_TRY(const PageRecord after, bench.session.observe(options, bench.job));
    const double time = millisecondsSince(start);
    if (after.observation == before.observation)
        return Error(ErrorCode::Protocol, "the click changed nothing");
    return time;
}

Status measureSteps(Bench& bench, const std::string& name, const std::string& url, Series& ours,
                    Series& peers)
{
    bench.say("stepping on " + name);
    SYM_CHECK(bench.session.navigate(url, bench.job));
    if (bench.peer) SYM_CHECK(bench.peer->open(url, bench.job));
    for (int round = 0; round <= bench.options.rounds; ++round) {
        SYM_TRY(const double time, stepped(bench));
        if (round > 0) ours.times.push_back(time);
        if (!bench.peer) continue;
        SYM_TRY(const double peerTime, bench.peer->step("#act", bench.job));
        if (round > 0) peers.times.push_back(peerTime);
    }
    return {};
}

/// Median over the pages of one time divided by another; null when either is missing everywhere.
Json ratioOf(const Json& pages, const char* time, const char* other, int leastNodes = 0)
{
    std::vector<double> ratios;
    for (const Json& page : pages)
        if (page[time].is_number() && page[other].is_number() && page[other] > 0.0
            && page.value("nodes", 0) >= leastNodes)
            ratios.push_back(page[time].get<double>() / page[other].get<double>());
    return ratios.empty() ? Json() : Json(median(ratios));
}

struct NamedUrl {
    std::string name;
    std::string url;
};

std::vector<NamedUrl> urlsOf(const std::vector<BenchPage>& pages, const BenchPageServer& server,
                             const SiteServer* sites)
{
    std::vector<NamedUrl> urls;
    for (std::size_t i = 0; i < pages.size(); ++i) urls.push_back({pages[i].name, server.url(i)});
    if (sites)
        for (const auto& [site, address] : sites->addresses(0))
            urls.push_back({"site " + site, address});
    return urls;
}

std::string cell(const Json& value, const char* format)
{
    if (!value.is_number()) return "-";
    char text[32];
    std::snprintf(text, sizeof text, format, value.get<double>());
    return text;
}

std::string tableLine(const std::string& name, const std::string& nodes, const std::string& page,
                      const std::string& cdp, const std::string& playwright)
{
    char line[160];
    std::snprintf(line, sizeof line, "%-22s %8s %10s %10s %12s\n", name.c_str(), nodes.c_str(),
                  page.c_str(), cdp.c_str(), playwright.c_str());
    return line;
}

}  // namespace

Result<Json> benchStep(BrowserHost& host, DevToolsThread& devTools, const StepBenchOptions& options,
                       JobContext& job)
{
    const std::vector<BenchPage> pages = benchPages();
    SYM_TRY(const auto server, BenchPageServer::start(pages));
    const auto sites = SiteServer::start({});
    SYM_TRY(const auto session, BrowserSession::open(host, devTools, {.recordHar = false}, job));
    const auto peer = PlaywrightPeer::start(job);
    Bench bench{*session, peer ? peer->get() : nullptr, options, job};
    if (!peer) bench.say("no peer: " + peer.error().message());

    Json rows = Json::array();
    Series steps;
    Series peerSteps;
    const std::vector<NamedUrl> urls = urlsOf(pages, *server, sites ? sites->get() : nullptr);
    for (std::size_t i = 0; i < urls.size(); ++i) {
        job.report(double(i) / double(urls.size()), urls[i].name);
        SYM_TRY(Json row, measurePage(bench, urls[i].name, urls[i].url));
        rows.push_back(std::move(row));
        if (i < pages.size() && urls[i].name.ends_with(kStepSize))
            SYM_CHECK(measureSteps(bench, urls[i].name, urls[i].url, steps, peerSteps));
    }

    Json measured{{"rounds", options.rounds}, {"browser", session->product()}};
    steps.write(measured, "step");
    peerSteps.write(measured, "playwright_step");
    measured["ratio_page_to_playwright"] = ratioOf(rows, "page_ms", "playwright_ms");
    measured["ratio_page_to_playwright_500_nodes"] =
        ratioOf(rows, "page_ms", "playwright_ms", kTellingNodes);
    measured["ratio_page_to_cdp"] = ratioOf(rows, "page_ms", "cdp_ms");
    measured["ratio_step_to_playwright"] =
        peerSteps.times.empty() ? Json() : Json(median(steps.times) / median(peerSteps.times));
    measured["pages"] = std::move(rows);
    if (peer)
        measured["peer"] = {{"name", "playwright-core"},
                            {"version", (*peer)->playwrightVersion()},
                            {"chromium", (*peer)->chromiumVersion()}};
    else
        measured["peer"] = {{"name", "playwright-core"}, {"missing", peer.error().message()}};
    return measured;
}

std::string stepBenchTable(const Json& measured)
{
    std::string text = tableLine("page", "nodes", "page ms", "cdp ms", "Playwright ms");
    for (const Json& page : measured.at("pages"))
        text += tableLine(page.value("name", std::string()), std::to_string(page.value("nodes", 0)),
                          cell(page["page_ms"], "%.1f"), cell(page["cdp_ms"], "%.1f"),
                          cell(page["playwright_ms"], "%.1f"));
    text += tableLine("click to observation", "", cell(measured["step_ms"], "%.1f"), "",
                      cell(measured["playwright_step_ms"], "%.1f"));
    text += "page / Playwright " + cell(measured["ratio_page_to_playwright"], "%.2f")
            + " (pages of at least " + std::to_string(kTellingNodes) + " nodes "
            + cell(measured["ratio_page_to_playwright_500_nodes"], "%.2f") + "), page / cdp "
            + cell(measured["ratio_page_to_cdp"], "%.2f") + ", step / Playwright "
            + cell(measured["ratio_step_to_playwright"], "%.2f") + " (medians of "
            + std::to_string(measured.value("rounds", 0)) + " rounds)\n";
    const Json& peer = measured.at("peer");
    if (peer.contains("missing"))
        return text + "Playwright is missing: " + peer["missing"].get<std::string>();
    return text + measured.value("browser", std::string()) + "; Playwright "
           + peer.value("version", std::string()) + " with Chromium "
           + peer.value("chromium", std::string());
}

}  // namespace sym
