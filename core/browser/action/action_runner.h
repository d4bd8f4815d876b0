#pragma once

#include <string>

#include "core/browser/action/element_index.h"
#include "core/browser/action/reach.h"
#include "core/browser/browser_session.h"
#include "core/browser/devtools/page_monitor.h"
#include "core/browser/session/settle.h"

namespace sym {

/// Carries out the actions that work on one page, with real input events, and lets the page come
/// to rest after them. What an agent got wrong (no such element, covered, disabled) is an outcome
/// that was not performed; errors are the browser's.
class ActionRunner {
public:
    ActionRunner(DevToolsPage& page, const ElementIndex& index, Settler& settler);

    /// Click, Type, Hover, Press, Scroll, Select and Drag; InvalidInput for other kinds.
    Result<ActionOutcome> run(const Action& action, JobContext& job);

private:
    Status click(const std::string& id, ActionOutcome& outcome, JobContext& job);
    Status clickPlace(const ElementPlace& place, ActionOutcome& outcome, JobContext& job);
    Status clickReached(Reach reach, ActionOutcome& outcome, JobContext& job);
    Status chooseOption(const ElementPlace& place, ActionOutcome& outcome, JobContext& job);
    Status type(const Action& action, ActionOutcome& outcome, JobContext& job);
    Status typeInto(const Action& action, const ElementPlace& place, ActionOutcome& outcome,
                    JobContext& job);
    Status setPicker(const Action& action, const ElementPlace& place, ActionOutcome& outcome,
                     JobContext& job);
    Status checkTyped(const Action& action, const ElementPlace& place, ActionOutcome& outcome,
                      JobContext& job);
    Status select(const Action& action, ActionOutcome& outcome, JobContext& job);
    Status selectByLabel(const std::string& label, const ElementPlace& place,
                         ActionOutcome& outcome, JobContext& job);
    Status selectCustom(const std::string& label, const ElementPlace& place, ActionOutcome& outcome,
                        JobContext& job);
    Status hover(const std::string& id, ActionOutcome& outcome, JobContext& job);
    Status press(const std::string& keys, ActionOutcome& outcome, JobContext& job);
    Status scroll(const std::string& direction, ActionOutcome& outcome, JobContext& job);
    Status drag(const Action& action, ActionOutcome& outcome, JobContext& job);

    Status settle(ActionOutcome& outcome, JobContext& job, std::chrono::milliseconds quiet = {});
    Result<nlohmann::json> ask(const ElementPlace& place, const std::string& function,
                               const std::vector<nlohmann::json>& arguments, JobContext& job);
    Result<ElementPlace> placeOf(const std::string& id, JobContext& job);

    DevToolsPage& m_page;
    const ElementIndex& m_index;
    Settler& m_settler;
    PageState m_before;
    SettleOutcome m_settled;
};

}  // namespace sym
