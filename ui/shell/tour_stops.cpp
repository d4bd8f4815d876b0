#include "ui/shell/tour_stops.h"

#include <QtWidgets/QApplication>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QDialog>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QListWidget>
#include <QtWidgets/QTabBar>
#include <QtWidgets/QTabWidget>

#include "ui/evaluation/results_model.h"
#include "ui/evaluation/results_panel.h"
#include "ui/live/browser_panel.h"
#include "ui/session/action_registry.h"
#include "ui/shell/main_window.h"
#include "ui/shell/settings_dialog.h"
#include "ui/shell/tour_run.h"
#include "ui/shell/window_docks.h"
#include "ui/step/image_cache.h"
#include "ui/step/step_detail.h"
#include "ui/tasks/task_table_model.h"
#include "ui/tasks/tasks_panel.h"
#include "ui/trajectory/episode_list.h"
#include "ui/trajectory/episode_tree_model.h"
#include "ui/trajectory/step_list_model.h"
#include "ui/trajectory/step_search.h"
#include "ui/trajectory/trajectory_panel.h"
#include "ui/widgets/panel_stack.h"

using namespace Qt::StringLiterals;

namespace sym {

namespace {

std::function<void()> raising(MainWindow& window, const QString& panel)
{
    return [&window, panel] { window.docks().raise(panel); };
}

/// The second step of the first episode that has one.
void chooseStep(MainWindow& window)
{
    const EpisodeTreeModel* model = window.trajectoryPanel().episodes().model();
    for (int row = 0; row < model->rowCount(); ++row) {
        const QModelIndex run = model->index(row, 0);
        for (int i = 0; i < model->rowCount(run); ++i) {
            const EpisodeRecord* episode = model->episode(model->index(i, 0, run));
            if (episode->steps < 2) continue;
            window.selection().goTo(episode->run, episode->id, 1);
            return;
        }
    }
}

bool hasEpisodes(MainWindow& window)
{
    const EpisodeTreeModel* model = window.trajectoryPanel().episodes().model();
    return model->rowCount() > 0 && model->rowCount(model->index(0, 0)) > 0;
}

bool stepIsShown(MainWindow& window)
{
    const TrajectoryPanel& panel = window.trajectoryPanel();
    const auto& step = panel.detail()->step();
    if (!step || step->index != window.selection().step()) return false;
    if (!step->screenshotBefore.empty() && !panel.images()->hasFull(step->screenshotBefore))
        return false;
    const int rows = std::min(6, panel.steps()->rowCount());
    for (int row = 0; row < rows; ++row) {
        const StepSummary& summary = panel.steps()->step(row);
        if (!summary.screenshotBefore.empty()
            && panel.images()->thumbnail(summary.screenshotBefore).isNull())
            return false;
    }
    return true;
}

void addStepStops(MainWindow& window, std::vector<TourStop>& stops)
{
    stops.push_back({u"trajectory-loading"_s,
                     raising(window, u"trajectory"_s),
                     [&window] { return hasEpisodes(window); },
                     {}});
    stops.push_back({u"trajectory-screenshots"_s,
                     [&window] { chooseStep(window); },
                     [&window] { return stepIsShown(window); },
                     {}});
    for (const QString& tab : {u"observation"_s, u"prompt"_s, u"candidates"_s, u"plan"_s,
                               u"errors"_s, u"timings"_s, u"json"_s})
        stops.push_back(
            {u"trajectory-"_s + tab,
             [&window, tab] { window.trajectoryPanel().detail()->openTab(tab + u"Tab"_s); },
             [&window] { return stepIsShown(window); },
             {}});
    const auto mode = [&window](const QString& name) {
        return [&window, name] {
            window.trajectoryPanel().detail()->openTab(u"screenshotTab"_s);
            if (auto* action = window.trajectoryPanel().findChild<QAction*>(name))
                action->trigger();
        };
    };
    stops.push_back({u"trajectory-side-by-side"_s, mode(u"showBoth"_s), {}, {}});
    stops.push_back({u"trajectory-swipe"_s, mode(u"showSwipe"_s), {}, {}});
    stops.push_back({u"trajectory-search"_s,
                     [&window, mode] {
                         mode(u"showBefore"_s)();
                         window.trajectoryPanel().openSearch();
                         window.trajectoryPanel().findChild<StepSearch*>()->setQuery(u"click"_s);
                     },
                     [&window] {
                         const auto* hits =
                             window.trajectoryPanel().findChild<QListWidget*>(u"searchHits"_s);
                         return hits && hits->count() > 0;
                     },
                     {}});
}

void addDialogStops(MainWindow& window, std::vector<TourStop>& stops)
{
    auto dialog = std::make_shared<QPointer<QDialog>>();
    const auto shown = [dialog]() -> QWidget* { return dialog->data(); };
    const auto replace = [dialog](QDialog* next) {
        if (*dialog) (*dialog)->close();
        *dialog = next;
    };
    stops.push_back({u"settings-sites"_s, [&window, replace] { replace(window.showSettings()); },
                     [dialog] {
                         auto* settings = qobject_cast<SettingsDialog*>(dialog->data());
                         return settings && settings->stack()->state() == PanelStack::State::Full;
                     },
                     shown});
    const auto tab = [dialog](int index) {
        return [dialog, index] {
            qobject_cast<SettingsDialog*>(dialog->data())->tabs()->setCurrentIndex(index);
        };
    };
    stops.push_back({u"settings-model"_s, tab(1), {}, shown});
    stops.push_back({u"settings-browser"_s, tab(2), {}, shown});
    stops.push_back(
        {u"shortcuts"_s, [&window, replace] { replace(window.showShortcuts()); }, {}, shown});
    stops.push_back({u"about"_s, [&window, replace] { replace(window.showAbout()); }, {}, shown});
    stops.push_back({u"locator"_s,
                     [&window, replace] {
                         replace(nullptr);
                         window.showLocator(u"step"_s);
                         replace(window.findChild<QDialog*>(u"locator"_s));
                     },
                     {},
                     shown});
}

/// The run of the tour at work, and then the layouts.
void addLiveStops(MainWindow& window, TourRun& run, std::vector<TourStop>& stops)
{
    const auto obstacle = [&run] { return run.obstacle(); };
    stops.push_back({u"browser"_s,
                     [&window, &run] {
                         for (QWidget* dialog : window.findChildren<QDialog*>()) dialog->close();
                         window.docks().raise(u"browser"_s);
                         run.begin();
                     },
                     [&window, &run] {
                         auto* tabs = window.browserPanel().findChild<QTabBar*>(u"pageTabs"_s);
                         if (run.isReady()) tabs->setCurrentIndex(run.outlinedPage());
                         return run.isReady();
                     },
                     {},
                     obstacle});
    const auto setGrid = [&window](bool on) {
        QAction* grid = window.actions().find(u"browser.grid"_s);
        if (grid->isChecked() != on) grid->trigger();
    };
    stops.push_back({u"browser-grid"_s,
                     [setGrid] { setGrid(true); },
                     [&run] { return run.isReady(); },
                     {},
                     obstacle});
    stops.push_back({u"jobs"_s,
                     [&window, setGrid] {
                         setGrid(false);
                         window.docks().raise(u"jobs"_s);
                     },
                     {},
                     {}});
    stops.push_back({u"layout-watch"_s,
                     [&window] { window.docks().apply(WindowDocks::Layout::Watch); },
                     {},
                     {}});
    stops.push_back({u"layout-compare"_s,
                     [&window, &run] {
                         run.end();
                         window.docks().apply(WindowDocks::Layout::Compare);
                     },
                     {},
                     {}});
}

/// The other runs in "Compare with"; the first entry is none.
int otherRun(MainWindow& window)
{
    const auto* shown = window.resultsPanel().findChild<QComboBox*>(u"resultRun"_s);
    const auto* other = window.resultsPanel().findChild<QComboBox*>(u"resultOther"_s);
    for (int row = 1; row < other->count(); ++row)
        if (other->itemData(row) != shown->currentData()) return row;
    return -1;
}

void addResultStops(MainWindow& window, std::vector<TourStop>& stops)
{
    stops.push_back({u"results"_s,
                     raising(window, u"results"_s),
                     [&window] { return window.resultsPanel().model()->rowCount() > 0; },
                     {}});
    stops.push_back(
        {u"results-compare"_s,
         [&window] {
             auto* other = window.resultsPanel().findChild<QComboBox*>(u"resultOther"_s);
             if (otherRun(window) > 0) other->setCurrentIndex(otherRun(window));
         },
         [&window] { return window.resultsPanel().model()->isComparing(); },
         {},
         [&window] {
             return otherRun(window) > 0 ? QString() : u"the project has only one run"_s;
         }});
}

}  // namespace

std::vector<TourStop> emptyStops(MainWindow& window)
{
    std::vector<TourStop> stops;
    for (const QString& panel : {u"tasks"_s, u"browser"_s, u"trajectory"_s, u"results"_s,
                                 u"synthesis"_s, u"divergence"_s, u"knowledge"_s, u"rounds"_s})
        stops.push_back({u"empty-"_s + panel, raising(window, panel), {}, {}});
    return stops;
}

std::vector<TourStop> projectStops(MainWindow& window, TourRun& run)
{
    std::vector<TourStop> stops;
    stops.push_back(
        {u"tasks"_s,
         raising(window, u"tasks"_s),
         [&window] { return window.tasksPanel().stack()->state() != PanelStack::State::Busy; },
         {}});
    addStepStops(window, stops);
    addResultStops(window, stops);
    addTrainingStops(window, stops);
    addDecisionStops(window, stops);
    addSymbiosisStops(window, stops);
    addDialogStops(window, stops);
    addLiveStops(window, run, stops);
    return stops;
}

}  // namespace sym
