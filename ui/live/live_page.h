#pragma once

#include <QtCore/QObject>
#include <QtCore/QPointer>
#include <QtCore/QString>

class QWebEngineView;
class QWidget;

namespace sym {

/// A page of the embedded browser as the window shows it. The widget belongs to whoever made it;
/// this only takes it into a layout and gives it back. GUI thread.
class LivePage : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;

    virtual QWidget* widget() const = 0;  ///< null once its owner deleted it
    virtual QString url() const = 0;
    virtual QString title() const = 0;
    virtual void load(const QString& address) = 0;

Q_SIGNALS:
    void changed();  ///< address or title
};

/// A view of QtWebEngine.
class WebLivePage final : public LivePage {
    Q_OBJECT

public:
    explicit WebLivePage(QWebEngineView* view, QObject* parent = nullptr);

    QWidget* widget() const override;
    QString url() const override;
    QString title() const override;
    void load(const QString& address) override;

private:
    QPointer<QWebEngineView> m_view;
};

}  // namespace sym
