#pragma once

#include "ui/step/step_tab.h"

class QTextBrowser;
class QTreeWidget;

namespace sym {

/// What the agent thought: the plan tree with its active plan, and the reasoning of the step.
class PlanTab final : public StepTab {
    Q_OBJECT

public:
    explicit PlanTab(QWidget* parent = nullptr);

    void showStep(const std::shared_ptr<const Step>& step) override;

private:
    void showPlan(const QString& plan);

    QTreeWidget* m_plan;
    QTextBrowser* m_thoughts;
};

}  // namespace sym
