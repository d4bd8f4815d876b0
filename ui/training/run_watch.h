#pragma once

#include <QtCore/QObject>
#include <QtCore/QString>
#include <QtCore/QTimer>

#include <memory>
#include <vector>

#include "core/base/result.h"
#include "ui/training/run_scanner.h"

class QThreadPool;

namespace sym {

/// A training run as the window knows it; its folder is the truth.
struct WatchedRun {
    QString name;
    std::string folder;
    std::string configFile;  ///< see RunNews
    TrainConfig config;
    RunState state;
    bool hasBegun = false;
    int color = 0;
    QString problem;
    std::vector<UpdateMetrics> metrics;  ///< by update, each once
    std::vector<SampleAnswer> samples;

    bool isActive() const { return hasBegun && sym::isActive(state.phase); }
};

/// Follows the training runs of the shown project by reading their folders in a pool, several times
/// a second. A run belongs to its own process: it goes on when the window closes and is found
/// again, with its whole curve, when the project is opened. GUI thread.
class RunWatch final : public QObject {
    Q_OBJECT

public:
    static constexpr int kPollMilliseconds = 150;     ///< between looks at the runs at work
    static constexpr int kSearchMilliseconds = 1000;  ///< between looks for others

    explicit RunWatch(QThreadPool& pool, QObject* parent = nullptr);

    /// Forgets what is known and follows another folder; "" follows none.
    void setFolder(const std::string& folder);
    const std::string& folder() const { return m_folder; }
    bool isRead() const { return m_isRead; }  ///< the folder was read once

    const std::vector<WatchedRun>& runs() const { return m_runs; }
    const WatchedRun* find(const QString& name) const;
    int rowOf(const QString& name) const;  ///< -1: none
    bool anyActive() const;

    void poll();  ///< at once instead of at the next tick

Q_SIGNALS:
    void reset();  ///< another folder is followed, or its runs were read for the first time
    void runAdded(int row);
    void runChanged(int row);  ///< anything but curves and samples
    /// New points, from `first` on; 0: all are new.
    void metricsArrived(int row, int first);
    void samplesArrived(int row);

private:
    void take(const std::vector<RunNews>& news);
    void takeOne(const RunNews& news);

    QThreadPool& m_pool;
    std::string m_folder;
    std::shared_ptr<RunScanner> m_scanner;
    std::vector<WatchedRun> m_runs;
    QTimer m_timer;
    qint64 m_lastSearch = 0;
    quint64 m_generation = 0;
    bool m_isRead = false;
    bool m_isPolling = false;
};

}  // namespace sym
