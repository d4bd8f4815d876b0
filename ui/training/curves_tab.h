#pragma once

#include <QtWidgets/QWidget>

#include <optional>
#include <vector>

#include "ui/training/curve_data.h"

class QCheckBox;
class QComboBox;
class QLabel;
class QSlider;
class QTableView;
class QThreadPool;
class QToolButton;

namespace sym {

class ConfigDifference;
class CurvePlot;
class ExampleLossModel;
class PanelStack;
class RunWatch;

/// The curves of the shown runs in up to four charts over one x axis; below them how the runs'
/// settings differ, and the examples of the update that was clicked.
class CurvesTab final : public QWidget {
    Q_OBJECT

public:
    static constexpr int kCharts = 4;

    CurvesTab(const RunWatch& watch, QThreadPool& pool, QWidget* parent = nullptr);

    void setShown(const QStringList& runs);
    const std::vector<CurvePlot*>& charts() const { return m_charts; }
    ExampleLossModel* examples() const { return m_examples; }
    ConfigDifference* differences() const { return m_differences; }
    PanelStack* stack() const { return m_stack; }

    void setView(const CurveView& view);
    const CurveView& view() const { return m_view; }
    void setChartCount(int count);  ///< 1, 2 or 4

    /// Reads the examples of an update and marks its point.
    void openUpdate(const QString& run, int update);

    /// Writes the first chart as a picture, or all numbers of the shown runs as CSV, by the file's
    /// ending. Answers later by exported().
    void exportTo(const QString& file);

    QByteArray saveState() const;
    void restoreState(const QByteArray& state);

Q_SIGNALS:
    /// A step to look at: ids of the project's.
    void stepRequested(qint64 episode, int step);
    void exported(const QString& file, const QString& error);  ///< error "": written

private:
    void build();
    QWidget* buildBar();
    QWidget* buildTables();
    void connectData();
    void readBar();
    void showBar();
    void showRange(const std::optional<CurveData::Extent>& range);
    void showDifferences();
    void showBands();
    void showState();
    void askExport(const QString& format);
    CurvePlot* focusedChart() const;

    const RunWatch& m_watch;
    QThreadPool& m_pool;
    CurveView m_view;
    QStringList m_shown;
    std::vector<CurvePlot*> m_charts;
    int m_chartCount = kCharts;
    QWidget* m_grid = nullptr;
    QComboBox* m_axis = nullptr;
    QComboBox* m_count = nullptr;
    QCheckBox* m_logX = nullptr;
    QCheckBox* m_logY = nullptr;
    QCheckBox* m_bySeeds = nullptr;
    QSlider* m_smoothing = nullptr;
    QLabel* m_smoothingText = nullptr;
    QLabel* m_rangeText = nullptr;
    QLabel* m_bandText = nullptr;
    QToolButton* m_showAll = nullptr;
    QLabel* m_examplesTitle = nullptr;
    QTableView* m_exampleTable = nullptr;
    QTableView* m_differenceTable = nullptr;
    ExampleLossModel* m_examples = nullptr;
    ConfigDifference* m_differences = nullptr;
    PanelStack* m_stack = nullptr;
    class QSplitter* m_splitter = nullptr;
    quint64 m_asked = 0;  ///< the newest question for examples
};

}  // namespace sym
