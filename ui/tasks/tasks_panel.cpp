#include "ui/tasks/tasks_panel.h"

#include <QtCore/QFileInfo>
#include <QtCore/QSignalBlocker>
#include <QtCore/QThreadPool>
#include <QtGui/QAction>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QFileDialog>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QHeaderView>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QSplitter>
#include <QtWidgets/QTableView>
#include <QtWidgets/QToolButton>
#include <QtWidgets/QVBoxLayout>

#include "core/jobs/job.h"
#include "ui/session/action_registry.h"
#include "ui/session/preferences.h"
#include "ui/session/run_monitor.h"
#include "ui/session/run_starter.h"
#include "ui/session/selection.h"
#include "ui/tasks/run_options_bar.h"
#include "ui/tasks/task_detail.h"
#include "ui/tasks/task_filter_model.h"
#include "ui/tasks/task_table_model.h"
#include "ui/widgets/column_menu.h"
#include "ui/widgets/flow_layout.h"
#include "ui/widgets/number_text.h"
#include "ui/widgets/panel_stack.h"
#include "ui/widgets/svg_icon.h"
#include "ui/widgets/table_copy.h"

using namespace Qt::StringLiterals;

namespace sym {

namespace {

using Results = std::map<std::string, EpisodeRecord>;

/// The newest episode of each task among the runs of a suite.
Result<Results> latestResults(ProjectStore& store, const std::string& suite, const JobContext& job)
{
    Results results;
    SYM_TRY(const std::vector<RunRecord> runs, store.runs());
    for (const RunRecord& run : runs) {
        if (run.suite != suite) continue;
        if (job.isCancelled()) return Error(ErrorCode::Cancelled, "cancelled");
        SYM_TRY(const std::vector<EpisodeRecord> episodes,
                store.episodes({.run = run.id, .taskId = {}, .limit = -1}));
        for (const EpisodeRecord& episode : episodes) {
            EpisodeRecord& latest = results[episode.taskId];
            if (episode.id >= latest.id) latest = episode;
        }
    }
    return results;
}

}  // namespace

TasksPanel::TasksPanel(const Needs& needs, QWidget* parent)
    : QWidget(parent),
      m_needs(needs),
      m_model(new TaskTableModel(this)),
      m_filter(new TaskFilterModel(this))
{
    setObjectName(u"tasksPanel"_s);
    m_filter->setSourceModel(m_model);
    build();
    connectData();
    fillSuites();
    load();
}

void TasksPanel::build()
{
    m_table = new QTableView(this);
    m_table->setObjectName(u"taskTable"_s);
    m_table->setAccessibleName(tr("Tasks"));
    m_table->setModel(m_filter);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setAlternatingRowColors(true);
    m_table->setShowGrid(false);
    m_table->setWordWrap(false);
    m_table->setTabKeyNavigation(false);
    m_table->setSortingEnabled(true);
    m_table->sortByColumn(TaskTableModel::Id, Qt::AscendingOrder);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 8);
    const int unit = fontMetrics().averageCharWidth();
    const int widths[] = {9, 20, 60, 16, 24, 9, 18};
    QHeaderView* header = m_table->horizontalHeader();
    for (int column = 0; column < TaskTableModel::kColumns; ++column)
        header->resizeSection(column, unit * widths[column]);
    header->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    header->setMinimumSectionSize(unit * 8);
    header->setHighlightSections(false);
    header->setSectionResizeMode(TaskTableModel::Intent, QHeaderView::Stretch);
    enableColumnMenu(header);
    enableTableCopy(m_table);
    m_detail = new TaskDetail(this);
    m_splitter = new QSplitter(Qt::Vertical, this);
    m_splitter->setObjectName(u"tasksSplitter"_s);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->addWidget(m_table);
    m_splitter->addWidget(m_detail);
    m_splitter->setStretchFactor(0, 3);
    m_splitter->setStretchFactor(1, 2);
    m_stack = new PanelStack(m_splitter, this);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(buildFilterRow());
    layout->addWidget(m_stack, 1);
    layout->addWidget(buildRunRow());
}

QWidget* TasksPanel::buildFilterRow()
{
    auto* row = new QWidget(this);
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(4, 4, 4, 4);
    m_suites = new QComboBox(row);
    m_suites->setObjectName(u"suiteBox"_s);
    m_suites->setAccessibleName(tr("Suite"));
    m_suites->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_suites->setMinimumWidth(fontMetrics().averageCharWidth() * 12);
    auto* open = new QToolButton(row);
    open->setIcon(svgIcon(u"open"_s));
    open->setToolTip(
        tr("Open a task file (WebArena, WebArena-Lite, AgentOccam, WebArena-Verified)"));
    open->setAccessibleName(tr("Open a task file"));
    open->setAutoRaise(true);
    connect(open, &QToolButton::clicked, this, &TasksPanel::chooseFile);
    m_words = new QLineEdit(row);
    m_words->setObjectName(u"taskFilter"_s);
    m_words->setPlaceholderText(tr("Filter tasks"));
    m_words->setAccessibleName(tr("Filter tasks by words"));
    m_words->setMinimumWidth(fontMetrics().averageCharWidth() * 12);
    m_words->setClearButtonEnabled(true);
    m_site = new QComboBox(row);
    m_site->setObjectName(u"siteBox"_s);
    m_site->setAccessibleName(tr("Site"));
    m_split = new QComboBox(row);
    m_split->setObjectName(u"splitBox"_s);
    m_split->setAccessibleName(tr("Split"));
    for (QComboBox* box : {m_site, m_split}) {
        box->setSizeAdjustPolicy(QComboBox::AdjustToContents);
        box->setMinimumWidth(fontMetrics().averageCharWidth() * 10);
    }
    layout->addWidget(m_suites);
    layout->addWidget(open);
    layout->addWidget(m_words, 1);
    layout->addWidget(m_site);
    layout->addWidget(m_split);
    layout->addStretch(0);
    return row;
}

QWidget* TasksPanel::buildRunRow()
{
    auto* row = new QWidget(this);
    auto* layout = new QVBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    m_options = new RunOptionsBar(row);
    auto* buttons = new QWidget(row);
    auto* flow = new FlowLayout(buttons);
    const auto button = [&](const QString& id, const QString& title, const QString& icon,
                            const QString& tip, const QKeySequence& keys, auto handler) {
        QAction* action = m_needs.actions.add({id, title, icon, {keys}, tip}, this, handler);
        auto* made = new QToolButton(buttons);
        made->setObjectName(id + u"Button"_s);
        made->setDefaultAction(action);
        made->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        flow->addWidget(made);
    };
    button(u"tasks.runSelected"_s, tr("Run selected"), u"run"_s, tr("Run the selected tasks"),
           QKeySequence(Qt::CTRL | Qt::Key_Return), [this] { runSelected(); });
    button(u"tasks.runAll"_s, tr("Run all listed"), u"run_all"_s,
           tr("Run every task the filter lists"),
           QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Return), [this] { runAll(); });
    m_counts = new QLabel(buttons);
    m_counts->setObjectName(u"taskCounts"_s);
    flow->addWidget(m_counts);
    layout->addWidget(m_options);
    layout->addWidget(buttons);
    return row;
}

void TasksPanel::connectData()
{
    connect(m_suites, &QComboBox::currentIndexChanged, this, &TasksPanel::load);
    connect(m_words, &QLineEdit::textChanged, m_filter, &TaskFilterModel::setWords);
    connect(m_site, &QComboBox::currentIndexChanged, this,
            [this] { m_filter->setSite(m_site->currentData().toString()); });
    connect(m_split, &QComboBox::currentIndexChanged, this,
            [this] { m_filter->setSplit(m_split->currentData().toString()); });
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, [this] {
        showCurrent();
        showCounts();
    });
    for (auto signal : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved})
        connect(m_filter, signal, this, &TasksPanel::showCounts);
    connect(m_filter, &QAbstractItemModel::modelReset, this, &TasksPanel::showCounts);
    connect(m_stack, &PanelStack::retryRequested, this, &TasksPanel::load);
    connect(m_detail, &TaskDetail::episodeRequested, this, &TasksPanel::episodeRequested);
    connect(&m_needs.selection, &Selection::projectChanged, this, &TasksPanel::load);
    connect(&m_needs.starter, &RunStarter::queueChanged, this, &TasksPanel::showCounts);
    connect(&m_needs.monitor, &RunMonitor::activeChanged, this, &TasksPanel::showCounts);
    const auto put = [this](const EpisodeRecord& episode, const ProjectStore* store) {
        if (store == m_needs.selection.project().get()) m_model->putResult(episode);
    };
    connect(&m_needs.monitor, &RunMonitor::episodeFinished, this, put);
    connect(&m_needs.monitor, &RunMonitor::episodeStarted, this,
            [put](const EpisodeStarted& event, const ProjectStore* store) {
                put(event.episode, store);
            });
}

void TasksPanel::fillSuites()
{
    const QSignalBlocker quiet(m_suites);
    m_suites->clear();
    m_suites->addItem(tr("Built-in tasks"), u"builtin"_s);
    for (const QString& file : m_needs.preferences.taskFiles()) {
        m_suites->addItem(QFileInfo(file).fileName(), file);
        m_suites->setItemData(m_suites->count() - 1, file, Qt::ToolTipRole);
    }
}

void TasksPanel::chooseFile()
{
    const QString file = QFileDialog::getOpenFileName(
        this, tr("Open task file"), m_needs.preferences.lastFolder(u"tasks"_s),
        tr("Task files (*.json *.raw.json);;All files (*)"));
    if (file.isEmpty()) return;
    m_needs.preferences.setLastFolder(u"tasks"_s, QFileInfo(file).absolutePath());
    openSuite(file);
}

void TasksPanel::openSuite(const QString& suite)
{
    if (suite != "builtin"_L1) m_needs.preferences.addTaskFile(suite);
    fillSuites();
    {
        const QSignalBlocker quiet(m_suites);
        m_suites->setCurrentIndex(std::max(0, m_suites->findData(suite)));
    }
    load();
}

QString TasksPanel::suite() const
{
    return m_suites->currentData().toString();
}

void TasksPanel::load()
{
    const quint64 generation = ++m_generation;
    m_model->setTasks(std::make_shared<std::vector<Task>>());
    m_detail->showTask(nullptr, nullptr);
    const bool isOpen = m_needs.selection.project() != nullptr;
    for (QWidget* field : {static_cast<QWidget*>(m_words), static_cast<QWidget*>(m_site),
                           static_cast<QWidget*>(m_split)})
        field->setVisible(isOpen);
    if (!isOpen) {
        m_stack->showEmpty(u"tasks"_s, tr("No project is open"),
                           tr("Tasks are run in a project. Open one or make a new one first."),
                           m_needs.actions.findAll({u"file.new"_s, u"file.open"_s}));
        return;
    }
    m_stack->showBusy(tr("Reading the tasks…"));
    const auto future = m_needs.engine.loadTasks(m_needs.selection.project(), engineText(suite()));
    onFinished(future, this, [this, generation](const Result<TaskSuite>& loaded) {
        if (generation != m_generation) return;
        if (!loaded) {
            if (loaded.error().code() != ErrorCode::Cancelled)
                m_stack->showError(tr("The tasks could not be read"),
                                   text(loaded.error().message()));
            return;
        }
        show(*loaded);
    });
}

void TasksPanel::show(const TaskSuite& loaded)
{
    m_model->setTasks(std::make_shared<std::vector<Task>>(loaded.tasks));
    m_detail->showProblems(loaded.problems);
    QStringList sites;
    QStringList splits;
    for (const Task& task : loaded.tasks) {
        for (const std::string& site : task.sites)
            if (!sites.contains(text(site))) sites << text(site);
        if (!task.split.empty() && !splits.contains(text(task.split))) splits << text(task.split);
    }
    sites.sort();
    const auto fill = [](QComboBox* box, const QString& all, const QStringList& values) {
        const QSignalBlocker quiet(box);
        box->clear();
        box->addItem(all, QString());
        for (const QString& value : values) box->addItem(value, value);
    };
    fill(m_site, tr("All sites"), sites);
    fill(m_split, tr("All splits"), splits);
    m_split->setVisible(!splits.isEmpty());
    m_filter->setSite({});
    m_filter->setSplit({});
    if (loaded.tasks.empty())
        m_stack->showEmpty(u"tasks"_s, tr("No tasks in this suite"),
                           loaded.problems.empty()
                               ? tr("The file has no tasks in it.")
                               : tr("None of its tasks could be read: %1")
                                     .arg(text(loaded.problems.front().message)));
    else
        m_stack->showFull();
    if (!loaded.tasks.empty()) m_table->selectRow(0);
    readResults();
    Q_EMIT suiteLoaded();
}

void TasksPanel::readResults()
{
    const auto future =
        runJob<Results>(m_needs.engine.storePool(),
                        [store = m_needs.selection.project(), suite = engineText(suite())](
                            JobContext& job) { return latestResults(*store, suite, job); });
    onFinished(future, this, [this, generation = m_generation](const Result<Results>& results) {
        if (generation != m_generation || !results) return;
        m_model->setResults(*results);
        showCurrent();
    });
}

void TasksPanel::selectTask(const QString& taskId)
{
    for (int row = 0; row < m_filter->rowCount(); ++row) {
        if (m_filter->index(row, TaskTableModel::Id).data().toString() != taskId) continue;
        m_table->selectRow(row);
        m_table->scrollTo(m_filter->index(row, 0));
    }
}

void TasksPanel::showCurrent()
{
    const QModelIndex current = m_filter->mapToSource(m_table->currentIndex());
    if (!current.isValid()) return;
    m_detail->showTask(&m_model->task(current.row()), m_model->result(current.row()));
}

QStringList TasksPanel::listedIds(bool selectedOnly) const
{
    QStringList ids;
    if (selectedOnly) {
        for (const QModelIndex& row : m_table->selectionModel()->selectedRows())
            ids << row.data().toString();
        return ids;
    }
    for (int row = 0; row < m_filter->rowCount(); ++row)
        ids << m_filter->index(row, 0).data().toString();
    return ids;
}

void TasksPanel::showCounts()
{
    const int selected = int(m_table->selectionModel()->selectedRows().size());
    QString words = tr("%1 of %2 tasks listed, %3 selected")
                        .arg(m_filter->rowCount())
                        .arg(m_model->rowCount())
                        .arg(selected);
    if (const int waiting = m_needs.starter.waiting())
        words += u" · "_s + tr("%n run(s) waiting", nullptr, waiting);
    m_counts->setText(words);
    const bool ready = m_needs.selection.project() != nullptr;
    if (QAction* run = m_needs.actions.find(u"tasks.runSelected"_s))
        run->setEnabled(ready && selected > 0);
    if (QAction* run = m_needs.actions.find(u"tasks.runAll"_s))
        run->setEnabled(ready && m_filter->rowCount() > 0);
}

RolloutOptions TasksPanel::runOptions() const
{
    RolloutOptions options = m_options->options();
    options.suite = engineText(suite());
    return options;
}

void TasksPanel::runSelected()
{
    RolloutOptions options = runOptions();
    options.taskSpec = engineText(listedIds(true).join(u","_s));
    if (!options.taskSpec.empty()) m_needs.starter.start(options);
}

void TasksPanel::runAll()
{
    RolloutOptions options = runOptions();
    options.split = engineText(m_split->currentData().toString());
    const bool narrowed = !m_words->text().isEmpty() || !m_site->currentData().toString().isEmpty();
    if (narrowed) options.taskSpec = engineText(listedIds(false).join(u","_s));
    m_needs.starter.start(options);
}

void TasksPanel::run()
{
    m_table->selectionModel()->selectedRows().size() > 1 ? runSelected() : runAll();
}

QByteArray TasksPanel::saveState() const
{
    return m_splitter->saveState();
}

void TasksPanel::restoreState(const QByteArray& state)
{
    m_splitter->restoreState(state);
}

}  // namespace sym
