#pragma once

#include <QtCore/QFuture>
#include <QtWidgets/QWidget>

#include <map>
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

/// The training example that a decision became, or why it became none. Steps are chosen when the
/// tab is looked at, and again only for another run or choice, or when the chosen episode's record
/// is another by now: a judge may read it long after the run.
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
    /// The data set, and the episodes as they were when it was made.
    struct Choice {
        Dataset dataset;
        std::map<EpisodeId, EpisodeRecord> episodes;
    };
    using Chosen = std::shared_ptr<const Choice>;

    void build();
    void refresh();
    void choose();
    void check();
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
