#include "ui/shell/window_docks.h"

#include <QtGui/QAction>
#include <QtGui/QScreen>
#include <QtWidgets/QApplication>
#include <QtWidgets/QDockWidget>
#include <QtWidgets/QMainWindow>
#include <QtWidgets/QMenu>

#include <algorithm>

#include "ui/session/action_registry.h"
#include "ui/session/preferences.h"

using namespace Qt::StringLiterals;

namespace sym {

namespace {
constexpr int kStateVersion = 3;  ///< raised when docks are added or renamed
constexpr int kSaveAfterMilliseconds = 2000;
}  // namespace

WindowDocks::WindowDocks(QMainWindow& window, Preferences& preferences, ActionRegistry& actions)
    : QObject(&window), m_window(window), m_preferences(preferences), m_actions(actions)
{
    window.setDockNestingEnabled(true);
    window.setTabPosition(Qt::AllDockWidgetAreas, QTabWidget::North);
    m_saveSoon.setSingleShot(true);
    m_saveSoon.setInterval(kSaveAfterMilliseconds);
    connect(&m_saveSoon, &QTimer::timeout, this, &WindowDocks::save);
}

void WindowDocks::add(const QString& id, const QString& title, QWidget* panel, Behind behind)
{
    auto* dock = new QDockWidget(title, &m_window);
    dock->setObjectName(id + u"Dock"_s);
    dock->setWidget(panel);
    m_window.addDockWidget(Qt::LeftDockWidgetArea, dock);
    const auto later = [this] {
        if (m_restored) m_saveSoon.start();
    };
    connect(dock, &QDockWidget::dockLocationChanged, this, later);
    connect(dock, &QDockWidget::topLevelChanged, this, later);
    connect(dock, &QDockWidget::visibilityChanged, this, later);
    if (behind == Behind::Hidden) hideBehind(dock);
    m_docks.push_back(dock);
    const int number = int(m_docks.size());
    m_actions.add({id + u".show"_s, tr("Show %1", "name of a panel").arg(title), id,
                   number > 9 ? QList<QKeySequence>()
                              : QList<QKeySequence>{Qt::CTRL | Qt::Key(Qt::Key_0 + number)},
                   tr("Bring the %1 panel to the front").arg(title)},
                  &m_window, [this, id] { raise(id); });
}

void WindowDocks::hideBehind(QDockWidget* dock)
{
    QWidget* panel = dock->widget();
    QSizePolicy policy = panel->sizePolicy();
    policy.setRetainSizeWhenHidden(true);  // or the docks would move at each change of tabs
    panel->setSizePolicy(policy);
    panel->hide();
    // Later: while docks are arranged, the signal comes for places that are not the last ones.
    connect(
        dock, &QDockWidget::visibilityChanged, panel,
        [dock, panel] { panel->setVisible(!dock->visibleRegion().isEmpty()); },
        Qt::QueuedConnection);
}

QDockWidget* WindowDocks::dock(const QString& id) const
{
    for (QDockWidget* dock : m_docks)
        if (dock->objectName() == id + u"Dock"_s) return dock;
    return nullptr;
}

void WindowDocks::raise(const QString& id)
{
    QDockWidget* shown = dock(id);
    if (!shown) return;
    shown->show();
    shown->raise();
    shown->widget()->show();
    shown->widget()->setFocus();
}

void WindowDocks::apply(Layout layout)
{
    QDockWidget* tasks = dock(u"tasks"_s);
    QDockWidget* browser = dock(u"browser"_s);
    QDockWidget* trajectory = dock(u"trajectory"_s);
    QDockWidget* results = dock(u"results"_s);
    QDockWidget* training = dock(u"training"_s);
    QDockWidget* synthesis = dock(u"synthesis"_s);
    QDockWidget* divergence = dock(u"divergence"_s);
    QDockWidget* knowledge = dock(u"knowledge"_s);
    QDockWidget* rounds = dock(u"rounds"_s);
    QDockWidget* jobs = dock(u"jobs"_s);
    for (QDockWidget* dock : m_docks) {
        dock->setFloating(false);
        m_window.removeDockWidget(dock);
    }
    const int height = m_window.height();
    const int width = m_window.width();
    m_window.addDockWidget(Qt::TopDockWidgetArea, tasks);
    if (layout == Layout::Watch) {
        m_window.splitDockWidget(tasks, browser, Qt::Horizontal);
        m_window.tabifyDockWidget(tasks, results);
        m_window.tabifyDockWidget(browser, trajectory);
    } else if (layout == Layout::Compare) {
        m_window.splitDockWidget(tasks, trajectory, Qt::Horizontal);
        m_window.tabifyDockWidget(tasks, results);
        m_window.tabifyDockWidget(trajectory, browser);
    } else {
        m_window.tabifyDockWidget(tasks, browser);
        m_window.tabifyDockWidget(browser, trajectory);
        m_window.tabifyDockWidget(trajectory, results);
    }
    m_window.tabifyDockWidget(results, training);
    m_window.tabifyDockWidget(training, synthesis);
    m_window.tabifyDockWidget(synthesis, divergence);
    m_window.tabifyDockWidget(divergence, knowledge);
    m_window.tabifyDockWidget(knowledge, rounds);
    if (layout == Layout::Watch)
        m_window.addDockWidget(Qt::BottomDockWidgetArea, jobs);
    else
        m_window.tabifyDockWidget(rounds, jobs);
    for (QDockWidget* dock : m_docks) dock->show();
    if (layout == Layout::Watch) {
        m_window.resizeDocks({tasks, browser}, {width / 3, width * 2 / 3}, Qt::Horizontal);
        m_window.resizeDocks({browser, jobs}, {height * 4 / 5, height / 5}, Qt::Vertical);
    } else if (layout == Layout::Compare) {
        m_window.resizeDocks({tasks, trajectory}, {width / 3, width * 2 / 3}, Qt::Horizontal);
    }
    switch (layout) {
    case Layout::Overview: tasks->raise(); break;
    case Layout::Watch:
        browser->raise();
        tasks->raise();
        break;
    case Layout::Inspect: trajectory->raise(); break;
    case Layout::Compare:
        results->raise();
        trajectory->raise();
        break;
    }
}

void WindowDocks::restore()
{
    const QByteArray geometry = m_preferences.geometry();
    if (geometry.isEmpty() || !m_window.restoreGeometry(geometry)) {
        const QSize screen = m_window.screen()->availableSize();
        m_window.resize(std::min(1500, screen.width() * 9 / 10),
                        std::min(950, screen.height() * 9 / 10));
    }
    const QList<QScreen*> screens = QGuiApplication::screens();
    const bool onScreen =
        std::any_of(screens.begin(), screens.end(), [this](const QScreen* screen) {
            return screen->availableGeometry().intersects(m_window.geometry());
        });
    if (!onScreen) m_window.move(m_window.screen()->availableGeometry().topLeft());
    apply(Layout::Overview);
    const QByteArray state = m_preferences.layout({});
    if (!state.isEmpty()) m_window.restoreState(state, kStateVersion);
    m_restored = true;
}

void WindowDocks::save()
{
    m_preferences.setGeometry(m_window.saveGeometry());
    m_preferences.setLayout({}, m_window.saveState(kStateVersion));
}

void WindowDocks::setLocked(bool locked)
{
    for (QDockWidget* dock : m_docks)
        dock->setFeatures(locked ? QDockWidget::DockWidgetClosable
                                 : QDockWidget::DockWidgetClosable | QDockWidget::DockWidgetMovable
                                       | QDockWidget::DockWidgetFloatable);
}

void WindowDocks::addDockMenu(QMenu* menu, QDockWidget* dock)
{
    QMenu* own = menu->addMenu(dock->windowTitle());
    own->addAction(dock->toggleViewAction());
    own->addAction(tr("&Float"), dock, [dock] {
        dock->show();
        dock->setFloating(true);
    });
    own->addSeparator();
    const std::pair<QString, Qt::DockWidgetArea> areas[] = {
        {tr("Dock at the &left"), Qt::LeftDockWidgetArea},
        {tr("Dock at the &right"), Qt::RightDockWidgetArea},
        {tr("Dock at the &top"), Qt::TopDockWidgetArea},
        {tr("Dock at the &bottom"), Qt::BottomDockWidgetArea}};
    for (const auto& [title, area] : areas)
        own->addAction(title, dock, [this, dock, place = area] {
            dock->setFloating(false);
            m_window.addDockWidget(place, dock);
            dock->show();
        });
    own->addSeparator();
    for (QDockWidget* other : m_docks) {
        if (other == dock) continue;
        own->addAction(tr("Tab with %1", "name of a panel").arg(other->windowTitle()), dock,
                       [this, dock, other] {
                           dock->setFloating(false);
                           m_window.tabifyDockWidget(other, dock);
                           dock->show();
                           dock->raise();
                       });
    }
}

void WindowDocks::fillMenu(QMenu* menu)
{
    for (QDockWidget* dock : m_docks) addDockMenu(menu, dock);
    menu->addSeparator();
    QAction* lock = menu->addAction(tr("&Lock panels in place"));
    lock->setCheckable(true);
    connect(lock, &QAction::toggled, this, &WindowDocks::setLocked);
}

}  // namespace sym
