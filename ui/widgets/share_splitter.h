#pragma once

#include <QtWidgets/QSplitter>

namespace sym {

/// A splitter whose panes get their shares of the real width when it is first shown; before that a
/// splitter knows no width and would fall back to minimum sizes.
class ShareSplitter final : public QSplitter {
    Q_OBJECT

public:
    ShareSplitter(Qt::Orientation orientation, const QList<int>& shares, QWidget* parent = nullptr);

    /// What a person had dragged it to, instead of the shares. An empty state changes nothing.
    void restore(const QByteArray& state);

protected:
    void showEvent(QShowEvent* event) override;

private:
    QList<int> m_shares;
    bool m_placed = false;
};

}  // namespace sym
