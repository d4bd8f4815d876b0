#pragma once

#include <QtWidgets/QStyledItemDelegate>

namespace sym {

/// Draws the first column of the step list: the number and, unless reduced, a thumbnail.
class StepDelegate final : public QStyledItemDelegate {
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void setReduced(bool reduced) { m_reduced = reduced; }
    bool isReduced() const { return m_reduced; }

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

private:
    bool m_reduced = false;
};

}  // namespace sym
