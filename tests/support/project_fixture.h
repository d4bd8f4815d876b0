#pragma once

#include <QtCore/QTemporaryDir>

#include <memory>
#include <string>
#include <vector>

#include "core/store/project_store.h"

namespace sym {

/// A project file in a folder of its own that is gone with it, and episodes to fill it with.
class ProjectFixture {
public:
    ProjectFixture()
    {
        auto opened =
            ProjectStore::open(m_folder.filePath(QStringLiteral("p.symbiont")).toStdString(),
                               ProjectStore::Access::ReadWrite);
        if (!opened) qFatal("%s", opened.error().message().c_str());
        m_store = std::move(*opened);
        const auto run = m_store->addRun({.name = "run", .suite = "builtin", .policy = "planner"});
        if (!run) qFatal("%s", run.error().message().c_str());
        m_run = *run;
    }

    ProjectStore& store() { return *m_store; }
    RunId run() const { return m_run; }

    /// Stores a finished episode with these steps; run, steps and id are filled in.
    EpisodeId add(EpisodeRecord episode, const std::vector<Step>& steps)
    {
        episode.run = m_run;
        if (episode.outcome == EpisodeOutcome::Running) episode.outcome = EpisodeOutcome::Finished;
        const auto id = m_store->beginEpisode(episode);
        if (!id) qFatal("%s", id.error().message().c_str());
        episode.id = *id;
        for (const Step& step : steps)
            if (!m_store->appendStep(*id, step)) qFatal("step not stored");
        episode.steps = int(steps.size());
        if (!m_store->finishEpisode(episode)) qFatal("episode not stored");
        return *id;
    }

private:
    QTemporaryDir m_folder;
    std::unique_ptr<ProjectStore> m_store;
    RunId m_run;
};

/// A step that clicks `target` ("link 'Orders'") on a page of this title.
inline Step clickStep(int index, const std::string& title, const std::string& target,
                      const std::string& lines = {})
{
    Step step;
    step.index = index;
    step.page.url = "http://127.0.0.1:7770/" + title;
    step.page.title = title;
    step.page.observation = "RootWebArea '" + title + "'\n\t" + target.substr(0, target.find(' '))
                            + " [12]" + target.substr(target.find(' '))
                            + (lines.empty() ? "" : "\n" + lines);
    step.action.kind = ActionKind::Click;
    step.action.elementId = "12";
    step.rawAction = "click [12]";
    step.targetDescription = target;
    step.reasoning = "it leads on";
    return step;
}

/// The step that ends an episode.
inline Step stopStep(int index, const std::string& title, const std::string& answer,
                     const std::string& lines = {})
{
    Step step = clickStep(index, title, "link 'Home'", lines);
    step.action = {};
    step.action.kind = ActionKind::Stop;
    step.action.text = answer;
    step.rawAction = "stop [" + answer + "]";
    step.targetDescription.clear();
    return step;
}

}  // namespace sym
