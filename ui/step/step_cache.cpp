#include "ui/step/step_cache.h"

#include <QtCore/QThreadPool>

#include "core/jobs/job.h"
#include "core/store/project_store.h"
#include "ui/widgets/number_text.h"

namespace sym {

using SharedStep = std::shared_ptr<const Step>;

StepCache::StepCache(QThreadPool& storePool, QObject* parent) : QObject(parent), m_pool(storePool)
{
}

void StepCache::setEpisode(std::shared_ptr<ProjectStore> store, EpisodeId episode)
{
    ++m_generation;
    m_store = std::move(store);
    m_episode = episode;
    m_steps.clear();
    m_used.clear();
    m_reading.clear();
}

SharedStep StepCache::step(int index)
{
    const auto found = m_steps.find(index);
    if (found == m_steps.end()) {
        read(index);
        return nullptr;
    }
    m_used.remove(index);
    m_used.push_back(index);
    return found->second;
}

void StepCache::prefetch(int index)
{
    if (index >= 0 && !m_steps.contains(index)) read(index);
}

void StepCache::read(int index)
{
    if (!m_store || !m_episode || !m_reading.insert(index).second) return;
    const auto future = runJob<SharedStep>(
        m_pool, [store = m_store, episode = m_episode, index](JobContext&) -> Result<SharedStep> {
            SYM_TRY(Step step, store->step(episode, index));
            return SharedStep(std::make_shared<const Step>(std::move(step)));
        });
    onFinished(future, this,
               [this, index, generation = m_generation](const Result<SharedStep>& step) {
                   if (generation != m_generation) return;  // of an episode no longer shown
                   m_reading.erase(index);
                   if (!step) {
                       Q_EMIT failed(index, text(step.error().message()));
                       return;
                   }
                   m_steps[index] = *step;
                   m_used.push_back(index);
                   if (m_used.size() > kKept) {
                       m_steps.erase(m_used.front());
                       m_used.pop_front();
                   }
                   Q_EMIT ready(index);
               });
}

}  // namespace sym
