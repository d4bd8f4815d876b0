#include "ui/live/live_page.h"

#include <QtCore/QUrl>
#include <QtWebEngineWidgets/QWebEngineView>

namespace sym {

WebLivePage::WebLivePage(QWebEngineView* view, QObject* parent) : LivePage(parent), m_view(view)
{
    connect(view, &QWebEngineView::urlChanged, this, &LivePage::changed);
    connect(view, &QWebEngineView::titleChanged, this, &LivePage::changed);
}

QWidget* WebLivePage::widget() const
{
    return m_view;
}

QString WebLivePage::url() const
{
    return m_view ? m_view->url().toString() : QString();
}

QString WebLivePage::title() const
{
    return m_view ? m_view->title() : QString();
}

void WebLivePage::load(const QString& address)
{
    if (m_view) m_view->load(QUrl::fromUserInput(address));
}

}  // namespace sym
