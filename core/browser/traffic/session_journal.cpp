#include "core/browser/traffic/session_journal.h"

#include <utility>

namespace sym {

namespace {

/// A page that misbehaves for hours must not fill the memory.
constexpr std::size_t kMostOfEach = 1000;

void add(std::vector<std::string>& list, std::string entry)
{
    if (list.size() < kMostOfEach) list.push_back(std::move(entry));
}

}  // namespace

void SessionJournal::addDialog(const std::string& type, const std::string& message)
{
    const std::lock_guard lock(m_mutex);
    add(m_events.dialogs, type + ": " + message);
    m_dialogMessage = message;
}

void SessionJournal::addBlocked(const std::string& url)
{
    const std::lock_guard lock(m_mutex);
    add(m_events.blockedRequests, url);
}

void SessionJournal::addDownload(const std::string& url)
{
    const std::lock_guard lock(m_mutex);
    add(m_events.downloads, url);
}

void SessionJournal::addPageError(const std::string& words)
{
    const std::lock_guard lock(m_mutex);
    add(m_events.pageErrors, words);
}

void SessionJournal::addChangingRequest(const std::string& methodAndUrl)
{
    const std::lock_guard lock(m_mutex);
    add(m_events.changingRequests, methodAndUrl);
}

SessionEvents SessionJournal::take()
{
    const std::lock_guard lock(m_mutex);
    return std::exchange(m_events, {});
}

std::string SessionJournal::takeDialogMessage()
{
    const std::lock_guard lock(m_mutex);
    return std::exchange(m_dialogMessage, {});
}

}  // namespace sym
