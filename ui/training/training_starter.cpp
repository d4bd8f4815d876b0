#include "ui/training/training_starter.h"

#include <QtCore/QThreadPool>

#include <algorithm>

#include "core/jobs/job.h"
#include "core/training/run_folder.h"
#include "ui/session/engine.h"
#include "ui/training/run_watch.h"
#include "ui/widgets/number_text.h"

using namespace Qt::StringLiterals;

namespace sym {

std::vector<std::string> trainerArguments(const WatchedRun& run)
{
    if (run.hasBegun) return {"--resume", run.folder};
    return {run.configFile};
}

TrainingStarter::TrainingStarter(Engine& engine, RunWatch& watch, QThreadPool& pool,
                                 QObject* parent)
    : QObject(parent), m_engine(engine), m_watch(watch), m_pool(pool)
{
    m_patience.setSingleShot(true);
    m_patience.setInterval(kPatienceMilliseconds);
    connect(&m_patience, &QTimer::timeout, this, [this] {
        const QString run = std::exchange(m_launching, {});
        Q_EMIT failed(run,
                      tr("The trainer of %1 was started and gave no sign of life; its output is "
                         "in %1.out beside the run.")
                          .arg(run));
        startNext();
    });
    connect(&m_watch, &RunWatch::runAdded, this, &TrainingStarter::startNext);
    connect(&m_watch, &RunWatch::runChanged, this, &TrainingStarter::startNext);
    connect(&m_watch, &RunWatch::reset, this, [this] {
        if (!m_watch.isRead()) clearQueue();
    });
}

QStringList TrainingStarter::waiting() const
{
    return {m_queue.begin(), m_queue.end()};
}

bool TrainingStarter::isWaiting(const QString& run) const
{
    return std::find(m_queue.begin(), m_queue.end(), run) != m_queue.end();
}

void TrainingStarter::start(const QString& run)
{
    const WatchedRun* known = m_watch.find(run);
    if (known && known->isActive()) {
        if (known->state.phase == RunPhase::Paused) tell(run, "resume");
        return;
    }
    if (isWaiting(run) || run == m_launching) return;
    m_queue.push_back(run);
    Q_EMIT queueChanged();
    startNext();
}

void TrainingStarter::pause(const QString& run)
{
    tell(run, "pause");
}

void TrainingStarter::stop(const QString& run)
{
    const auto queued = std::find(m_queue.begin(), m_queue.end(), run);
    if (queued == m_queue.end()) {
        tell(run, "stop");
        return;
    }
    m_queue.erase(queued);
    Q_EMIT queueChanged();
}

void TrainingStarter::clearQueue()
{
    if (m_queue.empty() && m_launching.isEmpty()) return;
    m_queue.clear();
    m_launching.clear();
    m_patience.stop();
    Q_EMIT queueChanged();
}

void TrainingStarter::tell(const QString& run, const std::string& command)
{
    const WatchedRun* known = m_watch.find(run);
    if (!known || !known->isActive()) return;
    const auto future =
        runJob<bool>(m_pool, [folder = known->folder, command](JobContext&) -> Result<bool> {
            SYM_CHECK(sendRunCommand(folder, command));
            return true;
        });
    onFinished(future, this, [this, run](const Result<bool>& done) {
        if (!done) Q_EMIT failed(run, text(done.error().message()));
    });
}

void TrainingStarter::startNext()
{
    if (!m_launching.isEmpty()) {
        const WatchedRun* run = m_watch.find(m_launching);
        // The folder's state is the old one until the trainer has written its own.
        const bool seen = run
                          && (run->isActive() || run->state.phase == RunPhase::Finished
                              || run->state.phase == RunPhase::Failed);
        if (!seen) return;
        m_launching.clear();
        m_patience.stop();
    }
    if (m_queue.empty() || m_watch.anyActive()) return;
    const QString next = m_queue.front();
    if (!m_watch.find(next)) return;  // written a moment ago; the next look finds it
    m_queue.pop_front();
    launch(next);
    Q_EMIT queueChanged();
}

void TrainingStarter::launch(const QString& run)
{
    const WatchedRun& known = *m_watch.find(run);
    m_launching = run;
    m_patience.start();
    const auto started = m_engine.startTrainer(trainerArguments(known), known.folder + ".out");
    onFinished(started, this, [this, run](const Result<std::int64_t>& process) {
        if (process) {
            m_watch.poll();
            return;
        }
        if (m_launching == run) {
            m_launching.clear();
            m_patience.stop();
        }
        Q_EMIT failed(run, text(process.error().message()));
        startNext();
    });
}

}  // namespace sym
