#include "ui/widgets/share_splitter.h"

#include <numeric>

namespace sym {

ShareSplitter::ShareSplitter(Qt::Orientation orientation, const QList<int>& shares, QWidget* parent)
    : QSplitter(orientation, parent), m_shares(shares)
{
    setChildrenCollapsible(false);
}

void ShareSplitter::restore(const QByteArray& state)
{
    m_placed = restoreState(state) || m_placed;
}

void ShareSplitter::showEvent(QShowEvent* event)
{
    QSplitter::showEvent(event);
    if (m_placed) return;
    m_placed = true;
    const int all = std::accumulate(m_shares.begin(), m_shares.end(), 0);
    const int length = orientation() == Qt::Horizontal ? width() : height();
    QList<int> sizes;
    for (const int share : m_shares) sizes << length * share / all;
    setSizes(sizes);
}

}  // namespace sym
