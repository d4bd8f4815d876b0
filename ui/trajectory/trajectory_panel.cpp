#include "ui/trajectory/trajectory_panel.h"

#include <QtCore/QDataStream>
#include <QtCore/QThreadPool>
#include <QtGui/QAction>
#include <QtWidgets/QHeaderView>
#include <QtWidgets/QLabel>
#include <QtWidgets/QTabWidget>
#include <QtWidgets/QTreeView>
#include <QtWidgets/QVBoxLayout>

#include "core/jobs/job.h"
#include "core/store/project_store.h"
#include "ui/session/action_registry.h"
#include "ui/session/outcome_text.h"
#include "ui/session/run_monitor.h"
#include "ui/session/selection.h"
#include "ui/step/image_cache.h"
#include "ui/step/step_cache.h"
#include "ui/step/step_detail.h"
#include "ui/trajectory/episode_list.h"
#include "ui/trajectory/episode_tree_model.h"
#include "ui/trajectory/film_strip.h"
#include "ui/trajectory/step_delegate.h"
#include "ui/trajectory/step_list_model.h"
#include "ui/trajectory/step_search.h"
#include "ui/widgets/column_menu.h"
#include "ui/widgets/number_text.h"
#include "ui/widgets/panel_stack.h"
#include "ui/widgets/share_splitter.h"
#include "ui/widgets/table_copy.h"

using namespace Qt::StringLiterals;

namespace sym {

namespace {
constexpr qint32 kStateVersion = 2;  ///< raised when columns or panes change
constexpr int kListShare = 26;       ///< of the width, in per cent: runs and episodes
constexpr int kStepsShare = 34;      ///< of the rest: the step list
}  // namespace

TrajectoryPanel::TrajectoryPanel(const Needs& needs, QWidget* parent)
    : QWidget(parent),
      m_needs(needs),
      m_images(new ImageCache(needs.imagePool, this)),
      m_cache(new StepCache(needs.storePool, this)),
      m_steps(new StepListModel(
          [this](quint64 generation, int first) { readPage(generation, first); }, m_images, this))
{
    setObjectName(u"trajectoryPanel"_s);
    build();
    addStepActions();
    addListActions();
    addTabActions();
    connectData();
    showProject();
}

void TrajectoryPanel::build()
{
    m_episodes = new EpisodeList(m_needs.selection, m_needs.storePool, m_needs.monitor, this);
    m_search = new StepSearch(m_needs.selection, m_needs.storePool, this);
    m_left = new QTabWidget(this);
    m_left->setObjectName(u"trajectoryLeft"_s);
    m_left->setDocumentMode(true);
    m_left->addTab(m_episodes, tr("Runs"));
    m_left->addTab(m_search, tr("Search"));

    m_stepStack = new PanelStack(buildSteps(), this);
    m_stepStack->setObjectName(u"stepStack"_s);

    m_splitter = new ShareSplitter(Qt::Horizontal, {kListShare, 100 - kListShare}, this);
    m_splitter->setObjectName(u"trajectorySplitter"_s);
    m_splitter->addWidget(m_left);
    m_splitter->addWidget(m_stepStack);
    m_stack = new PanelStack(m_splitter, this);
    m_stack->setObjectName(u"trajectoryStack"_s);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_stack);
}

QWidget* TrajectoryPanel::buildSteps()
{
    auto* box = new QWidget(this);
    m_heading = new QLabel(box);
    m_heading->setObjectName(u"episodeHeading"_s);
    m_heading->setTextFormat(Qt::RichText);
    m_heading->setWordWrap(true);
    m_heading->setContentsMargins(6, 4, 6, 2);
    m_strip = new FilmStrip(m_steps, box);
    m_delegate = new StepDelegate(this);
    m_list = new QTreeView(box);
    m_list->setObjectName(u"stepList"_s);
    m_list->setAccessibleName(tr("Steps"));
    m_list->setModel(m_steps);
    for (const int column : {StepListModel::Number, StepListModel::ActionText})
        m_list->setItemDelegateForColumn(column, m_delegate);
    m_list->setRootIsDecorated(false);
    m_list->setUniformRowHeights(true);
    m_list->setAlternatingRowColors(true);
    m_list->setAllColumnsShowFocus(true);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    buildStepColumns();
    enableTableCopy(m_list);
    m_detail = new StepDetail(*m_images, box);
    m_right = new ShareSplitter(Qt::Horizontal, {kStepsShare, 100 - kStepsShare}, box);
    m_right->setObjectName(u"stepsSplitter"_s);
    m_right->addWidget(m_list);
    m_right->addWidget(m_detail);
    const int unit = fontMetrics().averageCharWidth();
    m_left->setMinimumWidth(unit * 34);
    m_list->setMinimumWidth(unit * 45);
    m_detail->setMinimumWidth(unit * 50);  // its tabs would ask for more
    auto* layout = new QVBoxLayout(box);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2);
    layout->addWidget(m_heading);
    layout->addWidget(m_strip);
    layout->addWidget(m_right, 1);
    return box;
}

/// What tells a step at a glance; the rest is a right click on the header away.
void TrajectoryPanel::buildStepColumns()
{
    QHeaderView* header = m_list->header();
    header->setStretchLastSection(false);
    const int unit = fontMetrics().averageCharWidth();
    const int widths[] = {22, 16, 22, 30, 26, 10, 10, 10, 30};
    header->resizeSection(0, m_delegate->numberColumnWidth(m_list->fontMetrics()));
    for (int column = 1; column < StepListModel::kColumns; ++column)
        header->resizeSection(column, unit * widths[column]);
    header->setMinimumSectionSize(unit * 8);
    header->setSectionResizeMode(StepListModel::ActionText, QHeaderView::Stretch);
    for (const int column : {StepListModel::Target, StepListModel::Page, StepListModel::By,
                             StepListModel::Tokens, StepListModel::Cost, StepListModel::ErrorText})
        header->hideSection(column);
    enableColumnMenu(header);
}

void TrajectoryPanel::connectData()
{
    Selection& selection = m_needs.selection;
    connect(&selection, &Selection::projectChanged, this, &TrajectoryPanel::showProject);
    connect(&selection, &Selection::episodeChanged, this, &TrajectoryPanel::showEpisode);
    connect(&selection, &Selection::stepChanged, this, &TrajectoryPanel::showStep);
    connect(m_episodes, &EpisodeList::loaded, this, [this](int runs) {
        if (runs > 0)
            m_stack->showFull();
        else
            m_stack->showEmpty(
                u"trajectory"_s, tr("No runs in this project yet"),
                tr("Run some tasks: choose them in the Tasks panel and press Run, or let the "
                   "planner work on the built-in sites."),
                m_needs.actions.findAll({u"tasks.show"_s, u"run.start"_s}));
    });
    connect(m_episodes, &EpisodeList::failed, this, [this](const QString& reason) {
        m_stack->showError(tr("The runs could not be read"), reason);
    });
    connect(m_stack, &PanelStack::retryRequested, m_episodes, &EpisodeList::reload);
    connect(m_stepStack, &PanelStack::retryRequested, this, &TrajectoryPanel::showEpisode);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this,
            [this](const QModelIndex& now) {
                if (now.isValid()) m_needs.selection.setStep(now.row());
            });
    connect(m_strip, &FilmStrip::clicked, this, &TrajectoryPanel::goToStep);
    connect(m_cache, &StepCache::ready, this, [this](int step) {
        if (step == m_needs.selection.step())
            showStep();
        else if (const auto read = m_cache->step(step);
                 read && std::abs(step - m_needs.selection.step()) <= 2) {
            m_images->full(read->screenshotBefore);
            m_images->full(read->screenshotAfter);
        }
    });
    connect(m_cache, &StepCache::failed, this, [this](int step, const QString& reason) {
        if (step == m_needs.selection.step()) m_detail->showError(reason);
    });
    connect(m_images, &ImageCache::ready, this, [this](const BlobId& id) {
        if (m_detail->step() && m_detail->step()->screenshotBefore == id) reportShown();
    });
    connect(m_steps, &QAbstractItemModel::rowsInserted, this, [this] {
        m_stepStack->showFull();
        if (m_waitingFor >= 0) showStepList(m_waitingFor);
    });
    connect(&m_needs.monitor, &RunMonitor::stepFinished, this,
            [this](const StepFinished& event, const ProjectStore* store) {
                if (event.episode == m_needs.selection.episode()
                    && store == m_needs.selection.project().get())
                    m_steps->append(summaryOf(event.step));
            });
}

void TrajectoryPanel::showProject()
{
    m_images->setStore(m_needs.selection.project());
    if (m_needs.selection.project()) {
        m_stack->showBusy(tr("Reading the runs…"));
        return;
    }
    m_stack->showEmpty(
        u"trajectory"_s, tr("No project is open"),
        tr("Open a project file or make a new one; every run, episode and step is kept in it."),
        m_needs.actions.findAll({u"file.new"_s, u"file.open"_s}));
}

void TrajectoryPanel::showEpisode()
{
    const EpisodeId episode = m_needs.selection.episode();
    m_cache->setEpisode(m_needs.selection.project(), episode);
    m_detail->setStep(nullptr);
    m_strip->setCurrent(-1);
    m_waitingFor = -1;
    if (!episode) {
        m_steps->clear();
        m_stepStack->showEmpty(u"trajectory"_s, tr("Select an episode"),
                               tr("Its steps, screenshots, prompts and timings appear here."));
        return;
    }
    m_stepStack->showBusy(tr("Reading the steps…"));
    m_steps->reset();
    m_heading->clear();
    const auto future = runJob<EpisodeRecord>(
        m_needs.storePool, [store = m_needs.selection.project(), episode](JobContext&) {
            return store->episode(episode);
        });
    onFinished(future, this, [this, episode](const Result<EpisodeRecord>& record) {
        if (!record || episode != m_needs.selection.episode()) return;
        QString heading =
            u"<b>"_s + tr("Task %1").arg(text(record->taskId)).toHtmlEscaped() + u"</b> "_s
            + text(record->objective).toHtmlEscaped() + u" — "_s
            + tr("%1, score %2").arg(outcomeWord(*record), scoreText(*record)).toHtmlEscaped();
        if (!record->answer.empty())
            heading += u", "_s + tr("answer “%1”").arg(text(record->answer)).toHtmlEscaped();
        if (!record->error.empty()) heading += u", "_s + text(record->error).toHtmlEscaped();
        m_heading->setText(heading);
    });
}

void TrajectoryPanel::readPage(quint64 generation, int first)
{
    const EpisodeId episode = m_needs.selection.episode();
    const auto future = runJob<std::vector<StepSummary>>(
        m_needs.storePool, [store = m_needs.selection.project(), episode, first](JobContext&) {
            return store->stepSummaries(episode, first, StepListModel::kPageRows);
        });
    onFinished(
        future, this, [this, generation, first](const Result<std::vector<StepSummary>>& steps) {
            if (!steps) {
                m_steps->readFailed(generation);
                if (steps.error().code() != ErrorCode::Cancelled)
                    m_stepStack->showError(tr("The steps could not be read"),
                                           text(steps.error().message()));
                return;
            }
            const bool isLast = int(steps->size()) < StepListModel::kPageRows;
            m_steps->addPage({generation, first, *steps, isLast});
            if (m_steps->rowCount() == 0)
                m_stepStack->showEmpty(u"clock"_s, tr("No steps yet"),
                                       tr("They appear here as soon as the agent has acted."));
            else if (m_needs.selection.step() < 0)
                m_needs.selection.setStep(0);
            if (m_waitingFor >= m_steps->rowCount() && m_steps->canFetchMore({}))
                m_steps->fetchMore({});
        });
}

void TrajectoryPanel::showStepList(int step)
{
    if (step >= m_steps->rowCount()) {  // not read yet; rowsInserted comes back here
        m_waitingFor = step;
        if (m_steps->canFetchMore({})) m_steps->fetchMore({});
        return;
    }
    m_waitingFor = -1;
    m_strip->setCurrent(step);
    const QModelIndex index = m_steps->index(step, StepListModel::Number);
    if (m_list->currentIndex().row() != step) m_list->setCurrentIndex(index);
    m_list->scrollTo(index);
}

void TrajectoryPanel::goToStep(int step)
{
    if (step < 0 || step >= m_steps->rowCount()) return;
    m_needs.selection.setStep(step);
}

void TrajectoryPanel::showStep()
{
    const int step = m_needs.selection.step();
    if (step < 0 || !m_needs.selection.episode()) return;
    showStepList(step);
    const auto read = m_cache->step(step);
    if (read) {
        if (m_detail->step() != read) m_detail->setStep(read);
        m_images->full(read->screenshotBefore);  // also while another tab is open
        reportShown();
    }
    prefetchAround(step);
}

void TrajectoryPanel::prefetchAround(int step)
{
    for (const int neighbour : {step + 1, step - 1, step + 2}) {
        if (neighbour < 0 || neighbour >= m_steps->rowCount()) continue;
        m_cache->prefetch(neighbour);
        const StepSummary& summary = m_steps->step(neighbour);
        m_images->full(summary.screenshotBefore);
    }
}

void TrajectoryPanel::reportShown()
{
    const auto& step = m_detail->step();
    if (step && (step->screenshotBefore.empty() || m_images->hasFull(step->screenshotBefore)))
        Q_EMIT stepShown(step->index);
}

void TrajectoryPanel::setReduced(bool reduced)
{
    m_delegate->setReduced(reduced);
    if (reduced) m_fullColumns = m_list->header()->saveState();
    for (int column = StepListModel::Target; column < StepListModel::kColumns; ++column)
        if (reduced) m_list->hideColumn(column);
    m_list->setColumnWidth(StepListModel::Number, m_delegate->numberColumnWidth(fontMetrics()));
    if (!reduced) m_list->header()->restoreState(m_fullColumns);
    m_strip->setVisible(!reduced);
    m_list->setItemDelegateForColumn(StepListModel::Number,
                                     nullptr);  // makes the view ask for sizes again
    m_list->setItemDelegateForColumn(StepListModel::Number, m_delegate);
    m_list->doItemsLayout();
}

void TrajectoryPanel::openSearch()
{
    m_left->setCurrentWidget(m_search);
    m_search->focusQuery();
}

QByteArray TrajectoryPanel::saveState() const
{
    QByteArray bytes;
    QDataStream out(&bytes, QIODevice::WriteOnly);
    out << kStateVersion << m_splitter->saveState() << m_right->saveState()
        << (m_delegate->isReduced() ? m_fullColumns : m_list->header()->saveState())
        << m_episodes->view()->header()->saveState();
    return bytes;
}

void TrajectoryPanel::restoreState(const QByteArray& state)
{
    if (state.isEmpty()) return;
    QByteArray splitter, right, steps, episodes;
    QDataStream in(state);
    qint32 version = 0;
    in >> version;
    if (version != kStateVersion) return;
    in >> splitter >> right >> steps >> episodes;
    m_splitter->restore(splitter);
    m_right->restore(right);
    m_list->header()->restoreState(steps);
    m_episodes->view()->header()->restoreState(episodes);
}

}  // namespace sym
