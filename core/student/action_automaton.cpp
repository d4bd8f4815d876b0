#include "core/student/action_automaton.h"

#include <algorithm>
#include <array>

#include "core/training/page_text.h"

namespace sym {

namespace {

const std::set<std::string> kUsualCommands{"click", "type", "select", "go_back", "scroll", "stop"};
constexpr std::array<std::string_view, 4> kTextRoles{"textbox", "searchbox", "spinbutton",
                                                     "combobox"};

// What a text is copied from; indices in m_sources
constexpr int kFree = -1;
constexpr int kTyped = 0;
constexpr int kAnswers = 1;
constexpr std::string_view kNumberBytes = "0123456789$.,-";

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

/// Where an element's mark " [12]" begins after `from`, which is in no name; those in names are
/// none.
std::size_t markAfter(std::string_view line, std::size_t from)
{
    for (std::size_t at = from; at < line.size(); ++at) {
        if (const std::size_t behind = behindName(line, at); behind > at) at = behind;
        if (!line.substr(std::min(at, line.size())).starts_with(" [")) continue;
        std::size_t end = at + 2;
        while (end < line.size() && isDigit(line[end])) ++end;
        if (end > at + 2 && end < line.size() && line[end] == ']') return at;
    }
    return std::string_view::npos;
}

std::string_view roleBefore(std::string_view line, std::size_t mark)
{
    std::size_t begin = mark;
    while (begin > 0 && line[begin - 1] != ' ' && line[begin - 1] != '\t') --begin;
    return line.substr(begin, mark - begin);
}

/// One name in the notation of observations, from its quote on; moves `at` behind it.
std::string unquoted(std::string_view text, std::size_t& at)
{
    const char quote = text[at++];
    std::string name;
    for (; at < text.size() && text[at] != quote; ++at) {
        if (text[at] == '\\' && at + 1 < text.size()) ++at;
        name += text[at];
    }
    ++at;
    return name;
}

/// The options of a select as its line lists them; empty where it lists none.
std::vector<std::string> optionsOf(std::string_view line, std::size_t from)
{
    std::vector<std::string> options;
    constexpr std::string_view kMark = "[options: ";
    std::size_t at = line.find(kMark, from);
    if (at == std::string_view::npos) return options;
    at += kMark.size();
    while (at < line.size() && (line[at] == '\'' || line[at] == '"')) {
        options.push_back(unquoted(line, at));
        if (!line.substr(std::min(at, line.size())).starts_with(" | ")) break;
        at += 3;
    }
    return options;
}

}  // namespace

ActionAutomaton::ActionAutomaton(const Rules& rules)
    : m_header(rules.kind == ExampleKind::Action ? "" : "REASON:\n"),
      m_actionHeader("ACTION:\n"),
      m_maxReasonBytes(rules.maxReasonBytes),
      m_maxTextBytes(rules.maxTextBytes),
      m_nodes(1)
{
    const std::set<std::string>& commands =
        rules.commands.empty() ? kUsualCommands : rules.commands;
    const auto offers = [&](const char* verb) { return commands.contains(verb); };
    const auto add = [&](const char* verb, const std::string& action) {
        if (offers(verb) && !rules.forbidden.contains(action)) addAction(action);
    };
    for (const char* verb : {"go_back", "go_forward", "go_home", "new_tab", "close_tab"})
        add(verb, verb);
    for (const char* way : {"up", "down"}) add("scroll", "scroll [" + std::string(way) + "]");
    if (rules.copiesTexts) {
        m_sources = {
            std::string(rules.objective),
            std::string(rules.observation) + "\n" + std::string(rules.objective) + "\nDone\nN/A\n"};
    }
    for (const char* verb : {"stop", "note", "goto", "press"})
        if (offers(verb))
            addWithText(std::string(verb) + " [", {"]"},
                        rules.copiesTexts && verb == std::string_view("stop") ? kAnswers : kFree);

    Rules elementRules = rules;
    elementRules.commands = commands;
    for (std::string_view page = rules.observation; !page.empty();) {
        const std::size_t end = std::min(page.find('\n'), page.size());
        const std::string_view line = page.substr(0, end);
        page.remove_prefix(std::min(end + 1, page.size()));
        for (std::size_t mark = markAfter(line, 0); mark != std::string_view::npos;
             mark = markAfter(line, mark + 1))
            addElement(line, mark, elementRules);
    }
}

void ActionAutomaton::addElement(std::string_view line, std::size_t idAt, const Rules& rules)
{
    const std::string_view role = roleBefore(line, idAt);
    const std::size_t close = line.find(']', idAt);
    const std::string mark(line.substr(idAt, close + 1 - idAt));
    const std::size_t next = std::min(markAfter(line, close), line.size());
    const std::string_view own = line.substr(0, next);
    if (own.substr(close).find("[disabled: true]") != std::string_view::npos) return;

    for (const char* verb : {"click", "hover"})
        if (rules.commands.contains(verb) && !rules.forbidden.contains(verb + mark))
            addAction(verb + mark);
    if (rules.commands.contains("select"))
        for (const std::string& option : optionsOf(own, close)) {
            const std::string action = "select" + mark + " [" + option + "]";
            if (option.find(']') == std::string::npos && !rules.forbidden.contains(action))
                addAction(action);
        }
    const std::string type = "type" + mark + " [";
    const bool takesText = std::find(kTextRoles.begin(), kTextRoles.end(), role) != kTextRoles.end()
                           && own.substr(close).find("[options: ") == std::string_view::npos;
    const bool isForbidden =
        std::any_of(rules.forbidden.begin(), rules.forbidden.end(),
                    [&](const std::string& action) { return action.starts_with(type); });
    if (takesText && !isForbidden && rules.commands.contains("type"))
        addWithText(type, {"] [0]", "] [1]"}, rules.copiesTexts ? kTyped : kFree);
}

int ActionAutomaton::path(int from, std::string_view text)
{
    for (const char c : text) {
        const auto found = m_nodes[std::size_t(from)].next.find(c);
        if (found != m_nodes[std::size_t(from)].next.end()) {
            from = found->second;
            continue;
        }
        const int added = int(m_nodes.size());
        m_nodes[std::size_t(from)].next.emplace(c, added);
        m_nodes.emplace_back();
        from = added;
    }
    return from;
}

void ActionAutomaton::addAction(std::string_view text)
{
    const int end = path(0, text);
    m_nodes[std::size_t(end)].isComplete = true;
}

void ActionAutomaton::addWithText(std::string_view head, const std::vector<std::string>& tails,
                                  int source)
{
    const int before = path(0, head);
    if (m_nodes[std::size_t(before)].textNode >= 0) return;
    const int after = int(m_nodes.size());
    m_nodes.emplace_back();
    m_nodes[std::size_t(before)].textNode = after;
    m_nodes[std::size_t(before)].source = source;
    for (const std::string& tail : tails) {
        const int end = path(after, tail);
        m_nodes[std::size_t(end)].isComplete = true;
    }
}

ActionAutomaton::State ActionAutomaton::start() const
{
    State state;
    if (m_header.empty()) state.phase = State::Phase::ActionHeader;
    return state;
}

bool ActionAutomaton::enter(State& state, int node) const
{
    const Node& entered = m_nodes[std::size_t(node)];
    state.node = node;
    state.at = 0;
    state.copied = state.spot = 0;
    state.isNumber = true;
    state.phase = entered.textNode >= 0 ? State::Phase::Text : State::Phase::Verb;
    // No action of the grammar begins like another one and goes on
    if (entered.isComplete) state.phase = State::Phase::Complete;
    return true;
}

/// Whether the text may go on with this byte: its source has it so, or all of it is a number.
bool ActionAutomaton::copy(State& state, char byte, int source) const
{
    if (source == kFree) return true;
    state.isNumber = state.isNumber && kNumberBytes.find(byte) != std::string_view::npos;
    const std::string_view from = m_sources[std::size_t(source)];
    if (state.spot == std::string_view::npos) return state.isNumber;
    const std::string text = std::string(from.substr(state.spot, state.copied)) + byte;
    std::size_t spot = from.find(text, state.spot);
    while (spot != std::string_view::npos && spot > 0 && isWordByte(from[spot - 1]))
        spot = from.find(text, spot + 1);
    state.spot = spot;
    ++state.copied;
    return spot != std::string_view::npos || (source == kAnswers && state.isNumber);
}

/// Whether the text ends where a word does.
bool ActionAutomaton::isWholeCopy(const State& state, int source) const
{
    if (source == kFree || (source == kAnswers && state.isNumber)) return true;
    const std::string_view from = m_sources[std::size_t(source)];
    const std::string text(from.substr(state.spot, state.copied));
    for (std::size_t spot = state.spot; spot != std::string_view::npos;
         spot = from.find(text, spot + 1)) {
        const bool begins = spot == 0 || !isWordByte(from[spot - 1]);
        const std::size_t end = spot + text.size();
        if (begins && (end >= from.size() || !isWordByte(from[end]))) return true;
    }
    return false;
}

bool ActionAutomaton::step(State& state, char byte) const
{
    using Phase = State::Phase;
    switch (state.phase) {
    case Phase::Header:
        if (byte != m_header[state.at]) return false;
        if (++state.at == m_header.size()) state = {Phase::Reason, 0, 0};
        return true;
    case Phase::Reason:
        if (byte == '\n') {
            if (state.at == 0 || state.isQuoted) return false;
            state = {Phase::ActionHeader, 0, 0};
            return true;
        }
        if (!m_sources.empty() && byte == '"') {
            if (state.isQuoted && !isWholeCopy(state, kAnswers)) return false;
            state.isQuoted = !state.isQuoted;
            state.copied = state.spot = 0;
            state.isNumber = true;
        } else if (state.isQuoted && !copy(state, byte, kAnswers)) {
            return false;
        }
        return ++state.at <= m_maxReasonBytes;
    case Phase::ActionHeader:
        if (byte != m_actionHeader[state.at]) return false;
        if (++state.at == m_actionHeader.size()) state = {Phase::Verb, 0, 0};
        return true;
    case Phase::Verb: {
        const auto& next = m_nodes[std::size_t(state.node)].next;
        const auto found = next.find(byte);
        return found != next.end() && enter(state, found->second);
    }
    case Phase::Text: {
        if (byte == '\n') return false;
        const int source = m_nodes[std::size_t(state.node)].source;
        if (byte != ']') return copy(state, byte, source) && ++state.at <= m_maxTextBytes;
        if (state.at == 0 || !isWholeCopy(state, source)) return false;
        const Node& after = m_nodes[std::size_t(m_nodes[std::size_t(state.node)].textNode)];
        return enter(state, after.next.at(']'));
    }
    case Phase::Complete: return false;
    }
    return false;
}

}  // namespace sym
