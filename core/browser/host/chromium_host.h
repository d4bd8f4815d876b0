#pragma once

#include <memory>
#include <string>

#include "core/browser/browser_host.h"

namespace sym {

class DevToolsThread;

/// A Chromium of our own: started without a window, on a port of its choice on the loopback, with
/// a user folder that is deleted at the end. The destructor ends the process.
class ChromiumHost final : public BrowserHost {
public:
    /// @param program name or path of the executable
    /// @return NotFound when there is no such program; Network when it ends at once (its last
    ///         words in the message); Timeout
    static Result<std::unique_ptr<ChromiumHost>> open(DevToolsThread& thread,
                                                      const std::string& program, JobContext& job);
    ~ChromiumHost() override;

    std::string name() const override { return "chromium"; }
    Result<PageTarget> openProfile(const ProfileOptions& options, JobContext& job) override;
    Result<PageTarget> openTab(const PageTarget& page, JobContext& job) override;
    Result<std::vector<PageTarget>> newTabs(const PageTarget& page, JobContext& job) override;
    Status closeTab(const PageTarget& tab, JobContext& job) override;
    void closeProfile(const PageTarget& page) override;

private:
    class Process;
    ChromiumHost(std::unique_ptr<Process> process, std::unique_ptr<BrowserHost> pages);

    std::unique_ptr<Process> m_process;  // outlives the connection below
    std::unique_ptr<BrowserHost> m_pages;
};

}  // namespace sym
