#include "ui/live/browser_panel.h"

#include <QtCore/QUrl>
#include <QtGui/QAction>
#include <QtWidgets/QLabel>
#include <QtWidgets/QSlider>
#include <QtWidgets/QTabBar>
#include <QtWidgets/QToolButton>
#include <QtWidgets/QVBoxLayout>

#include "core/rollout/rollout_control.h"
#include "ui/live/page_deck.h"
#include "ui/live/page_pane.h"
#include "ui/session/action_registry.h"
#include "ui/widgets/flow_layout.h"
#include "ui/widgets/number_text.h"
#include "ui/widgets/panel_stack.h"

using namespace Qt::StringLiterals;

namespace sym {

namespace {
constexpr int kMaxDelayMilliseconds = 5000;
constexpr int kDelayStep = 250;
}  // namespace

BrowserPanel::BrowserPanel(RunMonitor& monitor, ActionRegistry& actions, QWidget* parent)
    : QWidget(parent),
      m_monitor(monitor),
      m_actions(actions),
      m_deck(new PageDeck),
      m_tabs(new QTabBar)
{
    setObjectName(u"browserPanel"_s);
    addActions();
    auto* content = new QWidget(this);
    m_tabs->setObjectName(u"pageTabs"_s);
    m_tabs->setDocumentMode(true);
    m_tabs->setExpanding(false);
    m_tabs->setElideMode(Qt::ElideRight);
    m_tabs->setAccessibleName(tr("Pages"));
    auto* contentLayout = new QVBoxLayout(content);
    contentLayout->setContentsMargins(0, 0, 0, 0);
    contentLayout->setSpacing(0);
    contentLayout->addWidget(m_tabs);
    contentLayout->addWidget(m_deck, 1);
    m_stack = new PanelStack(content, this);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(buildControls());
    layout->addWidget(m_stack, 1);
    connect(m_tabs, &QTabBar::currentChanged, m_deck, &PageDeck::setCurrent);
    followRuns();
    showState();
}

BrowserPanel::~BrowserPanel()
{
    for (PagePane* pane : m_deck->panes()) pane->setEmbedded(false);
}

void BrowserPanel::addActions()
{
    m_pause =
        m_actions.add({u"browser.pause"_s,
                       tr("&Pause"),
                       u"pause"_s,
                       {QKeySequence(Qt::Key_F6 | Qt::SHIFT)},
                       tr("Hold the agents before their next step; press again to go on")},
                      this, [this] {
                          forEachControl([on = m_pause->isChecked()](RolloutControl& control) {
                              on ? control.pause() : control.resume();
                          });
                          showState();
                      });
    m_pause->setCheckable(true);
    m_step = m_actions.add(
        {u"browser.step"_s,
         tr("&Single step"),
         u"step"_s,
         {QKeySequence(Qt::Key_F10)},
         tr("While paused, let each agent do one step")},
        this, [this] { forEachControl([](RolloutControl& control) { control.step(); }); });
    m_takeOver = m_actions.add(
        {u"browser.takeOver"_s,
         tr("&Take over"),
         u"hand"_s,
         {QKeySequence(Qt::Key_F9)},
         tr("Act in the pages yourself while the agents wait; press again to hand back")},
        this, [this] {
            forEachControl([on = m_takeOver->isChecked()](RolloutControl& control) {
                on ? control.takeOver() : control.handBack();
            });
            showState();
        });
    m_takeOver->setCheckable(true);
    for (QAction* action :
         {m_pause, m_step, m_takeOver})  // keys of the window: also while another panel is in front
        action->setShortcutContext(Qt::WindowShortcut);
    m_grid = m_actions.add({u"browser.grid"_s,
                            tr("&Grid of pages"),
                            u"grid"_s,
                            {},
                            tr("Show all pages beside each other")},
                           this, [this] {
                               m_deck->setGrid(m_grid->isChecked());
                               showTabs();
                           });
    m_grid->setCheckable(true);
}

QWidget* BrowserPanel::buildControls()
{
    auto* bar = new QWidget(this);
    auto* layout = new FlowLayout(bar);
    for (QAction* action : {m_actions.find(u"run.start"_s), m_actions.find(u"run.stop"_s), m_pause,
                            m_step, m_takeOver, m_grid}) {
        if (!action) continue;
        auto* button = new QToolButton(bar);
        button->setDefaultAction(action);
        button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        button->setAutoRaise(true);
        layout->addWidget(button);
    }
    auto* speedBox = new QWidget(bar);
    auto* speedLayout = new QHBoxLayout(speedBox);
    speedLayout->setContentsMargins(0, 0, 0, 0);
    auto* label = new QLabel(tr("Wa&it before acting:"), speedBox);
    m_speed = new QSlider(Qt::Horizontal, speedBox);
    m_speed->setObjectName(u"speedSlider"_s);
    m_speed->setAccessibleName(tr("Wait before acting"));
    m_speed->setToolTip(tr("How long the outlined element is shown before the agent acts"));
    m_speed->setRange(0, kMaxDelayMilliseconds / kDelayStep);
    m_speed->setFixedWidth(fontMetrics().averageCharWidth() * 20);
    label->setBuddy(m_speed);
    m_speedText = new QLabel(speedBox);
    m_speedText->setMinimumWidth(fontMetrics().horizontalAdvance(u"99.9 sm"_s));
    speedLayout->addWidget(label);
    speedLayout->addWidget(m_speed);
    speedLayout->addWidget(m_speedText);
    layout->addWidget(speedBox);
    m_stateText = new QLabel(bar);
    m_stateText->setObjectName(u"steeringState"_s);
    layout->addWidget(m_stateText);
    connect(m_speed, &QSlider::valueChanged, this, &BrowserPanel::applyDelay);
    m_speed->setValue(2);
    return bar;
}

std::chrono::milliseconds BrowserPanel::delay() const
{
    return std::chrono::milliseconds(m_speed->value() * kDelayStep);
}

void BrowserPanel::applyDelay()
{
    m_speedText->setText(m_speed->value() == 0 ? tr("none")
                                               : durationText(double(delay().count())));
    forEachControl([wait = delay()](RolloutControl& control) { control.setDelay(wait); });
}

void BrowserPanel::forEachControl(const std::function<void(RolloutControl&)>& call)
{
    for (const RunMonitor::Active& active : m_monitor.active())
        if (active.handle.control) call(*active.handle.control);
}

void BrowserPanel::followRuns()
{
    connect(&m_monitor, &RunMonitor::activeChanged, this, &BrowserPanel::showState);
    connect(&m_monitor, &RunMonitor::runStarted, this, &BrowserPanel::applyDelay);
    connect(&m_monitor, &RunMonitor::episodeStarted, this, [this](const EpisodeStarted& event) {
        m_episodes.insert(event.episode.id.value, {event.episode, event.worker});
        if (PagePane* pane = paneOfTarget(event.targetId))
            pane->setEpisode(event.episode, event.worker);
    });
    connect(&m_monitor, &RunMonitor::aboutToAct, this, [this](const AboutToAct& event) {
        if (PagePane* pane = paneOf(event.episode, event.step.page.url))
            pane->showIntent(event.step);
    });
    connect(&m_monitor, &RunMonitor::stepFinished, this, [this](const StepFinished& event) {
        if (PagePane* pane = paneOf(event.episode, event.step.page.url)) pane->showDone(event.step);
    });
    connect(&m_monitor, &RunMonitor::episodeFinished, this, [this](const EpisodeRecord& episode) {
        m_episodes.remove(episode.id.value);
        for (PagePane* pane : m_deck->panes())
            if (pane->episode() == episode.id) pane->clearEpisode();
    });
}

PagePane* BrowserPanel::paneOfTarget(const std::string& targetId) const
{
    for (PagePane* pane : m_deck->panes())
        if (!targetId.empty() && pane->targetId() == text(targetId)) return pane;
    return nullptr;
}

/// The page of an episode: as told, else the free page that is where the step was observed. Each
/// worker's built-in sites have ports of their own, so hosts tell workers apart.
PagePane* BrowserPanel::paneOf(EpisodeId episode, const std::string& url)
{
    for (PagePane* pane : m_deck->panes())
        if (pane->episode() == episode) return pane;
    const auto known = m_episodes.constFind(episode.value);
    if (known == m_episodes.constEnd()) return nullptr;
    const QUrl wanted(text(url));
    PagePane* best = nullptr;
    for (PagePane* pane : m_deck->panes()) {
        if (pane->episode()) continue;
        const QUrl shown(pane->page().url());
        if (shown == wanted) {
            best = pane;
            break;
        }
        if (shown.host() == wanted.host() && shown.port() == wanted.port()) best = pane;
    }
    if (best) best->setEpisode(known->first, known->second);
    return best;
}

void BrowserPanel::addPage(const QString& targetId, std::unique_ptr<LivePage> page)
{
    auto* pane = new PagePane(targetId, std::move(page), m_deck);
    connect(pane, &PagePane::titleChanged, this, &BrowserPanel::showTabs);
    m_deck->add(pane);
    m_tabs->addTab(pane->title());
    showState();
    pane->setEmbedded(isVisible());
}

void BrowserPanel::removePage(const QString& targetId)
{
    for (int i = 0; i < m_deck->panes().size(); ++i) {
        PagePane* pane = m_deck->panes()[i];
        if (pane->targetId() != targetId) continue;
        m_deck->remove(pane);
        m_tabs->removeTab(i);
        delete pane;
        break;
    }
    showState();
}

int BrowserPanel::pageCount() const
{
    return int(m_deck->panes().size());
}

PagePane* BrowserPanel::pane(int index) const
{
    return m_deck->panes().value(index);
}

void BrowserPanel::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    for (PagePane* pane : m_deck->panes()) pane->setEmbedded(true);
}

void BrowserPanel::hideEvent(QHideEvent* event)
{
    QWidget::hideEvent(event);
    for (PagePane* pane : m_deck->panes()) pane->setEmbedded(false);
}

void BrowserPanel::showTabs()
{
    m_tabs->setVisible(!m_deck->isGrid() && m_deck->panes().size() > 1);
    for (int i = 0; i < m_tabs->count(); ++i) m_tabs->setTabText(i, m_deck->panes()[i]->title());
}

void BrowserPanel::showState()
{
    const bool running = !m_monitor.active().empty();
    m_pause->setEnabled(running);
    m_takeOver->setEnabled(running);
    if (!running) {
        m_pause->setChecked(false);
        m_takeOver->setChecked(false);
    }
    m_step->setEnabled(running && m_pause->isChecked());
    const bool takenOver = m_takeOver->isChecked();
    m_takeOver->setText(takenOver ? tr("&Hand back") : tr("&Take over"));
    m_stateText->setText(!running               ? QString()
                         : takenOver            ? tr("You act; the agents wait.")
                         : m_pause->isChecked() ? tr("Paused")
                                                : tr("Running"));
    for (PagePane* pane : m_deck->panes()) pane->setTakenOver(takenOver);
    showTabs();
    if (pageCount() > 0)
        m_stack->showFull();
    else if (running)
        m_stack->showBusy(tr(
            "A run is working. Its pages appear here when they are opened in the embedded browser; "
            "an external browser has windows of its own."));
    else
        m_stack->showEmpty(
            u"browser"_s, tr("No agent is working"),
            tr("Start a run to watch it here: the page, the element about to be used, and why. "
               "You can pause it, go step by step, or take over by hand."),
            m_actions.findAll({u"run.start"_s, u"tasks.show"_s}));
}

}  // namespace sym
