#include "ui/knowledge/use_tab.h"

#include <QtCore/QThreadPool>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QHeaderView>
#include <QtWidgets/QLabel>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QTableView>
#include <QtWidgets/QVBoxLayout>

#include "core/jobs/job.h"
#include "core/store/knowledge_store.h"
#include "ui/session/job_list.h"
#include "ui/widgets/number_text.h"
#include "ui/widgets/panel_stack.h"
#include "ui/widgets/row_table.h"

using namespace Qt::StringLiterals;

namespace sym {

UseTab::UseTab(QThreadPool& pool, JobList& jobs, QWidget* parent)
    : QWidget(parent), m_pool(pool), m_jobs(jobs), m_model(new UseModel(this))
{
    setObjectName(u"useTab"_s);
    build();
    connect(m_stack, &PanelStack::retryRequested, this, &UseTab::refresh);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this](const QModelIndex& row) {
                if (row.isValid()) Q_EMIT entryChosen(m_model->id(row.row()));
            });
    connect(m_table, &QTableView::activated, this, &UseTab::opened);
}

void UseTab::build()
{
    auto* content = new QWidget(this);
    m_told = new QLabel(content);
    m_told->setObjectName(u"useTold"_s);
    m_told->setWordWrap(true);
    auto* again = new QPushButton(tr("&Count again"), content);
    again->setObjectName(u"useAgain"_s);
    connect(again, &QPushButton::clicked, this, &UseTab::refresh);
    m_table = new QTableView(content);
    m_table->setObjectName(u"useTable"_s);
    m_table->setAccessibleName(tr("Use of the entries"));
    prepareTable(m_table, m_model);
    m_table->horizontalHeader()->setMinimumSectionSize(fontMetrics().averageCharWidth() * 9);
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_table->horizontalHeader()->setSectionResizeMode(UseModel::Instruction, QHeaderView::Stretch);
    auto* top = new QHBoxLayout;
    top->addWidget(m_told, 1);
    top->addWidget(again, 0, Qt::AlignTop);
    auto* layout = new QVBoxLayout(content);
    layout->setContentsMargins(4, 4, 4, 4);
    layout->addLayout(top);
    layout->addWidget(m_table, 1);
    m_stack = new PanelStack(content, this);
    m_stack->setObjectName(u"useStack"_s);
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->addWidget(m_stack);
}

void UseTab::setProject(std::shared_ptr<ProjectStore> project)
{
    m_running.cancel();
    ++m_generation;
    m_project = std::move(project);
    m_isStale = true;
    m_model->setRows({});
    if (isVisible()) refresh();
}

void UseTab::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    if (m_isStale) refresh();
}

Result<UseTab::Uses> UseTab::readUses(ProjectStore& store, JobContext& job)
{
    SYM_TRY(const KnowledgeUse use, knowledgeUse(store, job));
    Uses uses{{}, use.runs, use.compared};
    for (const EntryUse& one : use.entries) {
        const auto entry = store.knowledge().entry(one.entry);
        uses.rows.push_back({one, entry ? entry->abstract : std::string()});
    }
    return uses;
}

void UseTab::refresh()
{
    if (!m_project) return;
    m_isStale = false;
    m_running.cancel();
    const quint64 generation = ++m_generation;
    m_stack->showBusy(tr("Counting over all steps…"));
    m_running = runJob<Uses>(
        m_pool, [store = m_project](JobContext& job) { return readUses(*store, job); });
    m_jobs.add(tr("Count the use of the knowledge base"), m_running);
    onFinished(m_running, this, [this, generation](const Result<Uses>& uses) {
        if (generation != m_generation) return;
        if (uses)
            show(*uses);
        else if (uses.error().code() != ErrorCode::Cancelled)
            m_stack->showError(tr("The steps could not be read"), text(uses.error().message()));
        else
            m_stack->showEmpty(u"knowledge"_s, tr("Counting was stopped"), {});
    });
}

void UseTab::show(const Uses& uses)
{
    m_model->setRows(uses.rows);
    if (uses.runs == 0) {
        m_stack->showEmpty(u"knowledge"_s, tr("No run has looked for examples yet"),
                           tr("Rounds do so from the second on, and when they measure; so does a "
                              "run with retrieval on the command line."));
        return;
    }
    m_told->setText(tr("Runs that looked for examples: %1; compared with the same model without: "
                       "%2. That an entry was there when a task turned does not say that it was "
                       "the cause.")
                        .arg(uses.runs)
                        .arg(uses.compared));
    m_stack->showFull();
}

}  // namespace sym
