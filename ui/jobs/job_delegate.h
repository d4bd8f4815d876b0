#pragma once

#include <QtWidgets/QStyledItemDelegate>

namespace sym {

/// Draws a job's progress as a bar with its percentage.
class JobDelegate final : public QStyledItemDelegate {
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;
    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
};

}  // namespace sym
