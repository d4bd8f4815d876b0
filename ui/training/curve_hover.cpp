#include "ui/training/curve_hover.h"

#include <QtWidgets/QLabel>

#include <algorithm>

#include "ui/training/curve_plot.h"
#include "ui/widgets/number_text.h"
#include "ui/widgets/plot_library.h"
#include "ui/widgets/theme.h"

using namespace Qt::StringLiterals;

namespace sym {

namespace {

QString number(double value)
{
    return QLocale().toString(value, 'g', 4);
}

}  // namespace

CurveHover::CurveHover(CurvePlot& chart)
    : m_chart(chart), m_line(new QCPItemLine(chart.m_plot)), m_readout(new QLabel(chart.m_plot))
{
    m_line->setVisible(false);
    m_line->setSelectable(false);
    m_line->start->setTypeX(QCPItemPosition::ptPlotCoords);
    m_line->end->setTypeX(QCPItemPosition::ptPlotCoords);
    m_line->start->setTypeY(QCPItemPosition::ptAxisRectRatio);
    m_line->end->setTypeY(QCPItemPosition::ptAxisRectRatio);
    m_readout->setObjectName(u"curveReadout"_s);
    m_readout->setAttribute(Qt::WA_TransparentForMouseEvents);
    m_readout->setTextFormat(Qt::RichText);
    m_readout->setMargin(6);
    m_readout->setAutoFillBackground(true);
    m_readout->setFrameShape(QFrame::StyledPanel);
    m_readout->hide();
    applyTheme();
}

void CurveHover::applyTheme()
{
    const QPalette palette = m_chart.palette();
    m_line->setPen(QPen(toneColor(Tone::Muted, palette), 1, Qt::DotLine));
    QPalette readout = palette;
    readout.setColor(QPalette::Window, palette.color(QPalette::ToolTipBase));
    readout.setColor(QPalette::WindowText, palette.color(QPalette::ToolTipText));
    m_readout->setPalette(readout);
}

void CurveHover::hide()
{
    if (m_readout->isHidden()) return;
    m_line->setVisible(false);
    m_readout->hide();
    m_chart.scheduleReplot();
}

void CurveHover::showAt(const QPointF& position)
{
    QCustomPlot* plot = m_chart.m_plot;
    if (!plot->axisRect()->rect().contains(position.toPoint())) return hide();
    const double x = plot->xAxis->pixelToCoord(position.x());
    std::vector<CurvePoint> points;
    for (const CurveLine& line : m_chart.data().lines())
        if (const auto point = CurveData::pointAt(line, x)) points.push_back(*point);
    if (points.empty()) return hide();
    const auto distance = [&](const CurvePoint& point) {
        return std::hypot(
            plot->xAxis->coordToPixel(point.x) - position.x(),
            plot->yAxis->coordToPixel(point.smoothed.value_or(point.y)) - position.y());
    };
    std::sort(points.begin(), points.end(),
              [&](const CurvePoint& a, const CurvePoint& b) { return distance(a) < distance(b); });
    const double at = points.front().x;
    const auto more = int(points.size()) - kMaxRows;
    if (more > 0) points.resize(kMaxRows);

    QString rows;
    for (const CurvePoint& point : points) {
        const QString name = point.line->part.empty()
                                 ? point.line->run
                                 : u"%1: %2"_s.arg(point.line->run, text(point.line->part));
        rows +=
            u"<tr><td style='color:%1'>&#9632;&nbsp;</td><td>%2&nbsp;&nbsp;</td>"
            "<td align='right'>%3&nbsp;&nbsp;</td><td align='right'><b>%4</b></td>"
            "<td align='right'>&nbsp;&nbsp;%5</td></tr>"_s
                .arg(point.line->pen.color().name(), name.toHtmlEscaped())
                .arg(point.update)
                .arg(number(point.y), point.smoothed ? number(*point.smoothed) : QString());
    }
    const bool smoothed = points.front().smoothed.has_value();
    QString html =
        u"<table cellspacing='0'><tr><td></td><td></td><td align='right'>%1&nbsp;&nbsp;"
        "</td><td align='right'>%2</td><td align='right'>&nbsp;&nbsp;%3</td></tr>%4"
        "</table>"_s.arg(CurvePlot::tr("update").toHtmlEscaped(),
                         CurvePlot::tr("value").toHtmlEscaped(),
                         smoothed ? CurvePlot::tr("smoothed").toHtmlEscaped() : QString(), rows);
    if (more > 0) html += CurvePlot::tr("and %n more line(s)", nullptr, more).toHtmlEscaped();
    m_readout->setText(html);
    m_readout->adjustSize();
    // Beside the line, on the side with more room, and never over the edge.
    const QRect area = plot->axisRect()->rect();
    const int gap = 12;
    int left = int(position.x()) + gap;
    if (left + m_readout->width() > area.right())
        left = int(position.x()) - gap - m_readout->width();
    const int top = std::clamp(int(position.y()) - m_readout->height() / 2, area.top(),
                               std::max(area.top(), area.bottom() - m_readout->height()));
    m_readout->move(std::max(0, left), top);
    m_readout->show();
    m_line->start->setCoords(at, 0);
    m_line->end->setCoords(at, 1);
    m_line->setVisible(true);
    m_chart.scheduleReplot();
}

}  // namespace sym
