#pragma once

#include <QtWebEngineCore/QWebEnginePage>
#include <QtWebEngineWidgets/QWebEngineView>

#include <functional>
#include <memory>

#include "core/browser/browser_host.h"

class QWebEngineProfile;

namespace sym {

/// A profile that leaves nothing on the disk; downloads go into the folder or are refused.
std::unique_ptr<QWebEngineProfile> makeOffTheRecordProfile(const ProfileOptions& options);

/// A page nobody sits in front of: dialogs are dismissed, permissions denied, file choosers
/// cancelled, broken certificates rejected. Pages it opens are made by the window maker.
class EmbeddedPage final : public QWebEnginePage {
    Q_OBJECT

public:
    EmbeddedPage(QWebEngineProfile* profile, QObject* parent);

    using WindowMaker = std::function<QWebEnginePage*()>;
    void setWindowMaker(WindowMaker maker) { m_makeWindow = std::move(maker); }

protected:
    QWebEnginePage* createWindow(WebWindowType type) override;
    QStringList chooseFiles(FileSelectionMode mode, const QStringList& oldFiles,
                            const QStringList& acceptedMimeTypes) override;
    void javaScriptAlert(const QUrl& origin, const QString& message) override;
    bool javaScriptConfirm(const QUrl& origin, const QString& message) override;
    bool javaScriptPrompt(const QUrl& origin, const QString& message, const QString& defaultValue,
                          QString* result) override;
    void javaScriptConsoleMessage(JavaScriptConsoleMessageLevel level, const QString& message,
                                  int line, const QString& source) override;

private:
    WindowMaker m_makeWindow;
};

/// A view that renders without being on a screen, until a panel takes it into its layout.
class OffscreenView final : public QWebEngineView {
    Q_OBJECT

public:
    explicit OffscreenView(QWidget* parent = nullptr);

protected:
    bool event(QEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
};

}  // namespace sym
