#pragma once

#include <QtWidgets/QWidget>

#include "core/rollout/rollout.h"

class QCheckBox;
class QComboBox;
class QLineEdit;
class QSpinBox;

namespace sym {

/// How a run is made: who decides, how many browsers, which seed, how many tasks.
class RunOptionsBar final : public QWidget {
    Q_OBJECT

public:
    explicit RunOptionsBar(QWidget* parent = nullptr);

    void addTo(QLayout* layout);     ///< adds its labelled fields to a flowing row
    RolloutOptions options() const;  ///< suite, split and tasks are left at their defaults

private:
    QComboBox* m_policy;
    QLineEdit* m_model;
    QSpinBox* m_browsers;
    QSpinBox* m_seed;
    QSpinBox* m_limit;
    QSpinBox* m_steps;
    QCheckBox* m_screenshots;
};

}  // namespace sym
