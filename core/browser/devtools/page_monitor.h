#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "core/base/job_context.h"
#include "core/browser/devtools/devtools_connection.h"

namespace sym {

/// One request that the page is waiting for.
struct OpenRequest {
    std::string type;  ///< DevTools' resource type: "Document", "XHR", "Fetch", "Script", ...
    std::string url;
    Deadline started;
};

/// What is known of a frame from events.
struct FrameState {
    std::string parentId;
    std::string url;
    std::string name;
    std::string loaderId;
    int pageContext = 0;   ///< execution context of the page's own scripts, 0: none yet
    int worldContext = 0;  ///< of the isolated world, 0: none yet
    bool loading = false;
};

/// The state of a page at one moment, as far as waiting for it needs.
struct PageState {
    std::string mainFrameId;
    std::string url;             ///< of the main frame
    int documents = 0;           ///< main-frame documents committed so far
    int navigationsStarted = 0;  ///< navigations of any frame that began or were announced so far
    bool navigating = false;     ///< the main frame is between start and commit, or announced
    bool loading = false;        ///< some frame is loading
    bool domReady = true;        ///< DOMContentLoaded of the main frame's document
    bool loaded = true;          ///< load event of the main frame's document
    int windowsOpened = 0;       ///< window.open() and target=_blank so far
    int downloads = 0;           ///< downloads begun so far
    std::map<std::string, OpenRequest> requests;  ///< by request id
    int requestsStarted = 0;
    std::optional<Error> gone;  ///< the renderer crashed or the socket closed
};

/// Frames, contexts, loading and requests of one page, kept up to date from its events. Any thread.
class PageMonitor final : public DevToolsListener {
public:
    void onEvent(const std::string& method, const nlohmann::json& params) override;
    void onClosed(const Error& reason) override;

    /// Takes the answer of Page.getFrameTree: what happened before the events were switched on.
    void takeFrameTree(const nlohmann::json& tree);

    PageState snapshot() const;
    std::map<std::string, FrameState> frames() const;
    std::string mainFrameId() const;
    int worldContext(const std::string& frameId) const;
    int pageContext(const std::string& frameId) const;
    void setWorldContext(const std::string& frameId, int contextId);

    /// Waits until `done` holds; it is asked anew after every event.
    /// @return Timeout (naming `what`), Cancelled; a page that is gone counts as Network
    Status waitUntil(const std::function<bool(const PageState&)>& done, JobContext& job,
                     Deadline deadline, const std::string& what) const;

    /// The name of the isolated world.
    static constexpr const char* kWorldName = "symbiont";

private:
    void onPageEvent(const std::string& event, const nlohmann::json& params);
    void onRuntimeEvent(const std::string& event, const nlohmann::json& params);
    void onNetworkEvent(const std::string& event, const nlohmann::json& params);
    void onFrameNavigated(const nlohmann::json& frame);
    void onFrameDetached(const std::string& frameId, const std::string& reason);
    void addTree(const nlohmann::json& tree);
    PageState snapshotLocked() const;

    mutable std::mutex m_mutex;
    mutable std::condition_variable m_changed;
    std::map<std::string, FrameState> m_frames;
    PageState m_now;  // the counters and flags; the rest is filled in by snapshotLocked()
};

}  // namespace sym
