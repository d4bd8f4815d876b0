#include "ui/trajectory/step_delegate.h"

#include <QtGui/QPainter>
#include <QtWidgets/QApplication>

#include "ui/trajectory/step_list_model.h"
#include "ui/widgets/theme.h"

using namespace Qt::StringLiterals;

namespace sym {

namespace {

constexpr int kMargin = 3;

QSize thumbnailSize(const QFontMetrics& metrics)
{
    const int height = metrics.height() * 3;
    return {height * 16 / 9, height};
}

int numberWidth(const QFontMetrics& metrics)
{
    return metrics.horizontalAdvance(u"9999"_s);
}

}  // namespace

void StepDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                         const QModelIndex& index) const
{
    QStyleOptionViewItem base = option;
    initStyleOption(&base, index);
    const QString words = base.text;
    base.text.clear();
    QApplication::style()->drawControl(QStyle::CE_ItemViewItem, &base, painter, option.widget);
    painter->save();
    const bool selected = option.state & QStyle::State_Selected;
    painter->setPen(option.palette.color(selected ? QPalette::HighlightedText : QPalette::Text));
    if (index.column() == StepListModel::Number)
        paintNumber(painter, option, index, words);
    else
        paintAction(painter, option, index, words);
    painter->restore();
}

void StepDelegate::paintNumber(QPainter* painter, const QStyleOptionViewItem& option,
                               const QModelIndex& index, const QString& number) const
{
    const QRect cell = option.rect.adjusted(kMargin, kMargin, -kMargin, -kMargin);
    const QRect numberRect(cell.left(), cell.top(), numberWidth(option.fontMetrics), cell.height());
    painter->drawText(numberRect, Qt::AlignRight | Qt::AlignVCenter, number);
    if (m_reduced) return;
    const QRect box(QPoint(numberRect.right() + 2 * kMargin, cell.top()),
                    thumbnailSize(option.fontMetrics));
    const auto image = index.data(StepListModel::ThumbnailRole).value<QImage>();
    painter->setRenderHint(QPainter::SmoothPixmapTransform);
    if (image.isNull())
        painter->fillRect(box, option.palette.color(QPalette::AlternateBase));
    else
        painter->drawImage(box, image);
    const bool error = index.data(StepListModel::HasErrorRole).toBool();
    painter->setPen(error ? QPen(toneColor(Tone::Bad, option.palette), 2)
                          : QPen(option.palette.color(QPalette::Mid)));
    painter->setBrush(Qt::NoBrush);
    painter->drawRect(box);
}

void StepDelegate::paintAction(QPainter* painter, const QStyleOptionViewItem& option,
                               const QModelIndex& index, const QString& action) const
{
    const bool selected = option.state & QStyle::State_Selected;
    const auto tint = [&](Tone tone) {
        painter->setPen(selected ? option.palette.color(QPalette::HighlightedText)
                                 : toneColor(tone, option.palette));
    };
    const QFontMetrics& metrics = option.fontMetrics;
    QRect line = option.rect.adjusted(2 * kMargin, kMargin, -kMargin, -kMargin);
    if (m_reduced) {
        painter->drawText(line, Qt::AlignLeft | Qt::AlignVCenter,
                          metrics.elidedText(action, Qt::ElideRight, line.width()));
        return;
    }
    line.setHeight(metrics.height());
    const auto draw = [&](const QString& words) {
        painter->drawText(line, Qt::AlignLeft | Qt::AlignVCenter,
                          metrics.elidedText(words, Qt::ElideRight, line.width()));
        line.translate(0, metrics.height());
    };
    draw(action);
    if (const QString target = index.data(StepListModel::TargetRole).toString();
        !target.isEmpty()) {
        tint(Tone::Muted);
        draw(target);
    }
    if (const QString error = index.data(StepListModel::ErrorRole).toString(); !error.isEmpty()) {
        tint(Tone::Bad);
        draw(error);
    }
}

int StepDelegate::numberColumnWidth(const QFontMetrics& metrics) const
{
    const int number = numberWidth(metrics) + 5 * kMargin;
    return m_reduced ? number : number + thumbnailSize(metrics).width();
}

QSize StepDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const QSize base = QStyledItemDelegate::sizeHint(option, index);
    if (m_reduced) return {base.width(), option.fontMetrics.height() + 2 * kMargin};
    const QSize thumbnail = thumbnailSize(option.fontMetrics);
    const int height = thumbnail.height() + 2 * kMargin;
    if (index.column() != StepListModel::Number) return {base.width(), height};
    return {numberColumnWidth(option.fontMetrics), height};
}

}  // namespace sym
