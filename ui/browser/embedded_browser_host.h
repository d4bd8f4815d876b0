#pragma once

#include <QtCore/QObject>

#include <memory>

#include "core/browser/browser_host.h"

class QWebEngineView;

namespace sym {

/// Pages in this process: QtWebEngine views, each profile off the record. The views are made in the
/// GUI thread; the BrowserHost calls may come from any other thread.
class EmbeddedBrowserHost final : public QObject, public BrowserHost {
    Q_OBJECT

public:
    /// Chooses a free port and sets QTWEBENGINE_REMOTE_DEBUGGING to 127.0.0.1:PORT. Call it before
    /// QApplication is made. @return the port
    static int reserveDebuggingPort();

    /// @param debuggingPort as given by reserveDebuggingPort()
    explicit EmbeddedBrowserHost(int debuggingPort, QObject* parent = nullptr);
    ~EmbeddedBrowserHost() override;

    std::string name() const override;
    Result<PageTarget> openProfile(const ProfileOptions& options, JobContext& job) override;
    Result<PageTarget> openTab(const PageTarget& page, JobContext& job) override;
    Result<std::vector<PageTarget>> newTabs(const PageTarget& page, JobContext& job) override;
    Status closeTab(const PageTarget& tab, JobContext& job) override;
    void closeProfile(const PageTarget& page) override;

Q_SIGNALS:
    /// A view was made. A panel that wants to show it takes it into its layout; else it renders
    /// without a window. The host keeps ownership.
    void viewOpened(const QString& targetId, QWebEngineView* view);
    /// The view is about to be deleted.
    void viewClosing(const QString& targetId, QWebEngineView* view);

private:
    struct Private;
    std::unique_ptr<Private> d;
};

}  // namespace sym
