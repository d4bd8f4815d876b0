#include "core/browser/host/target_registry.h"

#include <algorithm>

#include "core/browser/protocol/target_domain.h"

namespace sym {

namespace {

constexpr std::chrono::milliseconds kCallTimeout{15'000};

struct TargetState {
    std::string id;
    std::string contextId;
    std::string url;
    bool known = false;
    bool closed = false;
};

}  // namespace

class TargetRegistry::Listener final : public DevToolsListener {
public:
    void onEvent(const std::string& method, const nlohmann::json& params) override
    {
        {
            const std::lock_guard lock(mutex);
            if (method == "Target.targetCreated" || method == "Target.targetInfoChanged")
                take(params.at("targetInfo"));
            else if (method == "Target.targetDestroyed")
                close(params.value("targetId", std::string()));
            else
                return;
        }
        changed.notify_all();
    }

    void onClosed(const Error& reason) override
    {
        {
            const std::lock_guard lock(mutex);
            gone = reason;
        }
        changed.notify_all();
    }

    TargetState* find(const std::string& id)
    {
        const auto found = std::find_if(targets.begin(), targets.end(),
                                        [&](const TargetState& target) { return target.id == id; });
        return found == targets.end() ? nullptr : &*found;
    }

    std::mutex mutex;
    std::condition_variable changed;
    std::vector<TargetState> targets;  // pages, in the order they were opened
    std::optional<Error> gone;

private:
    void take(const nlohmann::json& info)
    {
        if (info.value("type", "") != "page") return;
        const std::string id = info.value("targetId", "");
        if (find(id) == nullptr)
            targets.push_back({.id = id,
                               .contextId = info.value("browserContextId", ""),
                               .url = {},
                               .known = false,
                               .closed = false});
        find(id)->url = info.value("url", "");
    }

    void close(const std::string& id)
    {
        if (TargetState* target = find(id)) target->closed = true;
    }
};

TargetRegistry::TargetRegistry(BrowserEndpoint endpoint)
    : m_endpoint(std::move(endpoint)), m_listener(std::make_shared<Listener>())
{
}

TargetRegistry::~TargetRegistry() = default;

Result<std::unique_ptr<TargetRegistry>> TargetRegistry::open(DevToolsThread& thread,
                                                             const BrowserEndpoint& endpoint,
                                                             JobContext& job)
{
    std::unique_ptr<TargetRegistry> registry(new TargetRegistry(endpoint));
    SYM_TRY(registry->m_browser,
            DevToolsConnection::open(thread, endpoint.webSocketUrl, kCallTimeout, job));
    registry->m_browser->addListener(registry->m_listener);
    SYM_CHECK(TargetDomain(*registry->m_browser).setDiscoverTargets(job));
    return registry;
}

Result<PageTarget> TargetRegistry::waitForPage(const std::string& token, Deadline deadline,
                                               JobContext& job)
{
    std::unique_lock lock(m_listener->mutex);
    while (true) {
        for (TargetState& target : m_listener->targets) {
            if (target.closed || target.url.find(token) == std::string::npos) continue;
            target.known = true;
            return PageTarget{.id = target.id, .webSocketUrl = m_endpoint.pageUrl(target.id)};
        }
        if (m_listener->gone) return *m_listener->gone;
        if (job.isCancelled()) return Error(ErrorCode::Cancelled, "cancelled");
        const auto now = std::chrono::steady_clock::now();
        if (now >= deadline)
            return Error(ErrorCode::Timeout, "the new page did not appear in time");
        m_listener->changed.wait_until(lock, std::min<Deadline>(deadline, now + kCancelPoll));
    }
}

PageTarget TargetRegistry::markKnown(const std::string& targetId)
{
    const std::lock_guard lock(m_listener->mutex);
    if (TargetState* target = m_listener->find(targetId)) target->known = true;
    return {.id = targetId, .webSocketUrl = m_endpoint.pageUrl(targetId)};
}

std::vector<PageTarget> TargetRegistry::takeNewPages(const std::string& targetId)
{
    const std::lock_guard lock(m_listener->mutex);
    const TargetState* page = m_listener->find(targetId);
    if (page == nullptr) return {};
    const std::string contextId = page->contextId;
    std::vector<PageTarget> pages;
    for (TargetState& target : m_listener->targets) {
        if (target.closed || target.known || target.contextId != contextId) continue;
        target.known = true;
        pages.push_back({.id = target.id, .webSocketUrl = m_endpoint.pageUrl(target.id)});
    }
    return pages;
}

std::string TargetRegistry::contextOf(const std::string& targetId) const
{
    const std::lock_guard lock(m_listener->mutex);
    const TargetState* target = m_listener->find(targetId);
    return target == nullptr ? std::string() : target->contextId;
}

}  // namespace sym
