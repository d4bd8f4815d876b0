#include "core/browser/protocol/page_domain.h"

#include <QtCore/QByteArray>

namespace sym {

namespace {

Status asStatus(const Result<nlohmann::json>& answer)
{
    return answer ? Status() : Status(answer.error());
}

}  // namespace

Result<PageDomain::Navigation> PageDomain::navigate(const std::string& url, JobContext& job,
                                                    Deadline deadline) const
{
    SYM_TRY(const nlohmann::json answer,
            m_connection.call("Page.navigate", {{"url", url}}, job, deadline));
    return Navigation{.loaderId = answer.value("loaderId", std::string()),
                      .errorText = answer.value("errorText", std::string())};
}

Status PageDomain::stopLoading(JobContext& job) const
{
    return asStatus(m_connection.call("Page.stopLoading", nullptr, job));
}

Result<PageDomain::History> PageDomain::history(JobContext& job) const
{
    SYM_TRY(const nlohmann::json answer,
            m_connection.call("Page.getNavigationHistory", nullptr, job));
    History history{.current = answer.value("currentIndex", 0), .entries = {}};
    for (const nlohmann::json& entry : answer.value("entries", nlohmann::json::array()))
        history.entries.push_back({.id = entry.value("id", 0),
                                   .url = entry.value("url", std::string()),
                                   .title = entry.value("title", std::string())});
    return history;
}

Status PageDomain::navigateToHistoryEntry(int id, JobContext& job) const
{
    return asStatus(m_connection.call("Page.navigateToHistoryEntry", {{"entryId", id}}, job));
}

Result<int> PageDomain::createIsolatedWorld(const std::string& frameId,
                                            const std::string& worldName, JobContext& job) const
{
    SYM_TRY(const nlohmann::json answer,
            m_connection.call("Page.createIsolatedWorld",
                              {{"frameId", frameId}, {"worldName", worldName}}, job));
    return answer.value("executionContextId", 0);
}

Result<std::string> PageDomain::addScript(const std::string& source, JobContext& job) const
{
    SYM_TRY(const nlohmann::json answer,
            m_connection.call("Page.addScriptToEvaluateOnNewDocument", {{"source", source}}, job));
    return answer.value("identifier", std::string());
}

Status PageDomain::removeScript(const std::string& identifier, JobContext& job) const
{
    return asStatus(m_connection.call("Page.removeScriptToEvaluateOnNewDocument",
                                      {{"identifier", identifier}}, job));
}

Result<std::string> PageDomain::screenshotPng(JobContext& job) const
{
    SYM_TRY(const nlohmann::json answer,
            m_connection.call("Page.captureScreenshot", {{"format", "png"}}, job));
    const QByteArray bytes =
        QByteArray::fromBase64(QByteArray::fromStdString(answer.value("data", std::string())));
    if (bytes.isEmpty()) return Error(ErrorCode::Protocol, "the screenshot is empty");
    return bytes.toStdString();
}

Status PageDomain::bringToFront(JobContext& job) const
{
    return asStatus(m_connection.call("Page.bringToFront", nullptr, job));
}

}  // namespace sym
