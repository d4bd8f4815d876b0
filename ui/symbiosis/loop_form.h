#pragma once

#include <QtCore/QFuture>
#include <QtCore/QTimer>
#include <QtWidgets/QWidget>

#include <memory>
#include <optional>

#include "core/symbiosis/loop_plan.h"
#include "ui/session/loop_handle.h"

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QSpinBox;
class QThreadPool;

namespace sym {

/// Where rounds are set up: preset, models, seed, single settings; what they will take is said
/// before they start.
class LoopForm final : public QWidget {
    Q_OBJECT

public:
    LoopForm(std::shared_ptr<LoopPlanner> planner, QThreadPool& pool, QWidget* parent = nullptr);

    void setProject(std::shared_ptr<ProjectStore> project);
    void setSettings(const LoopSettings& settings);  ///< of a loop that is to go on
    void refresh();                                  ///< the estimate, once it is seen

    /// What is entered. @return InvalidInput naming the setting
    Result<LoopOrder> order() const;

    const std::optional<LoopPlan>& plan() const { return m_plan; }  ///< nothing while it is made
    const QString& problem() const { return m_problem; }  ///< why there is no plan; "" for none
    /// Why nothing can be started now, e.g. because a run works; "" when it can.
    void setHindrance(const QString& why);

Q_SIGNALS:
    void startRequested(const sym::LoopOrder& order);

protected:
    void showEvent(QShowEvent* event) override;

private:
    void build();
    void applyPreset();
    void showPlan(const Result<LoopPlan>& plan);
    void fail(const Error& error);
    void showStart();

    std::shared_ptr<LoopPlanner> m_planner;
    QThreadPool& m_pool;
    std::shared_ptr<ProjectStore> m_project;
    LoopSettings m_base;  ///< what the fields change
    QComboBox* m_preset = nullptr;
    QSpinBox* m_seed = nullptr;
    QSpinBox* m_rounds = nullptr;
    QComboBox* m_large = nullptr;
    QLineEdit* m_student = nullptr;
    QSpinBox* m_browsers = nullptr;
    QLineEdit* m_changes = nullptr;
    QLabel* m_estimate = nullptr;
    QPushButton* m_start = nullptr;
    QPushButton* m_anew = nullptr;
    QTimer m_soon;
    QFuture<Result<LoopPlan>> m_running;
    std::optional<LoopPlan> m_plan;
    QString m_problem;
    QString m_hindrance;
    quint64 m_generation = 0;
    bool m_isStale = true;  ///< the estimate is not that of what is entered
};

}  // namespace sym
