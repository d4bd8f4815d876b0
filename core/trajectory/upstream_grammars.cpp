#include <algorithm>
#include <array>
#include <optional>

#include "core/trajectory/action_grammars.h"
#include "core/trajectory/python_pattern.h"

// The two grammars of the reference programs (WEBARENA 4.1, 4.2, 11), error texts included.

namespace sym {
namespace {

using Dot = PythonPattern::Dot;

Error invalid(std::string_view verb, std::string_view text)
{
    return {ErrorCode::InvalidInput,
            "ActionParsingError: Invalid " + std::string(verb) + " action " + std::string(text)};
}

/// What stands before the first bracket, or the first word where there is none.
std::string_view verbOf(std::string_view text)
{
    const std::size_t bracket = text.find('[');
    return bracket == std::string_view::npos ? firstWordPython(text)
                                             : stripPython(text.substr(0, bracket));
}

bool endsWithFlag(std::string_view text)
{
    return text.ends_with("[0]") || text.ends_with("[1]");
}

std::string lowerAscii(std::string_view text)
{
    std::string out(text);
    std::ranges::transform(out, out.begin(),
                           [](char c) { return c >= 'A' && c <= 'Z' ? char(c + 32) : c; });
    return out;
}

/// Names upstream knows however they are capitalised; it has no ArrowLeft.
std::string mappedKey(std::string_view key)
{
    static constexpr std::array kKeys = {
        "Backquote", "Minus", "Equal",    "Backslash", "Backspace",  "Meta",     "Tab", "Delete",
        "Escape",    "End",   "Enter",    "Home",      "Insert",     "ArrowUp",  "F1",  "F2",
        "F3",        "F4",    "F5",       "F6",        "F7",         "F8",       "F9",  "F10",
        "F11",       "F12",   "PageDown", "PageUp",    "ArrowRight", "ArrowDown"};
    const std::string lower = lowerAscii(key);
    for (const char* known : kKeys)
        if (lower == lowerAscii(known)) return known;
    return std::string(key);
}

std::string mappedKeys(std::string_view combination)
{
    std::string out;
    for (std::size_t begin = 0;;) {
        const std::size_t plus = combination.find('+', begin);
        out += mappedKey(
            combination.substr(begin, plus == std::string_view::npos ? plus : plus - begin));
        if (plus == std::string_view::npos) return out;
        out += '+';
        begin = plus + 1;
    }
}

/// repr() of one character, as Python prints the missing key of a dictionary.
std::string quotedCharacter(std::string_view character, std::uint32_t code)
{
    static const PythonPattern unprintable("^(?:[\\p{C}\\p{Zl}\\p{Zp}]|(?! )\\p{Zs})");
    if (code == '\'') return "\"'\"";
    if (code == '\t') return "'\\t'";
    if (code == '\r') return "'\\r'";
    if (!unprintable.search(character)) return "'" + std::string(character) + "'";
    std::array<char, 16> escape{};
    const char* form = code < 0x100 ? "'\\x%02x'" : code < 0x10000 ? "'\\u%04x'" : "'\\U%08x'";
    std::snprintf(escape.data(), escape.size(), form, code);
    return escape.data();
}

/// Upstream turns typed text into key numbers and fails on a character it has none for: it knows
/// 32 to 127, 129 to `last` and the line feed.
std::optional<Error> untypable(std::string_view text, std::uint32_t last)
{
    static const PythonPattern character(".", Dot::Everything);
    for (const PythonPattern::Match& match : character.findAll(text)) {
        const std::string& bytes = match.groups[0];
        std::uint32_t code = static_cast<unsigned char>(bytes[0]);
        if (bytes.size() > 1) code &= 0x7Fu >> bytes.size();
        for (std::size_t i = 1; i < bytes.size(); ++i)
            code = (code << 6) | (static_cast<unsigned char>(bytes[i]) & 0x3Fu);
        const bool isKnown =
            code == '\n' || (code >= 32 && code <= 127) || (code >= 129 && code <= last);
        if (!isKnown)
            return Error(ErrorCode::InvalidInput, "KeyError: " + quotedCharacter(bytes, code));
    }
    return std::nullopt;
}

Action withElement(ActionKind kind, std::string id)
{
    Action action;
    action.kind = kind;
    action.elementId = std::move(id);
    return action;
}

Action withText(ActionKind kind, std::string text)
{
    Action action;
    action.kind = kind;
    action.text = std::move(text);
    return action;
}

Result<Action> typeAction(std::string_view text, const PythonPattern& pattern, std::uint32_t last)
{
    std::string full(text);
    if (!endsWithFlag(full)) full += " [1]";
    const auto match = pattern.search(full);
    if (!match) return invalid("type", full);
    Action action = withElement(ActionKind::Type, match->groups[1]);
    action.text = match->groups[2];
    action.pressEnter = match->groups[3] == "1";
    if (auto error = untypable(action.text, last)) return *error;
    return action;
}

/// The verbs both grammars read alike; nothing when `verb` is another one.
std::optional<Result<Action>> commonAction(std::string_view verb, std::string_view text)
{
    static const PythonPattern click("click ?\\[(\\d+)\\]");
    static const PythonPattern hover("hover ?\\[(\\d+)\\]");
    static const PythonPattern press("press ?\\[(.+)\\]");
    static const PythonPattern scroll("scroll ?\\[?(up|down)\\]?");
    static const PythonPattern tabFocus("tab_focus ?\\[(\\d+)\\]");
    const auto matched = [&](const PythonPattern& pattern, auto make) -> Result<Action> {
        if (const auto match = pattern.search(text)) return make(match->groups[1]);
        return invalid(verb, text);
    };
    if (verb == "click")
        return matched(
            click, [](std::string id) { return withElement(ActionKind::Click, std::move(id)); });
    if (verb == "hover")
        return matched(
            hover, [](std::string id) { return withElement(ActionKind::Hover, std::move(id)); });
    if (verb == "press")
        return matched(press, [](const std::string& keys) {
            return withText(ActionKind::Press, mappedKeys(keys));
        });
    if (verb == "scroll")
        return matched(
            scroll, [](std::string way) { return withText(ActionKind::Scroll, std::move(way)); });
    if (verb == "tab_focus")
        return matched(tabFocus, [](const std::string& number) {
            Action action = withText(ActionKind::TabFocus, "");
            action.number = intPython(number);
            return action;
        });
    for (const ActionKind kind :
         {ActionKind::NewTab, ActionKind::GoBack, ActionKind::GoForward, ActionKind::CloseTab})
        if (verb == actionVerb(kind)) return Result<Action>(withText(kind, ""));
    return std::nullopt;
}

/// One piece of an AgentOccam answer; nothing for a verb without an action (note, branch, ...).
Result<std::optional<Action>> agentOccamAction(std::string_view text)
{
    constexpr std::uint32_t kLastCharacter = 109'999;
    static const PythonPattern type("type ?\\[(\\d+)\\] ?\\[(.*)\\] ?\\[(\\d+)\\]",
                                    Dot::Everything);
    static const PythonPattern address("goto ?\\[(.+)\\] \\[(\\d+)\\]");
    static const PythonPattern stop("stop ?\\[?(.+)\\]?", Dot::Everything);
    static const PythonPattern select("select ?\\[(.+)\\] ?\\[(.+)\\]");
    static const PythonPattern record("record ?\\[?(.+)\\]?", Dot::Everything);

    const std::string_view verb = verbOf(text);
    if (auto common = commonAction(verb, text)) {
        if (!*common) return common->error();
        return std::optional(**common);
    }
    if (verb == "type") {
        SYM_TRY(Action action, typeAction(text, type, kLastCharacter));
        return std::optional(std::move(action));
    }
    if (verb == "goto") {
        std::string full(text);
        if (!endsWithFlag(full)) full += " [1]";
        const auto match = address.search(full);
        if (!match) return invalid(verb, full);
        return std::optional(withText(ActionKind::Goto, match->groups[1]));
    }
    if (verb == "stop") {
        const auto match = stop.search(text);
        std::string answer = match ? match->groups[1] : std::string();
        if (answer.ends_with(']')) answer.pop_back();
        return std::optional(withText(ActionKind::Stop, std::move(answer)));
    }
    if (verb == "select") {
        const auto match = select.search(text);
        if (!match) return invalid(verb, text);
        Action action = withElement(ActionKind::Select, match->groups[1]);
        action.text = match->groups[2];
        return std::optional(std::move(action));
    }
    if (verb == "record") {
        const auto match = record.search(text);
        if (!match)
            return Error(ErrorCode::InvalidInput,
                         "AttributeError: 'NoneType' object has no attribute 'group'");
        return std::optional(withText(ActionKind::None, "#Record# " + match->groups[1]));
    }
    return std::optional<Action>();
}

/// Cuts an answer into pieces that start with a verb; ends at the first that does not.
std::vector<std::string> agentOccamPieces(std::string_view text)
{
    static constexpr std::array<std::string_view, 17> kVerbs = {
        "click",   "hover",   "type",       "press",     "scroll",    "goto",
        "new_tab", "go_back", "go_forward", "tab_focus", "close tab", "stop",
        "select",  "record",  "branch",     "prune",     "note"};
    // the verb's own white space is taken first, so a verb alone on its line swallows the next line
    static const PythonPattern rest(
        "^\\s*(.*?)(?=\\n(?:click|hover|type|press|scroll|goto|new_tab|go_back|go_forward|tab_focus"
        "|close tab|stop|select|record|branch|prune|note)|$)",
        Dot::Everything);
    std::vector<std::string> pieces;
    while (!text.empty()) {
        const auto verb =
            std::ranges::find_if(kVerbs, [&](std::string_view v) { return text.starts_with(v); });
        if (verb == kVerbs.end()) break;
        const auto match = rest.search(text.substr(verb->size()));
        const std::size_t length = verb->size() + (match ? match->end : 0);
        pieces.emplace_back(text.substr(0, length));
        text = stripPython(text.substr(length));
    }
    return pieces;
}

}  // namespace

Result<std::vector<Action>> parseWebArenaAction(std::string_view text)
{
    constexpr std::uint32_t kLastCharacter = 999;
    static const PythonPattern type("type ?\\[(\\d+)\\] ?\\[(.+)\\] ?\\[(\\d+)\\]");
    static const PythonPattern address("goto ?\\[(.+)\\]");
    static const PythonPattern stop("stop ?\\[(.+)\\]");

    text = stripPython(text);
    if (text.empty()) return Error(ErrorCode::InvalidInput, "IndexError: list index out of range");
    const std::string_view verb = verbOf(text);
    if (auto common = commonAction(verb, text)) {
        if (!*common) return common->error();
        return std::vector{**common};
    }
    if (verb == "type") {
        SYM_TRY(Action action, typeAction(text, type, kLastCharacter));
        return std::vector{std::move(action)};
    }
    if (verb == "goto") {
        const auto match = address.search(text);
        if (!match) return invalid(verb, text);
        return std::vector{withText(ActionKind::Goto, match->groups[1])};
    }
    if (verb == "stop") {
        const auto match = stop.search(text);
        return std::vector{withText(ActionKind::Stop, match ? match->groups[1] : std::string())};
    }
    return Error(ErrorCode::InvalidInput,
                 "ActionParsingError: Invalid action " + std::string(text));
}

Result<std::vector<Action>> parseAgentOccamActions(std::string_view text)
{
    std::vector<Action> actions;
    for (const std::string& piece : agentOccamPieces(text)) {
        SYM_TRY(std::optional<Action> action, agentOccamAction(piece));
        if (action) actions.push_back(*std::move(action));
    }
    return actions;
}

}  // namespace sym
