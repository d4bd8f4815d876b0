#pragma once

#include <QtGui/QPen>

#include <optional>
#include <string>
#include <vector>

#include "ui/training/curve_series.h"
#include "ui/training/run_watch.h"

class QCPGraph;
class QCustomPlot;

namespace sym {

/// How charts show their curves.
struct CurveView {
    CurveAxis axis = CurveAxis::Update;
    bool logX = false;
    bool logY = false;
    double smoothing = 0.6;  ///< weight of RunningMean, 0...0.99
    bool bySeeds = false;    ///< runs that differ in their seed only as mean and band

    bool operator==(const CurveView&) const = default;
};

/// One line: every raw point, pale, and the moving average over them.
struct CurveLine {
    QString run;
    std::string part;
    QPen pen;
    QCPGraph* raw = nullptr;
    QCPGraph* smooth = nullptr;  ///< null where nothing is smoothed
    RunningMean mean{0};
    std::size_t taken = 0;     ///< metrics of the run that are in it
    std::vector<int> updates;  ///< of the raw points
};

/// A raw point of a line.
struct CurvePoint {
    const CurveLine* line = nullptr;
    int index = 0;
    double x = 0;
    double y = 0;
    std::optional<double> smoothed;
    int update = 0;
};

/// The graphs of one chart, made of the runs' metrics. Points are added at the end; nothing is
/// computed again while a run grows, but for means over seeds.
class CurveData {
public:
    /// Both outlive this.
    CurveData(QCustomPlot& plot, const RunWatch& watch) : m_plot(plot), m_watch(watch) {}

    /// Makes all lines anew.
    void rebuild(Curve curve, const CurveView& view, const QStringList& shown,
                 const QPalette& palette);

    /// Takes the points of a run from metric `first` on. @return false when a rebuild is needed
    bool append(const WatchedRun& run, int first);

    const std::vector<CurveLine>& lines() const { return m_lines; }
    /// A sentence for each mean over seeds.
    const QStringList& bandTexts() const { return m_bandTexts; }

    /// The point of a line nearest to a position on the x axis.
    static std::optional<CurvePoint> pointAt(const CurveLine& line, double x);

    /// Smallest and largest x, and y within a range of x, of all that is drawn.
    struct Extent {
        double low = 0;
        double high = 0;
    };
    std::optional<Extent> xExtent(bool positiveOnly) const;
    std::optional<Extent> yExtent(const Extent& x, bool positiveOnly) const;

private:
    void addLine(const WatchedRun& run, const std::string& part, const QPen& pen);
    void feed(CurveLine& line, const WatchedRun& run);
    void addBands(const QStringList& shown, const QPalette& palette);

    QCustomPlot& m_plot;
    const RunWatch& m_watch;
    Curve m_curve = Curve::Loss;
    CurveView m_view;
    std::vector<CurveLine> m_lines;
    QStringList m_bandTexts;
};

}  // namespace sym
