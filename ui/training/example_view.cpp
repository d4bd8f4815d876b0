#include "ui/training/example_view.h"

#include <QtGui/QTextBlock>

#include "ui/widgets/number_text.h"
#include "ui/widgets/theme.h"

using namespace Qt::StringLiterals;

namespace sym {

namespace {

constexpr int kStrong = 105;
constexpr int kFaint = 65;

/// Line ends are shown, since they are tokens too and may be learned.
QString visible(const std::string& token)
{
    return text(token).replace(u'\r', u"␍"_s).replace(u'\n', u"⏎\n"_s).replace(u'\t', u"→\t"_s);
}

}  // namespace

ExampleView::ExampleView(QWidget* parent) : QPlainTextEdit(parent)
{
    setReadOnly(true);
    setUndoRedoEnabled(false);
    setFont(fixedFont());
    setTabStopDistance(fontMetrics().averageCharWidth() * 3);
    setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
}

QColor ExampleView::ground(TokenUse use, bool isReasoning, const QPalette& palette)
{
    switch (use) {
    case TokenUse::Trained: return toneColor(isReasoning ? Tone::Accent : Tone::Good, palette);
    case TokenUse::Cut: return toneColor(Tone::Bad, palette);
    case TokenUse::Ignored: break;
    }
    return Qt::transparent;
}

void ExampleView::setTokens(std::vector<MarkedToken> tokens)
{
    m_tokens = std::move(tokens);
    showTokens();
}

void ExampleView::showTokens()
{
    clear();
    QTextCursor cursor(document());
    cursor.beginEditBlock();
    bool strong = false;
    for (const MarkedToken& token : m_tokens) {
        if (token.text.empty()) continue;
        strong = !strong;
        QTextCharFormat format;
        if (token.use == TokenUse::Ignored) {
            format.setForeground(toneColor(Tone::Muted, palette()));
        } else {
            QColor ground = ExampleView::ground(token.use, token.isReasoning, palette());
            ground.setAlpha(strong ? kStrong : kFaint);
            format.setBackground(ground);
            format.setForeground(palette().color(QPalette::Text));
        }
        if (token.use == TokenUse::Cut) {
            format.setFontStrikeOut(true);
            QColor ground = format.background().color();
            ground.setAlpha(strong ? kFaint / 2 : kFaint / 4);
            format.setBackground(ground);
        }
        cursor.insertText(visible(token.text), format);
    }
    cursor.endEditBlock();
    moveCursor(QTextCursor::Start);
}

void ExampleView::changeEvent(QEvent* event)
{
    QPlainTextEdit::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && !m_tokens.empty()) showTokens();
}

}  // namespace sym
