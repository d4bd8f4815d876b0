#pragma once

#include <QtCore/QObject>
#include <QtCore/QStringList>
#include <QtCore/QTimer>

#include <deque>
#include <string>
#include <vector>

class QThreadPool;

namespace sym {

class Engine;
class RunWatch;

/// Starts trainers and tells them what to do. One run trains at a time; further ones wait for their
/// turn in the order asked for, until another project is shown. A trainer is a process of its own
/// and goes on when the window closes. GUI thread.
class TrainingStarter final : public QObject {
    Q_OBJECT

public:
    /// A started trainer that shows no sign of life for so long is taken to have failed.
    static constexpr int kPatienceMilliseconds = 20'000;

    TrainingStarter(Engine& engine, RunWatch& watch, QThreadPool& pool, QObject* parent = nullptr);

    /// Starts or queues a run: a new one from its config file, a stopped one from its folder, a
    /// paused one goes on at once.
    void start(const QString& run);
    void pause(const QString& run);
    void stop(const QString& run);  ///< saves first; takes a waiting one off the queue
    void clearQueue();

    QStringList waiting() const;  ///< names, the next one first
    bool isWaiting(const QString& run) const;

Q_SIGNALS:
    void queueChanged();
    void failed(const QString& run, const QString& reason);

private:
    void tell(const QString& run, const std::string& command);
    void startNext();
    void launch(const QString& run);

    Engine& m_engine;
    RunWatch& m_watch;
    QThreadPool& m_pool;
    std::deque<QString> m_queue;
    QString m_launching;  ///< started, not yet seen at work
    QTimer m_patience;
};

/// What symbiont-train is started with for a run.
std::vector<std::string> trainerArguments(const struct WatchedRun& run);

}  // namespace sym
