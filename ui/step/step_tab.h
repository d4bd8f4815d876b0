#pragma once

#include <QtWidgets/QWidget>

#include <memory>

#include "core/trajectory/step.h"

namespace sym {

/// One view of a step. The detail fills only the tab that is visible, so that stepping stays quick.
class StepTab : public QWidget {
public:
    using QWidget::QWidget;

    /// @param step null clears the tab
    virtual void showStep(const std::shared_ptr<const Step>& step) = 0;
};

}  // namespace sym
