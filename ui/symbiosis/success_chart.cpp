#include "ui/symbiosis/success_chart.h"

#include <QtCore/QEvent>
#include <QtWidgets/QVBoxLayout>

#include "ui/widgets/plot_library.h"
#include "ui/widgets/theme.h"

using namespace Qt::StringLiterals;

namespace sym {

namespace {

constexpr double kBefore = -1;   // on the axis: before round 0
constexpr double kApart = 0.06;  // of a round, so that intervals of two models do not cover

struct Point {
    double x = 0;
    Tally tally;
};

/// A colour and a shape a series, so that it is known without colours too.
struct Look {
    Phase color;
    QCPScatterStyle::ScatterShape shape;
    Qt::PenStyle line;
    double shift;
};

void addSeries(QCustomPlot& plot, const QString& name, const Look& look,
               const std::vector<Point>& points)
{
    const QColor color = phaseColor(look.color);
    QCPGraph* graph = plot.addGraph();
    graph->setName(name);
    graph->setPen(QPen(color, 1.8, look.line));
    graph->setScatterStyle(QCPScatterStyle(look.shape, color, color, 9));
    graph->setAdaptiveSampling(false);
    auto* bars = new QCPErrorBars(plot.xAxis, plot.yAxis);
    bars->removeFromLegend();
    bars->setDataPlottable(graph);
    bars->setPen(QPen(color, 1.4));
    for (const Point& point : points) {
        const double rate = 100 * point.tally.rate();
        graph->addData(point.x + look.shift, rate);
        bars->addData(rate - 100 * point.tally.low(), 100 * point.tally.high() - rate);
    }
}

}  // namespace

SuccessChart::SuccessChart(QWidget* parent) : QWidget(parent), m_plot(new QCustomPlot(this))
{
    setObjectName(u"successChart"_s);
    setAccessibleName(tr("Success by round, with 95 % intervals"));
    m_plot->setObjectName(u"successPlot"_s);
    m_plot->setInteractions({});
    m_plot->setMinimumHeight(fontMetrics().height() * 9);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_plot);
    // The legend stands above, where no interval can lie below it.
    m_plot->plotLayout()->insertRow(0);
    m_plot->plotLayout()->addElement(0, 0, m_plot->legend);
    m_plot->plotLayout()->setRowStretchFactor(0, 0.001);
    m_plot->legend->setFillOrder(QCPLegend::foColumnsFirst);
    m_plot->legend->setVisible(true);
    m_plot->setAutoAddPlottableToLegend(true);
    applyTheme();
    draw();
}

void SuccessChart::setReport(const LoopReport& report)
{
    m_report = report;
    draw();
}

void SuccessChart::clear()
{
    m_report.reset();
    draw();
}

void SuccessChart::draw()
{
    m_plot->clearPlottables();
    std::vector<Point> alone;
    std::vector<Point> large;
    std::vector<Point> student;
    int last = 0;
    if (m_report) {
        if (m_report->base) student.push_back({kBefore, *m_report->base});
        for (const RoundReport& round : m_report->rounds) {
            if (round.largeWithKnowledge)
                large.push_back({double(round.round), *round.largeWithKnowledge});
            if (round.small) student.push_back({double(round.round), *round.small});
            if (round.largeWithKnowledge || round.small) last = round.round;
        }
        if (m_report->large) {
            alone.push_back({kBefore, *m_report->large});
            if (!large.empty()) alone.push_back({double(last), *m_report->large});
        }
    }
    addSeries(*m_plot, tr("large model alone"),
              {Phase::Screenshot, QCPScatterStyle::ssSquare, Qt::DashLine, -kApart}, alone);
    addSeries(*m_plot, tr("large model with knowledge"),
              {Phase::Observe, QCPScatterStyle::ssDisc, Qt::SolidLine, 0}, large);
    addSeries(*m_plot, tr("student"),
              {Phase::Decide, QCPScatterStyle::ssDiamond, Qt::SolidLine, kApart}, student);
    QSharedPointer<QCPAxisTickerText> ticker(new QCPAxisTickerText);
    ticker->addTick(kBefore, tr("before"));
    for (int round = 0; round <= last; ++round) ticker->addTick(round, QString::number(round));
    m_plot->xAxis->setTicker(ticker);
    m_plot->xAxis->setRange(kBefore - 0.4, last + 0.4);
    m_plot->xAxis->setLabel(tr("round"));
    m_plot->yAxis->setRange(0, 100);
    m_plot->yAxis->setLabel(tr("solved dev tasks, %"));
    m_plot->replot(QCustomPlot::rpQueuedReplot);
}

void SuccessChart::applyTheme()
{
    const QPalette colors = palette();
    const QColor ink = colors.color(QPalette::Text);
    QColor grid = ink;
    grid.setAlpha(36);
    m_plot->setBackground(colors.brush(QPalette::Base));
    for (QCPAxis* axis : {m_plot->xAxis, m_plot->yAxis}) {
        axis->setBasePen(QPen(toneColor(Tone::Muted, colors)));
        axis->setTickPen(QPen(toneColor(Tone::Muted, colors)));
        axis->setSubTickPen(Qt::NoPen);
        axis->setTickLabelColor(ink);
        axis->setLabelColor(ink);
        axis->setTickLabelFont(font());
        axis->setLabelFont(font());
        axis->grid()->setPen(QPen(grid));
        axis->grid()->setZeroLinePen(QPen(grid));
    }
    m_plot->legend->setBrush(Qt::NoBrush);
    m_plot->legend->setBorderPen(Qt::NoPen);
    m_plot->legend->setTextColor(ink);
    m_plot->legend->setFont(font());
    m_plot->replot(QCustomPlot::rpQueuedReplot);
}

void SuccessChart::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange) applyTheme();
}

}  // namespace sym
