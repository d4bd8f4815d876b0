#include "core/trajectory/action.h"

#include "core/trajectory/action_grammars.h"

namespace sym {
namespace {

std::string bracketed(std::string_view verb, std::initializer_list<std::string_view> arguments)
{
    std::string out(verb);
    for (const std::string_view argument : arguments) {
        out += " [";
        out += argument;
        out += ']';
    }
    return out;
}

}  // namespace

std::string_view actionVerb(ActionKind kind)
{
    switch (kind) {
    case ActionKind::None: return "none";
    case ActionKind::Click: return "click";
    case ActionKind::Type: return "type";
    case ActionKind::Hover: return "hover";
    case ActionKind::Press: return "press";
    case ActionKind::Scroll: return "scroll";
    case ActionKind::Select: return "select";
    case ActionKind::Drag: return "drag";
    case ActionKind::Goto: return "goto";
    case ActionKind::NewTab: return "new_tab";
    case ActionKind::TabFocus: return "tab_focus";
    case ActionKind::CloseTab: return "close_tab";
    case ActionKind::GoBack: return "go_back";
    case ActionKind::GoForward: return "go_forward";
    case ActionKind::GoHome: return "go_home";
    case ActionKind::Stop: return "stop";
    case ActionKind::Note: return "note";
    case ActionKind::Branch: return "branch";
    case ActionKind::Prune: return "prune";
    }
    return "none";
}

std::string formatAction(const Action& action)
{
    const std::string_view verb = actionVerb(action.kind);
    switch (action.kind) {
    case ActionKind::Click:
    case ActionKind::Hover: return bracketed(verb, {action.elementId});
    case ActionKind::Type:
        return bracketed(verb, {action.elementId, action.text, action.pressEnter ? "1" : "0"});
    case ActionKind::Select: return bracketed(verb, {action.elementId, action.text});
    case ActionKind::Drag: return bracketed(verb, {action.elementId, action.targetId});
    case ActionKind::Press:
    case ActionKind::Scroll:
    case ActionKind::Goto:
    case ActionKind::Stop:
    case ActionKind::Note: return bracketed(verb, {action.text});
    case ActionKind::TabFocus: return bracketed(verb, {std::to_string(action.number)});
    case ActionKind::Branch:
    case ActionKind::Prune: return bracketed(verb, {std::to_string(action.number), action.text});
    case ActionKind::None:
    case ActionKind::NewTab:
    case ActionKind::CloseTab:
    case ActionKind::GoBack:
    case ActionKind::GoForward:
    case ActionKind::GoHome: break;
    }
    return std::string(verb);
}

Result<std::vector<Action>> parseActions(std::string_view text, ActionGrammar grammar)
{
    switch (grammar) {
    case ActionGrammar::WebArena: return parseWebArenaAction(text);
    case ActionGrammar::AgentOccam: return parseAgentOccamActions(text);
    case ActionGrammar::Symbiont: return parseSymbiontAction(text);
    }
    return Error(ErrorCode::InvalidInput, "unknown action grammar");
}

}  // namespace sym
