#include "core/agent/occam_rules.h"

#include <algorithm>

#include "core/trajectory/python_pattern.h"

namespace sym {
namespace {

using Dot = PythonPattern::Dot;

std::string alternation(const std::vector<std::string>& commands)
{
    std::string out;
    for (const std::string& command : commands) out += (out.empty() ? "" : "|") + command;
    return out;
}

std::string verbOf(std::string_view text)
{
    const std::size_t bracket = text.find('[');
    return std::string(bracket == std::string_view::npos ? firstWordPython(text)
                                                         : stripPython(text.substr(0, bracket)));
}

std::string withFlag(std::string_view text)
{
    const bool hasFlag = text.ends_with("[0]") || text.ends_with("[1]");
    return std::string(text) + (hasFlag ? "" : " [1]");
}

bool isValidAction(std::string_view text, std::string_view observation)
{
    static const PythonPattern click("click ?\\[(\\d+)\\]");
    static const PythonPattern type("type ?\\[(\\d+)\\] ?\\[(.*)\\] ?\\[(\\d+)\\]",
                                    Dot::Everything);
    static const std::vector<std::string> kAlwaysValid = {"go_back", "go_home", "note", "stop",
                                                          "branch",  "prune",   "goto", "scroll"};
    const std::string verb = verbOf(text);
    if (verb == "click" || verb == "type") {
        const auto match = verb == "click" ? click.search(text) : type.search(withFlag(text));
        return match && observation.find(match->groups[1]) != std::string_view::npos;
    }
    return std::ranges::find(kAlwaysValid, verb) != kAlwaysValid.end();
}

}  // namespace

OccamRules::OccamRules(std::vector<std::string> navigation) : m_navigation(std::move(navigation))
{
    m_all = m_planning;
    m_all.insert(m_all.end(), m_navigation.begin(), m_navigation.end());
    m_all.emplace_back("goto");
    m_anyCommand = alternation(m_all);
}

std::vector<std::string> OccamRules::actionList(std::string_view text) const
{
    const PythonPattern rest("^\\s*(.*?)(?=\\n(?:" + m_anyCommand + ")|$)", Dot::Everything);
    std::vector<std::string> pieces;
    while (!text.empty()) {
        const auto command =
            std::ranges::find_if(m_all, [&](const std::string& c) { return text.starts_with(c); });
        if (command == m_all.end()) break;
        const auto match = rest.search(text.substr(command->size()));
        const std::size_t length = command->size() + (match ? match->end : 0);
        pieces.emplace_back(text.substr(0, length));
        text = stripPython(text.substr(length));
    }
    return pieces;
}

bool OccamRules::areValid(std::string_view text, std::string_view observation) const
{
    const std::vector<std::string> pieces = actionList(text);
    return !pieces.empty() && std::ranges::all_of(pieces, [&](const std::string& piece) {
        return isValidAction(piece, observation);
    });
}

std::optional<std::string> OccamRules::planningCommand(std::string_view text) const
{
    for (const std::string& command : m_planning)
        if (text.starts_with(command)) return command;
    return std::nullopt;
}

std::optional<std::string> OccamRules::navigationCommand(std::string_view text) const
{
    const PythonPattern note("(note\\s*(.*?))(?=\\n(?:" + alternation(m_navigation) + ")|$)");
    const std::string withoutNotes = note.replaceAll(text, "");
    const std::string_view stripped = stripPython(withoutNotes);
    for (const std::string& command : m_navigation)
        if (stripped.starts_with(command)) return command;
    return std::nullopt;
}

std::vector<int> OccamRules::elementIds(std::string_view text) const
{
    static const PythonPattern click("click ?\\[(\\d+)\\]");
    static const PythonPattern hover("hover ?\\[(\\d+)\\]");
    static const PythonPattern type("type ?\\[(\\d+)\\] ?\\[(.+)\\] ?\\[(\\d+)\\]");
    for (const std::string& command : m_navigation) {
        const PythonPattern pieces("(" + command + "\\s*(.*?))(?=\\n(?:" + m_anyCommand + ")|$)",
                                   Dot::Everything);
        for (const PythonPattern::Match& found : pieces.findAll(text)) {
            const std::string piece(stripPython(found.groups[0]));
            const std::string verb = verbOf(piece);
            const PythonPattern* pattern = verb == "click"   ? &click
                                           : verb == "hover" ? &hover
                                           : verb == "type"  ? &type
                                                             : nullptr;
            if (!pattern) return {};  // the first piece that can be read ends the search
            if (const auto match = pattern->search(verb == "type" ? withFlag(piece) : piece))
                return {intPython(match->groups[1])};
        }
    }
    return {};
}

std::vector<std::string> OccamRules::notes(std::string_view text) const
{
    static const PythonPattern note("note ?\\[?(.+)", Dot::Everything);
    std::vector<std::string> notes;
    if (text.find("note [") == std::string_view::npos) return notes;
    for (const std::string& piece : actionList(text)) {
        if (piece.find("note [") == std::string::npos) continue;
        const auto match = note.search(piece);
        if (!match) continue;
        std::string content = match->groups[1];
        if (content.ends_with(']')) content.pop_back();
        notes.push_back(std::move(content));
    }
    return notes;
}

std::optional<OccamRules::Planning> OccamRules::planningArguments(std::string_view text) const
{
    const auto command = planningCommand(text);
    if (!command) return std::nullopt;
    const PythonPattern arguments(*command + " ?\\[(\\d+)\\] ?\\[(.+)\\]", Dot::Everything);
    const auto match = arguments.search(text);
    if (!match) return std::nullopt;
    return Planning{*command, intPython(match->groups[1]), match->groups[2]};
}

}  // namespace sym
