#include "core/trajectory/action_conformance.h"

#include <nlohmann/json.hpp>

#include <fstream>

namespace sym {
namespace {

using Json = nlohmann::json;

const char* upstreamType(ActionKind kind)
{
    switch (kind) {
    case ActionKind::Scroll: return "SCROLL";
    case ActionKind::Press: return "KEY_PRESS";
    case ActionKind::Click: return "CLICK";
    case ActionKind::Type: return "TYPE";
    case ActionKind::Hover: return "HOVER";
    case ActionKind::TabFocus: return "PAGE_FOCUS";
    case ActionKind::NewTab: return "NEW_TAB";
    case ActionKind::GoBack: return "GO_BACK";
    case ActionKind::GoForward: return "GO_FORWARD";
    case ActionKind::Goto: return "GOTO_URL";
    case ActionKind::CloseTab: return "PAGE_CLOSE";
    case ActionKind::Select: return "SELECT_OPTION";
    case ActionKind::Stop: return "STOP";
    default: return "NONE";
    }
}

std::string typedText(const Action& action)
{
    return action.kind == ActionKind::Type ? action.text + (action.pressEnter ? "\n" : "")
                                           : std::string();
}

/// The action as the reference program's dictionary.
Json upstreamForm(const Action& action)
{
    const auto textOf = [&](std::initializer_list<ActionKind> kinds) {
        return std::ranges::find(kinds, action.kind) != kinds.end() ? action.text : std::string();
    };
    const bool hasElement = action.kind == ActionKind::Click || action.kind == ActionKind::Hover
                            || action.kind == ActionKind::Type;
    return Json{{"action_type", upstreamType(action.kind)},
                {"element_id", hasElement ? action.elementId : ""},
                {"key_comb", textOf({ActionKind::Press})},
                {"direction", textOf({ActionKind::Scroll})},
                {"url", textOf({ActionKind::Goto})},
                {"page_number", action.number},
                {"answer", textOf({ActionKind::Stop, ActionKind::None})},
                {"text", typedText(action)}};
}

/// WebArena's text of an action for the history; it calls tab_focus page_focus.
std::string historyText(const Action& action)
{
    const std::string where = " where [" + action.elementId + "] is SEM";
    switch (action.kind) {
    case ActionKind::Click:
    case ActionKind::Hover: return formatAction(action) + where;
    case ActionKind::Type: {
        std::string text = typedText(action);
        std::ranges::replace(text, '\n', ' ');
        return "type [" + action.elementId + "] [" + text + "]" + where;
    }
    case ActionKind::TabFocus: return "page_focus [" + std::to_string(action.number) + "]";
    default: return formatAction(action);
    }
}

Json answerFor(const std::string& text, ActionGrammar grammar)
{
    const auto actions = parseActions(text, grammar);
    Json row{{"in", text}};
    if (!actions) {
        row["error"] = actions.error().message();
        return row;
    }
    if (grammar == ActionGrammar::WebArena) {
        row["out"] = upstreamForm(actions->front());
        row["action2str"] = historyText(actions->front());
        return row;
    }
    row["out"] = Json::array();
    for (const Action& action : *actions) row["out"].push_back(upstreamForm(action));
    return row;
}

}  // namespace

Result<ConformanceCount> checkActionFile(const std::filesystem::path& file, ActionGrammar grammar)
{
    std::ifstream input(file);
    if (!input) return Error(ErrorCode::Io, "cannot read " + file.string());
    ConformanceCount count;
    int number = 0;
    for (std::string line; std::getline(input, line);) {
        ++number;
        const Json row = Json::parse(line, nullptr, false);
        if (row.is_discarded() || !row.contains("in"))
            return Error(ErrorCode::InvalidInput,
                         file.string() + ": line " + std::to_string(number) + " is not a case");
        const Json answer = answerFor(row["in"].get<std::string>(), grammar);
        if (answer == row)
            count.agree();
        else
            count.disagree("line " + std::to_string(number) + ": expected " + row.dump() + ", got "
                           + answer.dump());
    }
    return count;
}

}  // namespace sym
