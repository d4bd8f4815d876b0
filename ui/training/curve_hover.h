#pragma once

#include <QtCore/QPointF>

class QCPItemLine;
class QLabel;

namespace sym {

class CurvePlot;

/// What a chart says about the points under the mouse: a line at their x, and the values of the
/// nearest runs with their raw and smoothed numbers.
class CurveHover final {
public:
    static constexpr int kMaxRows = 8;

    explicit CurveHover(CurvePlot& chart);

    void showAt(const QPointF& position);
    void hide();
    void applyTheme();

private:
    CurvePlot& m_chart;
    QCPItemLine* m_line;
    QLabel* m_readout;
};

}  // namespace sym
