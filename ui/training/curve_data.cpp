#include "ui/training/curve_data.h"

#include <algorithm>
#include <map>

#include "ui/training/run_pen.h"
#include "ui/training/seed_band.h"
#include "ui/widgets/number_text.h"
#include "ui/widgets/plot_library.h"

using namespace Qt::StringLiterals;

namespace sym {

namespace {

constexpr int kRawAlpha = 90;  // seen on both themes, and never stronger than the average
constexpr int kBandAlpha = 50;
constexpr double kRawWidth = 1;
constexpr double kDotSize = 5;

QPen pale(QPen pen)
{
    QColor color = pen.color();
    color.setAlpha(kRawAlpha);
    return QPen(color, kRawWidth);
}

}  // namespace

void CurveData::rebuild(Curve curve, const CurveView& view, const QStringList& shown,
                        const QPalette& palette)
{
    m_plot.clearPlottables();
    m_lines.clear();
    m_curve = curve;
    m_view = view;
    m_bandTexts.clear();
    for (const QString& name : shown) {
        const WatchedRun* run = m_watch.find(name);
        if (!run) continue;
        const auto parts = curveParts(curve, run->metrics);
        for (std::size_t i = 0; i < parts.size(); ++i) {
            // One run alone: a colour a part. Several: the run's colour, a dash a part.
            const bool alone = shown.size() == 1 && parts.size() > 1;
            QPen pen = runPen(alone ? int(i) : run->color, palette);
            if (!alone && i > 0) pen.setStyle(runPen(int(8 * i), palette).style());
            addLine(*run, parts[i], pen);
        }
    }
    if (view.bySeeds) addBands(shown, palette);
}

void CurveData::addLine(const WatchedRun& run, const std::string& part, const QPen& pen)
{
    CurveLine line;
    line.run = run.name;
    line.part = part;
    line.pen = pen;
    const bool smooths = m_view.smoothing > 0 && !isSparse(m_curve);
    line.mean = RunningMean(m_view.smoothing);
    line.raw = m_plot.addGraph();
    line.raw->setPen(smooths ? pale(pen) : pen);
    if (isSparse(m_curve))
        line.raw->setScatterStyle(
            QCPScatterStyle(QCPScatterStyle::ssDisc, pen.color(), pen.color(), kDotSize));
    if (smooths) {
        line.smooth = m_plot.addGraph();
        line.smooth->setPen(pen);
        line.raw->removeFromLegend();
    }
    QCPGraph* named = smooths ? line.smooth : line.raw;
    named->setName(part.empty() ? run.name : u"%1: %2"_s.arg(run.name, text(part)));
    feed(line, run);
    m_lines.push_back(std::move(line));
}

void CurveData::feed(CurveLine& line, const WatchedRun& run)
{
    QVector<double> keys;
    QVector<double> values;
    QVector<double> means;
    for (; line.taken < run.metrics.size(); ++line.taken) {
        const UpdateMetrics& update = run.metrics[line.taken];
        const auto value = curveValue(m_curve, line.part, update);
        const double x = axisValue(m_view.axis, update);
        if (!value || (m_view.logX && x <= 0) || (m_view.logY && *value <= 0)) continue;
        keys << x;
        values << *value;
        if (line.smooth) means << line.mean.add(*value);
        line.updates.push_back(update.update);
    }
    line.raw->addData(keys, values, true);
    if (line.smooth) line.smooth->addData(keys, means, true);
}

void CurveData::addBands(const QStringList& shown, const QPalette& palette)
{
    std::map<std::string, std::vector<const WatchedRun*>> groups;
    for (const QString& name : shown)
        if (const WatchedRun* run = m_watch.find(name))
            groups[seedGroup(run->config)].push_back(run);
    for (const auto& [config, runs] : groups) {
        if (runs.size() < 2) continue;
        const QString sentence = QCoreApplication::translate(
            "sym::Curves", "%1: mean of %n run(s) ± standard deviation", nullptr, int(runs.size()));
        m_bandTexts << sentence.arg(runs.front()->name + u"…"_s);
        std::vector<const std::vector<UpdateMetrics>*> metrics;
        for (const WatchedRun* run : runs) metrics.push_back(&run->metrics);
        const auto parts = curveParts(m_curve, runs.front()->metrics);
        for (std::size_t i = 0; i < parts.size(); ++i) {
            QPen pen = runPen(runs.front()->color, palette);
            pen.setWidthF(2.6);
            if (i > 0) pen.setStyle(runPen(int(8 * i), palette).style());
            QCPGraph* upper = m_plot.addGraph();
            QCPGraph* lower = m_plot.addGraph();
            QCPGraph* middle = m_plot.addGraph();
            for (const BandPoint& point :
                 seedBand(metrics, m_curve, parts[i], m_view.axis, m_view.smoothing)) {
                upper->addData(point.x, point.mean + point.deviation);
                lower->addData(point.x, point.mean - point.deviation);
                middle->addData(point.x, point.mean);
            }
            QColor fill = pen.color();
            fill.setAlpha(kBandAlpha);
            upper->setPen(Qt::NoPen);
            lower->setPen(Qt::NoPen);
            upper->setBrush(fill);
            upper->setChannelFillGraph(lower);
            upper->removeFromLegend();
            lower->removeFromLegend();
            middle->setPen(pen);
            middle->setName(m_bandTexts.last());
        }
        // The single runs step back behind their mean.
        for (CurveLine& line : m_lines)
            for (const WatchedRun* run : runs)
                if (line.run == run->name) {
                    if (line.smooth) line.smooth->setPen(pale(line.pen));
                    (line.smooth ? line.smooth : line.raw)->removeFromLegend();
                }
    }
}

bool CurveData::append(const WatchedRun& run, int first)
{
    if (!m_bandTexts.isEmpty()) return false;
    std::size_t parts = 0;
    for (const CurveLine& line : m_lines) {
        if (line.run != run.name) continue;
        if (std::size_t(first) < line.taken) return false;  // updates were taken back
        ++parts;
    }
    if (parts != curveParts(m_curve, run.metrics).size()) return false;
    for (CurveLine& line : m_lines)
        if (line.run == run.name) feed(line, run);
    return true;
}

std::optional<CurvePoint> CurveData::pointAt(const CurveLine& line, double x)
{
    const auto data = line.raw->data();
    if (data->isEmpty()) return std::nullopt;
    auto at = data->findBegin(x, false);  // the first that is not below x
    if (at == data->constEnd()) --at;
    if (at != data->constBegin() && std::abs((at - 1)->key - x) <= std::abs(at->key - x)) --at;
    CurvePoint point;
    point.line = &line;
    point.index = int(at - data->constBegin());
    point.x = at->key;
    point.y = at->value;
    point.update = line.updates[std::size_t(point.index)];
    if (line.smooth) point.smoothed = line.smooth->data()->at(point.index)->value;
    return point;
}

std::optional<CurveData::Extent> CurveData::xExtent(bool positiveOnly) const
{
    std::optional<Extent> extent;
    for (const CurveLine& line : m_lines) {
        bool found = false;
        const QCPRange range =
            line.raw->getKeyRange(found, positiveOnly ? QCP::sdPositive : QCP::sdBoth);
        if (!found) continue;
        if (!extent) extent = Extent{range.lower, range.upper};
        extent->low = std::min(extent->low, range.lower);
        extent->high = std::max(extent->high, range.upper);
    }
    return extent;
}

std::optional<CurveData::Extent> CurveData::yExtent(const Extent& x, bool positiveOnly) const
{
    std::optional<Extent> extent;
    for (const CurveLine& line : m_lines) {
        bool found = false;
        const QCPRange range = line.raw->getValueRange(
            found, positiveOnly ? QCP::sdPositive : QCP::sdBoth, QCPRange(x.low, x.high));
        if (!found) continue;
        if (!extent) extent = Extent{range.lower, range.upper};
        extent->low = std::min(extent->low, range.lower);
        extent->high = std::max(extent->high, range.upper);
    }
    return extent;
}

}  // namespace sym
