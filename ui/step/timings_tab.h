#pragma once

#include "ui/step/step_tab.h"

class QTableWidget;

namespace sym {

/// A bar of a step's phases, each as wide as it lasted and coloured by phase.
class PhaseBar final : public QWidget {
    Q_OBJECT

public:
    explicit PhaseBar(QWidget* parent = nullptr);
    void setTimings(const StepTimings& timings);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent*) override;

private:
    StepTimings m_timings;
};

/// Where the time of a step went: the bar, the phases as a table, and the model calls.
class TimingsTab final : public StepTab {
    Q_OBJECT

public:
    explicit TimingsTab(QWidget* parent = nullptr);

    void showStep(const std::shared_ptr<const Step>& step) override;

private:
    PhaseBar* m_bar;
    QTableWidget* m_table;
};

}  // namespace sym
