#pragma once

#include <QtWidgets/QTabWidget>

#include "core/task/task.h"
#include "core/trajectory/trajectory.h"

class QPlainTextEdit;
class QTextBrowser;

namespace sym {

/// One task in words (what is asked, how it is scored, what came of it) and as its JSON.
class TaskDetail final : public QTabWidget {
    Q_OBJECT

public:
    explicit TaskDetail(QWidget* parent = nullptr);

    /// @param task null: nothing is selected   @param last its newest episode, may be null
    void showTask(const Task* task, const EpisodeRecord* last);
    void showProblems(const std::vector<TaskProblem>& problems);

Q_SIGNALS:
    void episodeRequested(sym::RunId run, sym::EpisodeId episode);

private:
    QTextBrowser* m_words;
    QPlainTextEdit* m_json;
    QTextBrowser* m_problems;
    RunId m_run;
    EpisodeId m_episode;
};

}  // namespace sym
