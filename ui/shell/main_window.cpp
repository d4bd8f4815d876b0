#include "ui/shell/main_window.h"

#include <QtCore/QFileInfo>
#include <QtCore/QMimeData>
#include <QtGui/QAction>
#include <QtGui/QCloseEvent>
#include <QtWebEngineWidgets/QWebEngineView>
#include <QtWidgets/QApplication>
#include <QtWidgets/QDockWidget>
#include <QtWidgets/QFileDialog>
#include <QtWidgets/QLabel>
#include <QtWidgets/QMessageBox>
#include <QtWidgets/QProgressBar>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QStatusBar>

#include "core/jobs/job.h"
#include "ui/browser/embedded_browser_host.h"
#include "ui/decision/decision_source.h"
#include "ui/divergence/divergence_panel.h"
#include "ui/evaluation/results_panel.h"
#include "ui/jobs/jobs_panel.h"
#include "ui/knowledge/knowledge_panel.h"
#include "ui/live/browser_panel.h"
#include "ui/session/engine.h"
#include "ui/shell/about_dialog.h"
#include "ui/shell/locator.h"
#include "ui/shell/settings_dialog.h"
#include "ui/shell/shortcut_sheet.h"
#include "ui/shell/window_docks.h"
#include "ui/shell/window_menus.h"
#include "ui/symbiosis/rounds_panel.h"
#include "ui/synthesis/synthesis_panel.h"
#include "ui/tasks/tasks_panel.h"
#include "ui/training/training_panel.h"
#include "ui/trajectory/trajectory_panel.h"
#include "ui/widgets/number_text.h"
#include "ui/widgets/svg_icon.h"
#include "ui/widgets/theme.h"

using namespace Qt::StringLiterals;

namespace sym {

namespace {

constexpr int kMessageMilliseconds = 15'000;
constexpr int kTextStep = 10;

bool isProject(const QString& path)
{
    return path.endsWith(u".symbiont"_s, Qt::CaseInsensitive);
}

bool isTaskFile(const QString& path)
{
    return path.endsWith(u".json"_s, Qt::CaseInsensitive);
}

}  // namespace

MainWindow::MainWindow(const WindowEngine& needs)
    : m_needs(needs),
      m_preferences(needs.settings),
      m_starter(
          {.engine = needs.engine, .selection = m_selection, .monitor = m_monitor, .jobs = m_jobs})
{
    setObjectName(u"mainWindow"_s);
    setWindowIcon(svgIcon(u"application"_s));
    setAcceptDrops(true);
    m_needs.theme.setTheme(m_preferences.theme());
    m_needs.theme.setTextPercent(m_preferences.textPercent());
    m_docks = new WindowDocks(*this, m_preferences, m_actions);
    addActions();
    addRunActions();
    addViewActions();
    buildPanels();
    buildStatusBar();
    new WindowMenus(*this);
    connectHost();
    m_docks->restore();
    m_trajectory->restoreState(m_preferences.widgetState(u"trajectory"_s));
    m_tasks->restoreState(m_preferences.widgetState(u"tasks"_s));
    m_training->restoreState(m_preferences.widgetState(u"training"_s));
    m_synthesis->restoreState(m_preferences.widgetState(u"synthesis"_s));
    m_divergence->restoreState(m_preferences.widgetState(u"divergence"_s));
    m_knowledge->restoreState(m_preferences.widgetState(u"knowledge"_s));
    m_roundsPanel->restoreState(m_preferences.widgetState(u"rounds"_s));
    connect(&m_selection, &Selection::projectChanged, this, &MainWindow::showTitle);
    connect(&m_monitor, &RunMonitor::activeChanged, this, &MainWindow::showJobs);
    connect(&m_starter, &RunStarter::queueChanged, this, &MainWindow::showJobs);
    showTitle();
    showJobs();
}

MainWindow::~MainWindow()
{
    // Before what they refer to: members of a window go before its child widgets.
    for (QDockWidget* dock : findChildren<QDockWidget*>()) delete dock;
}

void MainWindow::addActions()
{
    const auto std = [](QKeySequence::StandardKey key) { return QKeySequence::keyBindings(key); };
    m_actions.add({u"file.new"_s, tr("&New project…"), u"new"_s, std(QKeySequence::New),
                   tr("Make a project file; runs and their steps are kept in it")},
                  this, [this] { chooseProject(true); });
    m_actions.add({u"file.open"_s, tr("&Open project…"), u"open"_s, std(QKeySequence::Open),
                   tr("Open a project file")},
                  this, [this] { chooseProject(false); });
    m_actions.add({u"file.openTasks"_s,
                   tr("Open &task file…"),
                   u"tasks"_s,
                   {},
                   tr("Read tasks in WebArena's format")},
                  this, [this] {
                      const QString file = QFileDialog::getOpenFileName(
                          this, tr("Open task file"), m_preferences.lastFolder(u"tasks"_s),
                          tr("Task files (*.json)"));
                      if (!file.isEmpty()) openPath(file);
                  });
    m_actions.add({u"file.close"_s,
                   tr("&Close project"),
                   {},
                   std(QKeySequence::Close),
                   tr("Show no project")},
                  this, [this] { m_selection.setProject(nullptr); });
    QAction* quit = m_actions.add(
        {u"file.quit"_s, tr("&Quit"), {}, std(QKeySequence::Quit), tr("Close the window")}, this,
        [this] { close(); });
    quit->setMenuRole(QAction::QuitRole);
    m_actions.add({u"go.locator"_s,
                   tr("&Find anything…"),
                   u"search"_s,
                   {QKeySequence(Qt::CTRL | Qt::Key_K)},
                   tr("Jump to a command, run, episode or task by a few letters")},
                  this, [this] { showLocator({}); });
    m_actions.add({u"tools.commands"_s,
                   tr("&Command palette…"),
                   u"palette"_s,
                   {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_P),
                    QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_I)},
                   tr("Find a command by a few letters")},
                  this, [this] { showLocator(u">"_s); });
    m_actions.add({u"go.nextPane"_s,
                   tr("Next &panel"),
                   {},
                   {QKeySequence(Qt::Key_F6)},
                   tr("Move the keyboard to the next panel")},
                  this, [this] { focusNextPane(1); });
    QAction* settings = m_actions.add(
        {u"tools.settings"_s, tr("&Settings…"), u"settings"_s, std(QKeySequence::Preferences),
         tr("Sites, model endpoint, browser and allowed hosts of this project")},
        this, [this] { showSettings(); });
    settings->setMenuRole(QAction::PreferencesRole);
    m_actions.add({u"help.shortcuts"_s,
                   tr("&Keyboard shortcuts"),
                   u"help"_s,
                   {Qt::Key_Question, QKeySequence(Qt::Key_F1)},
                   tr("Show all shortcuts")},
                  this, [this] { showShortcuts(); });
    QAction* about =
        m_actions.add({u"help.about"_s, tr("&About Symbiont"), {}, {}, tr("Versions and licence")},
                      this, [this] { showAbout(); });
    about->setMenuRole(QAction::AboutRole);
    m_actions.add({u"trajectory.searchSteps"_s,
                   tr("&Search all steps"),
                   u"search"_s,
                   {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_F)},
                   tr("Find words in the observations, reasons, actions and errors of all steps")},
                  this, [this] {
                      m_docks->raise(u"trajectory"_s);
                      m_trajectory->openSearch();
                  });
}

void MainWindow::addRunActions()
{
    m_actions.add({u"run.start"_s,
                   tr("&Run"),
                   u"run"_s,
                   {QKeySequence(Qt::Key_F5)},
                   tr("Run the tasks selected in the Tasks panel, or all listed ones")},
                  this, [this] {
                      m_docks->raise(u"browser"_s);
                      m_tasks->run();
                  });
    m_actions.add({u"run.stop"_s,
                   tr("S&top"),
                   u"stop"_s,
                   {QKeySequence(Qt::SHIFT | Qt::Key_F5)},
                   tr("Stop the running run; it can be resumed")},
                  this, [this] { m_starter.stop(); });
    m_actions.add({u"run.clearQueue"_s,
                   tr("&Forget waiting runs"),
                   {},
                   {},
                   tr("Take the runs that wait off the queue")},
                  this, [this] { m_starter.clearQueue(); });
}

void MainWindow::addViewActions()
{
    const std::tuple<const char16_t*, QString, WindowDocks::Layout> layouts[] = {
        {u"view.overview", tr("&Overview"), WindowDocks::Layout::Overview},
        {u"view.watch", tr("&Watch a run"), WindowDocks::Layout::Watch},
        {u"view.inspect", tr("&Inspect steps"), WindowDocks::Layout::Inspect},
        {u"view.compare", tr("Results &beside steps"), WindowDocks::Layout::Compare}};
    for (const auto& [id, title, layout] : layouts)
        m_actions.add(
            {QString::fromUtf16(id), title, {}, {}, tr("Arrange the panels for this work")}, this,
            [this, wanted = layout] { m_docks->apply(wanted); });
    m_actions.add({u"view.resetLayout"_s,
                   tr("&Reset layout"),
                   {},
                   {},
                   tr("Put all panels back to their first places")},
                  this, [this] { m_docks->apply(WindowDocks::Layout::Overview); });
    const std::tuple<const char16_t*, QString, Theme> themes[] = {
        {u"view.themeSystem", tr("As the &system"), Theme::System},
        {u"view.themeLight", tr("&Light"), Theme::Light},
        {u"view.themeDark", tr("&Dark"), Theme::Dark}};
    for (const auto& [id, title, theme] : themes) {
        QAction* action =
            m_actions.add({QString::fromUtf16(id), title, {}, {}, tr("Colours of the window")},
                          this, [this, wanted = theme] {
                              m_needs.theme.setTheme(wanted);
                              m_preferences.setTheme(wanted);
                          });
        action->setCheckable(true);
        action->setChecked(theme == m_preferences.theme());
    }
    m_actions.add({u"view.larger"_s,
                   tr("&Larger text"),
                   u"zoom_in"_s,
                   {QKeySequence(Qt::CTRL | Qt::Key_Plus), QKeySequence(Qt::CTRL | Qt::Key_Equal)},
                   tr("Make all text larger")},
                  this, [this] { setTextPercent(m_needs.theme.textPercent() + kTextStep); });
    m_actions.add({u"view.smaller"_s,
                   tr("&Smaller text"),
                   u"zoom_out"_s,
                   {QKeySequence(Qt::CTRL | Qt::Key_Minus)},
                   tr("Make all text smaller")},
                  this, [this] { setTextPercent(m_needs.theme.textPercent() - kTextStep); });
    m_actions.add({u"view.normalSize"_s,
                   tr("&Normal text size"),
                   {},
                   {QKeySequence(Qt::CTRL | Qt::Key_0)},
                   tr("Text in the system's size")},
                  this, [this] { setTextPercent(100); });
}

void MainWindow::setTextPercent(int percent)
{
    m_needs.theme.setTextPercent(percent);
    m_preferences.setTextPercent(m_needs.theme.textPercent());
}

/// Panels are children of the window from the start: their bare keys work inside them only.
void MainWindow::buildPanels()
{
    Engine& engine = m_needs.engine;
    const auto add = [this](const QString& id, const QString& title, auto make) {
        auto* panel = make();
        m_docks->add(id, title, panel);
        return panel;
    };
    m_tasks = add(u"tasks"_s, tr("Tasks"), [&] {
        return new TasksPanel({.engine = engine,
                               .selection = m_selection,
                               .monitor = m_monitor,
                               .starter = m_starter,
                               .actions = m_actions,
                               .preferences = m_preferences},
                              this);
    });
    m_browser = add(u"browser"_s, tr("Browser"),
                    [&] { return new BrowserPanel(m_monitor, m_actions, this); });
    m_trajectory = add(u"trajectory"_s, tr("Trajectory"), [&] {
        return new TrajectoryPanel({.selection = m_selection,
                                    .monitor = m_monitor,
                                    .actions = m_actions,
                                    .storePool = engine.storePool(),
                                    .imagePool = *QThreadPool::globalInstance()},
                                   this);
    });
    m_results = add(u"results"_s, tr("Results"), [&] {
        return new ResultsPanel({.engine = engine,
                                 .selection = m_selection,
                                 .monitor = m_monitor,
                                 .actions = m_actions},
                                this);
    });
    m_training = add(u"training"_s, tr("Training"), [&] {
        return new TrainingPanel({.engine = engine,
                                  .selection = m_selection,
                                  .monitor = m_monitor,
                                  .actions = m_actions,
                                  .pool = *QThreadPool::globalInstance()},
                                 this);
    });
    connect(m_training, &TrainingPanel::stepShown, this,
            [this] { m_docks->raise(u"trajectory"_s); });
    connect(m_actions.find(u"training.new"_s), &QAction::triggered, this,
            [this] { m_docks->raise(u"training"_s); });
    m_jobsPanel =
        add(u"jobs"_s, tr("Jobs"), [&] { return new JobsPanel(m_jobs, m_actions, this); });
    connect(m_tasks, &TasksPanel::episodeRequested, this, [this](RunId run, EpisodeId episode) {
        m_selection.goTo(run, episode, 0);
        m_docks->raise(u"trajectory"_s);
    });
    buildDecisionPanels();
    buildSymbiosisPanels();
}

/// What two models decided: the panels share what is read of it, and the trajectory's images.
void MainWindow::buildDecisionPanels()
{
    QThreadPool& pool = *QThreadPool::globalInstance();
    m_decisions = new DecisionSource(m_selection, m_monitor, pool, this);
    m_synthesis = new SynthesisPanel({.selection = m_selection,
                                      .decisions = *m_decisions,
                                      .actions = m_actions,
                                      .images = *m_trajectory->images(),
                                      .storePool = m_needs.engine.storePool(),
                                      .pool = pool},
                                     this);
    m_docks->add(u"synthesis"_s, tr("Synthesis"), m_synthesis, WindowDocks::Behind::Hidden);
    m_divergence = new DivergencePanel({.selection = m_selection,
                                        .decisions = *m_decisions,
                                        .monitor = m_monitor,
                                        .actions = m_actions,
                                        .images = *m_trajectory->images(),
                                        .storePool = m_needs.engine.storePool(),
                                        .pool = pool},
                                       this);
    m_docks->add(u"divergence"_s, tr("Divergence"), m_divergence, WindowDocks::Behind::Hidden);
    const auto showStep = [this] { m_docks->raise(u"trajectory"_s); };
    connect(m_synthesis, &SynthesisPanel::stepRequested, this, showStep);
    connect(m_divergence, &DivergencePanel::stepRequested, this, showStep);
}

void MainWindow::buildSymbiosisPanels()
{
    m_roundsPanel = new RoundsPanel({.engine = m_needs.engine,
                                     .selection = m_selection,
                                     .monitor = m_monitor,
                                     .jobs = m_jobs,
                                     .actions = m_actions,
                                     .pool = *QThreadPool::globalInstance()},
                                    this);
    m_knowledge = new KnowledgePanel({.engine = m_needs.engine,
                                      .selection = m_selection,
                                      .monitor = m_monitor,
                                      .jobs = m_jobs,
                                      .actions = m_actions,
                                      .pool = *QThreadPool::globalInstance()},
                                     this);
    m_docks->add(u"knowledge"_s, tr("Knowledge"), m_knowledge, WindowDocks::Behind::Hidden);
    m_docks->add(u"rounds"_s, tr("Rounds"), m_roundsPanel);
    connect(m_knowledge, &KnowledgePanel::wanted, this, [this] { m_docks->raise(u"knowledge"_s); });
    connect(m_roundsPanel, &RoundsPanel::wanted, this, [this] { m_docks->raise(u"rounds"_s); });
    const auto showStep = [this] { m_docks->raise(u"trajectory"_s); };
    connect(m_knowledge, &KnowledgePanel::stepShown, this, showStep);
    connect(m_roundsPanel, &RoundsPanel::runShown, this, showStep);
}

void MainWindow::buildStatusBar()
{
    m_jobText = new QLabel(this);
    m_jobText->setObjectName(u"jobStatus"_s);
    m_jobBar = new QProgressBar(this);
    m_jobBar->setObjectName(u"jobProgress"_s);
    m_jobBar->setAccessibleName(tr("Progress of the running job"));
    m_jobBar->setRange(0, 1000);
    m_jobBar->setMaximumWidth(fontMetrics().averageCharWidth() * 30);
    statusBar()->addPermanentWidget(m_jobText);
    statusBar()->addPermanentWidget(m_jobBar);
    for (auto signal : {&JobList::rowAdded, &JobList::rowChanged})
        connect(&m_jobs, signal, this, &MainWindow::showJobs);
    connect(&m_jobs, &JobList::rowsReset, this, &MainWindow::showJobs);
}

void MainWindow::showJobs()
{
    const int running = m_jobs.runningCount();
    m_jobBar->setVisible(running > 0);
    m_actions.find(u"run.stop"_s)->setEnabled(m_starter.isRunning());
    m_actions.find(u"run.clearQueue"_s)->setEnabled(m_starter.waiting() > 0);
    m_actions.find(u"run.start"_s)->setEnabled(m_selection.project() != nullptr);
    if (running == 0) {
        m_jobText->setText(tr("Nothing running"));
        return;
    }
    for (const JobRow& row : m_jobs.rows()) {
        if (row.state != JobRow::State::Running) continue;
        m_jobText->setText(tr("%n job(s): ", nullptr, running)
                           + (row.stage.isEmpty() ? row.title : row.stage));
        m_jobBar->setValue(int(row.fraction * 1000));
        break;
    }
}

void MainWindow::connectHost()
{
    EmbeddedBrowserHost* host = m_needs.engine.embeddedHost();
    if (!host) return;
    connect(host, &EmbeddedBrowserHost::viewOpened, this,
            [this](const QString& targetId, QWebEngineView* view) {
                m_browser->addPage(targetId, std::make_unique<WebLivePage>(view));
            });
    connect(host, &EmbeddedBrowserHost::viewClosing, this,
            [this](const QString& targetId, QWebEngineView*) { m_browser->removePage(targetId); });
}

void MainWindow::chooseProject(bool create)
{
    const QString folder = m_preferences.lastFolder(u"project"_s);
    const QString filter = tr("Symbiont projects (*.symbiont)");
    QString file = create ? QFileDialog::getSaveFileName(this, tr("New project"), folder, filter)
                          : QFileDialog::getOpenFileName(this, tr("Open project"), folder, filter);
    if (file.isEmpty()) return;
    if (create && !isProject(file)) file += u".symbiont"_s;
    m_preferences.setLastFolder(u"project"_s, QFileInfo(file).absolutePath());
    openProject(file);
}

void MainWindow::openPath(const QString& path)
{
    if (isProject(path)) {
        openProject(path);
    } else if (isTaskFile(path)) {
        m_tasks->openSuite(QFileInfo(path).absoluteFilePath());
        m_docks->raise(u"tasks"_s);
    } else {
        const QString reason =
            tr("%1 is neither a project (.symbiont) nor a task file (.json).").arg(path);
        statusBar()->showMessage(reason, kMessageMilliseconds);
        Q_EMIT openFailed(reason);
    }
}

void MainWindow::openProject(const QString& path)
{
    using Store = std::shared_ptr<ProjectStore>;
    const QString file = QFileInfo(path).absoluteFilePath();
    statusBar()->showMessage(tr("Opening %1…").arg(file));
    const auto future =
        m_needs.engine.openProject(engineText(file), ProjectStore::Access::ReadWrite);
    onFinished(future, this, [this, file](const Result<Store>& store) {
        statusBar()->clearMessage();
        if (!store) {
            const QString reason = text(store.error().message());
            statusBar()->showMessage(reason, kMessageMilliseconds);
            m_jobs.log(tr("Could not open %1: %2").arg(file, reason));
            Q_EMIT openFailed(reason);
            if (!isVisible() || m_silentClose) return;
            auto* box = new QMessageBox(QMessageBox::Warning, tr("The project could not be opened"),
                                        reason, QMessageBox::Ok, this);
            box->setInformativeText(file);
            box->setTextInteractionFlags(Qt::TextSelectableByMouse);
            box->setAttribute(Qt::WA_DeleteOnClose);
            box->open();
            return;
        }
        m_preferences.addRecentProject(file);
        m_selection.setProject(*store);
        Q_EMIT projectOpened();
    });
}

void MainWindow::startRun(const RolloutOptions& options)
{
    m_starter.start(options);
}

void MainWindow::startRun(std::shared_ptr<ProjectStore> store, const RolloutOptions& options)
{
    m_starter.start(std::move(store), options);
}

void MainWindow::showTitle()
{
    const auto& project = m_selection.project();
    const QString path = project ? text(project->path()) : QString();
    setWindowFilePath(path);
    setWindowTitle(path.isEmpty() ? tr("Symbiont")
                                  : tr("%1 – Symbiont").arg(QFileInfo(path).completeBaseName()));
    showJobs();
}

void MainWindow::showLocator(const QString& prefix)
{
    auto* locator = new Locator(*this, m_preferences);
    locator->openWith(prefix);
}

QDialog* MainWindow::showShortcuts()
{
    auto* sheet = new ShortcutSheet(m_actions, this);
    sheet->open();
    return sheet;
}

QDialog* MainWindow::showSettings()
{
    auto* dialog = new SettingsDialog(m_needs.engine, m_selection.project(), m_jobs, this);
    dialog->open();
    return dialog;
}

QDialog* MainWindow::showAbout()
{
    auto* dialog = new AboutDialog(m_needs.engine.versions(), this);
    dialog->open();
    return dialog;
}

void MainWindow::focusNextPane(int direction)
{
    QList<QDockWidget*> open;
    int current = -1;
    for (QDockWidget* dock : findChildren<QDockWidget*>()) {
        if (dock->visibleRegion().isEmpty()) continue;
        if (dock->isAncestorOf(QApplication::focusWidget())) current = int(open.size());
        open << dock;
    }
    if (open.isEmpty()) return;
    QWidget* panel = open[(current + direction + int(open.size())) % int(open.size())]->widget();
    panel->setFocus(Qt::TabFocusReason);
    if (!panel->hasFocus())
        for (QWidget* child : panel->findChildren<QWidget*>())
            if (child->isVisible() && (child->focusPolicy() & Qt::TabFocus))
                return child->setFocus(Qt::TabFocusReason);
}

bool MainWindow::mayClose()
{
    if (m_silentClose || !m_starter.isRunning()) return true;
    QMessageBox box(
        QMessageBox::Question, tr("A run is working"),
        tr("Closing stops the run. Finished steps are kept, and the run can be resumed."),
        QMessageBox::NoButton, this);
    QPushButton* stop = box.addButton(tr("Stop and close"), QMessageBox::AcceptRole);
    box.addButton(tr("Keep working"), QMessageBox::RejectRole);
    box.exec();
    return box.clickedButton() == stop;
}

void MainWindow::closeEvent(QCloseEvent* event)
{
    if (!mayClose()) {
        event->ignore();
        return;
    }
    m_starter.clearQueue();
    m_starter.stop();
    m_docks->save();
    m_preferences.setWidgetState(u"trajectory"_s, m_trajectory->saveState());
    m_preferences.setWidgetState(u"tasks"_s, m_tasks->saveState());
    m_preferences.setWidgetState(u"training"_s, m_training->saveState());
    m_preferences.setWidgetState(u"synthesis"_s, m_synthesis->saveState());
    m_preferences.setWidgetState(u"divergence"_s, m_divergence->saveState());
    m_preferences.setWidgetState(u"knowledge"_s, m_knowledge->saveState());
    m_preferences.setWidgetState(u"rounds"_s, m_roundsPanel->saveState());
    event->accept();
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event)
{
    const QList<QUrl> urls = event->mimeData()->urls();
    if (!urls.isEmpty() && (isProject(urls[0].toLocalFile()) || isTaskFile(urls[0].toLocalFile())))
        event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent* event)
{
    for (const QUrl& url : event->mimeData()->urls()) openPath(url.toLocalFile());
}

}  // namespace sym
