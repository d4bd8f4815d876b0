#pragma once

#include <QtCore/QObject>

#include <memory>

#include "core/base/ids.h"

namespace sym {

class ProjectStore;

/// What the window looks at: the only thing its panels share. Choosing something resets what lies
/// below it (a new run forgets the episode). GUI thread.
class Selection final : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;

    const std::shared_ptr<ProjectStore>& project() const { return m_project; }
    RunId run() const { return m_run; }
    EpisodeId episode() const { return m_episode; }
    int step() const { return m_step; }  ///< 0-based, -1: none

    void setProject(std::shared_ptr<ProjectStore> project);
    void setRun(RunId run);
    void setEpisode(EpisodeId episode);
    void setStep(int step);

    /// Goes to a step of any run in one go: run, episode, step.
    void goTo(RunId run, EpisodeId episode, int step);

Q_SIGNALS:
    void projectChanged();
    void runChanged();
    void episodeChanged();
    void stepChanged();

private:
    std::shared_ptr<ProjectStore> m_project;
    RunId m_run;
    EpisodeId m_episode;
    int m_step = -1;
};

}  // namespace sym
