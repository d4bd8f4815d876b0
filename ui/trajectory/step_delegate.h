#pragma once

#include <QtWidgets/QStyledItemDelegate>

namespace sym {

/// Draws the first two columns of the step list: number and thumbnail, then the action with its
/// element and error below it. Reduced, a row is one line without a picture.
class StepDelegate final : public QStyledItemDelegate {
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void setReduced(bool reduced) { m_reduced = reduced; }
    bool isReduced() const { return m_reduced; }
    int numberColumnWidth(const QFontMetrics& metrics) const;

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

private:
    void paintNumber(QPainter* painter, const QStyleOptionViewItem& option,
                     const QModelIndex& index, const QString& number) const;
    void paintAction(QPainter* painter, const QStyleOptionViewItem& option,
                     const QModelIndex& index, const QString& action) const;

    bool m_reduced = false;
};

}  // namespace sym
