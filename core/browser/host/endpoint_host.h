#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <string>

#include "core/browser/browser_host.h"
#include "core/browser/host/target_registry.h"

namespace sym {

class DevToolsThread;

/// Pages of a Chromium that runs somewhere and listens for DevTools; each profile is a browser
/// context of its own, which the browser disposes of when this host disconnects.
class EndpointHost final : public BrowserHost {
public:
    /// @param address ws://HOST:PORT/devtools/browser/ID or http://HOST:PORT
    static Result<std::unique_ptr<EndpointHost>> open(DevToolsThread& thread,
                                                      const std::string& address, JobContext& job);

    std::string name() const override { return m_address; }
    Result<PageTarget> openProfile(const ProfileOptions& options, JobContext& job) override;
    Result<PageTarget> openTab(const PageTarget& page, JobContext& job) override;
    Result<std::vector<PageTarget>> newTabs(const PageTarget& page, JobContext& job) override;
    Status closeTab(const PageTarget& tab, JobContext& job) override;
    void closeProfile(const PageTarget& page) override;

private:
    EndpointHost(std::string address, std::unique_ptr<TargetRegistry> registry);
    Status setDownloads(const std::string& contextId, const std::string& folder, JobContext& job);

    std::string m_address;
    std::unique_ptr<TargetRegistry> m_registry;
    std::mutex m_mutex;
    std::map<std::string, ProfileOptions> m_profiles;  // by browser context
};

}  // namespace sym
