#pragma once

#include <optional>
#include <string>

#include "core/browser/devtools/devtools_connection.h"

namespace sym {

/// The protocol's Page domain.
class PageDomain {
public:
    explicit PageDomain(DevToolsConnection& connection) : m_connection(connection) {}

    /// What the browser said about a navigation it was asked for.
    struct Navigation {
        std::string loaderId;   ///< empty: within the document, or a download
        std::string errorText;  ///< "net::ERR_CONNECTION_REFUSED"; empty: it committed
    };

    /// Returns once the new document is committed or has failed.
    Result<Navigation> navigate(const std::string& url, JobContext& job, Deadline deadline) const;
    Status stopLoading(JobContext& job) const;

    /// An address of the session history.
    struct HistoryEntry {
        int id = 0;
        std::string url;
        std::string title;
    };
    struct History {
        int current = 0;
        std::vector<HistoryEntry> entries;
    };
    Result<History> history(JobContext& job) const;
    Status navigateToHistoryEntry(int id, JobContext& job) const;

    Result<int> createIsolatedWorld(const std::string& frameId, const std::string& worldName,
                                    JobContext& job) const;
    /// @return the script's identifier
    Result<std::string> addScript(const std::string& source, JobContext& job) const;
    Status removeScript(const std::string& identifier, JobContext& job) const;

    Result<std::string> screenshotPng(JobContext& job) const;  ///< PNG bytes of the viewport
    Status bringToFront(JobContext& job) const;

private:
    DevToolsConnection& m_connection;
};

}  // namespace sym
