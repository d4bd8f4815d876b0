#pragma once

#include <QtWidgets/QWidget>

#include <optional>

#include "core/symbiosis/loop_report.h"

class QCustomPlot;

namespace sym {

/// Success on dev tasks by round with 95 % Wilson intervals: the large model alone, with its
/// knowledge, and the student. The numbers stand in the table below it.
class SuccessChart final : public QWidget {
    Q_OBJECT

public:
    explicit SuccessChart(QWidget* parent = nullptr);

    void setReport(const LoopReport& report);
    void clear();
    QCustomPlot* plot() const { return m_plot; }

protected:
    void changeEvent(QEvent* event) override;

private:
    void draw();
    void applyTheme();

    QCustomPlot* m_plot;
    std::optional<LoopReport> m_report;
};

}  // namespace sym
