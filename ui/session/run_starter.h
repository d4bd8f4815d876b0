#pragma once

#include <QtCore/QObject>
#include <QtCore/QString>

#include <deque>
#include <memory>

#include "core/rollout/rollout.h"

namespace sym {

class Engine;
class JobList;
class ProjectStore;
class RunMonitor;
class Selection;

/// Starts runs in the current project, one after the other: a run asked for while another works
/// waits its turn. GUI thread.
class RunStarter final : public QObject {
    Q_OBJECT

public:
    struct Needs {
        Engine& engine;
        Selection& selection;
        RunMonitor& monitor;
        JobList& jobs;
    };

    explicit RunStarter(const Needs& needs, QObject* parent = nullptr);

    void start(const RolloutOptions& options);  ///< ignored without a project
    /// In a project that need not be the one on show.
    void start(std::shared_ptr<ProjectStore> store, const RolloutOptions& options);
    void stop();  ///< the running ones; what waits goes on waiting
    void clearQueue();
    int waiting() const { return int(m_queue.size()); }
    bool isRunning() const;

Q_SIGNALS:
    void queueChanged();

private:
    struct Waiting {
        std::shared_ptr<ProjectStore> store;
        RolloutOptions options;
    };

    void startNext();
    void launch(const Waiting& next);

    Needs m_needs;
    std::deque<Waiting> m_queue;
};

/// What a run will be called in lists before the engine named it.
QString runTitle(const RolloutOptions& options);

}  // namespace sym
