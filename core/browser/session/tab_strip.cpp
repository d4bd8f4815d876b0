#include "core/browser/session/tab_strip.h"

#include <algorithm>
#include <condition_variable>

#include "core/browser/devtools/page_monitor.h"
#include "core/browser/protocol/emulation_domain.h"
#include "core/browser/protocol/page_domain.h"

namespace sym {

namespace {

/// A tab that a page announced appears within this time, or never (a blocked pop-up).
constexpr std::chrono::milliseconds kNewTabLimit{2'000};
constexpr std::chrono::milliseconds kNewTabPoll{5};

void pause(std::chrono::milliseconds time)
{
    std::mutex mutex;
    std::unique_lock lock(mutex);
    std::condition_variable().wait_for(lock, time);
}

bool isCrash(const Error& error)
{
    return error.message().find("crashed") != std::string::npos;
}

}  // namespace

TabStrip::TabStrip(BrowserHost& host, DevToolsThread& devTools, const SessionOptions& options,
                   SessionRecords& records)
    : m_host(host), m_devTools(devTools), m_options(options), m_records(records)
{
}

TabStrip::~TabStrip()
{
    if (!m_tabs.empty()) m_profile = m_tabs.front().page->target();
    m_tabs.clear();
    if (m_profile) m_host.closeProfile(*m_profile);
}

Status TabStrip::openProfile(JobContext& job)
{
    SYM_TRY(m_profile, m_host.openProfile(m_options.profile, job));
    SYM_TRY(Tab tab, connect(*m_profile, job));
    m_tabs.push_back(std::move(tab));
    return {};
}

Status TabStrip::openTab(JobContext& job)
{
    SYM_TRY(const PageTarget target, m_host.openTab(page().target(), job));
    SYM_TRY(Tab tab, connect(target, job));
    m_tabs.push_back(std::move(tab));
    focusLast(job);
    return {};
}

Result<Tab> TabStrip::connect(const PageTarget& target, JobContext& job)
{
    Tab tab;
    tab.watch = std::make_shared<TabWatch>(target.id, m_records);
    SYM_TRY(tab.page,
            DevToolsPage::open(m_devTools, target, m_options.callTimeout, {tab.watch}, job));
    tab.watch->attach(tab.page->connection());
    SYM_CHECK(prepare(tab.page->connection(), job));
    return tab;
}

Status TabStrip::prepare(DevToolsConnection& connection, JobContext& job)
{
    if (!m_records.filter.isOpen()) {
        auto enabled = connection.call(
            "Fetch.enable", {{"patterns", nlohmann::json::array({{{"urlPattern", "*"}}})}}, job);
        if (!enabled) return enabled.error();
    }
    connection.post("Page.setInterceptFileChooserDialog", {{"enabled", true}});
    const EmulationDomain emulation(connection);
    SYM_CHECK(emulation.setDeviceMetrics(m_options.profile.viewportWidth,
                                         m_options.profile.viewportHeight, job));
    SYM_CHECK(emulation.setFocusEmulation(true, job));
    if (m_geolocation)
        SYM_CHECK(emulation.setGeolocation(m_geolocation->first, m_geolocation->second, job));
    return {};
}

Result<int> TabStrip::adoptNewTabs(bool expected, JobContext& job)
{
    const Deadline deadline = after(kNewTabLimit);
    SYM_TRY(std::vector<PageTarget> targets, m_host.newTabs(page().target(), job));
    while (expected && targets.empty() && std::chrono::steady_clock::now() < deadline) {
        if (job.isCancelled()) return Error(ErrorCode::Cancelled, "cancelled");
        pause(kNewTabPoll);
        SYM_TRY(targets, m_host.newTabs(page().target(), job));
    }
    int adopted = 0;
    for (const PageTarget& target : targets) {
        auto tab = connect(target, job);
        if (!tab && tab.error().code() == ErrorCode::Cancelled) return tab.error();
        if (!tab) continue;  // gone already: a download, a pop-up that closed itself
        const std::string url = tab->page->monitor().snapshot().url;
        if (!m_records.filter.allows(url)) {
            m_records.journal.addBlocked(url);
            tab->page.reset();
            SYM_CHECK(m_host.closeTab(target, job));
            continue;
        }
        m_tabs.push_back(std::move(*tab));
        ++adopted;
    }
    return adopted;
}

Status TabStrip::closeCurrent(JobContext& job)
{
    const std::size_t closing = m_current;
    if (m_tabs.size() == 1) SYM_CHECK(openTab(job));
    const PageTarget target = m_tabs[closing].page->target();
    m_tabs.erase(m_tabs.begin() + std::ptrdiff_t(closing));
    m_current = m_tabs.size();  // none: the title of the closed one is of no use
    focusLast(job);
    return m_host.closeTab(target, job);
}

void TabStrip::focus(std::size_t index, JobContext& job)
{
    if (index == m_current || index >= m_tabs.size()) {
        m_current = std::min(m_current, m_tabs.size() - 1);
        return;
    }
    if (m_current < m_tabs.size()) noteTitle(m_tabs[m_current], job);
    m_current = index;
    // best effort: headless pages are in front anyway
    auto front = PageDomain(page().connection()).bringToFront(job);
    static_cast<void>(front);
}

void TabStrip::noteTitle(Tab& tab, JobContext& job)
{
    if (!tab.page->connection().isOpen()) return;
    auto title = tab.page->evaluateInWorld("document.title", job);
    if (title && title->is_string()) tab.title = title->get<std::string>();
}

Status TabStrip::dropClosedTabs(JobContext& job)
{
    for (std::size_t i = m_tabs.size(); i-- > 0;) {
        const auto gone = m_tabs[i].page->monitor().snapshot().gone;
        if (!gone) continue;
        if (i == m_current && (isCrash(*gone) || m_tabs.size() == 1)) return *gone;
        if (m_tabs.size() == 1) return *gone;
        m_tabs.erase(m_tabs.begin() + std::ptrdiff_t(i));
        if (m_current > i || m_current >= m_tabs.size())
            m_current = m_current == 0 ? 0 : m_current - 1;
        auto front = PageDomain(page().connection()).bringToFront(job);
        static_cast<void>(front);
    }
    return {};
}

std::vector<TabRecord> TabStrip::records() const
{
    std::vector<TabRecord> records;
    for (std::size_t i = 0; i < m_tabs.size(); ++i)
        records.push_back({.url = m_tabs[i].page->monitor().snapshot().url,
                           .title = m_tabs[i].title,
                           .current = i == m_current});
    return records;
}

Status TabStrip::setGeolocation(double latitude, double longitude, JobContext& job)
{
    m_geolocation = {latitude, longitude};
    for (Tab& tab : m_tabs)
        SYM_CHECK(EmulationDomain(tab.page->connection()).setGeolocation(latitude, longitude, job));
    return {};
}

}  // namespace sym
