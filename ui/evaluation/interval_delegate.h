#pragma once

#include <QtWidgets/QStyledItemDelegate>

namespace sym {

/// Draws a rate as a bar from 0 to 100 % with a whisker from the low to the high end of its
/// interval. The numbers stand in the neighbouring columns and in the tooltip.
class IntervalDelegate final : public QStyledItemDelegate {
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
};

}  // namespace sym
