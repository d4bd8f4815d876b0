#pragma once

#include <mutex>
#include <string>

#include "core/browser/browser_session.h"

namespace sym {

/// What happened in a session, gathered from all its tabs. Any thread.
class SessionJournal {
public:
    void addDialog(const std::string& type, const std::string& message);
    void addBlocked(const std::string& url);
    void addDownload(const std::string& url);
    void addPageError(const std::string& words);
    void addChangingRequest(const std::string& methodAndUrl);

    /// Everything since the last call.
    SessionEvents take();

    /// The text of the last dialog since the last call, without its kind; empty: none.
    std::string takeDialogMessage();

private:
    std::mutex m_mutex;
    SessionEvents m_events;
    std::string m_dialogMessage;
};

}  // namespace sym
