#include "ui/browser/embedded_page.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QEvent>
#include <QtWebEngineCore/QWebEngineCertificateError>
#include <QtWebEngineCore/QWebEngineDownloadRequest>
#include <QtWebEngineCore/QWebEngineFullScreenRequest>
#include <QtWebEngineCore/QWebEngineProfile>
#include <QtWebEngineCore/QWebEngineSettings>
#include <QtWebEngineCore/QWebEngineUrlRequestInfo>
#include <QtWebEngineCore/QWebEngineUrlRequestInterceptor>

#include "core/browser/traffic/host_filter.h"

namespace sym {

namespace {

/// Refuses requests to hosts that are not allowed: of pages, pop-ups, workers and sockets alike.
class HostGate final : public QWebEngineUrlRequestInterceptor {
public:
    HostGate(std::vector<std::string> allowedHosts, QObject* parent)
        : QWebEngineUrlRequestInterceptor(parent), m_filter(std::move(allowedHosts))
    {
    }

    void interceptRequest(QWebEngineUrlRequestInfo& info) override
    {
        if (!m_filter.allows(info.requestUrl().toEncoded().toStdString())) info.block(true);
    }

private:
    HostFilter m_filter;
};

}  // namespace

std::unique_ptr<QWebEngineProfile> makeOffTheRecordProfile(const ProfileOptions& options)
{
    auto profile = std::make_unique<QWebEngineProfile>();  // without a name: off the record
    profile->setHttpCacheType(QWebEngineProfile::MemoryHttpCache);
    profile->setPersistentCookiesPolicy(QWebEngineProfile::NoPersistentCookies);
    profile->setSpellCheckEnabled(false);
    QWebEngineSettings* settings = profile->settings();
    settings->setAttribute(QWebEngineSettings::PluginsEnabled, false);
    settings->setAttribute(QWebEngineSettings::ScrollAnimatorEnabled, false);
    settings->setAttribute(QWebEngineSettings::ShowScrollBars, false);
    settings->setAttribute(QWebEngineSettings::JavascriptCanOpenWindows, true);

    if (!options.allowedHosts.empty())
        profile->setUrlRequestInterceptor(new HostGate(options.allowedHosts, profile.get()));

    const QString folder = QString::fromStdString(options.downloadFolder);
    QObject::connect(profile.get(), &QWebEngineProfile::downloadRequested, profile.get(),
                     [folder](QWebEngineDownloadRequest* download) {
                         if (folder.isEmpty()) return download->cancel();
                         download->setDownloadDirectory(folder);
                         download->accept();
                     });
    return profile;
}

EmbeddedPage::EmbeddedPage(QWebEngineProfile* profile, QObject* parent)
    : QWebEnginePage(profile, parent)
{
    connect(this, &QWebEnginePage::featurePermissionRequested, this,
            [this](const QUrl& origin, Feature feature) {
                setFeaturePermission(origin, feature, PermissionDeniedByUser);
            });
    connect(this, &QWebEnginePage::certificateError, this,
            [](QWebEngineCertificateError error) { error.rejectCertificate(); });
    connect(this, &QWebEnginePage::fullScreenRequested, this,
            [](QWebEngineFullScreenRequest request) { request.reject(); });
}

QWebEnginePage* EmbeddedPage::createWindow(WebWindowType)
{
    return m_makeWindow ? m_makeWindow() : nullptr;
}

QStringList EmbeddedPage::chooseFiles(FileSelectionMode, const QStringList&, const QStringList&)
{
    return {};
}

void EmbeddedPage::javaScriptAlert(const QUrl&, const QString&)
{
    // dismissed; its text reaches the episode over DevTools
}

bool EmbeddedPage::javaScriptConfirm(const QUrl&, const QString& message)
{
    // the engine asks "leave the page?" in the same way; an agent that navigates wants to
    const QString leave = QCoreApplication::translate(
        "QWebEnginePage",
        "Are you sure you want to leave this page? Changes that you made may not be saved.");
    return message == leave;
}

bool EmbeddedPage::javaScriptPrompt(const QUrl&, const QString&, const QString&, QString*)
{
    return false;
}

void EmbeddedPage::javaScriptConsoleMessage(JavaScriptConsoleMessageLevel, const QString&, int,
                                            const QString&)
{
    // a page's console is no log of ours
}

OffscreenView::OffscreenView(QWidget* parent) : QWebEngineView(parent)
{
    setAttribute(Qt::WA_DontShowOnScreen);
}

bool OffscreenView::event(QEvent* event)
{
    if (event->type() == QEvent::ParentChange)
        setAttribute(Qt::WA_DontShowOnScreen, parentWidget() == nullptr);
    return QWebEngineView::event(event);
}

void OffscreenView::contextMenuEvent(QContextMenuEvent*)
{
    // a native menu would hang over a page that an agent drives
}

}  // namespace sym
