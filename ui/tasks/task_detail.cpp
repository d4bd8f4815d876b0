#include "ui/tasks/task_detail.h"

#include <QtWidgets/QPlainTextEdit>
#include <QtWidgets/QTextBrowser>
#include <QtWidgets/QVBoxLayout>

#include "ui/tasks/evaluation_text.h"
#include "ui/widgets/find_bar.h"
#include "ui/widgets/number_text.h"
#include "ui/widgets/theme.h"

using namespace Qt::StringLiterals;

namespace sym {

namespace {

QString list(const std::vector<std::string>& words)
{
    QStringList texts;
    for (const std::string& word : words) texts << text(word).toHtmlEscaped();
    return texts.join(u", "_s);
}

QString scoreHtml(const EpisodeRecord& episode)
{
    QString html;
    for (const Score& score : episode.scores) {
        html += u"<p>"_s
                + TaskDetail::tr("Scored %1 under the %2 profile%3")
                      .arg(score.score)
                      .arg(text(score.profile).toHtmlEscaped(),
                           score.judged ? QString()
                                        : TaskDetail::tr(" (not judged: a part needs a judge)"))
                + u"</p><ul>"_s;
        for (const ScorePart& part : score.parts)
            html += u"<li>"_s + text(part.kind).toHtmlEscaped() + u": "_s
                    + (part.judged ? QString::number(part.score) : TaskDetail::tr("not judged"))
                    + u" – "_s + text(part.reason).toHtmlEscaped() + u"</li>"_s;
        html += u"</ul>"_s;
    }
    return html;
}

}  // namespace

TaskDetail::TaskDetail(QWidget* parent)
    : QTabWidget(parent), m_words(new QTextBrowser(this)), m_problems(new QTextBrowser(this))
{
    setObjectName(u"taskDetail"_s);
    setDocumentMode(true);
    m_words->setObjectName(u"taskWords"_s);
    m_words->setAccessibleName(tr("Task in words"));
    m_words->setOpenLinks(false);
    auto* jsonPage = new QWidget(this);
    m_json = new QPlainTextEdit(jsonPage);
    m_json->setObjectName(u"taskJson"_s);
    m_json->setReadOnly(true);
    m_json->setFont(fixedFont());
    auto* layout = new QVBoxLayout(jsonPage);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(new FindBar(m_json, jsonPage));
    layout->addWidget(m_json, 1);
    m_problems->setObjectName(u"taskProblems"_s);
    addTab(m_words, tr("Task"));
    addTab(jsonPage, tr("JSON"));
    addTab(m_problems, tr("Problems"));
    setTabVisible(2, false);
    connect(m_words, &QTextBrowser::anchorClicked, this,
            [this] { Q_EMIT episodeRequested(m_run, m_episode); });
    showTask(nullptr, nullptr);
}

void TaskDetail::showTask(const Task* task, const EpisodeRecord* last)
{
    if (!task) {
        m_words->setHtml(u"<p>"_s + tr("Select a task to see what it asks and how it is scored.")
                         + u"</p>"_s);
        m_json->clear();
        return;
    }
    QString html = u"<h3>"_s + tr("Task %1").arg(text(task->id)).toHtmlEscaped() + u"</h3><p><b>"_s
                   + text(task->intent).toHtmlEscaped() + u"</b></p><p>"_s
                   + tr("Sites: %1").arg(list(task->sites)) + u"<br>"_s
                   + tr("Starts at: %1").arg(list(task->startUrls));
    if (!task->templateId.empty())
        html += u"<br>"_s + tr("Template: %1").arg(text(task->templateId).toHtmlEscaped());
    if (task->requireLogin) html += u"<br>"_s + tr("Needs to be logged in.");
    if (task->requireReset)
        html += u"<br>"_s + tr("Changes content: the site is reset afterwards.");
    html += u"</p>"_s + explainEvaluation(task->evaluation);
    if (last) {
        m_run = last->run;
        m_episode = last->id;
        html += u"<h4>"_s + tr("Last attempt") + u"</h4>"_s;
        if (!last->answer.empty())
            html += u"<p>"_s + tr("Answer: %1").arg(text(last->answer).toHtmlEscaped()) + u"</p>"_s;
        if (!last->error.empty()) html += u"<p>"_s + text(last->error).toHtmlEscaped() + u"</p>"_s;
        html += scoreHtml(*last) + u"<p><a href=\"episode\">"_s + tr("Open its trajectory")
                + u"</a></p>"_s;
    }
    m_words->setHtml(html);
    m_json->setPlainText(text(task->raw.is_null() ? task->evaluation.dump(2) : task->raw.dump(2)));
}

void TaskDetail::showProblems(const std::vector<TaskProblem>& problems)
{
    setTabVisible(2, !problems.empty());
    setTabText(2, tr("Problems (%1)").arg(problems.size()));
    QString html = u"<table cellpadding=\"3\">"_s;
    for (const TaskProblem& problem : problems)
        html += u"<tr><td><b>%1</b></td><td><code>%2</code></td><td>%3</td></tr>"_s.arg(
            text(problem.taskId).toHtmlEscaped(), text(problem.field).toHtmlEscaped(),
            text(problem.message).toHtmlEscaped());
    m_problems->setHtml(html + u"</table>"_s);
}

}  // namespace sym
