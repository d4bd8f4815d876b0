#include "ui/trajectory/film_strip.h"

#include <QtGui/QHelpEvent>
#include <QtGui/QMouseEvent>
#include <QtGui/QPainter>
#include <QtWidgets/QScrollBar>
#include <QtWidgets/QToolTip>

#include <algorithm>

#include "ui/trajectory/step_list_model.h"
#include "ui/widgets/theme.h"

using namespace Qt::StringLiterals;

namespace sym {

namespace {
constexpr int kGap = 4;
}

FilmStrip::FilmStrip(StepListModel* model, QWidget* parent)
    : QAbstractScrollArea(parent), m_model(model)
{
    setObjectName(u"filmStrip"_s);
    setAccessibleName(tr("Film strip of the episode"));
    setAccessibleDescription(tr("The step list beside it holds the same steps with their values"));
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFrameShape(QFrame::NoFrame);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    const auto refresh = [this] {
        updateRange();
        viewport()->update();
    };
    connect(model, &QAbstractItemModel::rowsInserted, this, refresh);
    connect(model, &QAbstractItemModel::modelReset, this, refresh);
    connect(model, &QAbstractItemModel::dataChanged, viewport(), qOverload<>(&QWidget::update));
}

int FilmStrip::frameHeight() const
{
    return fontMetrics().height() * 3;
}

int FilmStrip::frameWidth() const
{
    return frameHeight() * 16 / 9;
}

int FilmStrip::barHeight() const
{
    return fontMetrics().height();
}

QSize FilmStrip::sizeHint() const
{
    return {frameWidth() * 6,
            frameHeight() + barHeight() + 3 * kGap + horizontalScrollBar()->sizeHint().height()};
}

QRect FilmStrip::frameRect(int row) const
{
    return {kGap + row * (frameWidth() + kGap) - horizontalScrollBar()->value(), kGap, frameWidth(),
            frameHeight()};
}

int FilmStrip::rowAt(int x) const
{
    const int row = (x + horizontalScrollBar()->value() - kGap / 2) / (frameWidth() + kGap);
    return row >= 0 && row < m_model->rowCount() ? row : -1;
}

void FilmStrip::updateRange()
{
    const int width = m_model->rowCount() * (frameWidth() + kGap) + kGap;
    horizontalScrollBar()->setRange(0, std::max(0, width - viewport()->width()));
    horizontalScrollBar()->setPageStep(viewport()->width());
    horizontalScrollBar()->setSingleStep(frameWidth() / 2);
}

void FilmStrip::setCurrent(int row)
{
    m_current = row;
    if (row >= 0) {
        const QRect frame = frameRect(row);
        const int value = horizontalScrollBar()->value();
        if (frame.left() < kGap)
            horizontalScrollBar()->setValue(value + frame.left() - kGap - frameWidth());
        else if (frame.right() > viewport()->width() - kGap)
            horizontalScrollBar()->setValue(value + frame.right() - viewport()->width() + kGap
                                            + frameWidth());
    }
    viewport()->update();
}

void FilmStrip::paintFrame(QPainter& painter, int row, double slowest) const
{
    const QRect frame = frameRect(row);
    const QModelIndex index = m_model->index(row, StepListModel::Number);
    const auto image = index.data(StepListModel::ThumbnailRole).value<QImage>();
    if (image.isNull())
        painter.fillRect(frame, palette().color(QPalette::AlternateBase));
    else
        painter.drawImage(frame, image);
    const bool error = index.data(StepListModel::HasErrorRole).toBool();
    const bool current = row == m_current;
    painter.setBrush(Qt::NoBrush);
    painter.setPen(current ? QPen(palette().color(QPalette::Highlight), 3)
                           : QPen(palette().color(QPalette::Mid), 1));
    painter.drawRect(frame);
    if (error) {
        const QRect tag(frame.right() - barHeight(), frame.top() + 1, barHeight(), barHeight());
        painter.fillRect(tag, toneColor(Tone::Bad, palette()));
        painter.setPen(isDark(palette()) ? Qt::black : Qt::white);
        painter.drawText(tag, Qt::AlignCenter, u"!"_s);
    }
    const QString number = QString::number(row + 1);
    const QRect plate(frame.left() + 1, frame.top() + 1,
                      fontMetrics().horizontalAdvance(number) + 8, barHeight());
    painter.fillRect(plate, QColor(0, 0, 0, 170));
    painter.setPen(Qt::white);
    painter.drawText(plate, Qt::AlignCenter, number);
    const double share =
        slowest > 0 ? index.data(StepListModel::MillisecondsRole).toDouble() / slowest : 0;
    const int height = std::max(2, int(share * barHeight()));
    painter.fillRect(
        frame.left(), frame.bottom() + kGap + barHeight() - height, frame.width(), height,
        current ? palette().color(QPalette::Highlight) : toneColor(Tone::Muted, palette()));
}

void FilmStrip::paintEvent(QPaintEvent*)
{
    QPainter painter(viewport());
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    const int rows = m_model->rowCount();
    double slowest = 0;
    for (int row = 0; row < rows; ++row)
        slowest = std::max(slowest, m_model->step(row).milliseconds);
    const int first = std::max(0, rowAt(0));
    for (int row = first; row < rows && frameRect(row).left() < viewport()->width(); ++row)
        paintFrame(painter, row, slowest);
}

void FilmStrip::resizeEvent(QResizeEvent*)
{
    updateRange();
}

void FilmStrip::mousePressEvent(QMouseEvent* event)
{
    const int row = rowAt(event->pos().x());
    if (row >= 0) Q_EMIT clicked(row);
}

void FilmStrip::wheelEvent(QWheelEvent* event)
{
    const int delta =
        event->angleDelta().y() != 0 ? event->angleDelta().y() : event->angleDelta().x();
    horizontalScrollBar()->setValue(horizontalScrollBar()->value() - delta);
    event->accept();
}

bool FilmStrip::viewportEvent(QEvent* event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        const int row = rowAt(help->pos().x());
        if (row >= 0)
            QToolTip::showText(help->globalPos(),
                               m_model->index(row, 0).data(Qt::ToolTipRole).toString(), this);
        return true;
    }
    return QAbstractScrollArea::viewportEvent(event);
}

}  // namespace sym
