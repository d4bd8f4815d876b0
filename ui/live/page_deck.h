#pragma once

#include <QtWidgets/QWidget>

namespace sym {

class PagePane;

/// Shows several pages one over the other or as a grid. All of them stay visible widgets: a hidden
/// one would stop its page.
class PageDeck final : public QWidget {
    Q_OBJECT

public:
    using QWidget::QWidget;

    void add(PagePane* pane);
    void remove(PagePane* pane);
    const QList<PagePane*>& panes() const { return m_panes; }
    void setCurrent(int index);
    int current() const { return m_current; }
    void setGrid(bool grid);
    bool isGrid() const { return m_grid; }

protected:
    void resizeEvent(QResizeEvent*) override;

private:
    void arrange();

    QList<PagePane*> m_panes;
    int m_current = 0;
    bool m_grid = false;
};

}  // namespace sym
