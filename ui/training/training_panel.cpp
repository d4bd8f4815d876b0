#include "ui/training/training_panel.h"

#include <QtCore/QDataStream>
#include <QtCore/QThreadPool>
#include <QtGui/QAction>
#include <QtGui/QDesktopServices>
#include <QtWidgets/QHeaderView>
#include <QtWidgets/QLabel>
#include <QtWidgets/QSplitter>
#include <QtWidgets/QTabWidget>
#include <QtWidgets/QToolButton>
#include <QtWidgets/QTreeView>
#include <QtWidgets/QVBoxLayout>

#include "core/dataset/training_setup.h"
#include "core/jobs/job.h"
#include "ui/session/action_registry.h"
#include "ui/session/engine.h"
#include "ui/session/run_monitor.h"
#include "ui/session/selection.h"
#include "ui/training/config_tab.h"
#include "ui/training/curves_tab.h"
#include "ui/training/dataset_form.h"
#include "ui/training/new_run_page.h"
#include "ui/training/preview_tab.h"
#include "ui/training/run_list_model.h"
#include "ui/training/run_watch.h"
#include "ui/training/samples_tab.h"
#include "ui/training/training_draft.h"
#include "ui/training/training_starter.h"
#include "ui/widgets/flow_layout.h"
#include "ui/widgets/number_text.h"
#include "ui/widgets/panel_stack.h"
#include "ui/widgets/show_tab.h"
#include "ui/widgets/table_copy.h"

using namespace Qt::StringLiterals;

namespace sym {

namespace {

constexpr int kLeftWidth = 76;  // characters

}  // namespace

TrainingPanel::TrainingPanel(const Needs& needs, QWidget* parent)
    : QWidget(parent),
      m_needs(needs),
      m_watch(new RunWatch(needs.pool, this)),
      m_draft(new TrainingDraft(needs.engine, needs.pool, this)),
      m_starter(new TrainingStarter(needs.engine, *m_watch, needs.pool, this)),
      m_runs(new RunListModel(*m_watch, this))
{
    setObjectName(u"trainingPanel"_s);
    addActions();
    build();
    connectData();
    showProject();
}

void TrainingPanel::addActions()
{
    ActionRegistry& actions = m_needs.actions;
    actions.add({u"training.new"_s,
                 tr("&New training run…"),
                 u"new"_s,
                 {},
                 tr("Choose steps and settings for a training run")},
                this, [this] { openTab(u"newRunPage"_s); });
    actions.add({u"training.start"_s,
                 tr("&Start or resume"),
                 u"run"_s,
                 {},
                 tr("Let the chosen run go on where it stopped, or start it")},
                this, [this] { m_starter->start(currentRun()); });
    actions.add({u"training.pause"_s,
                 tr("&Pause training"),
                 u"pause"_s,
                 {},
                 tr("Let the trainer wait; it keeps its memory")},
                this, [this] { m_starter->pause(currentRun()); });
    actions.add({u"training.stop"_s,
                 tr("Stop and sa&ve"),
                 u"stop"_s,
                 {},
                 tr("Write a checkpoint and end the trainer; the run can be resumed")},
                this, [this] { m_starter->stop(currentRun()); });
    actions.add({u"training.showOnly"_s,
                 tr("Show only &this run"),
                 u"results"_s,
                 {},
                 tr("Draw the chosen run alone")},
                this, [this] { m_runs->showOnly(currentRun()); });
    actions.add({u"training.openFolder"_s,
                 tr("Open the run's &folder"),
                 u"open"_s,
                 {},
                 tr("Show checkpoints, log and model in the file manager")},
                this, [this] {
                    if (const WatchedRun* run = m_watch->find(currentRun()))
                        QDesktopServices::openUrl(QUrl::fromLocalFile(text(run->folder)));
                });
}

void TrainingPanel::build()
{
    // Short words for the buttons; menus keep the whole ones.
    m_needs.actions.find(u"training.start"_s)->setIconText(tr("Start", "button"));
    m_needs.actions.find(u"training.pause"_s)->setIconText(tr("Pause", "button"));

    auto* content = new QWidget(this);
    m_left = new QTabWidget(content);
    m_left->setObjectName(u"trainingLeft"_s);
    m_left->setDocumentMode(true);
    m_newRun = new NewRunPage(
        {.draft = *m_draft, .watch = *m_watch, .storePool = m_needs.engine.storePool()}, m_left);
    m_left->addTab(buildRunsPage(), tr("Runs"));
    m_left->addTab(m_newRun, tr("New run"));
    m_tabs = new QTabWidget(content);
    m_tabs->setObjectName(u"trainingTabs"_s);
    m_tabs->setDocumentMode(true);
    m_curves = new CurvesTab(*m_watch, m_needs.pool, m_tabs);
    m_samples = new SamplesTab(*m_watch, m_needs.pool, m_tabs);
    m_preview = new PreviewTab(*m_draft, m_needs.pool, m_tabs);
    m_config = new ConfigTab(*m_draft, m_needs.pool, m_tabs);
    m_config->setPreset(m_newRun->preset());
    m_tabs->addTab(m_curves, tr("Curves"));
    m_tabs->addTab(m_samples, tr("Samples"));
    m_tabs->addTab(m_preview, tr("Preview"));
    m_tabs->addTab(m_config, tr("Configuration"));
    m_splitter = new QSplitter(Qt::Horizontal, content);
    m_splitter->setObjectName(u"trainingSplitter"_s);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->addWidget(m_left);
    m_splitter->addWidget(m_tabs);
    m_splitter->setStretchFactor(1, 1);
    const int unit = fontMetrics().averageCharWidth();
    m_splitter->setSizes({unit * kLeftWidth, unit * kLeftWidth * 2});
    auto* inner = new QVBoxLayout(content);
    inner->setContentsMargins(0, 0, 0, 0);
    inner->addWidget(m_splitter, 1);
    m_stack = new PanelStack(content, this);
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->addWidget(m_stack);
}

QWidget* TrainingPanel::buildRunsPage()
{
    auto* page = new QWidget(this);
    page->setObjectName(u"runsPage"_s);
    auto* bar = new QWidget(page);
    auto* flow = new FlowLayout(bar);
    for (const QString& id : {u"training.start"_s, u"training.pause"_s, u"training.stop"_s,
                              u"training.showOnly"_s, u"training.openFolder"_s}) {
        auto* button = new QToolButton(bar);
        button->setObjectName(id + u"Button"_s);
        button->setDefaultAction(m_needs.actions.find(id));
        button->setToolButtonStyle(id == u"training.showOnly" || id == u"training.openFolder"
                                       ? Qt::ToolButtonIconOnly
                                       : Qt::ToolButtonTextBesideIcon);
        flow->addWidget(button);
    }
    m_list = new QTreeView(page);
    m_list->setObjectName(u"trainingRuns"_s);
    m_list->setAccessibleName(tr("Training runs"));
    m_list->setModel(m_runs);
    m_list->setIconSize(RunListModel::kSwatch);
    m_list->setRootIsDecorated(false);
    m_list->setUniformRowHeights(true);
    m_list->setAlternatingRowColors(true);
    m_list->setAllColumnsShowFocus(true);
    m_list->setContextMenuPolicy(Qt::ActionsContextMenu);
    m_list->addActions(
        m_needs.actions.findAll({u"training.start"_s, u"training.pause"_s, u"training.stop"_s,
                                 u"training.showOnly"_s, u"training.openFolder"_s}));
    const int unit = fontMetrics().averageCharWidth();
    const int widths[] = {30, 30, 9, 10};
    for (int column = 0; column < RunListModel::kColumns; ++column)
        m_list->header()->resizeSection(column, unit * widths[column]);
    m_list->header()->setStretchLastSection(false);
    m_list->header()->setSectionResizeMode(RunListModel::State, QHeaderView::Stretch);
    enableTableCopy(m_list);
    m_told = new QLabel(page);
    m_told->setObjectName(u"trainingTold"_s);
    m_told->setWordWrap(true);
    m_told->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_told->hide();
    auto* layout = new QVBoxLayout(page);
    layout->setContentsMargins(4, 4, 4, 4);
    layout->addWidget(bar);
    layout->addWidget(m_list, 1);
    layout->addWidget(m_told);
    return page;
}

void TrainingPanel::connectData()
{
    connect(&m_needs.selection, &Selection::projectChanged, this, &TrainingPanel::showProject);
    connect(m_runs, &RunListModel::shownChanged, this,
            [this] { m_curves->setShown(m_runs->shown()); });
    connect(m_list->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this] {
        m_samples->setRun(currentRun());
        showActions();
    });
    connect(m_watch, &RunWatch::reset, this, [this] {
        if (m_watch->isRead() && m_watch->runs().empty()) openTab(u"newRunPage"_s);
        if (currentRun().isEmpty() && !m_watch->runs().empty())
            setCurrentRun(m_watch->runs().back().name);
        showActions();
    });
    connect(m_watch, &RunWatch::runChanged, this, &TrainingPanel::showActions);
    connect(m_starter, &TrainingStarter::queueChanged, this, [this] {
        m_runs->setWaiting(m_starter->waiting());
        showActions();
    });
    connect(m_starter, &TrainingStarter::failed, this,
            [this](const QString& run, const QString& reason) {
                tell(tr("%1: %2", "run and reason").arg(run, reason));
            });
    connect(m_curves, &CurvesTab::stepRequested, this, &TrainingPanel::goToStep);
    connect(m_samples, &SamplesTab::stepRequested, this, &TrainingPanel::goToStep);
    connect(m_preview, &PreviewTab::stepRequested, this, &TrainingPanel::goToStep);
    connect(m_curves, &CurvesTab::exported, this,
            [this](const QString& file, const QString& error) {
                tell(error.isEmpty() ? tr("Saved %1.").arg(file) : error);
            });
    connect(m_newRun, &NewRunPage::startRequested, this, &TrainingPanel::startDraft);
    connect(m_newRun, &NewRunPage::presetChosen, m_config, &ConfigTab::setPreset);
    connect(m_config, &ConfigTab::loaded, m_newRun, &NewRunPage::setConfig);
    connect(m_config, &ConfigTab::told, m_newRun, &NewRunPage::tell);
    connect(m_left, &QTabWidget::currentChanged, this, [this] {
        // What belongs to the page comes to the front with it.
        const bool setsUp = m_left->currentWidget() == m_newRun;
        QWidget* shown = m_tabs->currentWidget();
        if (setsUp && (shown == m_curves || shown == m_samples))
            m_tabs->setCurrentWidget(m_preview);
        if (!setsUp && (shown == m_preview || shown == m_config))
            m_tabs->setCurrentWidget(m_curves);
    });
    connect(&m_needs.monitor, &RunMonitor::runEnded, this,
            [this](RunId, const QString&, ProjectStore* store) {
                if (store != m_needs.selection.project().get()) return;
                m_newRun->dataset()->refresh();
                m_draft->refresh();
            });
}

void TrainingPanel::showProject()
{
    const auto& project = m_needs.selection.project();
    m_told->hide();
    m_draft->setProject(project);
    m_newRun->dataset()->setProject(project);
    m_watch->setFolder(project ? trainingRunsFolder(project->path()) : std::string());
    if (project)
        m_stack->showFull();
    else
        m_stack->showEmpty(u"model"_s, tr("No project is open"),
                           tr("A model learns from the steps of a project's solved episodes."),
                           m_needs.actions.findAll({u"file.new"_s, u"file.open"_s}));
    showActions();
}

void TrainingPanel::showActions()
{
    const WatchedRun* run = m_watch->find(currentRun());
    const bool waits = run && m_starter->isWaiting(run->name);
    const bool active = run && run->isActive();
    const bool paused = active && run->state.phase == RunPhase::Paused;
    const bool finished = run && run->hasBegun && run->state.phase == RunPhase::Finished;
    const auto enable = [this](const QString& id, bool enabled) {
        m_needs.actions.find(id)->setEnabled(enabled);
    };
    enable(u"training.new"_s, m_needs.selection.project() != nullptr);
    enable(u"training.start"_s, run && !waits && (!active || paused) && !finished);
    enable(u"training.pause"_s, active && !paused);
    enable(u"training.stop"_s, active || waits);
    enable(u"training.showOnly"_s, run != nullptr);
    enable(u"training.openFolder"_s, run != nullptr);
}

void TrainingPanel::startDraft()
{
    if (!m_draft->hindrance().isEmpty()) return;
    m_newRun->setStarting(true);
    const auto future = runJob<TrainingSetup>(
        m_needs.pool, [project = m_draft->project(), dataset = m_draft->dataset(),
                       choice = m_draft->choice(), config = m_draft->config()](JobContext&) {
            return setUpTraining(project->path(), *dataset, choice, config);
        });
    onFinished(future, this, [this](const Result<TrainingSetup>& setup) {
        m_newRun->setStarting(false);
        if (!setup) {
            m_newRun->tell(text(setup.error().message()));
            return;
        }
        const QString name = text(setup->config.name);
        m_starter->start(name);
        m_watch->poll();
        openTab(u"runsPage"_s);
        openTab(u"curvesTab"_s);
    });
}

void TrainingPanel::goToStep(qint64 episode, int step)
{
    const auto& project = m_needs.selection.project();
    if (!project) return;
    const auto future = runJob<EpisodeRecord>(
        m_needs.engine.storePool(),
        [store = project, episode](JobContext&) { return store->episode(EpisodeId{episode}); });
    onFinished(future, this,
               [this, store = project.get(), episode, step](const Result<EpisodeRecord>& record) {
                   if (store != m_needs.selection.project().get()) return;
                   if (!record) {
                       tell(tr("Episode %1 is not in this project any more.").arg(episode));
                       return;
                   }
                   m_needs.selection.goTo(record->run, record->id, step);
                   Q_EMIT stepShown();
               });
}

void TrainingPanel::tell(const QString& sentence)
{
    m_told->setText(sentence);
    m_told->setVisible(!sentence.isEmpty());
}

void TrainingPanel::openTab(const QString& tab)
{
    for (QTabWidget* tabs : {m_left, m_tabs}) showTab(tabs, tab);
}

QString TrainingPanel::currentRun() const
{
    const QModelIndex current = m_list->currentIndex();
    return current.isValid() ? m_watch->runs()[std::size_t(current.row())].name : QString();
}

void TrainingPanel::setCurrentRun(const QString& name)
{
    const int row = m_watch->rowOf(name);
    if (row >= 0 && row < m_runs->rowCount()) m_list->setCurrentIndex(m_runs->index(row, 0));
}

QByteArray TrainingPanel::saveState() const
{
    QByteArray state;
    QDataStream stream(&state, QIODevice::WriteOnly);
    stream << m_splitter->saveState() << m_curves->saveState() << m_list->header()->saveState();
    return state;
}

void TrainingPanel::restoreState(const QByteArray& state)
{
    QDataStream stream(state);
    QByteArray splitter;
    QByteArray curves;
    QByteArray header;
    stream >> splitter >> curves >> header;
    if (stream.status() != QDataStream::Ok) return;
    m_splitter->restoreState(splitter);
    m_curves->restoreState(curves);
    m_list->header()->restoreState(header);
}

}  // namespace sym
