#pragma once

#include <atomic>
#include <map>
#include <set>
#include <string>

#include "core/browser/devtools/devtools_connection.h"
#include "core/browser/traffic/har_log.h"
#include "core/browser/traffic/host_filter.h"
#include "core/browser/traffic/session_journal.h"

namespace sym {

/// What all tabs of a session write to and ask; outlives their connections.
struct SessionRecords {
    explicit SessionRecords(std::vector<std::string> allowedHosts, bool recordHar_)
        : filter(std::move(allowedHosts)), recordHar(recordHar_)
    {
    }

    SessionJournal journal;
    HarLog har;
    const HostFilter filter;
    const bool recordHar;
};

/// Answers and notes what one tab's events say: dialogs are dismissed at once, requests to hosts
/// that are not allowed are failed, errors, downloads and changing requests are written down.
class TabWatch final : public DevToolsListener {
public:
    TabWatch(std::string targetId, SessionRecords& records);

    /// From now on the watch can answer. Called once, before requests are intercepted.
    void attach(DevToolsConnection& connection);

    void onEvent(const std::string& method, const nlohmann::json& params) override;

    /// Whether intercepted requests are answered here; off while somebody else does.
    void setAnswersRequests(bool answers) { m_answersRequests = answers; }

    int documentStatus() const { return m_documentStatus; }  ///< HTTP status, 0: unknown

private:
    void onDialog(const nlohmann::json& params);
    void onRequestPaused(const nlohmann::json& params);
    void onNetworkEvent(const std::string& event, const nlohmann::json& params);
    void onRequest(const nlohmann::json& params);
    void onResponse(const nlohmann::json& params);
    void onLoadingFinished(const std::string& requestId);
    void onLoadingFailed(const nlohmann::json& params);
    void noteBlocked(const std::string& requestId, const std::string& url);
    void post(const std::string& method, const nlohmann::json& params);

    const std::string m_targetId;
    SessionRecords& m_records;
    std::atomic<DevToolsConnection*> m_connection = nullptr;
    std::atomic<int> m_documentStatus = 0;
    std::atomic<bool> m_dialogWaits = false;
    std::atomic<bool> m_answersRequests = true;
    // DevTools thread only
    std::map<std::string, std::string> m_documents;  // request id -> address
    std::set<std::string> m_blocked;                 // request ids that are noted already
};

}  // namespace sym
