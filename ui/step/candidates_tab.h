#pragma once

#include "ui/step/step_tab.h"

class QTableView;

namespace sym {

class CandidateModel;

/// The table of candidates of a step.
class CandidatesTab final : public StepTab {
    Q_OBJECT

public:
    explicit CandidatesTab(QWidget* parent = nullptr);

    void showStep(const std::shared_ptr<const Step>& step) override;

private:
    CandidateModel* m_model;
    QTableView* m_view;
};

}  // namespace sym
