#include "ui/live/target_overlay.h"

#include <QtGui/QPainter>

using namespace Qt::StringLiterals;

namespace sym {

namespace {
constexpr QColor kFrame{0xe0, 0x33, 0x1b};
}

TargetOverlay::TargetOverlay(QWidget* parent) : QWidget(parent)
{
    setObjectName(u"targetOverlay"_s);
    setAttribute(Qt::WA_NoSystemBackground);
    setFocusPolicy(Qt::NoFocus);
    setTakenOver(false);
}

void TargetOverlay::setTarget(const std::optional<QRectF>& target, const QString& label)
{
    m_target = target;
    m_label = label;
    update();
}

void TargetOverlay::setTakenOver(bool takenOver)
{
    setAttribute(Qt::WA_TransparentForMouseEvents, takenOver);
    setToolTip(takenOver ? QString()
                         : tr("The agent works on this page. Press “Take over” to act yourself."));
}

void TargetOverlay::paintEvent(QPaintEvent*)
{
    if (!m_target) return;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF box = m_target->adjusted(-3, -3, 3, 3);
    painter.setPen(QPen(QColor(255, 255, 255, 220), 5));
    painter.drawRoundedRect(box, 3, 3);
    painter.setPen(QPen(kFrame, 3));
    painter.setBrush(QColor(kFrame.red(), kFrame.green(), kFrame.blue(), 30));
    painter.drawRoundedRect(box, 3, 3);
    if (m_label.isEmpty()) return;
    const QString label = fontMetrics().elidedText(m_label, Qt::ElideRight, width() / 2);
    QRectF tag(box.left(), box.top() - fontMetrics().height() - 8,
               fontMetrics().horizontalAdvance(label) + 12, fontMetrics().height() + 6);
    if (tag.top() < 0) tag.moveTop(box.bottom() + 2);
    if (tag.right() > width()) tag.moveRight(width());
    painter.setPen(Qt::NoPen);
    painter.setBrush(kFrame);
    painter.drawRoundedRect(tag, 3, 3);
    painter.setPen(Qt::white);
    painter.drawText(tag, Qt::AlignCenter, label);
}

}  // namespace sym
