#pragma once

#include <QtCore/QObject>
#include <QtCore/QTimer>

#include <memory>

#include "ui/session/engine.h"

namespace sym {

class JobList;
class RunMonitor;

/// Starts rounds and follows them: their episodes go to the RunMonitor like those of any run, their
/// phases to these signals. One loop at a time. GUI thread.
class LoopWatch final : public QObject {
    Q_OBJECT

public:
    struct Needs {
        Engine& engine;
        RunMonitor& monitor;
        JobList& jobs;
    };

    explicit LoopWatch(const Needs& needs, QObject* parent = nullptr);

    /// Ignored while rounds are at work.
    void start(std::shared_ptr<ProjectStore> store, const LoopOrder& order);
    void stop();                  ///< they can be gone on with
    void setPaused(bool paused);  ///< episodes wait before their next action; training goes on
    bool isRunning() const { return m_running; }
    bool isPaused() const;
    LoopId loop() const { return m_loop; }  ///< 0 until it said so
    const ProjectStore* store() const { return m_store.get(); }

Q_SIGNALS:
    void started();
    void began(const sym::LoopBegan& event);
    void phaseBegan(const sym::PhaseBegan& event);
    void phaseMoved(const sym::PhaseMoved& event);
    void phaseEnded(const sym::PhaseEnded& event);
    /// `error` is empty when the rounds came to their end or were stopped.
    void ended(const QString& error);

private:
    void drain();

    Needs m_needs;
    QTimer m_timer;
    std::shared_ptr<ProjectStore> m_store;
    LoopHandle m_handle;
    LoopId m_loop;
    bool m_running = false;
};

}  // namespace sym
