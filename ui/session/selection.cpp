#include "ui/session/selection.h"

#include <utility>

namespace sym {

void Selection::setProject(std::shared_ptr<ProjectStore> project)
{
    if (project == m_project) return;
    m_project = std::move(project);
    m_run = {};
    m_episode = {};
    m_step = -1;
    Q_EMIT projectChanged();
    Q_EMIT runChanged();
    Q_EMIT episodeChanged();
    Q_EMIT stepChanged();
}

void Selection::setRun(RunId run)
{
    if (run == m_run) return;
    m_run = run;
    Q_EMIT runChanged();
    setEpisode({});
}

void Selection::setEpisode(EpisodeId episode)
{
    if (episode == m_episode) return;
    m_episode = episode;
    m_step = -1;
    Q_EMIT episodeChanged();
    Q_EMIT stepChanged();
}

void Selection::setStep(int step)
{
    if (step == m_step) return;
    m_step = step;
    Q_EMIT stepChanged();
}

void Selection::goTo(RunId run, EpisodeId episode, int step)
{
    setRun(run);
    setEpisode(episode);
    setStep(step);
}

}  // namespace sym
