#include "core/browser/traffic/tab_watch.h"

namespace sym {

TabWatch::TabWatch(std::string targetId, SessionRecords& records)
    : m_targetId(std::move(targetId)), m_records(records)
{
}

void TabWatch::attach(DevToolsConnection& connection)
{
    m_connection = &connection;
    if (m_dialogWaits.exchange(false))
        connection.post("Page.handleJavaScriptDialog", {{"accept", false}});
}

void TabWatch::post(const std::string& method, const nlohmann::json& params)
{
    if (DevToolsConnection* connection = m_connection) connection->post(method, params);
}

void TabWatch::onEvent(const std::string& method, const nlohmann::json& params)
{
    constexpr std::string_view kNetwork = "Network.";
    if (method.starts_with(kNetwork))
        onNetworkEvent(method.substr(kNetwork.size()), params);
    else if (method == "Page.javascriptDialogOpening")
        onDialog(params);
    else if (method == "Fetch.requestPaused")
        onRequestPaused(params);
    else if (method == "Page.downloadWillBegin")
        m_records.journal.addDownload(params.value("url", ""));
    else if (method == "Inspector.targetCrashed")
        m_records.journal.addPageError("the page's renderer crashed");
}

void TabWatch::onDialog(const nlohmann::json& params)
{
    const std::string type = params.value("type", "alert");
    // whoever navigates wants to leave the page; everything else is dismissed
    const bool accept = type == "beforeunload";
    if (m_connection == nullptr) m_dialogWaits = true;
    if (!accept) m_records.journal.addDialog(type, params.value("message", ""));
    post("Page.handleJavaScriptDialog", {{"accept", accept}});
}

void TabWatch::onRequestPaused(const nlohmann::json& params)
{
    if (!m_answersRequests) return;
    const std::string url = params.value("/request/url"_json_pointer, std::string());
    const nlohmann::json id{{"requestId", params.value("requestId", "")}};
    if (m_records.filter.allows(url)) return post("Fetch.continueRequest", id);
    noteBlocked(params.value("networkId", params.value("requestId", "")), url);
    post("Fetch.failRequest", {{"requestId", id["requestId"]}, {"errorReason", "BlockedByClient"}});
}

/// The host may have refused the request before it came here; its events tell in any case.
void TabWatch::noteBlocked(const std::string& requestId, const std::string& url)
{
    if (m_blocked.insert(requestId).second) m_records.journal.addBlocked(url);
}

void TabWatch::onNetworkEvent(const std::string& event, const nlohmann::json& params)
{
    if (m_records.recordHar) m_records.har.onNetworkEvent(m_targetId, event, params);
    if (event == "requestWillBeSent")
        onRequest(params);
    else if (event == "responseReceived")
        onResponse(params);
    else if (event == "loadingFinished")
        onLoadingFinished(params.value("requestId", ""));
    else if (event == "loadingFailed")
        onLoadingFailed(params);
    else if (event == "webSocketCreated" && !m_records.filter.allows(params.value("url", "")))
        m_records.journal.addBlocked(params.value("url", ""));
}

void TabWatch::onRequest(const nlohmann::json& params)
{
    const nlohmann::json& request = params.at("request");
    const std::string method = request.value("method", "GET");
    const std::string url = request.value("url", "");
    if (!m_records.filter.allows(url)) noteBlocked(params.value("requestId", ""), url);
    if (method != "GET" && method != "HEAD" && method != "OPTIONS")
        m_records.journal.addChangingRequest(method + " " + url);
    if (params.value("type", "") == "Document") m_documents[params.value("requestId", "")] = url;
}

void TabWatch::onResponse(const nlohmann::json& params)
{
    if (params.value("type", "") != "Document") return;
    const nlohmann::json& response = params.at("response");
    const int status = response.value("status", 0);
    if (params.value("frameId", "") == m_targetId) m_documentStatus = status;
    if (status >= 400)
        m_records.journal.addPageError("HTTP " + std::to_string(status) + " "
                                       + response.value("url", ""));
}

void TabWatch::onLoadingFinished(const std::string& requestId)
{
    DevToolsConnection* connection = m_connection;
    if (m_documents.erase(requestId) == 0 || !m_records.recordHar || connection == nullptr) return;
    // at once: the browser forgets bodies with their page
    connection->request("Network.getResponseBody", {{"requestId", requestId}},
                        [this, requestId](const Result<nlohmann::json>& answer) {
                            if (!answer) return;
                            m_records.har.setBody(m_targetId, requestId, answer->value("body", ""),
                                                  answer->value("base64Encoded", false));
                        });
}

void TabWatch::onLoadingFailed(const nlohmann::json& params)
{
    const auto document = m_documents.find(params.value("requestId", ""));
    if (document == m_documents.end()) return;
    if (!params.value("canceled", false))
        m_records.journal.addPageError(params.value("errorText", "failed") + " "
                                       + document->second);
    m_documents.erase(document);
}

}  // namespace sym
