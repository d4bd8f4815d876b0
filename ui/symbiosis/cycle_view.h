#pragma once

#include <QtWidgets/QWidget>

#include <optional>

#include "core/symbiosis/loop_flow.h"

namespace sym {

/// The four steps of the method as a ring, with what went from one to the next in a round; the step
/// at work is framed and has a bar.
class CycleView final : public QWidget {
    Q_OBJECT

public:
    explicit CycleView(QWidget* parent = nullptr);

    /// @param entries accepted ones of the knowledge base after the round, -1: not known
    void setFlow(const std::optional<RoundFlow>& flow, int entries);
    /// @param fraction of its phase, 0...1
    void setActive(CycleStep step, double fraction);

    CycleStep active() const { return m_active; }
    QString boxText(CycleStep step) const;    ///< the lines below a step's name
    QString arrowText(CycleStep from) const;  ///< what leaves a step

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QRectF boxOf(CycleStep step) const;
    void paintBox(QPainter& painter, CycleStep step) const;
    void paintArrow(QPainter& painter, const QPointF& from, const QPointF& to,
                    const QString& label) const;
    void describe();

    std::optional<RoundFlow> m_flow;
    int m_entries = -1;
    CycleStep m_active = CycleStep::None;
    double m_fraction = 0;
};

}  // namespace sym
