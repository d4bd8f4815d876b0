#pragma once

#include <QtWidgets/QWidget>

class QLabel;
class QLineEdit;
class QPlainTextEdit;

namespace sym {

/// Finds words in a text view: Ctrl+F opens it, F3 and Shift+F3 go on, Esc closes. All hits are
/// marked and counted; at most kMaxHits are, so that a long page stays quick.
class FindBar final : public QWidget {
    Q_OBJECT

public:
    static constexpr int kMaxHits = 5000;

    /// @param view searched; its shortcuts open this bar. Both get the same parent's lifetime.
    FindBar(QPlainTextEdit* view, QWidget* parent);

    void open();
    void findNext() { step(1); }
    void findPrevious() { step(-1); }
    int hitCount() const { return int(m_hits.size()); }
    void setPattern(const QString& pattern);

Q_SIGNALS:
    /// Positions of the hits changed; the owner merges them with its own marks.
    void marksChanged();

private:
    void search();
    void step(int direction);
    void close();
    void showCount();

    QPlainTextEdit* m_view;
    QLineEdit* m_pattern;
    QLabel* m_count;
    QList<int> m_hits;
    int m_current = -1;
};

}  // namespace sym
