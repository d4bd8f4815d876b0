#pragma once

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/browser/browser_session.h"
#include "core/browser/devtools_page.h"
#include "core/browser/traffic/tab_watch.h"

namespace sym {

/// One tab: its page over DevTools and what watches its events.
struct Tab {
    std::shared_ptr<TabWatch> watch;  // outlives the page, whose connection it listens to
    std::unique_ptr<DevToolsPage> page;
    std::string title;  ///< as last looked at
};

/// The tabs of one profile, one of them current. There is always at least one.
class TabStrip {
public:
    TabStrip(BrowserHost& host, DevToolsThread& devTools, const SessionOptions& options,
             SessionRecords& records);
    ~TabStrip();  ///< closes the profile

    Status openProfile(JobContext& job);
    Status openTab(JobContext& job);  ///< a blank one, which becomes current

    /// Takes in the tabs that pages opened by themselves.
    /// @param expected wait a while for at least one
    /// @return how many there were
    Result<int> adoptNewTabs(bool expected, JobContext& job);

    /// Closes the current tab; the last one is replaced by a blank one.
    Status closeCurrent(JobContext& job);
    void focus(std::size_t index, JobContext& job);
    void focusLast(JobContext& job) { focus(m_tabs.size() - 1, job); }

    /// Drops tabs that closed themselves. @return Network when the current page crashed, or when
    /// no tab is left
    Status dropClosedTabs(JobContext& job);

    Tab& current() { return m_tabs[m_current]; }
    const Tab& current() const { return m_tabs[m_current]; }
    DevToolsPage& page() { return *m_tabs[m_current].page; }
    std::string firstTargetId() const { return m_profile ? m_profile->id : std::string(); }
    std::size_t size() const { return m_tabs.size(); }
    std::vector<Tab>& all() { return m_tabs; }
    std::vector<TabRecord> records() const;

    /// Applies to all tabs, those to come included. Degrees.
    Status setGeolocation(double latitude, double longitude, JobContext& job);

private:
    Result<Tab> connect(const PageTarget& target, JobContext& job);
    Status prepare(DevToolsConnection& connection, JobContext& job);
    void noteTitle(Tab& tab, JobContext& job);

    BrowserHost& m_host;
    DevToolsThread& m_devTools;
    const SessionOptions& m_options;
    SessionRecords& m_records;
    std::vector<Tab> m_tabs;
    std::size_t m_current = 0;
    std::optional<std::pair<double, double>> m_geolocation;
    std::optional<PageTarget> m_profile;  // any page of it, for closing
};

}  // namespace sym
