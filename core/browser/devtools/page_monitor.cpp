#include "core/browser/devtools/page_monitor.h"

#include <algorithm>
#include <string_view>

namespace sym {

namespace {

std::string text(const nlohmann::json& object, const char* key)
{
    const auto found = object.find(key);
    return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

/// Streams and pings that may stay open for ever; nobody waits for them.
bool isWorthWaitingFor(const std::string& type)
{
    constexpr std::string_view kEndless[] = {
        "EventSource", "WebSocket", "Ping", "Media", "Prefetch", "Preflight", "CSPViolationReport"};
    return std::find(std::begin(kEndless), std::end(kEndless), type) == std::end(kEndless);
}

}  // namespace

void PageMonitor::onEvent(const std::string& method, const nlohmann::json& params)
{
    const std::size_t dot = method.find('.');
    if (dot == std::string::npos) return;
    const std::string domain = method.substr(0, dot), event = method.substr(dot + 1);
    {
        const std::lock_guard lock(m_mutex);
        if (domain == "Page")
            onPageEvent(event, params);
        else if (domain == "Runtime")
            onRuntimeEvent(event, params);
        else if (domain == "Network")
            onNetworkEvent(event, params);
        else
            return;
    }
    m_changed.notify_all();
}

void PageMonitor::onClosed(const Error& reason)
{
    {
        const std::lock_guard lock(m_mutex);
        if (!m_now.gone) m_now.gone = reason;
    }
    m_changed.notify_all();
}

void PageMonitor::onPageEvent(const std::string& event, const nlohmann::json& params)
{
    const std::string frameId = text(params, "frameId");
    const bool isMain = frameId == m_now.mainFrameId;
    if (event == "frameNavigated") return onFrameNavigated(params.at("frame"));
    if (event == "navigatedWithinDocument") {
        m_frames[frameId].url = text(params, "url");
        if (isMain) m_now.navigating = false;
    } else if (event == "frameAttached") {
        m_frames[frameId].parentId = text(params, "parentFrameId");
    } else if (event == "frameDetached") {
        onFrameDetached(frameId, text(params, "reason"));
    } else if (event == "frameStartedLoading") {
        m_frames[frameId].loading = true;
        ++m_now.navigationsStarted;
        if (isMain) m_now.navigating = true;
    } else if (event == "frameScheduledNavigation" || event == "frameRequestedNavigation") {
        if (text(params, "disposition").empty() || text(params, "disposition") == "currentTab") {
            ++m_now.navigationsStarted;
            if (isMain && params.value("delay", 0.0) < 1.0) m_now.navigating = true;
        }
    } else if (event == "frameClearedScheduledNavigation") {
        if (isMain && !m_frames[frameId].loading) m_now.navigating = false;
    } else if (event == "frameStoppedLoading") {
        m_frames[frameId].loading = false;
        if (isMain) m_now.navigating = false;
    } else if (event == "domContentEventFired") {
        m_now.domReady = true;
    } else if (event == "loadEventFired") {
        m_now.domReady = m_now.loaded = true;
    } else if (event == "windowOpen") {
        ++m_now.windowsOpened;
    } else if (event == "downloadWillBegin") {
        ++m_now.downloads;
        m_now.navigating = false;
    }
}

void PageMonitor::onFrameNavigated(const nlohmann::json& frame)
{
    const std::string id = text(frame, "id");
    FrameState& state = m_frames[id];
    state.parentId = text(frame, "parentId");
    state.url = text(frame, "url") + text(frame, "urlFragment");
    state.name = text(frame, "name");
    state.loaderId = text(frame, "loaderId");
    if (!state.parentId.empty()) return;
    m_now.mainFrameId = id;
    ++m_now.documents;
    m_now.navigating = false;
    m_now.domReady = m_now.loaded = false;
    // requests of the old document end without a word; those of the new one come after its own
    std::erase_if(m_now.requests, [&](const auto& entry) { return entry.first != state.loaderId; });
}

void PageMonitor::onFrameDetached(const std::string& frameId, const std::string& reason)
{
    if (reason == "swap") return;  // the frame goes on in another process
    std::vector<std::string> gone{frameId};
    while (!gone.empty()) {
        const std::string id = gone.back();
        gone.pop_back();
        m_frames.erase(id);
        for (const auto& [child, state] : m_frames)
            if (state.parentId == id) gone.push_back(child);
    }
}

void PageMonitor::onRuntimeEvent(const std::string& event, const nlohmann::json& params)
{
    if (event == "executionContextCreated") {
        const nlohmann::json& context = params.at("context");
        const auto aux = context.find("auxData");
        if (aux == context.end()) return;
        FrameState& frame = m_frames[text(*aux, "frameId")];
        const int id = context.value("id", 0);
        if (aux->value("isDefault", false))
            frame.pageContext = id;
        else if (text(context, "name") == kWorldName)
            frame.worldContext = id;
    } else if (event == "executionContextDestroyed") {
        const int id = params.value("executionContextId", 0);
        for (auto& [frameId, frame] : m_frames) {
            if (frame.pageContext == id) frame.pageContext = 0;
            if (frame.worldContext == id) frame.worldContext = 0;
        }
    } else if (event == "executionContextsCleared") {
        for (auto& [frameId, frame] : m_frames) frame.pageContext = frame.worldContext = 0;
    }
}

void PageMonitor::onNetworkEvent(const std::string& event, const nlohmann::json& params)
{
    const std::string id = text(params, "requestId");
    if (event == "requestWillBeSent") {
        const std::string type = text(params, "type");
        ++m_now.requestsStarted;
        if (!isWorthWaitingFor(type)) return;
        m_now.requests[id] = {type, text(params.at("request"), "url"),
                              std::chrono::steady_clock::now()};
    } else if (event == "loadingFinished" || event == "loadingFailed") {
        m_now.requests.erase(id);
    } else if (event == "responseReceived") {
        const auto& response = params.at("response");
        if (text(response, "mimeType") == "text/event-stream") m_now.requests.erase(id);
    }
}

void PageMonitor::addTree(const nlohmann::json& tree)
{
    const nlohmann::json& frame = tree.at("frame");
    const std::string id = text(frame, "id");
    FrameState& state = m_frames[id];
    state.parentId = text(frame, "parentId");
    state.url = text(frame, "url") + text(frame, "urlFragment");
    state.name = text(frame, "name");
    state.loaderId = text(frame, "loaderId");
    if (state.parentId.empty()) m_now.mainFrameId = id;
    if (const auto children = tree.find("childFrames"); children != tree.end())
        for (const nlohmann::json& child : *children) addTree(child);
}

void PageMonitor::takeFrameTree(const nlohmann::json& tree)
{
    const std::lock_guard lock(m_mutex);
    addTree(tree);
    if (m_now.documents == 0) m_now.documents = 1;
}

PageState PageMonitor::snapshotLocked() const
{
    PageState copy = m_now;
    copy.loading = std::any_of(m_frames.begin(), m_frames.end(),
                               [](const auto& entry) { return entry.second.loading; });
    if (const auto main = m_frames.find(m_now.mainFrameId); main != m_frames.end())
        copy.url = main->second.url;
    return copy;
}

PageState PageMonitor::snapshot() const
{
    const std::lock_guard lock(m_mutex);
    return snapshotLocked();
}

std::map<std::string, FrameState> PageMonitor::frames() const
{
    const std::lock_guard lock(m_mutex);
    return m_frames;
}

std::string PageMonitor::mainFrameId() const
{
    const std::lock_guard lock(m_mutex);
    return m_now.mainFrameId;
}

int PageMonitor::worldContext(const std::string& frameId) const
{
    const std::lock_guard lock(m_mutex);
    const auto found = m_frames.find(frameId.empty() ? m_now.mainFrameId : frameId);
    return found == m_frames.end() ? 0 : found->second.worldContext;
}

int PageMonitor::pageContext(const std::string& frameId) const
{
    const std::lock_guard lock(m_mutex);
    const auto found = m_frames.find(frameId.empty() ? m_now.mainFrameId : frameId);
    return found == m_frames.end() ? 0 : found->second.pageContext;
}

void PageMonitor::setWorldContext(const std::string& frameId, int contextId)
{
    const std::lock_guard lock(m_mutex);
    const auto found = m_frames.find(frameId.empty() ? m_now.mainFrameId : frameId);
    if (found != m_frames.end()) found->second.worldContext = contextId;
}

Status PageMonitor::waitUntil(const std::function<bool(const PageState&)>& done, JobContext& job,
                              Deadline deadline, const std::string& what) const
{
    std::unique_lock lock(m_mutex);
    while (true) {
        const PageState now = snapshotLocked();
        if (now.gone) return *now.gone;
        if (done(now)) return {};
        if (job.isCancelled()) return Error(ErrorCode::Cancelled, "cancelled");
        const auto clock = std::chrono::steady_clock::now();
        if (clock >= deadline) return Error(ErrorCode::Timeout, what + " did not happen in time");
        m_changed.wait_until(lock, std::min<Deadline>(deadline, clock + kCancelPoll));
    }
}

}  // namespace sym
