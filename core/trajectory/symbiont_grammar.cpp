#include <array>
#include <optional>

#include "core/trajectory/action_grammars.h"
#include "core/trajectory/python_pattern.h"

// Our own grammar: one action a text, AgentOccam's commands and a few more. It forgives what models
// add around an action (fences, back-ticks, bullets, bold, a word of explanation after it) and says
// precisely what is wrong with the rest.

namespace sym {
namespace {

struct Command {
    ActionKind kind;
    std::string_view usage;
};

constexpr std::array kCommands = {
    Command{ActionKind::Click, "click [id]"},
    Command{ActionKind::Type, "type [id] [content] [1]"},
    Command{ActionKind::Select, "select [id] [option]"},
    Command{ActionKind::Hover, "hover [id]"},
    Command{ActionKind::Press, "press [key]"},
    Command{ActionKind::Scroll, "scroll [down]"},
    Command{ActionKind::Drag, "drag [id] [id]"},
    Command{ActionKind::Goto, "goto [address]"},
    Command{ActionKind::NewTab, "new_tab"},
    Command{ActionKind::TabFocus, "tab_focus [number]"},
    Command{ActionKind::CloseTab, "close_tab"},
    Command{ActionKind::GoBack, "go_back"},
    Command{ActionKind::GoForward, "go_forward"},
    Command{ActionKind::GoHome, "go_home"},
    Command{ActionKind::Stop, "stop [answer]"},
    Command{ActionKind::Note, "note [content]"},
    Command{ActionKind::Branch, "branch [plan id] [intent]"},
    Command{ActionKind::Prune, "prune [plan id] [reason]"},
};

Error refusal(const Command& command, std::string_view problem, std::string_view text)
{
    return {ErrorCode::InvalidInput, std::string(problem) + ": write `" + std::string(command.usage)
                                         + "`, not `" + std::string(text) + "`"};
}

bool equalIgnoringCase(std::string_view left, std::string_view right)
{
    const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? char(c + 32) : c; };
    return std::ranges::equal(left, right, {}, lower, lower);
}

/// Takes fences, back-ticks, bold marks, bullets and an "ACTION:" label off both ends.
std::string_view unwrapped(std::string_view text)
{
    for (std::string_view before; before != text;) {
        before = text;
        text = stripPython(text);
        if (text.starts_with("```")) {  // the fence may name a language, which is no verb
            text.remove_prefix(3);
            const std::size_t newline = text.find('\n');
            const std::string_view language = text.substr(0, newline);
            if (newline != std::string_view::npos
                && language.find_first_of(" [`") == std::string_view::npos
                && std::ranges::none_of(kCommands, [&](const Command& c) {
                       return actionVerb(c.kind) == stripPython(language);
                   }))
                text.remove_prefix(newline);
        }
        if (text.ends_with("```")) text.remove_suffix(3);
        for (const std::string_view mark : {"**", "`", "- ", "* ", "> "})
            if (text.starts_with(mark)) text.remove_prefix(mark.size());
        for (const std::string_view mark : {"**", "`"})
            if (text.ends_with(mark)) text.remove_suffix(mark.size());
        for (const std::string_view label : {"ACTION:", "Action:", "action:"})
            if (text.starts_with(label)) text.remove_prefix(label.size());
    }
    return text;
}

/// The command `text` starts with, and what follows its verb.
std::optional<std::pair<Command, std::string_view>> commandOf(std::string_view text)
{
    std::size_t length = 0;
    const auto isVerbCharacter = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
    };
    while (length < text.size() && isVerbCharacter(text[length])) ++length;
    for (const Command& command : kCommands)
        if (equalIgnoringCase(text.substr(0, length), actionVerb(command.kind)))
            return std::pair(command, text.substr(length));
    return std::nullopt;
}

/// Cuts before a line that begins another command: only the first one counts.
std::string_view firstCommandOnly(std::string_view text)
{
    for (std::size_t at = text.find('\n'); at != std::string_view::npos;
         at = text.find('\n', at + 1)) {
        const auto command = commandOf(unwrapped(text.substr(at + 1)));
        if (!command) continue;
        const std::string_view rest = stripPython(command->second);
        if (rest.empty() || rest.starts_with('[') || rest.starts_with('\n'))
            return text.substr(0, at);
    }
    return text;
}

/// Takes `[digits]` or bare digits off the front.
std::optional<std::string> takeId(std::string_view& rest)
{
    static const PythonPattern id("^\\s*(?:\\[\\s*#?(\\d+)\\s*\\]|#?(\\d+)\\b)");
    const auto match = id.search(rest);
    if (!match) return std::nullopt;
    rest.remove_prefix(match->end);
    return match->groups[1].empty() ? match->groups[2] : match->groups[1];
}

/// What stands between the first bracket and the last one; all of it where there are none.
std::string takeText(std::string_view rest)
{
    rest = stripPython(rest);
    if (!rest.starts_with('[')) return std::string(rest);
    rest.remove_prefix(1);
    const std::size_t close = rest.rfind(']');
    return std::string(stripPython(close == std::string_view::npos ? rest : rest.substr(0, close)));
}

/// Takes the enter flag off the end: `[1]`, `[0]`, `[press_enter_after=1]`; pressed by default.
bool takeEnterFlag(std::string_view& rest)
{
    static const PythonPattern flag(
        "\\]\\s*\\[\\s*(?:press_enter_after\\s*=\\s*)?([01])\\s*\\]\\s*$");
    const auto match = flag.search(rest);
    if (!match) return true;
    rest = rest.substr(0, match->begin + 1);
    return match->groups[1] == "1";
}

Result<Action> elementAction(const Command& command, std::string_view rest, std::string_view text)
{
    Action action;
    action.kind = command.kind;
    const auto id = takeId(rest);
    if (!id) return refusal(command, "the action names no element by its id", text);
    action.elementId = *id;
    if (command.kind == ActionKind::Drag) {
        const auto target = takeId(rest);
        if (!target) return refusal(command, "the action names no second element to drop on", text);
        action.targetId = *target;
    }
    if (command.kind == ActionKind::Type) action.pressEnter = takeEnterFlag(rest);
    if (command.kind == ActionKind::Type || command.kind == ActionKind::Select) {
        if (!stripPython(rest).starts_with('['))
            return refusal(command, "the content has no brackets", text);
        action.text = takeText(rest);
    }
    if (command.kind == ActionKind::Select && action.text.empty())
        return refusal(command, "the action names no option", text);
    return action;
}

Result<Action> textAction(const Command& command, std::string_view rest, std::string_view text)
{
    Action action;
    action.kind = command.kind;
    action.text = takeText(rest);
    if (command.kind == ActionKind::Scroll) {
        static const PythonPattern direction("\\b(up|down)\\b");
        const auto match = direction.search(action.text);
        if (!match) return refusal(command, "the direction is neither up nor down", text);
        action.text = match->groups[1];
        return action;
    }
    if (command.kind == ActionKind::Goto) action.text = std::string(unwrapped(action.text));
    if (action.text.empty() && command.kind != ActionKind::Stop)
        return refusal(command, "the brackets are empty or missing", text);
    return action;
}

Result<Action> planAction(const Command& command, std::string_view rest, std::string_view text)
{
    Action action;
    action.kind = command.kind;
    const auto id = takeId(rest);
    if (!id) return refusal(command, "the action names no plan by its id", text);
    action.number = intPython(*id);
    action.text = takeText(rest);
    if (action.text.empty() && command.kind == ActionKind::Branch)
        return refusal(command, "the new plan has no intent", text);
    return action;
}

Result<Action> actionOf(const Command& command, std::string_view rest, std::string_view text)
{
    switch (command.kind) {
    case ActionKind::Click:
    case ActionKind::Hover:
    case ActionKind::Type:
    case ActionKind::Select:
    case ActionKind::Drag: return elementAction(command, rest, text);
    case ActionKind::Press:
    case ActionKind::Scroll:
    case ActionKind::Goto:
    case ActionKind::Stop:
    case ActionKind::Note: return textAction(command, rest, text);
    case ActionKind::Branch:
    case ActionKind::Prune: return planAction(command, rest, text);
    case ActionKind::TabFocus: {
        const auto number = takeId(rest);
        if (!number) return refusal(command, "the action names no tab by its number", text);
        Action action;
        action.kind = command.kind;
        action.number = intPython(*number);
        return action;
    }
    default: {
        Action action;
        action.kind = command.kind;
        return action;
    }
    }
}

}  // namespace

Result<std::vector<Action>> parseSymbiontAction(std::string_view text)
{
    const std::string_view bare = unwrapped(text);
    if (bare.empty()) return Error(ErrorCode::InvalidInput, "the answer has no action");
    const auto command = commandOf(bare);
    if (!command)
        return Error(ErrorCode::InvalidInput, "`" + std::string(bare.substr(0, bare.find('\n')))
                                                  + "` starts with no known command");
    const std::string_view only = unwrapped(firstCommandOnly(bare));
    const std::string_view rest = only.substr(bare.size() - command->second.size());
    SYM_TRY(Action action, actionOf(command->first, rest, only));
    return std::vector{std::move(action)};
}

}  // namespace sym
