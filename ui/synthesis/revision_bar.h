#pragma once

#include <QtWidgets/QWidget>

#include <memory>
#include <optional>

#include "core/base/result.h"
#include "core/store/revision_store.h"
#include "core/trajectory/step.h"

class QLabel;
class QLineEdit;
class QPushButton;
class QThreadPool;

namespace sym {

class ProjectStore;

/// What a person would have done at a decision instead, and why: written, saved, taken back. The
/// recorded step stays as it is.
class RevisionBar final : public QWidget {
    Q_OBJECT

public:
    /// @param storePool reads and writes; outlives this
    explicit RevisionBar(QThreadPool& storePool, QWidget* parent = nullptr);

    /// @param step null: nothing can be revised
    void setDecision(std::shared_ptr<ProjectStore> store, EpisodeId episode,
                     const std::shared_ptr<const Step>& step);
    void propose(const Candidate& candidate);  ///< puts it into the fields
    void startEditing();
    void save();
    void undo();  ///< takes the newest revision back
    const std::optional<Revision>& revision() const { return m_revision; }
    bool isBusy() const { return m_isBusy; }

Q_SIGNALS:
    void revised();  ///< the decision has another revision now, or none

private:
    void build();
    void read();
    void show(const std::optional<Revision>& revision);
    void fail(const QString& reason);
    void showButtons();
    template <typename Work>
    void change(Work work);

    QThreadPool& m_pool;
    std::shared_ptr<ProjectStore> m_store;
    EpisodeId m_episode;
    std::shared_ptr<const Step> m_step;
    std::optional<Revision> m_revision;
    QLabel* m_state = nullptr;
    QLineEdit* m_action = nullptr;
    QLineEdit* m_reason = nullptr;
    QPushButton* m_save = nullptr;
    QPushButton* m_undo = nullptr;
    quint64 m_generation = 0;
    bool m_isBusy = false;
};

}  // namespace sym
