#include "ui/knowledge/knowledge_list_model.h"
#include "ui/knowledge/knowledge_panel.h"
#include "ui/knowledge/retrieval_tab.h"
#include "ui/knowledge/use_tab.h"
#include "ui/shell/main_window.h"
#include "ui/shell/tour_stops.h"
#include "ui/shell/window_docks.h"
#include "ui/symbiosis/loop_form.h"
#include "ui/symbiosis/rounds_panel.h"
#include "ui/widgets/panel_stack.h"

using namespace Qt::StringLiterals;

namespace sym {

void addSymbiosisStops(MainWindow& window, std::vector<TourStop>& stops)
{
    KnowledgePanel& knowledge = window.knowledgePanel();
    RoundsPanel& rounds = window.roundsPanel();
    const auto isSettled = [](const PanelStack* stack) {
        return stack->state() != PanelStack::State::Busy;
    };
    const auto isEmpty = [&knowledge] {
        return knowledge.stack()->state() == PanelStack::State::Empty;
    };
    stops.push_back({u"knowledge"_s,
                     [&window, &knowledge] {
                         window.docks().raise(u"knowledge"_s);
                         knowledge.openTab(u"entryTab"_s);
                     },
                     [&knowledge, isEmpty] {
                         return isEmpty() || (knowledge.shown() && knowledge.entries()->entry(0));
                     },
                     {}});
    stops.push_back({u"knowledge-retrieval"_s,
                     [&knowledge] { knowledge.openTab(u"retrievalTab"_s); },
                     [&knowledge, isEmpty, isSettled] {
                         return isEmpty() || isSettled(knowledge.retrieval()->stack());
                     },
                     {}});
    stops.push_back({u"knowledge-use"_s,
                     [&knowledge] { knowledge.openTab(u"useTab"_s); },
                     [&knowledge, isEmpty, isSettled] {
                         return isEmpty() || isSettled(knowledge.use()->stack());
                     },
                     {}});
    stops.push_back({u"rounds"_s,
                     [&window, &rounds] {
                         window.docks().raise(u"rounds"_s);
                         rounds.openTab(u"cyclePage"_s);
                     },
                     [&rounds, isSettled] {
                         return isSettled(rounds.stack()) && (!rounds.view() || rounds.isPlanned());
                     },
                     {}});
    stops.push_back({u"rounds-new"_s,
                     [&window] { window.actions().find(u"rounds.new"_s)->trigger(); },
                     [&rounds] { return rounds.form()->plan().has_value(); },
                     {},
                     [&rounds] { return rounds.form()->problem(); }});
}

}  // namespace sym
