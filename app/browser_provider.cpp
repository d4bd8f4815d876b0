#include "app/browser_provider.h"

#include <QtCore/QCoreApplication>

#include <unistd.h>

#include "core/browser/host/open_browser_host.h"
#include "ui/browser/embedded_browser_host.h"

namespace sym {

Status BrowserProvider::checkEmbedded()
{
    // Chromium ends the whole process here; better to say why before.
    if (::geteuid() == 0 && !qEnvironmentVariableIsSet("QTWEBENGINE_DISABLE_SANDBOX"))
        return Error(ErrorCode::InvalidInput,
                     "the embedded browser does not run as root with its sandbox on: run as "
                     "another user, or set "
                     "QTWEBENGINE_DISABLE_SANDBOX=1 if only pages you trust will be opened");
    return {};
}

BrowserProvider::BrowserProvider(int debuggingPort) : m_debuggingPort(debuggingPort) {}

BrowserProvider::~BrowserProvider() = default;

Result<BrowserHost*> BrowserProvider::host(const std::string& name, JobContext& job)
{
    if (name.empty() || name == "embedded") {
        SYM_CHECK(checkEmbedded());
        EmbeddedBrowserHost* embeddedHost = nullptr;
        QMetaObject::invokeMethod(
            QCoreApplication::instance(), [&] { embeddedHost = &embedded(); },
            Qt::BlockingQueuedConnection);
        return static_cast<BrowserHost*>(embeddedHost);
    }
    DevToolsThread& thread = devTools();
    const std::lock_guard lock(m_mutex);
    std::unique_ptr<BrowserHost>& external = m_external[name];
    if (!external) {
        SYM_TRY(external, openBrowserHost(thread, name, job));
    }
    return external.get();
}

DevToolsThread& BrowserProvider::devTools()
{
    const std::lock_guard lock(m_mutex);
    if (!m_devTools) m_devTools = std::make_unique<DevToolsThread>();
    return *m_devTools;
}

EmbeddedBrowserHost& BrowserProvider::embedded()
{
    if (!m_embedded) m_embedded = std::make_unique<EmbeddedBrowserHost>(m_debuggingPort);
    return *m_embedded;
}

}  // namespace sym
