#include "ui/live/page_deck.h"

#include <algorithm>
#include <cmath>

#include "ui/live/page_pane.h"

namespace sym {

void PageDeck::add(PagePane* pane)
{
    pane->setParent(this);
    m_panes.append(pane);
    pane->show();
    arrange();
}

void PageDeck::remove(PagePane* pane)
{
    m_panes.removeOne(pane);
    m_current = std::clamp(m_current, 0, std::max(0, int(m_panes.size()) - 1));
    arrange();
}

void PageDeck::setCurrent(int index)
{
    m_current = index;
    arrange();
}

void PageDeck::setGrid(bool grid)
{
    m_grid = grid;
    arrange();
}

void PageDeck::resizeEvent(QResizeEvent*)
{
    arrange();
}

void PageDeck::arrange()
{
    if (m_panes.isEmpty()) return;
    const int count = int(m_panes.size());
    const int columns = m_grid ? int(std::ceil(std::sqrt(count))) : 1;
    const int rows = m_grid ? (count + columns - 1) / columns : 1;
    for (int i = 0; i < count; ++i) {
        const int column = m_grid ? i % columns : 0;
        const int row = m_grid ? i / columns : 0;
        m_panes[i]->setGeometry(column * width() / columns, row * height() / rows,
                                width() / columns, height() / rows);
    }
    if (!m_grid && m_current >= 0 && m_current < count) m_panes[m_current]->raise();
}

}  // namespace sym
