#pragma once

#include <QtCore/QElapsedTimer>
#include <QtCore/QTimer>
#include <QtWidgets/QWidget>

#include <memory>
#include <optional>

#include "ui/training/curve_data.h"

class QComboBox;
class QCPItemLine;
class QCPItemTracer;
class QCustomPlot;
class QLabel;

namespace sym {

/// One chart: a curve of all shown runs. Dragging chooses a range of x, the wheel zooms, a double
/// click shows all again; a click on a point asks for its update. With the keyboard: Left and Right
/// move from point to point, Enter asks, + and - zoom, 0 shows all.
class CurvePlot final : public QWidget {
    Q_OBJECT

public:
    static constexpr int kReplotMilliseconds = 200;

    CurvePlot(const RunWatch& watch, Curve curve, QWidget* parent = nullptr);
    ~CurvePlot() override;

    void setCurve(Curve curve);
    Curve curve() const { return m_curve; }
    void setView(const CurveView& view);
    const CurveView& view() const { return m_view; }
    void setShown(const QStringList& runs);
    const QStringList& shown() const { return m_shown; }

    /// Takes new points; `first` as in RunWatch::metricsArrived.
    void append(int row, int first);
    void rebuild();

    using Range = CurveData::Extent;
    void setRange(const std::optional<Range>& range);  ///< of x; nothing: all
    const std::optional<Range>& range() const { return m_range; }

    QCustomPlot* plot() const { return m_plot; }
    const CurveData& data() const { return *m_data; }
    int replots() const { return m_replots; }
    bool isCurrent() const { return !m_isDirty; }  ///< what is drawn is what there is

    /// Marks a point of a run in the chart; an update it does not have unmarks.
    void mark(const QString& run, int update);

    void setLegend(bool visible);  ///< for pictures; the run list is the legend on the screen

Q_SIGNALS:
    void pointClicked(const QString& run, int update);
    void rangeChosen(const std::optional<sym::CurveData::Extent>& range);
    void curveChosen(sym::Curve curve);

protected:
    void changeEvent(QEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    friend class CurveHover;

    void build();
    void buildPlot();
    void connectPlot();
    void applyTheme();
    void applyAxes();
    void fitAxes();
    void scheduleReplot();
    void replotNow();
    void zoom(double factor, double around);
    void chooseRange(double low, double high);
    void clickAt(const QPointF& position);
    void moveCursor(int direction);
    std::optional<CurvePoint> nearest(const QPointF& position, double reach) const;

    const RunWatch& m_watch;
    Curve m_curve;
    CurveView m_view;
    QStringList m_shown;
    std::optional<Range> m_range;
    QCustomPlot* m_plot = nullptr;
    QComboBox* m_choice = nullptr;
    QLabel* m_empty = nullptr;
    QCPItemTracer* m_mark = nullptr;
    std::unique_ptr<CurveData> m_data;
    std::unique_ptr<class CurveHover> m_hover;
    std::optional<std::pair<QString, int>> m_cursor;  ///< run and update of the keyboard's point
    QPoint m_pressed;
    QTimer m_replotSoon;
    QElapsedTimer m_sinceReplot;
    int m_replots = 0;
    bool m_isDirty = false;
};

}  // namespace sym
