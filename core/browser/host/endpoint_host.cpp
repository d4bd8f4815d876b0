#include "core/browser/host/endpoint_host.h"

#include "core/browser/devtools/browser_endpoint.h"
#include "core/browser/protocol/target_domain.h"

namespace sym {

namespace {

constexpr std::chrono::milliseconds kFindLimit{10'000};

}  // namespace

EndpointHost::EndpointHost(std::string address, std::unique_ptr<TargetRegistry> registry)
    : m_address(std::move(address)), m_registry(std::move(registry))
{
}

Result<std::unique_ptr<EndpointHost>> EndpointHost::open(DevToolsThread& thread,
                                                         const std::string& address,
                                                         JobContext& job)
{
    SYM_TRY(const BrowserEndpoint endpoint, findBrowser(thread, address, kFindLimit, job));
    SYM_TRY(auto registry, TargetRegistry::open(thread, endpoint, job));
    return std::unique_ptr<EndpointHost>(new EndpointHost(address, std::move(registry)));
}

Result<PageTarget> EndpointHost::openProfile(const ProfileOptions& options, JobContext& job)
{
    const TargetDomain target(m_registry->browser());
    auto context = target.createBrowserContext(options.allowedHosts, job);
    if (!context)
        return context.error().within(
            "the browser makes no profile (a Chromium with --headless "
            "can)");
    SYM_CHECK(setDownloads(*context, options.downloadFolder, job));
    auto page = target.createTarget(*context, options.viewportWidth, options.viewportHeight, job);
    if (!page) {
        target.disposeBrowserContext(*context);
        return page.error();
    }
    const std::lock_guard lock(m_mutex);
    m_profiles[*context] = options;
    return m_registry->markKnown(*page);
}

Status EndpointHost::setDownloads(const std::string& contextId, const std::string& folder,
                                  JobContext& job)
{
    nlohmann::json params{{"behavior", folder.empty() ? "deny" : "allow"},
                          {"browserContextId", contextId}};
    if (!folder.empty()) params["downloadPath"] = folder;
    auto answer = m_registry->browser().call("Browser.setDownloadBehavior", params, job);
    return answer ? Status() : Status(answer.error());
}

Result<PageTarget> EndpointHost::openTab(const PageTarget& page, JobContext& job)
{
    const std::string context = m_registry->contextOf(page.id);
    ProfileOptions options;
    {
        const std::lock_guard lock(m_mutex);
        const auto found = m_profiles.find(context);
        if (found == m_profiles.end())
            return Error(ErrorCode::NotFound, "no profile has the page " + page.id);
        options = found->second;
    }
    SYM_TRY(const std::string id,
            TargetDomain(m_registry->browser())
                .createTarget(context, options.viewportWidth, options.viewportHeight, job));
    return m_registry->markKnown(id);
}

Result<std::vector<PageTarget>> EndpointHost::newTabs(const PageTarget& page, JobContext&)
{
    return m_registry->takeNewPages(page.id);
}

Status EndpointHost::closeTab(const PageTarget& tab, JobContext& job)
{
    return TargetDomain(m_registry->browser()).closeTarget(tab.id, job);
}

void EndpointHost::closeProfile(const PageTarget& page)
{
    const std::string context = m_registry->contextOf(page.id);
    {
        const std::lock_guard lock(m_mutex);
        if (m_profiles.erase(context) == 0) return;
    }
    TargetDomain(m_registry->browser()).disposeBrowserContext(context);
}

}  // namespace sym
