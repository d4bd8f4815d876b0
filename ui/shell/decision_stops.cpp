// The tour's pictures of the Synthesis and Divergence panels.
#include "ui/decision/decision_list.h"
#include "ui/decision/two_action_view.h"
#include "ui/divergence/alignment_tab.h"
#include "ui/divergence/divergence_panel.h"
#include "ui/shell/main_window.h"
#include "ui/shell/tour_stops.h"
#include "ui/shell/window_docks.h"
#include "ui/synthesis/acceptance_tab.h"
#include "ui/synthesis/revision_bar.h"
#include "ui/synthesis/synthesis_panel.h"
#include "ui/widgets/panel_stack.h"

using namespace Qt::StringLiterals;

namespace sym {

namespace {

bool isFull(const PanelStack* stack)
{
    return stack->state() == PanelStack::State::Full;
}

/// The chosen decision has its page and frames, as far as there is a picture or a decision at all.
bool isDrawn(const DecisionList& list, const TwoActionView& page)
{
    return !list.decision() || (page.hasStep() && !page.isLoading());
}

/// The first row whose proposal was replaced by another.
void chooseReplaced(SynthesisPanel& panel)
{
    DecisionList* list = panel.list();
    for (bool more = true; more; more = list->move(1)) {
        const DecisionRow* row = list->decision();
        if (row && row->hasProposal() && !row->isAccepted) return;
    }
}

}  // namespace

void addDecisionStops(MainWindow& window, std::vector<TourStop>& stops)
{
    SynthesisPanel& synthesis = window.synthesisPanel();
    DivergencePanel& divergence = window.divergencePanel();
    const auto noRuns = [](const PanelStack* stack) {
        return [stack]() -> QString {
            return stack->state() == PanelStack::State::Empty
                       ? u"the project has no speculative runs"_s
                       : QString();
        };
    };
    stops.push_back({u"synthesis"_s,
                     [&window, &synthesis] {
                         window.docks().raise(u"synthesis"_s);
                         synthesis.openTab(u"decisionTab"_s);
                     },
                     [&synthesis] {
                         if (!isFull(synthesis.stack())) return false;
                         const DecisionRow* row = synthesis.list()->decision();
                         if (row && row->isAccepted) chooseReplaced(synthesis);
                         return isDrawn(*synthesis.list(), *synthesis.findChild<TwoActionView*>());
                     },
                     {},
                     noRuns(synthesis.stack())});
    stops.push_back({u"synthesis-example"_s,
                     [&synthesis] { synthesis.openTab(u"exampleTab"_s); },
                     [&synthesis] {
                         const auto* tab = synthesis.findChild<QWidget*>(u"exampleTab"_s);
                         return tab->findChild<PanelStack*>()->state() != PanelStack::State::Busy;
                     },
                     {},
                     noRuns(synthesis.stack())});
    stops.push_back({u"synthesis-acceptance"_s,
                     [&synthesis] { synthesis.openTab(u"acceptanceTab"_s); },
                     [&synthesis] {
                         return synthesis.acceptance()->points() > 0
                                || !synthesis.list()->decision();
                     },
                     {},
                     noRuns(synthesis.stack())});
    stops.push_back({u"divergence"_s,
                     [&window, &divergence] {
                         window.docks().raise(u"divergence"_s);
                         divergence.openTab(u"statesTab"_s);
                     },
                     [&divergence] {
                         return isFull(divergence.stack())
                                && isDrawn(*divergence.list(), *divergence.page());
                     },
                     {},
                     noRuns(divergence.stack())});
    stops.push_back({u"divergence-agreement"_s,
                     [&divergence] { divergence.openTab(u"agreementTab"_s); },
                     {},
                     {},
                     noRuns(divergence.stack())});
    stops.push_back({u"divergence-two-trajectories"_s,
                     [&divergence] { divergence.openTab(u"alignmentTab"_s); },
                     [&divergence] { return isFull(divergence.alignment()->stack()); },
                     {},
                     [&divergence]() -> QString {
                         return divergence.alignment()->stack()->state() == PanelStack::State::Empty
                                    ? u"the project has no two runs of one task"_s
                                    : QString();
                     }});
}

}  // namespace sym
