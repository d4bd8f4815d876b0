#include "ui/shell/window_menus.h"

#include <QtCore/QFileInfo>
#include <QtGui/QActionGroup>
#include <QtWidgets/QMenu>
#include <QtWidgets/QMenuBar>
#include <QtWidgets/QToolBar>

#include "ui/shell/main_window.h"
#include "ui/shell/window_docks.h"

using namespace Qt::StringLiterals;

namespace sym {

WindowMenus::WindowMenus(MainWindow& window) : QObject(&window), m_window(window)
{
    QMenuBar* bar = window.menuBar();
    buildFile();
    buildView();
    addAll(bar->addMenu(tr("&Go")), {u"trajectory.previousStep"_s,
                                     u"trajectory.nextStep"_s,
                                     u"trajectory.firstStep"_s,
                                     u"trajectory.lastStep"_s,
                                     {},
                                     u"trajectory.previousEpisode"_s,
                                     u"trajectory.nextEpisode"_s,
                                     {},
                                     u"trajectory.searchSteps"_s,
                                     {},
                                     u"go.locator"_s,
                                     u"go.nextPane"_s});
    addAll(bar->addMenu(tr("&Run")), {u"run.start"_s,
                                      u"run.stop"_s,
                                      u"run.clearQueue"_s,
                                      {},
                                      u"tasks.runSelected"_s,
                                      u"tasks.runAll"_s,
                                      {},
                                      u"browser.pause"_s,
                                      u"browser.step"_s,
                                      u"browser.takeOver"_s,
                                      u"browser.grid"_s,
                                      {},
                                      u"jobs.cancel"_s,
                                      u"jobs.clear"_s});
    addAll(bar->addMenu(tr("T&raining")), {u"training.new"_s,
                                           {},
                                           u"training.start"_s,
                                           u"training.pause"_s,
                                           u"training.stop"_s,
                                           {},
                                           u"training.showOnly"_s,
                                           u"training.openFolder"_s});
    addAll(bar->addMenu(tr("S&ymbiosis")), {u"rounds.new"_s,
                                            u"rounds.resume"_s,
                                            u"rounds.runPhase"_s,
                                            u"rounds.pause"_s,
                                            u"rounds.stop"_s,
                                            u"rounds.openRun"_s,
                                            {},
                                            u"synthesis.next"_s,
                                            u"synthesis.previous"_s,
                                            u"synthesis.openStep"_s,
                                            u"synthesis.revise"_s,
                                            u"synthesis.undo"_s,
                                            {},
                                            u"divergence.next"_s,
                                            u"divergence.previous"_s,
                                            u"divergence.openStep"_s,
                                            {},
                                            u"knowledge.search"_s,
                                            u"knowledge.forStep"_s,
                                            u"knowledge.use"_s,
                                            u"knowledge.openStep"_s});
    addAll(bar->addMenu(tr("&Tools")), {u"tools.commands"_s, {}, u"tools.settings"_s});
    addAll(bar->addMenu(tr("&Help")), {u"help.shortcuts"_s, {}, u"help.about"_s});
    buildToolBar();
}

void WindowMenus::addAll(QMenu* menu, const QStringList& ids)
{
    for (const QString& id : ids) {
        if (id.isEmpty())
            menu->addSeparator();
        else if (QAction* action = m_window.m_actions.find(id))
            menu->addAction(action);
    }
}

void WindowMenus::buildFile()
{
    QMenu* file = m_window.menuBar()->addMenu(tr("&File"));
    addAll(file, {u"file.new"_s, u"file.open"_s});
    QMenu* recent = file->addMenu(tr("Open &recent"));
    recent->setObjectName(u"recentMenu"_s);
    connect(recent, &QMenu::aboutToShow, this, [this, recent] { fillRecent(recent); });
    addAll(file, {{}, u"file.openTasks"_s, {}, u"file.close"_s, u"file.quit"_s});
}

void WindowMenus::fillRecent(QMenu* menu)
{
    menu->clear();
    for (const QString& path : m_window.m_preferences.recentProjects()) {
        QAction* action = menu->addAction(QFileInfo(path).completeBaseName());
        action->setToolTip(path);
        action->setStatusTip(path);
        action->setEnabled(QFileInfo::exists(path));
        connect(action, &QAction::triggered, &m_window,
                [this, path] { m_window.openProject(path); });
    }
    if (menu->isEmpty()) menu->addAction(tr("No projects yet"))->setEnabled(false);
    menu->addSeparator();
    connect(menu->addAction(tr("Clear this list")), &QAction::triggered, &m_window,
            [this] { m_window.m_preferences.clearRecentProjects(); });
}

void WindowMenus::buildView()
{
    QMenu* view = m_window.menuBar()->addMenu(tr("&View"));
    addAll(view, {u"tasks.show"_s,
                  u"browser.show"_s,
                  u"trajectory.show"_s,
                  u"results.show"_s,
                  u"training.show"_s,
                  u"synthesis.show"_s,
                  u"divergence.show"_s,
                  u"jobs.show"_s,
                  u"knowledge.show"_s,
                  u"rounds.show"_s,
                  {}});
    m_window.m_docks->fillMenu(view->addMenu(tr("&Panels")));
    addAll(view->addMenu(tr("&Layout")), {u"view.overview"_s,
                                          u"view.watch"_s,
                                          u"view.inspect"_s,
                                          u"view.compare"_s,
                                          {},
                                          u"view.resetLayout"_s});
    QMenu* theme = view->addMenu(tr("&Theme"));
    auto* themes = new QActionGroup(this);
    for (const QString& id : {u"view.themeSystem"_s, u"view.themeLight"_s, u"view.themeDark"_s}) {
        QAction* action = m_window.m_actions.find(id);
        themes->addAction(action);
        theme->addAction(action);
    }
    addAll(view, {{},
                  u"view.larger"_s,
                  u"view.smaller"_s,
                  u"view.normalSize"_s,
                  {},
                  u"trajectory.reducedView"_s});
    QMenu* tabs = view->addMenu(tr("&Step tab"));
    for (QAction* action : m_window.m_actions.actions())
        if (action->objectName().startsWith(u"trajectory."_s)
            && action->objectName().endsWith(u"Tab"_s))
            tabs->addAction(action);
}

void WindowMenus::buildToolBar()
{
    QToolBar* bar = m_window.addToolBar(tr("Main toolbar"));
    bar->setObjectName(u"mainToolBar"_s);
    bar->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    for (const QString& id :
         {u"file.new"_s, u"file.open"_s, QString(), u"run.start"_s, u"run.stop"_s, QString(),
          u"trajectory.searchSteps"_s, u"go.locator"_s, u"tools.settings"_s}) {
        if (id.isEmpty())
            bar->addSeparator();
        else
            bar->addAction(m_window.m_actions.find(id));
    }
}

}  // namespace sym
