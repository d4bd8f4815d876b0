#include <QtWidgets/QCheckBox>

#include "ui/shell/main_window.h"
#include "ui/shell/tour_stops.h"
#include "ui/shell/window_docks.h"
#include "ui/training/curve_plot.h"
#include "ui/training/curves_tab.h"
#include "ui/training/example_loss_model.h"
#include "ui/training/run_watch.h"
#include "ui/training/samples_tab.h"
#include "ui/training/training_draft.h"
#include "ui/training/training_panel.h"

using namespace Qt::StringLiterals;

namespace sym {

namespace {

/// The update with the largest gradient of the first run, where there is something to ask about.
void openSpike(TrainingPanel& panel)
{
    const WatchedRun& run = panel.watch()->runs().front();
    const auto spike = std::max_element(run.metrics.begin(), run.metrics.end(),
                                        [](const UpdateMetrics& a, const UpdateMetrics& b) {
                                            return a.gradientNorm < b.gradientNorm;
                                        });
    if (spike != run.metrics.end()) panel.curves()->openUpdate(run.name, spike->update);
}

bool areDrawn(const TrainingPanel& panel)
{
    for (const CurvePlot* chart : panel.curves()->charts())
        if (chart->isVisible() && !chart->isCurrent()) return false;
    return true;
}

}  // namespace

void addTrainingStops(MainWindow& window, std::vector<TourStop>& stops)
{
    TrainingPanel& panel = window.trainingPanel();
    const auto noRuns = [&panel]() -> QString {
        return panel.watch()->isRead() && panel.watch()->runs().empty()
                   ? u"the project has no training runs"_s
                   : QString();
    };
    const auto hasRuns = [&panel] { return !panel.watch()->runs().empty(); };
    stops.push_back({u"training-new"_s,
                     [&window, &panel] {
                         window.docks().raise(u"training"_s);
                         panel.openTab(u"newRunPage"_s);
                         panel.openTab(u"previewTab"_s);
                     },
                     [&panel] { return !panel.draft()->isBusy(); },
                     {},
                     {}});
    stops.push_back(
        {u"training-configuration"_s, [&panel] { panel.openTab(u"configTab"_s); }, {}, {}, {}});
    stops.push_back({u"training-curves"_s,
                     [&panel] {
                         panel.openTab(u"runsPage"_s);
                         panel.openTab(u"curvesTab"_s);
                         if (!panel.watch()->runs().empty()) openSpike(panel);
                     },
                     [&panel, hasRuns] {
                         return hasRuns() && areDrawn(panel)
                                && panel.curves()->examples()->rowCount() > 0;
                     },
                     {},
                     noRuns});
    const auto withView = [&panel](auto change) {
        return [&panel, change] {
            CurveView view = panel.curves()->view();
            change(view);
            panel.curves()->setView(view);
        };
    };
    stops.push_back({u"training-seeds"_s,
                     withView([](CurveView& view) { view.bySeeds = true; }),
                     [&panel] { return areDrawn(panel); },
                     {},
                     noRuns});
    stops.push_back({u"training-one-log"_s,
                     [&panel, withView] {
                         withView([](CurveView& view) {
                             view.bySeeds = false;
                             view.logY = true;
                         })();
                         panel.curves()->setChartCount(1);
                     },
                     [&panel] { return areDrawn(panel); },
                     {},
                     noRuns});
    stops.push_back({u"training-samples"_s,
                     [&panel, withView] {
                         withView([](CurveView& view) { view.logY = false; })();
                         panel.curves()->setChartCount(CurvesTab::kCharts);
                         if (!panel.watch()->runs().empty())
                             panel.setCurrentRun(panel.watch()->runs().front().name);
                         panel.openTab(u"samplesTab"_s);
                     },
                     {},
                     {},
                     noRuns});
}

}  // namespace sym
