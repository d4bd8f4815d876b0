#include "ui/jobs/jobs_panel.h"

#include <QtGui/QAction>
#include <QtWidgets/QHeaderView>
#include <QtWidgets/QPlainTextEdit>
#include <QtWidgets/QSplitter>
#include <QtWidgets/QToolButton>
#include <QtWidgets/QTreeView>
#include <QtWidgets/QVBoxLayout>

#include "ui/jobs/job_delegate.h"
#include "ui/jobs/job_table_model.h"
#include "ui/session/action_registry.h"
#include "ui/session/job_list.h"
#include "ui/widgets/find_bar.h"
#include "ui/widgets/flow_layout.h"
#include "ui/widgets/panel_stack.h"
#include "ui/widgets/table_copy.h"
#include "ui/widgets/theme.h"

using namespace Qt::StringLiterals;

namespace sym {

JobsPanel::JobsPanel(JobList& jobs, ActionRegistry& actions, QWidget* parent)
    : QWidget(parent),
      m_jobs(jobs),
      m_actions(actions),
      m_model(new JobTableModel(jobs, this)),
      m_table(new QTreeView(this))
{
    setObjectName(u"jobsPanel"_s);
    m_table->setObjectName(u"jobTable"_s);
    m_table->setAccessibleName(tr("Jobs"));
    m_table->setModel(m_model);
    m_table->setRootIsDecorated(false);
    m_table->setUniformRowHeights(true);
    m_table->setAlternatingRowColors(true);
    m_table->setItemDelegateForColumn(JobTableModel::Progress, new JobDelegate(this));
    const int unit = fontMetrics().averageCharWidth();
    const int widths[] = {64, 22, 40, 24, 12};
    for (int column = 0; column < JobTableModel::kColumns; ++column)
        m_table->header()->resizeSection(column, unit * widths[column]);
    m_table->header()->setStretchLastSection(false);
    m_table->header()->setSectionResizeMode(JobTableModel::Stage, QHeaderView::Stretch);
    enableTableCopy(m_table);

    auto* logBox = new QWidget(this);
    m_log = new QPlainTextEdit(logBox);
    m_log->setObjectName(u"jobLog"_s);
    m_log->setAccessibleName(tr("Log"));
    m_log->setReadOnly(true);
    m_log->setUndoRedoEnabled(false);
    m_log->setMaximumBlockCount(kLogLines);
    m_log->setFont(fixedFont());
    auto* logLayout = new QVBoxLayout(logBox);
    logLayout->setContentsMargins(0, 0, 0, 0);
    logLayout->setSpacing(0);
    logLayout->addWidget(new FindBar(m_log, logBox));
    logLayout->addWidget(m_log, 1);

    auto* bar = new QWidget(this);
    auto* flow = new FlowLayout(bar);
    const auto button = [&](QAction* action) {
        auto* made = new QToolButton(bar);
        made->setObjectName(action->objectName() + u"Button"_s);
        made->setDefaultAction(action);
        made->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        flow->addWidget(made);
    };
    button(actions.add({u"jobs.cancel"_s,
                        tr("Cancel job"),
                        u"stop"_s,
                        {Qt::Key_Delete},
                        tr("Stop the selected job; a run can be resumed")},
                       this, [this] { cancelSelected(); }));
    button(actions.add({u"jobs.clear"_s,
                        tr("Clear finished"),
                        u"close"_s,
                        {},
                        tr("Take finished jobs off the list")},
                       this, [this] { m_jobs.clearFinished(); }));

    auto* splitter = new QSplitter(Qt::Vertical, this);
    splitter->setObjectName(u"jobsSplitter"_s);
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(m_table);
    splitter->addWidget(logBox);
    auto* content = new QWidget(this);
    auto* contentLayout = new QVBoxLayout(content);
    contentLayout->setContentsMargins(0, 0, 0, 0);
    contentLayout->setSpacing(0);
    contentLayout->addWidget(bar);
    contentLayout->addWidget(splitter, 1);
    m_stack = new PanelStack(content, this);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_stack);

    connect(&jobs, &JobList::logged, m_log, &QPlainTextEdit::appendPlainText);
    connect(&jobs, &JobList::rowAdded, this, &JobsPanel::showState);
    connect(&jobs, &JobList::rowChanged, this, &JobsPanel::showState);
    connect(&jobs, &JobList::rowsReset, this, &JobsPanel::showState);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            &JobsPanel::showState);
    showState();
}

void JobsPanel::showState()
{
    const QModelIndex current = m_table->currentIndex();
    m_actions.find(u"jobs.cancel"_s)
        ->setEnabled(current.isValid()
                     && current.data(JobTableModel::StateRole).toInt()
                            == int(JobRow::State::Running));
    if (m_jobs.rows().empty() && m_log->document()->isEmpty())
        m_stack->showEmpty(
            u"jobs"_s, tr("Nothing is running"),
            tr("Runs and other long work appear here, with their progress and a log."),
            m_actions.findAll({u"run.start"_s}));
    else
        m_stack->showFull();
}

void JobsPanel::cancelSelected()
{
    const QModelIndex current = m_table->currentIndex();
    if (current.isValid()) m_jobs.cancel(current.data(JobTableModel::IdRole).toInt());
}

}  // namespace sym
