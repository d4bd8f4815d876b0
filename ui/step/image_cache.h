#pragma once

#include <QtCore/QHash>
#include <QtCore/QObject>
#include <QtCore/QSize>
#include <QtGui/QImage>

#include <list>
#include <memory>
#include <string>

#include "core/trajectory/page_record.h"

class QThreadPool;

namespace sym {

class ProjectStore;

/// Screenshots of the project, read and decoded in jobs and kept while they fit. Ask for one, get
/// it or an empty image; in the second case ready() follows. GUI thread.
class ImageCache final : public QObject {
    Q_OBJECT

public:
    static constexpr QSize kThumbnail{192, 108};  ///< the box they are scaled into, device pixels

    /// @param pool decodes; outlives this
    explicit ImageCache(QThreadPool& pool, QObject* parent = nullptr);
    ~ImageCache() override;

    void setStore(std::shared_ptr<ProjectStore> store);  ///< forgets everything

    QImage full(const BlobId& id);
    QImage thumbnail(const BlobId& id);
    bool hasFull(const BlobId& id) const { return m_full.contains(text(id)); }

    /// The most bytes of full-size images kept; default 160 MiB, about 45 screenshots.
    void setLimit(qsizetype bytes) { m_limit = bytes; }

Q_SIGNALS:
    void ready(const sym::BlobId& id);

private:
    struct Request {
        BlobId id;
        bool thumbnail = false;
        bool operator==(const Request&) const = default;
    };

    static QString text(const BlobId& id) { return QString::fromStdString(id); }
    void enqueue(Request request);
    void startNext();
    void finished(quint64 generation, const Request& request, const QImage& image);
    void evict();

    QThreadPool& m_pool;
    std::shared_ptr<ProjectStore> m_store;
    QHash<QString, QImage> m_full;
    QHash<QString, QImage> m_thumbnails;
    std::list<QString> m_used;     ///< full images, the least recently used first
    std::list<Request> m_waiting;  ///< newest first: what is asked last is what is looked at
    std::list<Request> m_running;
    qsizetype m_bytes = 0;
    qsizetype m_limit = 160 * 1024 * 1024;
    quint64 m_generation = 0;
};

}  // namespace sym
