#pragma once

#include <QtCore/QTemporaryDir>

#include <memory>
#include <string>
#include <vector>

#include "core/store/project_store.h"
#include "core/trajectory/action.h"

namespace sym {

/// A project file made by hand, for tests of what is measured on it.
class DivergenceProject {
public:
    DivergenceProject()
    {
        auto opened =
            ProjectStore::open(m_folder.filePath(QStringLiteral("p.symbiont")).toStdString(),
                               ProjectStore::Access::ReadWrite);
        if (!opened) qFatal("%s", opened.error().message().c_str());
        m_store = std::move(*opened);
    }

    ProjectStore& store() { return *m_store; }

    RunId addRun(const std::string& policy, const std::string& settings = "{}")
    {
        RunRecord run;
        run.policy = policy;
        run.suite = "builtin";
        run.settings = settings;
        return *m_store->addRun(run);
    }

    EpisodeId add(RunId run, const std::string& task, bool isSolved, const std::vector<Step>& steps)
    {
        EpisodeRecord episode;
        episode.run = run;
        episode.taskId = task;
        episode.objective = "Open " + task;
        episode.sites = {"shopping"};
        episode.split = "train";
        episode.id = *m_store->beginEpisode(episode);
        for (const Step& step : steps)
            if (!m_store->appendStep(episode.id, step)) qFatal("step not stored");
        episode.outcome = EpisodeOutcome::Finished;
        episode.scores = {{"webarena", isSolved ? 1.0 : 0.0, true, {}}};
        if (!m_store->finishEpisode(episode)) qFatal("episode not stored");
        return episode.id;
    }

private:
    QTemporaryDir m_folder;
    std::unique_ptr<ProjectStore> m_store;
};

/// A page with links of these names, at a path of a site at some port; ids begin at `firstId`.
inline PageRecord pageOf(const std::string& path, const std::vector<std::string>& links,
                         int firstId = 1, int port = 4000)
{
    PageRecord page;
    page.url = "http://127.0.0.1:" + std::to_string(port) + path;
    page.title = path;
    page.observation = "RootWebArea '" + path + "'";
    for (const std::string& name : links) {
        const std::string id = std::to_string(firstId++);
        page.observation += "\n\tlink [" + id + "] '" + name + "'";
        page.elements.push_back({id, "link", name, {}, {}});
    }
    return page;
}

/// The step that clicks a link of the page by name, or stops with it when the page has no such
/// link.
inline Step stepOf(int index, const PageRecord& page, const std::string& name)
{
    Step step;
    step.index = index;
    step.page = page;
    step.action = {.kind = ActionKind::Stop, .text = name};
    for (const Element& element : page.elements)
        if (element.name == name)
            step.action = {.kind = ActionKind::Click, .elementId = element.id};
    step.rawAction = formatAction(step.action);
    step.reasoning = "it is " + name;
    return step;
}

}  // namespace sym
