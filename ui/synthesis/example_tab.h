#pragma once

#include <QtCore/QFuture>
#include <QtWidgets/QWidget>

#include <memory>
#include <optional>

#include "core/dataset/step_choice.h"

class QComboBox;
class QLabel;
class QPlainTextEdit;
class QThreadPool;

namespace sym {

class PanelStack;
class ProjectStore;

/// The training example that a decision became, or why it became none. Steps are chosen once a run
/// and choice, when the tab is looked at.
class ExampleTab final : public QWidget {
    Q_OBJECT

public:
    /// @param pool chooses; outlives this
    explicit ExampleTab(QThreadPool& pool, QWidget* parent = nullptr);
    ~ExampleTab() override;

    /// @param episode nothing: no decision is chosen
    void setDecision(std::shared_ptr<ProjectStore> store,
                     const std::optional<EpisodeRecord>& episode, int step);
    void forget();  ///< what was chosen is out of date: a decision was revised

protected:
    void showEvent(QShowEvent* event) override;

private:
    using Chosen = std::shared_ptr<const Dataset>;

    void build();
    void refresh();
    void choose();
    void showUse();

    QThreadPool& m_pool;
    std::shared_ptr<ProjectStore> m_store;
    std::optional<EpisodeRecord> m_episode;
    int m_step = -1;
    StepChoice m_choice;
    Chosen m_chosen;
    QFuture<Result<Chosen>> m_choosing;
    QComboBox* m_approval = nullptr;
    QLabel* m_facts = nullptr;
    QPlainTextEdit* m_text = nullptr;
    PanelStack* m_stack = nullptr;
    quint64 m_generation = 0;
};

}  // namespace sym
