#include "ui/widgets/find_bar.h"

#include <QtGui/QAction>
#include <QtGui/QShortcut>
#include <QtGui/QTextBlock>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QPlainTextEdit>
#include <QtWidgets/QToolButton>

#include "ui/widgets/svg_icon.h"

using namespace Qt::StringLiterals;

namespace sym {

FindBar::FindBar(QPlainTextEdit* view, QWidget* parent)
    : QWidget(parent), m_view(view), m_pattern(new QLineEdit(this)), m_count(new QLabel(this))
{
    setObjectName(u"findBar"_s);
    m_pattern->setObjectName(u"findText"_s);
    m_pattern->setPlaceholderText(tr("Find in this text"));
    m_pattern->setAccessibleName(tr("Find in this text"));
    m_pattern->setClearButtonEnabled(true);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 2, 0, 2);
    layout->addWidget(m_pattern, 1);
    layout->addWidget(m_count);
    const auto button = [&](const QString& icon, const QString& tip, auto handler) {
        auto* made = new QToolButton(this);
        made->setIcon(svgIcon(icon));
        made->setToolTip(tip);
        made->setAccessibleName(tip);
        made->setAutoRaise(true);
        connect(made, &QToolButton::clicked, this, handler);
        layout->addWidget(made);
    };
    button(u"up"_s, tr("Previous hit (Shift+F3)"), [this] { findPrevious(); });
    button(u"down"_s, tr("Next hit (F3)"), [this] { findNext(); });
    button(u"close"_s, tr("Close (Esc)"), [this] { close(); });

    const auto shortcut = [&](const QKeySequence& keys, QWidget* where, auto handler) {
        auto* made = new QShortcut(keys, where);
        made->setContext(Qt::WidgetWithChildrenShortcut);
        connect(made, &QShortcut::activated, this, handler);
    };
    shortcut(QKeySequence::Find, view->parentWidget(), [this] { open(); });
    shortcut(QKeySequence(Qt::Key_F3), view->parentWidget(), [this] { findNext(); });
    shortcut(QKeySequence(Qt::SHIFT | Qt::Key_F3), view->parentWidget(),
             [this] { findPrevious(); });
    shortcut(QKeySequence(Qt::Key_Escape), this, [this] { close(); });
    connect(m_pattern, &QLineEdit::textChanged, this, [this] { search(); });
    connect(m_pattern, &QLineEdit::returnPressed, this, [this] { findNext(); });
    connect(view, &QPlainTextEdit::textChanged, this, [this] {
        if (isVisible()) search();
    });
    hide();
}

void FindBar::open()
{
    const QString selected = m_view->textCursor().selectedText();
    if (!selected.isEmpty() && selected.size() < 100) m_pattern->setText(selected);
    show();
    m_pattern->setFocus();
    m_pattern->selectAll();
    search();
}

void FindBar::setPattern(const QString& pattern)
{
    show();
    m_pattern->setText(pattern);
    search();
}

void FindBar::close()
{
    hide();
    m_view->setExtraSelections({});
    Q_EMIT marksChanged();
    m_view->setFocus();
}

void FindBar::search()
{
    m_hits.clear();
    m_current = -1;
    QList<QTextEdit::ExtraSelection> marks;
    const QString pattern = m_pattern->text();
    const QString text = pattern.isEmpty() ? QString() : m_view->toPlainText();
    QTextCharFormat format;
    format.setBackground(QColor(0xff, 0xd5, 0x4f));
    format.setForeground(Qt::black);
    for (qsizetype at = text.indexOf(pattern, 0, Qt::CaseInsensitive);
         !pattern.isEmpty() && at >= 0 && m_hits.size() < kMaxHits;
         at = text.indexOf(pattern, at + pattern.size(), Qt::CaseInsensitive)) {
        m_hits.append(int(at));
        QTextCursor cursor(m_view->document());
        cursor.setPosition(int(at));
        cursor.setPosition(int(at + pattern.size()), QTextCursor::KeepAnchor);
        marks.append({cursor, format});
    }
    m_view->setExtraSelections(marks);
    if (!m_hits.isEmpty()) step(1);
    showCount();
    Q_EMIT marksChanged();
}

void FindBar::step(int direction)
{
    if (m_hits.isEmpty()) return;
    const int count = int(m_hits.size());
    m_current =
        m_current < 0 && direction < 0 ? count - 1 : (m_current + direction + count) % count;
    QTextCursor cursor(m_view->document());
    cursor.setPosition(m_hits[m_current]);
    cursor.setPosition(m_hits[m_current] + int(m_pattern->text().size()), QTextCursor::KeepAnchor);
    m_view->setTextCursor(cursor);
    m_view->centerCursor();
    showCount();
}

void FindBar::showCount()
{
    if (m_pattern->text().isEmpty())
        m_count->clear();
    else if (m_hits.isEmpty())
        m_count->setText(tr("no hits"));
    else
        m_count->setText(tr("%1 of %2").arg(m_current + 1).arg(m_hits.size()));
}

}  // namespace sym
