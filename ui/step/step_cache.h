#pragma once

#include <QtCore/QObject>

#include <list>
#include <map>
#include <memory>
#include <set>

#include "core/base/ids.h"
#include "core/trajectory/step.h"

class QThreadPool;

namespace sym {

class ProjectStore;

/// The steps of one episode around the current one, read in jobs. GUI thread.
class StepCache final : public QObject {
    Q_OBJECT

public:
    /// @param storePool reads; outlives this
    explicit StepCache(QThreadPool& storePool, QObject* parent = nullptr);

    void setEpisode(std::shared_ptr<ProjectStore> store, EpisodeId episode);

    /// The step, or null; in the second case ready() or failed() follows.
    std::shared_ptr<const Step> step(int index);

    /// Reads it if it is not there; ready() follows. Negative indices are ignored.
    void prefetch(int index);

Q_SIGNALS:
    void ready(int index);
    void failed(int index, const QString& reason);

private:
    static constexpr std::size_t kKept = 24;

    void read(int index);

    QThreadPool& m_pool;
    std::shared_ptr<ProjectStore> m_store;
    EpisodeId m_episode;
    std::map<int, std::shared_ptr<const Step>> m_steps;
    std::list<int> m_used;  ///< least recently used first
    std::set<int> m_reading;
    quint64 m_generation = 0;
};

}  // namespace sym
