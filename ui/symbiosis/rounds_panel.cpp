#include "ui/symbiosis/rounds_panel.h"

#include <QtCore/QDataStream>
#include <QtCore/QSignalBlocker>
#include <QtCore/QThreadPool>
#include <QtGui/QAction>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QHeaderView>
#include <QtWidgets/QLabel>
#include <QtWidgets/QProgressBar>
#include <QtWidgets/QTabWidget>
#include <QtWidgets/QTableView>
#include <QtWidgets/QToolButton>
#include <QtWidgets/QVBoxLayout>

#include "core/jobs/job.h"
#include "ui/session/action_registry.h"
#include "ui/session/run_monitor.h"
#include "ui/session/selection.h"
#include "ui/symbiosis/cycle_view.h"
#include "ui/symbiosis/loop_form.h"
#include "ui/symbiosis/loop_watch.h"
#include "ui/symbiosis/phase_list_model.h"
#include "ui/symbiosis/rounds_model.h"
#include "ui/symbiosis/success_chart.h"
#include "ui/widgets/flow_layout.h"
#include "ui/widgets/number_text.h"
#include "ui/widgets/panel_stack.h"
#include "ui/widgets/row_table.h"
#include "ui/widgets/share_splitter.h"
#include "ui/widgets/show_tab.h"

using namespace Qt::StringLiterals;

namespace sym {

namespace {

constexpr int kLeftShare = 54;     // of the width, per cent
constexpr int kNumbersShare = 22;  // of the height: the table by round
constexpr int kSecond = 1000;

}  // namespace

RoundsPanel::RoundsPanel(const Needs& needs, QWidget* parent)
    : QWidget(parent),
      m_needs(needs),
      m_planner(std::make_shared<LoopPlanner>()),
      m_watch(new LoopWatch({.engine = needs.engine, .monitor = needs.monitor, .jobs = needs.jobs},
                            this)),
      m_phases(new PhaseListModel(this)),
      m_rounds(new RoundsModel(this))
{
    setObjectName(u"roundsPanel"_s);
    addActions();
    build();
    connectData();
    readLoops();
}

void RoundsPanel::addActions()
{
    ActionRegistry& actions = m_needs.actions;
    actions.add({u"rounds.new"_s,
                 tr("&New rounds…"),
                 u"new"_s,
                 {},
                 tr("Choose preset, models and seed, see what they take, and start")},
                this, [this] {
                    Q_EMIT wanted();
                    if (m_stack->state() != PanelStack::State::Error) m_stack->showFull();
                    openTab(u"loopForm"_s);
                });
    actions.add({u"rounds.resume"_s,
                 tr("&Go on from here"),
                 u"run"_s,
                 {},
                 tr("Go on with the chosen loop where it was stopped")},
                this, [this] {
                    Q_EMIT wanted();
                    goOn({});
                });
    actions.add({u"rounds.runPhase"_s,
                 tr("Run &only this phase"),
                 u"step"_s,
                 {},
                 tr("Run the chosen phase alone; those before it must be done")},
                this, [this] {
                    const int row = m_phaseTable->currentIndex().row();
                    if (row < 0) return;
                    const PlannedPhase& phase = m_phases->phases()[std::size_t(row)];
                    goOn({phase.name, phase.round});
                });
    QAction* pause =
        actions.add({u"rounds.pause"_s,
                     tr("&Pause rounds"),
                     u"pause"_s,
                     {},
                     tr("Let the episodes wait before their next action; a training goes on")},
                    this, [this] {
                        m_watch->setPaused(m_needs.actions.find(u"rounds.pause"_s)->isChecked());
                        showProgress();
                    });
    pause->setCheckable(true);
    actions.add({u"rounds.stop"_s,
                 tr("S&top rounds"),
                 u"stop"_s,
                 {},
                 tr("Stop the rounds; everything done is kept, and they can go on later")},
                this, [this] { m_watch->stop(); });
    actions.add({u"rounds.openRun"_s,
                 tr("Show the phase's &episodes"),
                 u"trajectory"_s,
                 {},
                 tr("Choose the run of the chosen phase in the Trajectory panel")},
                this, [this] { openRun(m_phaseTable->currentIndex()); });
    actions.find(u"rounds.resume"_s)->setIconText(tr("Go on", "button"));
    actions.find(u"rounds.pause"_s)->setIconText(tr("Pause", "button"));
    actions.find(u"rounds.stop"_s)->setIconText(tr("Stop", "button"));
    actions.find(u"rounds.new"_s)->setIconText(tr("New", "button"));
}

void RoundsPanel::build()
{
    auto* content = new QWidget(this);
    m_tabs = new QTabWidget(content);
    m_tabs->setObjectName(u"roundsTabs"_s);
    m_tabs->setDocumentMode(true);
    m_form = new LoopForm(m_planner, m_needs.pool, m_tabs);
    m_tabs->addTab(buildCyclePage(), tr("Cycle"));
    m_tabs->addTab(m_form, tr("New rounds"));
    m_splitter = new ShareSplitter(Qt::Horizontal, {kLeftShare, 100 - kLeftShare}, content);
    m_splitter->setObjectName(u"roundsSplitter"_s);
    m_splitter->addWidget(m_tabs);
    m_chart = new SuccessChart(m_splitter);
    m_splitter->addWidget(m_chart);
    m_told = new QLabel(content);
    m_told->setObjectName(u"roundsTold"_s);
    m_told->setWordWrap(true);
    m_told->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_told->hide();
    auto* layout = new QVBoxLayout(content);
    layout->setContentsMargins(6, 6, 6, 6);
    layout->addWidget(buildBar());
    layout->addWidget(m_told);
    layout->addWidget(buildNumbers(m_splitter), 1);
    m_stack = new PanelStack(content, this);
    m_stack->setObjectName(u"roundsStack"_s);
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->addWidget(m_stack);
}

QWidget* RoundsPanel::buildBar()
{
    auto* bar = new QWidget(this);
    auto* flow = new FlowLayout(bar);
    m_loop = new QComboBox(bar);
    m_loop->setObjectName(u"loopChoice"_s);
    m_loop->setAccessibleName(tr("Loop"));
    m_loop->setPlaceholderText(tr("no rounds yet"));
    m_loop->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    flow->addWidget(m_loop);
    for (const QString& id :
         {u"rounds.resume"_s, u"rounds.pause"_s, u"rounds.stop"_s, u"rounds.new"_s}) {
        auto* button = new QToolButton(bar);
        button->setObjectName(id + u"Button"_s);
        button->setDefaultAction(m_needs.actions.find(id));
        button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        flow->addWidget(button);
    }
    m_state = new QLabel(bar);
    m_state->setObjectName(u"loopState"_s);
    m_state->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_bar = new QProgressBar(bar);
    m_bar->setObjectName(u"loopProgress"_s);
    m_bar->setAccessibleName(tr("Phases done"));
    m_bar->setMaximumWidth(fontMetrics().averageCharWidth() * 30);
    flow->addWidget(m_bar);
    flow->addWidget(m_state);
    return bar;
}

QWidget* RoundsPanel::buildCyclePage()
{
    auto* page = new QWidget(this);
    page->setObjectName(u"cyclePage"_s);
    m_round = new QComboBox(page);
    m_round->setObjectName(u"roundChoice"_s);
    m_round->setAccessibleName(tr("Round whose flow is shown"));
    m_cycle = new CycleView(page);
    m_phaseTable = new QTableView(page);
    m_phaseTable->setObjectName(u"phaseTable"_s);
    m_phaseTable->setAccessibleName(tr("Phases"));
    prepareTable(m_phaseTable, m_phases);
    m_phaseTable->setContextMenuPolicy(Qt::ActionsContextMenu);
    m_phaseTable->addActions(m_needs.actions.findAll({u"rounds.openRun"_s, u"rounds.runPhase"_s}));
    const int unit = fontMetrics().averageCharWidth();
    const int widths[] = {9, 44, 18, 18, 14, 26};
    for (int column = 0; column < PhaseListModel::kColumns; ++column)
        m_phaseTable->setColumnWidth(column, unit * widths[column]);
    m_phaseTable->horizontalHeader()->setSectionResizeMode(PhaseListModel::Phase,
                                                           QHeaderView::Stretch);
    m_phaseTable->horizontalHeader()->setMinimumSectionSize(unit * 9);
    auto* layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, 4, 0, 0);
    layout->addWidget(m_round, 0, Qt::AlignLeft);
    layout->addWidget(m_cycle);
    layout->addWidget(m_phaseTable, 1);
    return page;
}

QWidget* RoundsPanel::buildNumbers(QWidget* above)
{
    auto* all = new ShareSplitter(Qt::Vertical, {100 - kNumbersShare, kNumbersShare}, this);
    all->setObjectName(u"roundsNumbers"_s);
    m_roundTable = new QTableView(all);
    m_roundTable->setObjectName(u"roundTable"_s);
    m_roundTable->setAccessibleName(tr("Numbers by round"));
    prepareTable(m_roundTable, m_rounds);
    QHeaderView* header = m_roundTable->horizontalHeader();
    header->setMinimumSectionSize(fontMetrics().averageCharWidth() * 10);
    header->setSectionResizeMode(QHeaderView::ResizeToContents);
    all->addWidget(above);
    all->addWidget(m_roundTable);
    return all;
}

void RoundsPanel::connectData()
{
    m_second.setInterval(kSecond);
    connect(&m_second, &QTimer::timeout, this, &RoundsPanel::showProgress);
    connect(&m_needs.selection, &Selection::projectChanged, this, [this] {
        m_told->hide();
        {
            const QSignalBlocker quiet(m_loop);
            m_loop->clear();  // another project's loops have the same numbers
        }
        forgetLoop();
        readLoops();
    });
    connect(&m_needs.monitor, &RunMonitor::activeChanged, this, &RoundsPanel::showActions);
    connect(m_stack, &PanelStack::retryRequested, this, &RoundsPanel::readLoops);
    connect(m_loop, &QComboBox::currentIndexChanged, this, &RoundsPanel::readLoop);
    connect(m_round, &QComboBox::currentIndexChanged, this, &RoundsPanel::showRound);
    connect(m_form, &LoopForm::startRequested, this, &RoundsPanel::start);
    connect(m_phaseTable, &QTableView::activated, this, &RoundsPanel::openRun);
    connect(m_phaseTable->selectionModel(), &QItemSelectionModel::currentChanged, this,
            &RoundsPanel::showActions);
    connect(m_watch, &LoopWatch::began, this, &RoundsPanel::readLoops);
    connect(m_watch, &LoopWatch::phaseBegan, this, [this](const PhaseBegan& event) {
        if (isShownRunning()) m_phases->begin(event);
        showProgress();
    });
    connect(m_watch, &LoopWatch::phaseMoved, this, [this](const PhaseMoved& event) {
        if (!isShownRunning()) return;
        if (m_phases->running() < 0) m_phases->begin({event.round, event.phase, {}});
        m_phases->move(event);
        showProgress();
    });
    connect(m_watch, &LoopWatch::phaseEnded, this, [this](const PhaseEnded& event) {
        if (isShownRunning()) m_phases->end(event);
        if (isChosenRunning()) readLoop();
    });
    connect(m_watch, &LoopWatch::ended, this, [this](const QString& error) {
        m_second.stop();
        m_phases->stop();
        m_told->setText(error);
        m_told->setVisible(!error.isEmpty());
        m_form->refresh();
        readLoops();
        showActions();
    });
}

void RoundsPanel::readLoops()
{
    const quint64 generation = ++m_generation;
    const auto& project = m_needs.selection.project();
    m_form->setProject(project);
    if (!project) {
        m_stack->showEmpty(u"rounds"_s, tr("No project is open"),
                           tr("The rounds of a project appear here."),
                           m_needs.actions.findAll({u"file.new"_s, u"file.open"_s}));
        showActions();
        return;
    }
    if (!m_view) m_stack->showBusy(tr("Reading the rounds…"));
    const auto future = runJob<std::vector<LoopRecord>>(
        m_needs.engine.storePool(),
        [store = project](JobContext&) { return store->symbiosis().loops(); });
    onFinished(future, this, [this, generation](const Result<std::vector<LoopRecord>>& loops) {
        if (generation != m_generation) return;
        if (loops)
            showLoops(*loops);
        else if (loops.error().code() != ErrorCode::Cancelled)
            m_stack->showError(tr("The rounds could not be read"), text(loops.error().message()));
    });
}

void RoundsPanel::showLoops(const std::vector<LoopRecord>& loops)
{
    const bool follows =
        m_watch->isRunning() && m_watch->store() == m_needs.selection.project().get();
    const LoopId wanted = follows && m_watch->loop() ? m_watch->loop() : chosen();
    {
        const QSignalBlocker quiet(m_loop);
        m_loop->clear();
        for (const LoopRecord& loop : loops)
            m_loop->addItem(tr("%1: %2 (%3)", "number, name and start of a loop")
                                .arg(loop.id.value)
                                .arg(text(loop.name), timeText(loop.startedAt)),
                            qlonglong(loop.id.value));
        m_loop->setCurrentIndex(
            loops.empty() ? -1 : std::max(0, m_loop->findData(qlonglong(wanted.value))));
    }
    if (!loops.empty()) {
        readLoop();
        return;
    }
    forgetLoop();
    if (m_tabs->currentWidget() == m_form && m_stack->state() == PanelStack::State::Full) return;
    m_stack->showEmpty(
        u"rounds"_s, tr("No rounds yet"),
        tr("In a round the large model works, the student learns from it and explores, and what "
           "both found becomes knowledge for the next."),
        m_needs.actions.findAll({u"rounds.new"_s}));
}

void RoundsPanel::forgetLoop()
{
    ++m_viewGeneration;
    m_view.reset();
    m_isPlanned = false;
    m_planProblem.clear();
    m_phases->stop();
    m_phases->setPhases({});
    m_rounds->clear();
    m_chart->clear();
    showProgress();
    m_state->clear();
    const QSignalBlocker quiet(m_round);
    m_round->clear();
    showRound();
}

LoopId RoundsPanel::chosen() const
{
    return LoopId{m_loop->currentData().toLongLong()};
}

bool RoundsPanel::isChosenRunning() const
{
    return m_watch->isRunning() && m_watch->loop() == chosen() && m_watch->loop()
           && m_watch->store() == m_needs.selection.project().get();
}

bool RoundsPanel::isShownRunning() const
{
    return isChosenRunning() && m_view && m_view->report.loop.id == chosen();
}

void RoundsPanel::readLoop()
{
    const LoopId loop = chosen();
    if (!loop || !m_needs.selection.project()) return;
    const quint64 generation = ++m_viewGeneration;
    const auto future =
        runJob<LoopView>(m_needs.pool, [store = m_needs.selection.project(), loop](JobContext&) {
            return readLoopView(*store, loop);
        });
    onFinished(future, this, [this, generation](const Result<LoopView>& view) {
        if (generation != m_viewGeneration) return;  // a newer one is being read
        if (view)
            showLoop(*view);
        else if (view.error().code() != ErrorCode::Cancelled)
            m_stack->showError(tr("The rounds could not be read"), text(view.error().message()));
    });
}

void RoundsPanel::showLoop(const LoopView& view)
{
    const bool isAnother = !m_view || m_view->report.loop.id != view.report.loop.id;
    m_view = view;
    if (isAnother) {
        m_isPlanned = false;
        m_planProblem.clear();
        m_phases->stop();  // what works belongs to the loop shown before
        m_phases->setPhases(view.stored.phases);
    }
    m_rounds->setReport(view.report);
    m_chart->setReport(view.report);
    if (isAnother && !m_watch->isRunning()) m_form->setSettings(view.report.settings);
    {
        const QSignalBlocker quiet(m_round);
        const bool followsLast = m_round->currentIndex() == m_round->count() - 1 || isAnother;
        const int before = m_round->currentIndex();
        m_round->clear();
        for (const RoundFlow& flow : view.flows) m_round->addItem(tr("Round %1").arg(flow.round));
        m_round->setCurrentIndex(followsLast ? m_round->count() - 1 : before);
    }
    m_round->setVisible(m_round->count() > 1);
    if (m_stack->state() != PanelStack::State::Full) m_stack->showFull();
    showRound();
    showProgress();
    readPlan();
}

void RoundsPanel::readPlan()
{
    const auto future = runJob<LoopPlan>(
        m_needs.pool, [planner = m_planner, store = m_needs.selection.project(),
                       settings = m_view->report.settings, record = m_view->report.loop](
                          JobContext&) { return planner->plan(*store, settings, record); });
    onFinished(future, this,
               [this, isFirst = !m_isPlanned,
                generation = m_viewGeneration](const Result<LoopPlan>& plan) {
                   if (generation != m_viewGeneration) return;
                   m_isPlanned = bool(plan);
                   m_planProblem = plan ? QString() : text(plan.error().message());
                   if (plan) {
                       m_phases->setPhases(plan->phases);
                       if (isFirst)
                           m_phaseTable->scrollTo(m_phases->index(m_phases->done(), 0),
                                                  QAbstractItemView::PositionAtCenter);
                   }
                   showProgress();
               });
}

void RoundsPanel::showRound()
{
    const int row = m_round->currentIndex();
    if (!m_view || row < 0 || std::size_t(row) >= m_view->flows.size()) {
        m_cycle->setFlow(std::nullopt, -1);
        return;
    }
    const RoundFlow& flow = m_view->flows[std::size_t(row)];
    int entries = -1;
    for (const RoundReport& round : m_view->report.rounds)
        if (round.round == flow.round) entries = round.knowledgeEntries;
    m_cycle->setFlow(flow, entries);
}

void RoundsPanel::showProgress()
{
    const int all = m_phases->rowCount();
    const int done = m_phases->done();
    const int running = m_phases->running();
    m_bar->setRange(0, std::max(1, all) * 100);
    m_bar->setValue(done * 100 + (running >= 0 ? int(100 * m_phases->fraction()) : 0));
    m_cycle->setActive(
        running < 0 ? CycleStep::None : cycleStepOf(m_phases->phases()[std::size_t(running)].name),
        m_phases->fraction());
    double cost = 0;
    std::int64_t tokens = 0;
    for (const PlannedPhase& phase : m_phases->phases()) {
        if (!phase.isDone) continue;
        tokens += phase.cost.tokens;
        const auto came = nlohmann::json::parse(phase.data, nullptr, false);
        if (came.is_object()) cost += came.value("cost_usd", 0.0);
    }
    QStringList parts{m_isPlanned ? tr("%1 of %2 phases").arg(done).arg(all)
                                  : tr("%1 phases done").arg(done)};
    if (running >= 0) {
        const PlannedPhase& phase = m_phases->phases()[std::size_t(running)];
        parts.prepend(tr("round %1: %2").arg(phase.round).arg(phaseTitle(phase.name, phase.title)));
        if (m_watch->isPaused()) parts.prepend(tr("paused"));
    }
    if (done < all && m_phases->secondsLeft() > 0)
        parts << tr("about %1 left", "time").arg(durationText(m_phases->secondsLeft() * 1000));
    parts << tr("%1 tokens").arg(countText(tokens));
    if (cost > 0) parts << costText(cost);
    if (m_view && m_isPlanned && done == all)
        parts << tr("%1 in all", "time").arg(durationText(m_view->report.seconds * 1000));
    if (m_view && m_view->report.settings.large == "planner")
        parts << tr("planner: an offline stand-in for a large model");
    if (m_view && m_view->report.settings.exclude != "template")
        parts << tr("retrieval left out entries of the same %1 only")
                     .arg(text(m_view->report.settings.exclude));
    m_state->setText(parts.join(u" · "_s));
    if (!m_planProblem.isEmpty()) parts << tr("what is to come is not known");
    m_state->setToolTip(m_planProblem);
    showActions();
}

void RoundsPanel::showActions()
{
    const bool working = m_watch->isRunning();
    const bool busy = working || !m_needs.monitor.active().empty();
    const bool left = m_view && (!m_isPlanned || m_phases->done() < m_phases->rowCount());
    const int row = m_phaseTable->currentIndex().row();
    const PlannedPhase* phase = row >= 0 && std::size_t(row) < m_phases->phases().size()
                                    ? &m_phases->phases()[std::size_t(row)]
                                    : nullptr;
    const auto enable = [this](const QString& id, bool enabled) {
        m_needs.actions.find(id)->setEnabled(enabled);
    };
    enable(u"rounds.new"_s, m_needs.selection.project() != nullptr);
    enable(u"rounds.resume"_s, left && !busy);
    enable(u"rounds.runPhase"_s, phase && !phase->isDone && !busy);
    enable(u"rounds.pause"_s, working);
    m_needs.actions.find(u"rounds.pause"_s)->setChecked(m_watch->isPaused());
    enable(u"rounds.stop"_s, working);
    enable(u"rounds.openRun"_s, phase && phase->data.find("\"run\"") != std::string::npos);
    m_form->setHindrance(busy ? tr("Something works already; wait for it, or stop it.")
                              : QString());
}

void RoundsPanel::start(const LoopOrder& order)
{
    if (!m_needs.selection.project() || m_watch->isRunning()) return;
    m_told->hide();
    m_watch->start(m_needs.selection.project(), order);
    m_second.start();
    openTab(u"cyclePage"_s);
    showActions();
}

void RoundsPanel::goOn(const PhaseChoice& only)
{
    if (!m_view) return;
    LoopOrder order;
    if (const Result<LoopOrder> entered = m_form->order()) order.browsers = entered->browsers;
    order.request.settings = m_view->report.settings;
    order.request.loop = m_view->report.loop.id;
    order.request.only = only;
    start(order);
}

void RoundsPanel::openRun(const QModelIndex& phase)
{
    if (!phase.isValid()) return;
    const auto came =
        nlohmann::json::parse(m_phases->phases()[std::size_t(phase.row())].data, nullptr, false);
    if (!came.is_object() || !came.contains("run")) return;
    m_needs.selection.setRun(RunId{came.value("run", std::int64_t{0})});
    Q_EMIT runShown();
}

void RoundsPanel::openTab(const QString& tab)
{
    showTab(m_tabs, tab);
}

QByteArray RoundsPanel::saveState() const
{
    QByteArray state;
    QDataStream stream(&state, QIODevice::WriteOnly);
    stream << m_splitter->saveState() << m_phaseTable->horizontalHeader()->saveState();
    return state;
}

void RoundsPanel::restoreState(const QByteArray& state)
{
    QDataStream stream(state);
    QByteArray splitter;
    QByteArray phases;
    stream >> splitter >> phases;
    if (stream.status() != QDataStream::Ok) return;
    m_splitter->restore(splitter);
    m_phaseTable->horizontalHeader()->restoreState(phases);
}

}  // namespace sym
