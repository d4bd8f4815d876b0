#include "ui/symbiosis/cycle_view.h"

#include <QtGui/QPainter>

#include <cmath>

#include "ui/widgets/number_text.h"
#include "ui/widgets/theme.h"

using namespace Qt::StringLiterals;

namespace sym {

namespace {

constexpr double kRound = 6;        // of corners, pixels at normal text
constexpr double kArrowHead = 0.5;  // of a line's height

QString title(CycleStep step)
{
    switch (step) {
    case CycleStep::Large: return CycleView::tr("1  Large model with its knowledge");
    case CycleStep::Distil: return CycleView::tr("2  Distillation");
    case CycleStep::Explore: return CycleView::tr("3  Student explores");
    case CycleStep::Knowledge: return CycleView::tr("4  Knowledge base");
    case CycleStep::None: break;
    }
    return {};
}

QString ofAll(const QString& sentence, int part, int all)
{
    if (all < 0) return CycleView::tr("not done yet");
    return sentence.arg(part < 0 ? u"–"_s : countText(part), countText(all));
}

}  // namespace

CycleView::CycleView(QWidget* parent) : QWidget(parent)
{
    setObjectName(u"cycleView"_s);
    setFocusPolicy(Qt::NoFocus);
    describe();
}

void CycleView::setFlow(const std::optional<RoundFlow>& flow, int entries)
{
    m_flow = flow;
    m_entries = entries;
    describe();
    update();
}

void CycleView::setActive(CycleStep step, double fraction)
{
    if (step == m_active && std::abs(fraction - m_fraction) < 0.001) return;
    m_active = step;
    m_fraction = fraction;
    describe();
    update();
}

void CycleView::describe()
{
    setAccessibleName(tr("The cycle of the four steps"));
    QStringList words;
    for (const CycleStep step :
         {CycleStep::Large, CycleStep::Distil, CycleStep::Explore, CycleStep::Knowledge})
        words << title(step) + u": "_s + boxText(step) + u" → "_s + arrowText(step)
                     + (step == m_active ? tr(" (at work)") : QString());
    setAccessibleDescription(words.join(u"; "_s));
    setToolTip(words.join(u'\n'));
}

QString CycleView::boxText(CycleStep step) const
{
    const RoundFlow flow = m_flow.value_or(RoundFlow{});
    switch (step) {
    case CycleStep::Large:
        return ofAll(tr("%1 of %2 episodes solved"), flow.largeSolved, flow.largeEpisodes);
    case CycleStep::Distil:
        if (flow.trainedSteps >= 0)
            return tr("%1 steps learned, %2 updates")
                .arg(countText(flow.trainedSteps),
                     flow.updates < 0 ? u"–"_s : countText(flow.updates));
        return ofAll(tr("%1 of %2 speculative episodes approved"), flow.speculativeApproved,
                     flow.speculativeEpisodes);
    case CycleStep::Explore:
        return ofAll(tr("%1 of %2 episodes solved"), flow.exploredSolved, flow.exploredEpisodes);
    case CycleStep::Knowledge:
        return m_entries < 0 ? tr("empty") : tr("%1 entries").arg(countText(m_entries));
    case CycleStep::None: break;
    }
    return {};
}

QString CycleView::arrowText(CycleStep from) const
{
    const RoundFlow flow = m_flow.value_or(RoundFlow{});
    const auto number = [](int count) { return count < 0 ? u"–"_s : countText(count); };
    switch (from) {
    case CycleStep::Large: return tr("%1 good trajectories").arg(number(flow.largeApproved));
    case CycleStep::Distil: return tr("a new student");
    case CycleStep::Explore: return tr("%1 entries").arg(number(flow.studentEntries));
    case CycleStep::Knowledge: return tr("examples for the next round");
    case CycleStep::None: break;
    }
    return {};
}

QSize CycleView::sizeHint() const
{
    const QFontMetrics metrics = fontMetrics();
    return {metrics.averageCharWidth() * 100, metrics.height() * 13};
}

QSize CycleView::minimumSizeHint() const
{
    const QFontMetrics metrics = fontMetrics();
    return {metrics.averageCharWidth() * 74, metrics.height() * 12};
}

QRectF CycleView::boxOf(CycleStep step) const
{
    const double line = fontMetrics().height();
    const double gap = std::max(width() * 0.22, fontMetrics().averageCharWidth() * 20.0);
    const double boxWidth = (width() - gap) / 2 - line / 2;
    const double boxHeight = line * 3.6;
    const bool right = step == CycleStep::Distil || step == CycleStep::Explore;
    const bool below = step == CycleStep::Explore || step == CycleStep::Knowledge;
    return {right ? width() - boxWidth - line / 2 : line / 2,
            below ? height() - boxHeight - line / 2 : line / 2, boxWidth, boxHeight};
}

void CycleView::paintBox(QPainter& painter, CycleStep step) const
{
    const QRectF box = boxOf(step);
    const bool active = step == m_active;
    const QColor accent = toneColor(Tone::Accent, palette());
    painter.setPen(QPen(active ? accent : palette().color(QPalette::Mid), active ? 2.4 : 1));
    painter.setBrush(palette().base());
    painter.drawRoundedRect(box, kRound, kRound);
    const double line = fontMetrics().height();
    const QRectF inner = box.adjusted(line * 0.5, line * 0.35, -line * 0.5, -line * 0.35);
    QFont bold = font();
    bold.setBold(true);
    painter.setPen(palette().color(QPalette::Text));
    painter.setFont(bold);
    painter.drawText(
        inner, Qt::AlignLeft | Qt::AlignTop,
        QFontMetrics(bold).elidedText(title(step), Qt::ElideRight, int(inner.width())));
    painter.setFont(font());
    painter.drawText(inner.adjusted(0, line * 1.25, 0, 0), Qt::AlignLeft | Qt::AlignTop,
                     fontMetrics().elidedText(boxText(step), Qt::ElideRight, int(inner.width())));
    if (!active) return;
    QRectF bar(inner.left(), inner.bottom() - line * 0.25, inner.width(), line * 0.25);
    QColor ground = accent;
    ground.setAlpha(60);
    painter.setPen(Qt::NoPen);
    painter.setBrush(ground);
    painter.drawRect(bar);
    bar.setWidth(bar.width() * m_fraction);
    painter.setBrush(accent);
    painter.drawRect(bar);
}

void CycleView::paintArrow(QPainter& painter, const QPointF& from, const QPointF& to,
                           const QString& label) const
{
    const double line = fontMetrics().height();
    const QPointF way = to - from;
    const double length = std::hypot(way.x(), way.y());
    if (length < 1) return;
    const QPointF along = way / length;
    const QPointF across(-along.y(), along.x());
    const QPointF neck = to - along * line * kArrowHead;
    painter.setPen(QPen(toneColor(Tone::Muted, palette()), 1.6));
    painter.setBrush(toneColor(Tone::Muted, palette()));
    painter.drawLine(from, neck);
    painter.drawPolygon(QPolygonF{to, neck + across * line * 0.3, neck - across * line * 0.3});
    painter.setPen(palette().color(QPalette::WindowText));
    const QPointF middle = (from + to) / 2;
    const bool flat = std::abs(way.x()) > std::abs(way.y());
    const double room = flat ? length : width() * 0.45;
    const QString words = fontMetrics().elidedText(label, Qt::ElideRight, int(room));
    const double wide = fontMetrics().horizontalAdvance(words);
    if (flat)
        painter.drawText(QPointF(middle.x() - wide / 2, middle.y() - line * 0.45), words);
    else if (from.x() > width() / 2.0)  // on the right: the words to the left of the arrow
        painter.drawText(QPointF(middle.x() - wide - line * 0.5, middle.y() + line * 0.3), words);
    else
        painter.drawText(QPointF(middle.x() + line * 0.5, middle.y() + line * 0.3), words);
}

void CycleView::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF large = boxOf(CycleStep::Large);
    const QRectF distil = boxOf(CycleStep::Distil);
    const QRectF explore = boxOf(CycleStep::Explore);
    const QRectF knowledge = boxOf(CycleStep::Knowledge);
    for (const CycleStep step :
         {CycleStep::Large, CycleStep::Distil, CycleStep::Explore, CycleStep::Knowledge})
        paintBox(painter, step);
    const double air = 4;
    paintArrow(painter, {large.right() + air, large.center().y()},
               {distil.left() - air, distil.center().y()}, arrowText(CycleStep::Large));
    paintArrow(painter, {distil.center().x(), distil.bottom() + air},
               {explore.center().x(), explore.top() - air}, arrowText(CycleStep::Distil));
    paintArrow(painter, {explore.left() - air, explore.center().y()},
               {knowledge.right() + air, knowledge.center().y()}, arrowText(CycleStep::Explore));
    // Two between the left boxes: examples go up, the large model's own entries come down.
    const double third = large.width() / 3;
    const int own = m_flow ? m_flow->largeEntries : -1;
    paintArrow(painter, {large.left() + third * 0.3, large.bottom() + air},
               {knowledge.left() + third * 0.3, knowledge.top() - air},
               tr("%1 entries").arg(own < 0 ? u"–"_s : countText(own)));
    paintArrow(painter, {knowledge.left() + third * 1.5, knowledge.top() - air},
               {large.left() + third * 1.5, large.bottom() + air}, arrowText(CycleStep::Knowledge));
}

}  // namespace sym
