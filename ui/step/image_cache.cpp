#include "ui/step/image_cache.h"

#include <QtCore/QThreadPool>

#include <algorithm>

#include "core/jobs/job.h"
#include "core/store/project_store.h"

namespace sym {

namespace {

constexpr std::size_t kMaxRunning = 2;
constexpr std::size_t kMaxWaiting = 64;  ///< of rows scrolled past nobody waits
constexpr qsizetype kMaxThumbnails = 4000;

Result<QImage> decode(ProjectStore& store, const BlobId& id, bool thumbnail)
{
    SYM_TRY(const std::string bytes, store.blob(id));
    QImage image =
        QImage::fromData(reinterpret_cast<const uchar*>(bytes.data()), int(bytes.size()));
    if (image.isNull()) return Error(ErrorCode::InvalidInput, "no image in blob " + id);
    if (thumbnail)
        image = image.scaled(ImageCache::kThumbnail, Qt::KeepAspectRatio, Qt::SmoothTransformation);
    return image.convertToFormat(QImage::Format_RGB32);
}

}  // namespace

ImageCache::ImageCache(QThreadPool& pool, QObject* parent) : QObject(parent), m_pool(pool) {}

ImageCache::~ImageCache() = default;

void ImageCache::setStore(std::shared_ptr<ProjectStore> store)
{
    ++m_generation;
    m_store = std::move(store);
    m_full.clear();
    m_thumbnails.clear();
    m_used.clear();
    m_waiting.clear();
    m_running.clear();
    m_bytes = 0;
}

QImage ImageCache::full(const BlobId& id)
{
    if (id.empty()) return {};
    const auto found = m_full.constFind(text(id));
    if (found == m_full.constEnd()) {
        enqueue({id, false});
        return {};
    }
    m_used.remove(text(id));
    m_used.push_back(text(id));
    return *found;
}

QImage ImageCache::thumbnail(const BlobId& id)
{
    if (id.empty()) return {};
    const auto found = m_thumbnails.constFind(text(id));
    if (found != m_thumbnails.constEnd()) return *found;
    enqueue({id, true});
    return {};
}

void ImageCache::enqueue(Request request)
{
    if (!m_store || std::find(m_running.begin(), m_running.end(), request) != m_running.end())
        return;
    m_waiting.remove(request);
    m_waiting.push_front(std::move(request));
    if (m_waiting.size() > kMaxWaiting) m_waiting.pop_back();
    startNext();
}

void ImageCache::startNext()
{
    while (!m_waiting.empty() && m_running.size() < kMaxRunning) {
        auto next = std::find_if(m_waiting.begin(), m_waiting.end(),
                                 [](const Request& request) { return !request.thumbnail; });
        if (next == m_waiting.end()) next = m_waiting.begin();
        const Request request = *next;
        m_waiting.erase(next);
        m_running.push_back(request);
        const auto future = runJob<QImage>(m_pool, [store = m_store, request](JobContext&) {
            return decode(*store, request.id, request.thumbnail);
        });
        onFinished(future, this,
                   [this, request, generation = m_generation](const Result<QImage>& image) {
                       finished(generation, request, image ? *image : QImage());
                   });
    }
}

void ImageCache::finished(quint64 generation, const Request& request, const QImage& image)
{
    if (generation != m_generation) return;  // of a project no longer shown
    m_running.remove(request);
    const QString key = text(request.id);
    if (!image.isNull() && request.thumbnail) {
        if (m_thumbnails.size() > kMaxThumbnails) m_thumbnails.clear();
        m_thumbnails.insert(key, image);
    } else if (!image.isNull()) {
        m_full.insert(key, image);
        m_used.push_back(key);
        m_bytes += image.sizeInBytes();
        evict();
    }
    startNext();
    if (!image.isNull()) Q_EMIT ready(request.id);
}

void ImageCache::evict()
{
    while (m_bytes > m_limit && m_used.size() > 2) {
        const QImage image = m_full.take(m_used.front());
        m_bytes -= image.sizeInBytes();
        m_used.pop_front();
    }
}

}  // namespace sym
