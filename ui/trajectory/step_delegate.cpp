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
    const QString number = base.text;
    base.text.clear();
    QApplication::style()->drawControl(QStyle::CE_ItemViewItem, &base, painter, option.widget);
    const bool selected = option.state & QStyle::State_Selected;
    painter->save();
    painter->setPen(option.palette.color(selected ? QPalette::HighlightedText : QPalette::Text));
    const QRect cell = option.rect.adjusted(kMargin, kMargin, -kMargin, -kMargin);
    const QRect numberRect(cell.left(), cell.top(), numberWidth(option.fontMetrics), cell.height());
    painter->drawText(numberRect, Qt::AlignRight | Qt::AlignVCenter, number);
    if (!m_reduced) {
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
    painter->restore();
}

QSize StepDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const QSize base = QStyledItemDelegate::sizeHint(option, index);
    const int number = numberWidth(option.fontMetrics);
    if (m_reduced) return {number + 2 * kMargin, base.height() + kMargin};
    const QSize thumbnail = thumbnailSize(option.fontMetrics);
    return {number + thumbnail.width() + 5 * kMargin, thumbnail.height() + 2 * kMargin};
}

}  // namespace sym
