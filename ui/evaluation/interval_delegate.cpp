#include "ui/evaluation/interval_delegate.h"

#include <QtGui/QPainter>
#include <QtWidgets/QApplication>

#include "ui/evaluation/results_model.h"
#include "ui/widgets/theme.h"

namespace sym {

void IntervalDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                             const QModelIndex& index) const
{
    QStyleOptionViewItem base = option;
    initStyleOption(&base, index);
    base.text.clear();
    QApplication::style()->drawControl(QStyle::CE_ItemViewItem, &base, painter, option.widget);
    const auto tally = index.data(ResultsModel::TallyRole).value<Tally>();
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    const QRectF track =
        QRectF(option.rect)
            .adjusted(8, option.rect.height() * 0.28, -8, -option.rect.height() * 0.28);
    const bool selected = option.state & QStyle::State_Selected;
    const QColor ink = selected ? option.palette.color(QPalette::HighlightedText)
                                : option.palette.color(QPalette::Text);
    QColor ground = ink;
    ground.setAlpha(28);
    painter->setPen(Qt::NoPen);
    painter->setBrush(ground);
    painter->drawRoundedRect(track, 2, 2);
    const auto x = [&](double share) { return track.left() + track.width() * share; };
    if (tally.n > 0) {
        painter->setBrush(phaseColor(Phase::Observe));
        painter->drawRoundedRect(
            QRectF(track.left(), track.top(), track.width() * tally.rate(), track.height()), 2, 2);
        painter->setPen(QPen(ink, 1.6));
        const double middle = track.center().y();
        const double cap = track.height() * 0.35;
        painter->drawLine(QPointF(x(tally.low()), middle), QPointF(x(tally.high()), middle));
        for (const double end : {tally.low(), tally.high()})
            painter->drawLine(QPointF(x(end), middle - cap), QPointF(x(end), middle + cap));
    }
    painter->restore();
}

QSize IntervalDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const QSize base = QStyledItemDelegate::sizeHint(option, index);
    return {option.fontMetrics.averageCharWidth() * 30, base.height() + 8};
}

}  // namespace sym
