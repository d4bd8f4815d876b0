#include "ui/widgets/image_view.h"

#include <QtGui/QKeyEvent>
#include <QtGui/QMouseEvent>
#include <QtGui/QPainter>
#include <QtWidgets/QScrollBar>

#include <algorithm>
#include <cmath>

#include "ui/widgets/theme.h"

using namespace Qt::StringLiterals;

namespace sym {

namespace {

constexpr double kMaxZoom = 8.0;
constexpr double kMinZoom = 0.05;
constexpr int kGap = 12;  ///< between two images side by side
constexpr int kGrip = 8;  ///< how near the divider a press takes it

}  // namespace

QColor markColor(ImageMark::Kind kind)
{
    switch (kind) {
    case ImageMark::Kind::Target: return {0xe0, 0x33, 0x1b};
    case ImageMark::Kind::Hover: return {0x1b, 0x6f, 0xd8};
    case ImageMark::Kind::Candidate: return {0x8a, 0x4f, 0xc7};
    case ImageMark::Kind::Small: return {0x00, 0x72, 0xb2};
    case ImageMark::Kind::Large: return {0xd5, 0x5e, 0x00};
    }
    return Qt::red;
}

ImageView::ImageView(QWidget* parent) : QAbstractScrollArea(parent)
{
    viewport()->setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("Screenshot"));
    setMinimumSize(120, 80);
}

void ImageView::setImages(const QImage& first, const QImage& second)
{
    m_first = first;
    m_second = second;
    m_scaledFirst = {};
    m_scaledSecond = {};
    updateScrollBars();
    viewport()->update();
}

void ImageView::setCaption(const QString& whenEmpty)
{
    m_caption = whenEmpty;
    viewport()->update();
}

void ImageView::setTitles(const QString& first, const QString& second)
{
    m_firstTitle = first;
    m_secondTitle = second;
}

void ImageView::setMode(Mode mode)
{
    m_mode = mode;
    updateScrollBars();
    viewport()->update();
}

void ImageView::setMarks(QList<ImageMark> marks)
{
    m_marks = std::move(marks);
    viewport()->update();
}

void ImageView::setZoom(std::optional<double> zoom)
{
    m_zoom = zoom ? std::optional(std::clamp(*zoom, kMinZoom, kMaxZoom)) : std::nullopt;
    updateScrollBars();
    viewport()->update();
    Q_EMIT zoomChanged();
}

QSize ImageView::contentSize(double zoom) const
{
    const QSize size = m_first.isNull() ? m_second.size() : m_first.size();
    const QSize scaled(int(std::lround(size.width() * zoom)),
                       int(std::lround(size.height() * zoom)));
    return m_mode == Mode::SideBySide ? QSize(scaled.width() * 2 + kGap, scaled.height()) : scaled;
}

double ImageView::zoom() const
{
    if (m_zoom) return *m_zoom;
    const QSize size = m_first.isNull() ? m_second.size() : m_first.size();
    if (size.isEmpty()) return 1;
    const bool two = m_mode == Mode::SideBySide;
    const double width = two ? (viewport()->width() - kGap) / 2.0 : viewport()->width();
    return std::max(kMinZoom, std::min({width / size.width(),
                                        double(viewport()->height()) / size.height(), 2.0}));
}

QPointF ImageView::origin() const
{
    const QSize content = contentSize(zoom());
    const double x = content.width() <= viewport()->width()
                         ? (viewport()->width() - content.width()) / 2.0
                         : -horizontalScrollBar()->value();
    const double y = content.height() <= viewport()->height()
                         ? (viewport()->height() - content.height()) / 2.0
                         : -verticalScrollBar()->value();
    return {x, y};
}

QRectF ImageView::imageRect(bool second) const
{
    const QSize size = m_first.isNull() ? m_second.size() : m_first.size();
    const QSizeF scaled = QSizeF(size) * zoom();
    QPointF corner = origin();
    if (second && m_mode == Mode::SideBySide) corner.rx() += scaled.width() + kGap;
    return {corner, scaled};
}

QPointF ImageView::toSource(const QPointF& point) const
{
    QRectF rect = imageRect(false);
    if (m_mode == Mode::SideBySide && imageRect(true).contains(point)) rect = imageRect(true);
    return (point - rect.topLeft()) / zoom();
}

double ImageView::swipeX() const
{
    const QRectF rect = imageRect(false);
    return rect.left() + rect.width() * m_swipe;
}

void ImageView::updateScrollBars()
{
    const QSize content = m_zoom ? contentSize(*m_zoom) : QSize();
    horizontalScrollBar()->setRange(0, std::max(0, content.width() - viewport()->width()));
    verticalScrollBar()->setRange(0, std::max(0, content.height() - viewport()->height()));
    horizontalScrollBar()->setPageStep(viewport()->width());
    verticalScrollBar()->setPageStep(viewport()->height());
}

void ImageView::paintTitle(QPainter& painter, const QRectF& rect, const QString& title) const
{
    if (title.isEmpty()) return;
    const QFontMetricsF metrics(font());
    const QRectF box(rect.left() + 6, rect.top() + 6, metrics.horizontalAdvance(title) + 12,
                     metrics.height() + 4);
    painter.setPen(Qt::NoPen);
    painter.setBrush(QColor(0, 0, 0, 170));
    painter.drawRoundedRect(box, 3, 3);
    painter.setPen(Qt::white);
    painter.drawText(box, Qt::AlignCenter, title);
}

void ImageView::paintMarks(QPainter& painter) const
{
    const QRectF rect = imageRect(false);
    for (const ImageMark& mark : m_marks) {
        const QColor color = markColor(mark.kind);
        const QRectF box(rect.topLeft() + mark.rectangle.topLeft() * zoom(),
                         mark.rectangle.size() * zoom());
        painter.setPen(QPen(QColor(255, 255, 255, 200), 4));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(box.adjusted(-2, -2, 2, 2));
        const bool isDashed = mark.kind == ImageMark::Kind::Large;
        painter.setPen(QPen(color, 2, isDashed ? Qt::DashLine : Qt::SolidLine));
        painter.setBrush(QColor(color.red(), color.green(), color.blue(), 36));
        painter.drawRect(box.adjusted(-2, -2, 2, 2));
        if (mark.label.isEmpty()) continue;
        const QFontMetricsF metrics(font());
        const QString label = metrics.elidedText(mark.label, Qt::ElideRight, rect.width() / 2);
        QRectF tag(box.left() - 3, box.top() - metrics.height() - 6,
                   metrics.horizontalAdvance(label) + 10, metrics.height() + 3);
        if (tag.top() < rect.top()) tag.moveTop(box.bottom() + 3);
        if (tag.right() > rect.right()) tag.moveRight(rect.right());
        painter.fillRect(tag, color);
        painter.setPen(Qt::white);
        painter.drawText(tag, Qt::AlignCenter, label);
    }
}

void ImageView::drawScaled(QPainter& painter, const QRectF& rect, const QImage& image,
                           QImage& cache) const
{
    const double ratio = painter.device()->devicePixelRatioF();
    const QSize pixels = (rect.size() * ratio).toSize();
    if (pixels.width() >= image.width() || image.isNull()) {
        painter.drawImage(rect, image);
        return;
    }
    if (cache.size() != pixels)
        cache = image.scaled(pixels, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
    painter.drawImage(rect, cache);
}

void ImageView::paintEvent(QPaintEvent*)
{
    QPainter painter(viewport());
    painter.fillRect(viewport()->rect(), palette().color(QPalette::AlternateBase));
    if (m_first.isNull() && m_second.isNull()) {
        painter.setPen(toneColor(Tone::Muted, palette()));
        painter.drawText(viewport()->rect().adjusted(8, 8, -8, -8),
                         Qt::AlignCenter | Qt::TextWordWrap, m_caption);
        return;
    }
    painter.setRenderHint(QPainter::SmoothPixmapTransform, zoom() < 3);
    const QRectF left = imageRect(false);
    if (m_mode == Mode::Second)
        drawScaled(painter, left, m_second, m_scaledSecond);
    else
        drawScaled(painter, left, m_first, m_scaledFirst);
    painter.setPen(palette().color(QPalette::Mid));
    if (m_mode == Mode::SideBySide) {
        drawScaled(painter, imageRect(true), m_second, m_scaledSecond);
        paintTitle(painter, imageRect(true), m_secondTitle);
    }
    if (m_mode == Mode::Swipe && !m_second.isNull()) {
        painter.save();
        painter.setClipRect(QRectF(swipeX(), left.top(), left.right() - swipeX(), left.height()));
        drawScaled(painter, left, m_second, m_scaledSecond);
        painter.restore();
    }
    if (!m_hideMarks && m_mode != Mode::Second) paintMarks(painter);
    if (m_mode == Mode::Swipe) {
        painter.setPen(QPen(palette().color(QPalette::Highlight), 3));
        painter.drawLine(QPointF(swipeX(), left.top()), QPointF(swipeX(), left.bottom()));
        painter.setBrush(palette().color(QPalette::Highlight));
        painter.drawEllipse(QPointF(swipeX(), left.center().y()), 7, 7);
    }
    if (m_mode == Mode::SideBySide || m_mode == Mode::Swipe)
        paintTitle(painter, left, m_firstTitle);
    if (hasFocus()) {
        painter.setPen(QPen(palette().color(QPalette::Highlight), 1));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(viewport()->rect().adjusted(0, 0, -1, -1));
    }
}

void ImageView::resizeEvent(QResizeEvent*)
{
    updateScrollBars();
}

void ImageView::mousePressEvent(QMouseEvent* event)
{
    m_pressedAt = event->pos();
    m_dragged = false;
    m_swiping = m_mode == Mode::Swipe && std::abs(event->position().x() - swipeX()) < kGrip;
}

void ImageView::mouseMoveEvent(QMouseEvent* event)
{
    const QRectF rect = imageRect(false);
    if (m_swiping && rect.width() > 0) {
        m_swipe = std::clamp((event->position().x() - rect.left()) / rect.width(), 0.0, 1.0);
        m_dragged = true;
        viewport()->update();
        return;
    }
    if (event->buttons() & Qt::LeftButton) {
        const QPoint moved = event->pos() - m_pressedAt;
        if (moved.manhattanLength() > 3) m_dragged = true;
        horizontalScrollBar()->setValue(horizontalScrollBar()->value() - moved.x());
        verticalScrollBar()->setValue(verticalScrollBar()->value() - moved.y());
        m_pressedAt = event->pos();
        return;
    }
    const bool onDivider =
        m_mode == Mode::Swipe && std::abs(event->position().x() - swipeX()) < kGrip;
    viewport()->setCursor(onDivider ? Qt::SplitHCursor : Qt::ArrowCursor);
    Q_EMIT hovered(toSource(event->position()));
}

void ImageView::mouseReleaseEvent(QMouseEvent* event)
{
    if (!m_dragged && event->button() == Qt::LeftButton)
        Q_EMIT clicked(toSource(event->position()));
    m_swiping = false;
}

void ImageView::mouseDoubleClickEvent(QMouseEvent*)
{
    setZoom(m_zoom ? std::nullopt : std::optional(1.0));
}

void ImageView::wheelEvent(QWheelEvent* event)
{
    if (!(event->modifiers() & Qt::ControlModifier)) {
        QAbstractScrollArea::wheelEvent(event);
        return;
    }
    setZoom(zoom() * std::pow(1.0015, event->angleDelta().y()));
    event->accept();
}

void ImageView::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Shift) {
        m_hideMarks = true;
        viewport()->update();
    }
    QAbstractScrollArea::keyPressEvent(event);
}

void ImageView::keyReleaseEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Shift) {
        m_hideMarks = false;
        viewport()->update();
    }
    QAbstractScrollArea::keyReleaseEvent(event);
}

}  // namespace sym
