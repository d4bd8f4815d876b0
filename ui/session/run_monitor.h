#pragma once

#include <QtCore/QObject>
#include <QtCore/QTimer>

#include <vector>

#include "ui/session/engine.h"

namespace sym {

/// Empties the mailboxes of all running rollouts every 100 ms and tells the panels by signals.
/// GUI thread.
class RunMonitor final : public QObject {
    Q_OBJECT

public:
    struct Active {
        std::shared_ptr<ProjectStore> store;
        RunHandle handle;
        RunId run;  ///< 0 until it said so
        int planned = 0;
        int finished = 0;  ///< episodes
    };

    explicit RunMonitor(QObject* parent = nullptr);

    void add(std::shared_ptr<ProjectStore> store, RunHandle handle);

    /// Runs that have not ended, oldest first.
    const std::vector<Active>& active() const { return m_active; }

    /// The newest running rollout's control, null when none runs.
    std::shared_ptr<RolloutControl> control() const;

    void cancelAll();
    void drain();  ///< at once instead of at the next tick

Q_SIGNALS:
    void runStarted(const sym::RunRecord& run, sym::ProjectStore* store);
    void episodeStarted(const sym::EpisodeStarted& event, sym::ProjectStore* store);
    void aboutToAct(const sym::AboutToAct& event);
    void stepFinished(const sym::StepFinished& event, sym::ProjectStore* store);
    void episodeFinished(const sym::EpisodeRecord& episode, sym::ProjectStore* store);
    void message(const QString& line);
    void activeChanged();  ///< a run was added, moved on or ended
    /// `error` is empty when the run came to its end.
    void runEnded(sym::RunId run, const QString& error, sym::ProjectStore* store);

private:
    void deliver(Active& active, const RunEvent& event);

    std::vector<Active> m_active;
    QTimer m_timer;
};

}  // namespace sym
