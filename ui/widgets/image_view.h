#pragma once

#include <QtGui/QImage>
#include <QtWidgets/QAbstractScrollArea>

#include <optional>

namespace sym {

/// A frame drawn over an image, in the image's own pixels.
struct ImageMark {
    /// Small and Large are what the two models want: told apart by colour-blind people too, and by
    /// a solid and a dashed line.
    enum class Kind { Target, Hover, Candidate, Small, Large };
    QRectF rectangle;
    QString label;
    Kind kind = Kind::Target;
};

/// The colour of a frame, for legends.
QColor markColor(ImageMark::Kind kind);

/// One or two screenshots with marks: fitted or zoomed, swiped or side by side, drawn from the
/// source's pixels. Ctrl+wheel zooms, dragging pans, double click switches between fit and 100 %,
/// holding Shift hides the marks.
class ImageView final : public QAbstractScrollArea {
    Q_OBJECT

public:
    enum class Mode { First, Second, Swipe, SideBySide };

    explicit ImageView(QWidget* parent = nullptr);

    void setImages(const QImage& first, const QImage& second = {});
    void setCaption(const QString& whenEmpty);  ///< shown while there is no image
    void setTitles(const QString& first, const QString& second);
    void setMode(Mode mode);
    void setMarks(QList<ImageMark> marks);     ///< on the first image
    void setZoom(std::optional<double> zoom);  ///< nothing: fit
    double zoom() const;                       ///< the scale in use
    bool isFitted() const { return !m_zoom; }
    const QList<ImageMark>& marks() const { return m_marks; }
    const QImage& firstImage() const { return m_first; }

Q_SIGNALS:
    void hovered(const QPointF& source);
    void clicked(const QPointF& source);
    void zoomChanged();

protected:
    void paintEvent(QPaintEvent*) override;
    void resizeEvent(QResizeEvent*) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent*) override;
    void wheelEvent(QWheelEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void keyReleaseEvent(QKeyEvent* event) override;

private:
    QSize contentSize(double zoom) const;
    QPointF origin() const;  ///< of the content, in viewport coordinates
    QRectF imageRect(bool second) const;
    QPointF toSource(const QPointF& point) const;
    void updateScrollBars();
    void paintMarks(QPainter& painter) const;
    void paintTitle(QPainter& painter, const QRectF& rect, const QString& title) const;
    double swipeX() const;
    void drawScaled(QPainter& painter, const QRectF& rect, const QImage& image,
                    QImage& cache) const;

    QImage m_first;
    QImage m_second;
    mutable QImage m_scaledFirst;  ///< as last drawn, smoother than the painter's own scaling
    mutable QImage m_scaledSecond;
    QString m_caption;
    QString m_firstTitle;
    QString m_secondTitle;
    QList<ImageMark> m_marks;
    Mode m_mode = Mode::First;
    std::optional<double> m_zoom;
    double m_swipe = 0.5;  ///< share of the width that shows the first image
    bool m_hideMarks = false;
    bool m_swiping = false;
    bool m_dragged = false;
    QPoint m_pressedAt;
};

}  // namespace sym
