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
    bool isDirty() const;  ///< something is written that is not saved

Q_SIGNALS:
    /// A decision of the episode has another revision now, or none.
    void revised(sym::EpisodeId episode);
    void edited();  ///< the fields hold something else; see isDirty()

private:
    void build();
    void read();
    enum class Fields { Filled, Kept };
    void show(const std::optional<Revision>& revision, Fields fields);
    void fill(const QString& action, const QString& reason);
    void fail(const QString& what);
    void showButtons();
    template <typename Work>
    void change(const QString& failure, Work work);

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
    QString m_filledAction;  ///< as the fields were filled, before anybody wrote
    QString m_filledReason;
    quint64 m_generation = 0;
    bool m_isBusy = false;
};

}  // namespace sym
