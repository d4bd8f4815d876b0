#include "ui/widgets/flow_layout.h"

#include <QtWidgets/QWidget>

#include <algorithm>

namespace sym {

namespace {
constexpr int kGap = 6;
}

FlowLayout::FlowLayout(QWidget* parent) : QLayout(parent)
{
    setContentsMargins(4, 4, 4, 4);
}

FlowLayout::~FlowLayout()
{
    while (QLayoutItem* item = takeAt(0)) delete item;
}

QLayoutItem* FlowLayout::takeAt(int index)
{
    return index >= 0 && index < m_items.size() ? m_items.takeAt(index) : nullptr;
}

void FlowLayout::setGeometry(const QRect& rect)
{
    QLayout::setGeometry(rect);
    arrange(rect, true);
}

QSize FlowLayout::minimumSize() const
{
    QSize size;
    for (const QLayoutItem* item : m_items) size = size.expandedTo(item->minimumSize());
    const QMargins margins = contentsMargins();
    return size + QSize(margins.left() + margins.right(), margins.top() + margins.bottom());
}

int FlowLayout::arrange(const QRect& rect, bool apply) const
{
    const QMargins margins = contentsMargins();
    const QRect area = rect.marginsRemoved(margins);
    int x = area.x();
    int y = area.y();
    QList<std::pair<QLayoutItem*, QRect>> line;
    int height = 0;
    const auto finishLine = [&] {
        for (const auto& [item, place] : line) {
            if (!apply) continue;
            QRect centred = place;
            centred.moveTop(y + (height - place.height()) / 2);
            item->setGeometry(centred);
        }
        line.clear();
    };
    for (QLayoutItem* item : m_items) {
        if (item->isEmpty()) continue;
        const QSize size =
            item->sizeHint().boundedTo(QSize(std::max(area.width(), 1), QWIDGETSIZE_MAX));
        if (x + size.width() > area.right() + 1 && !line.isEmpty()) {
            finishLine();
            x = area.x();
            y += height + kGap;
            height = 0;
        }
        line.append({item, QRect(QPoint(x, y), size)});
        x += size.width() + kGap;
        height = std::max(height, size.height());
    }
    finishLine();
    return y + height - rect.y() + margins.bottom();
}

}  // namespace sym
