#include "ui/training/curve_plot.h"

#include <QtCore/QSignalBlocker>
#include <QtGui/QKeyEvent>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QLabel>
#include <QtWidgets/QVBoxLayout>

#include <cmath>

#include "ui/training/curve_hover.h"
#include "ui/widgets/plot_library.h"
#include "ui/widgets/theme.h"

using namespace Qt::StringLiterals;

namespace sym {

namespace {

constexpr double kReach = 24;     // pixels from a point that a click still means
constexpr int kSmallestDrag = 5;  // pixels; below it is a click
constexpr double kWheelStep = 0.8;
constexpr double kMargin = 0.04;  // of the range, so that no point lies on the frame

/// Numbers as short as a chart needs them: 1.5 M instead of 1500000.
class ShortTicker final : public QCPAxisTicker {
protected:
    QString getTickLabel(double tick, const QLocale& locale, QChar, int) override
    {
        if (std::abs(tick) >= 1e6) return locale.toString(tick / 1e6, 'g', 4) + u" M"_s;
        if (std::abs(tick) >= 1e4) return locale.toString(tick / 1e3, 'g', 4) + u" k"_s;
        return locale.toString(tick, 'g', 5);
    }
};

QSharedPointer<QCPAxisTicker> tickerFor(bool logarithmic, bool time)
{
    if (logarithmic) return QSharedPointer<QCPAxisTickerLog>::create();
    if (!time) return QSharedPointer<ShortTicker>::create();
    auto clock = QSharedPointer<QCPAxisTickerTime>::create();
    clock->setTimeFormat(u"%h:%m:%s"_s);
    return clock;
}

}  // namespace

CurvePlot::CurvePlot(const RunWatch& watch, Curve curve, QWidget* parent)
    : QWidget(parent), m_watch(watch), m_curve(curve)
{
    setObjectName(u"curvePlot"_s);
    setFocusPolicy(Qt::StrongFocus);
    build();
    buildPlot();
    m_data = std::make_unique<CurveData>(*m_plot, m_watch);
    m_hover = std::make_unique<CurveHover>(*this);
    connectPlot();
    applyTheme();
    applyAxes();
    m_replotSoon.setSingleShot(true);
    connect(&m_replotSoon, &QTimer::timeout, this, &CurvePlot::replotNow);
}

CurvePlot::~CurvePlot() = default;

void CurvePlot::build()
{
    m_choice = new QComboBox(this);
    m_choice->setObjectName(u"curveChoice"_s);
    m_choice->setAccessibleName(tr("Curve"));
    m_choice->setFrame(false);
    m_choice->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    for (int i = 0; i < kCurves; ++i) m_choice->addItem(curveTitle(Curve(i)), i);
    m_choice->setCurrentIndex(int(m_curve));
    m_plot = new QCustomPlot(this);
    m_plot->setObjectName(u"plot"_s);
    m_plot->setFocusPolicy(Qt::NoFocus);
    m_plot->setMinimumHeight(90);
    m_empty = new QLabel(tr("No points yet"), m_plot);
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setAttribute(Qt::WA_TransparentForMouseEvents);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_choice, 0, Qt::AlignLeft);
    layout->addWidget(m_plot, 1);
    connect(m_choice, &QComboBox::activated, this, [this](int index) {
        setCurve(Curve(index));
        Q_EMIT curveChosen(m_curve);
    });
}

void CurvePlot::buildPlot()
{
    m_plot->setSelectionRectMode(QCP::srmCustom);
    m_plot->setInteractions({});
    m_plot->setNoAntialiasingOnDrag(true);
    m_plot->setPlottingHint(QCP::phFastPolylines);
    m_plot->legend->setVisible(false);
    m_plot->axisRect()->insetLayout()->setInsetAlignment(0, Qt::AlignTop | Qt::AlignRight);
    m_mark = new QCPItemTracer(m_plot);
    m_mark->setStyle(QCPItemTracer::tsCircle);
    m_mark->setSize(11);
    m_mark->setSelectable(false);
    m_mark->setVisible(false);
}

void CurvePlot::connectPlot()
{
    connect(m_plot, &QCustomPlot::mousePress, this, [this](QMouseEvent* event) {
        m_pressed = event->pos();
        setFocus(Qt::MouseFocusReason);
    });
    connect(m_plot, &QCustomPlot::mouseMove, this, [this](QMouseEvent* event) {
        if (event->buttons() == Qt::NoButton) m_hover->showAt(event->position());
    });
    connect(m_plot, &QCustomPlot::mouseRelease, this, [this](QMouseEvent* event) {
        if (event->button() != Qt::LeftButton) return;
        const QPoint moved = event->pos() - m_pressed;
        if (moved.manhattanLength() < kSmallestDrag)
            clickAt(event->position());
        else if (std::abs(moved.x()) >= kSmallestDrag)
            chooseRange(m_plot->xAxis->pixelToCoord(std::min(event->pos().x(), m_pressed.x())),
                        m_plot->xAxis->pixelToCoord(std::max(event->pos().x(), m_pressed.x())));
    });
    connect(m_plot, &QCustomPlot::mouseDoubleClick, this,
            [this] { Q_EMIT rangeChosen(std::nullopt); });
    connect(m_plot, &QCustomPlot::mouseWheel, this, [this](QWheelEvent* event) {
        const double steps = event->angleDelta().y() / 120.0;
        zoom(std::pow(kWheelStep, steps), m_plot->xAxis->pixelToCoord(event->position().x()));
        event->accept();
    });
    connect(m_plot, &QCustomPlot::afterReplot, this, [this] { ++m_replots; });
    connect(m_plot, &QCustomPlot::afterLayout, this,
            [this] { m_empty->setGeometry(m_plot->axisRect()->rect()); });
}

void CurvePlot::applyTheme()
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
        axis->setLabelColor(toneColor(Tone::Muted, colors));
        axis->setTickLabelFont(font());
        axis->setLabelFont(font());
        axis->grid()->setPen(QPen(grid));
        axis->grid()->setZeroLinePen(QPen(grid));
    }
    m_mark->setPen(QPen(ink, 2));
    m_mark->setBrush(Qt::NoBrush);
    QColor behind = colors.color(QPalette::Base);
    behind.setAlpha(220);
    m_plot->legend->setBrush(behind);
    m_plot->legend->setBorderPen(Qt::NoPen);
    m_plot->legend->setTextColor(ink);
    m_plot->legend->setFont(font());
    QColor accent = toneColor(Tone::Accent, colors);
    m_plot->selectionRect()->setPen(QPen(accent));
    accent.setAlpha(40);
    m_plot->selectionRect()->setBrush(accent);
    QPalette muted = colors;
    muted.setColor(QPalette::WindowText, toneColor(Tone::Muted, colors));
    m_empty->setPalette(muted);
    if (m_hover) m_hover->applyTheme();
}

void CurvePlot::applyAxes()
{
    const auto scale = [](bool logarithmic) {
        return logarithmic ? QCPAxis::stLogarithmic : QCPAxis::stLinear;
    };
    m_plot->xAxis->setScaleType(scale(m_view.logX));
    m_plot->yAxis->setScaleType(scale(m_view.logY));
    m_plot->xAxis->setTicker(tickerFor(m_view.logX, m_view.axis == CurveAxis::Time));
    m_plot->yAxis->setTicker(tickerFor(m_view.logY, false));
    m_plot->yAxis->setNumberFormat(u"g"_s);
    m_plot->yAxis->setNumberPrecision(4);
    m_plot->xAxis->setNumberFormat(u"g"_s);
    m_plot->xAxis->setLabel(axisTitle(m_view.axis));
    m_plot->yAxis->setLabel(curveAxisTitle(m_curve));
}

void CurvePlot::setCurve(Curve curve)
{
    m_curve = curve;
    const QSignalBlocker quiet(m_choice);
    m_choice->setCurrentIndex(int(curve));
    rebuild();
}

void CurvePlot::setView(const CurveView& view)
{
    if (view == m_view) return;
    if (view.axis != m_view.axis) m_range.reset();  // another unit
    m_view = view;
    rebuild();
}

void CurvePlot::setShown(const QStringList& runs)
{
    m_shown = runs;
    rebuild();
}

void CurvePlot::rebuild()
{
    m_mark->setVisible(false);
    m_hover->hide();
    m_data->rebuild(m_curve, m_view, m_shown, palette());
    applyAxes();
    setLegend(false);
    scheduleReplot();
}

void CurvePlot::append(int row, int first)
{
    const WatchedRun& run = m_watch.runs()[std::size_t(row)];
    if (!m_shown.contains(run.name)) return;
    if (m_data->append(run, first))
        scheduleReplot();
    else
        rebuild();
}

void CurvePlot::setLegend(bool visible)
{
    // The parts of one run look alike without their names.
    const bool parts = m_shown.size() == 1 && m_data->lines().size() > 1;
    m_plot->legend->setVisible(visible || parts);
}

void CurvePlot::setRange(const std::optional<Range>& range)
{
    m_range = range;
    scheduleReplot();
}

void CurvePlot::mark(const QString& run, int update)
{
    m_mark->setVisible(false);
    for (const CurveLine& line : m_data->lines()) {
        if (line.run != run) continue;
        const auto found = std::find(line.updates.begin(), line.updates.end(), update);
        if (found == line.updates.end()) continue;
        const auto point = line.raw->data()->at(int(found - line.updates.begin()));
        m_mark->position->setCoords(point->key, point->value);
        m_mark->setVisible(true);
        break;
    }
    scheduleReplot();
}

void CurvePlot::fitAxes()
{
    auto x = m_range ? m_range : m_data->xExtent(m_view.logX);
    m_empty->setVisible(!m_data->xExtent(false));
    if (!x) x = Range{m_view.logX ? 1.0 : 0.0, 10};
    auto y = m_data->yExtent(*x, m_view.logY);
    if (!y) y = Range{m_view.logY ? 0.1 : 0.0, 1};
    const auto fit = [](QCPAxis* axis, Range range, bool logarithmic) {
        if (logarithmic) {
            const double ratio = std::pow(range.high / range.low, kMargin);
            const double room = std::max(ratio, 1.02);
            axis->setRange(range.low / room, range.high * room);
            return;
        }
        double room = (range.high - range.low) * kMargin;
        if (room <= 0) room = std::max(std::abs(range.high) * 0.1, 1e-9);
        axis->setRange(range.low - room, range.high + room);
    };
    if (m_range)
        m_plot->xAxis->setRange(m_range->low, m_range->high);
    else
        fit(m_plot->xAxis, *x, m_view.logX);
    fit(m_plot->yAxis, *y, m_view.logY);
}

void CurvePlot::scheduleReplot()
{
    m_isDirty = true;
    if (!isVisible() || m_replotSoon.isActive()) return;
    const qint64 since = m_sinceReplot.isValid() ? m_sinceReplot.elapsed() : kReplotMilliseconds;
    m_replotSoon.start(int(std::max<qint64>(0, kReplotMilliseconds - since)));
}

void CurvePlot::replotNow()
{
    if (!m_isDirty) return;
    m_isDirty = false;
    m_sinceReplot.start();
    fitAxes();
    m_plot->replot(QCustomPlot::rpQueuedRefresh);
}

void CurvePlot::zoom(double factor, double around)
{
    const QCPRange shown = m_plot->xAxis->range();
    if (m_view.logX && around > 0)
        chooseRange(around * std::pow(shown.lower / around, factor),
                    around * std::pow(shown.upper / around, factor));
    else
        chooseRange(around + (shown.lower - around) * factor,
                    around + (shown.upper - around) * factor);
}

void CurvePlot::chooseRange(double low, double high)
{
    const auto all = m_data->xExtent(m_view.logX);
    if (!all || !(high > low)) return;
    if (low <= all->low && high >= all->high)
        Q_EMIT rangeChosen(std::nullopt);
    else
        Q_EMIT rangeChosen(Range{low, high});
}

std::optional<CurvePoint> CurvePlot::nearest(const QPointF& position, double reach) const
{
    std::optional<CurvePoint> best;
    double bestDistance = reach;
    for (const CurveLine& line : m_data->lines()) {
        // A spike's top may be some points away from the click's x.
        const auto data = line.raw->data();
        const auto first = data->findBegin(m_plot->xAxis->pixelToCoord(position.x() - reach));
        const auto last = data->findEnd(m_plot->xAxis->pixelToCoord(position.x() + reach));
        for (auto point = first; point != last; ++point) {
            const double distance =
                std::hypot(m_plot->xAxis->coordToPixel(point->key) - position.x(),
                           m_plot->yAxis->coordToPixel(point->value) - position.y());
            if (distance >= bestDistance) continue;
            bestDistance = distance;
            const int index = int(point - data->constBegin());
            best = CurvePoint{.line = &line,
                              .index = index,
                              .x = point->key,
                              .y = point->value,
                              .update = line.updates[std::size_t(index)]};
        }
    }
    return best;
}

void CurvePlot::clickAt(const QPointF& position)
{
    const auto point = nearest(position, kReach);
    if (!point) return;
    m_cursor = {point->line->run, point->update};
    Q_EMIT pointClicked(point->line->run, point->update);
}

void CurvePlot::moveCursor(int direction)
{
    if (m_data->lines().empty()) return;
    const CurveLine* line = &m_data->lines().front();
    int index = -1;
    for (const CurveLine& known : m_data->lines()) {
        if (!m_cursor || known.run != m_cursor->first) continue;
        line = &known;
        const auto at =
            std::lower_bound(known.updates.begin(), known.updates.end(), m_cursor->second);
        index = int(at - known.updates.begin()) + direction;
        break;
    }
    if (line->updates.empty()) return;
    if (index < 0 && !m_cursor) index = int(line->updates.size()) - 1;
    index = std::clamp(index, 0, int(line->updates.size()) - 1);
    m_cursor = {line->run, line->updates[std::size_t(index)]};
    const auto point = line->raw->data()->at(index);
    m_hover->showAt(
        {m_plot->xAxis->coordToPixel(point->key), m_plot->yAxis->coordToPixel(point->value)});
    mark(line->run, m_cursor->second);
}

void CurvePlot::keyPressEvent(QKeyEvent* event)
{
    switch (event->key()) {
    case Qt::Key_Left: moveCursor(-1); return;
    case Qt::Key_Right: moveCursor(1); return;
    case Qt::Key_Plus:
    case Qt::Key_Equal: zoom(kWheelStep, m_plot->xAxis->range().center()); return;
    case Qt::Key_Minus: zoom(1 / kWheelStep, m_plot->xAxis->range().center()); return;
    case Qt::Key_0:
    case Qt::Key_Home: Q_EMIT rangeChosen(std::nullopt); return;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (m_cursor) Q_EMIT pointClicked(m_cursor->first, m_cursor->second);
        return;
    default: QWidget::keyPressEvent(event);
    }
}

void CurvePlot::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    if (m_isDirty) scheduleReplot();
}

void CurvePlot::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (!m_plot || !m_data) return;
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange) {
        applyTheme();
        rebuild();
    }
}

}  // namespace sym
