#include "core/student/action_automaton.h"

#include <algorithm>
#include <array>
#include <iterator>

#include "core/training/page_match.h"
#include "core/training/page_text.h"

namespace sym {

namespace {

constexpr std::array<std::string_view, 4> kTextRoles{"textbox", "searchbox", "spinbutton",
                                                     "combobox"};

constexpr std::size_t kCountDigits = 3;  // of a number that no page has to say: a count

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

/// The numbers that are words of their own, one a line: "3", "12.50"; not those of "2nd" or "A4".
std::string numbersIn(std::string_view text)
{
    std::string numbers;
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (!isWordByte(text[at])) continue;
        std::size_t end = at;
        const auto goesOn = [&](std::size_t byte) {
            const bool isPoint = text[byte] == '.' || text[byte] == ',';
            return isWordByte(text[byte])
                   || (isPoint && byte + 1 < text.size() && isDigit(text[byte + 1]));
        };
        while (end < text.size() && goesOn(end)) ++end;
        const std::string_view word = text.substr(at, end - at);
        if (word.find_first_not_of("0123456789.,") == std::string_view::npos)
            numbers += std::string(word) + '\n';
        at = end;
    }
    return numbers;
}

void addQuoted(std::string_view text, std::string& said)
{
    for (std::size_t at = 0; at < text.size(); ++at) {
        const std::size_t behind = behindName(text, at);
        if (behind == at) continue;
        said += std::string(text.substr(at + 1, behind - at - 2)) + '\n';
        at = behind - 1;
    }
}

/// What a page says, a name, a cell, a field's value or an option a line; no roles and ids.
std::string saidOn(std::string_view page)
{
    std::string said;
    while (!page.empty()) {
        const std::string_view line = page.substr(0, page.find('\n'));
        page.remove_prefix(std::min(line.size() + 1, page.size()));
        if (!isTableLine(line)) {
            addQuoted(line, said);
            continue;
        }
        for (const std::string_view name : namesIn(line)) said += std::string(name) + '\n';
        for (const PageElement& element : elementsOfLine(line)) addQuoted(element.states, said);
    }
    return said;
}

}  // namespace

const std::set<std::string>& usualCommands()
{
    static const std::set<std::string> commands{"click",   "type",   "select",
                                                "go_back", "scroll", "stop"};
    return commands;
}

ActionAutomaton::ActionAutomaton(const Rules& rules)
    : m_header(rules.kind == ExampleKind::Action ? "" : "REASON:\n"),
      m_actionHeader("ACTION:\n"),
      m_maxReasonBytes(rules.maxReasonBytes),
      m_maxTextBytes(rules.maxTextBytes),
      m_copiesTexts(rules.copiesTexts),
      m_unsaid(rules.unsaid),
      m_nodes(1)
{
    if (rules.saysAction && rules.kind != ExampleKind::Action) {
        m_said = 1;
        m_nodes.emplace_back();
    }
    const std::set<std::string>& commands =
        rules.commands.empty() ? usualCommands() : rules.commands;
    const auto offers = [&](const char* verb) { return commands.contains(verb); };
    const auto add = [&](const char* verb, const std::string& action) {
        if (offers(verb) && !rules.forbidden.contains(action)) addAction(verb, action);
    };
    for (const char* verb : {"go_back", "go_forward", "go_home", "new_tab", "close_tab"})
        add(verb, verb);
    for (const char* way : {"up", "down"}) add("scroll", "scroll [" + std::string(way) + "]");
    if (m_copiesTexts) {
        m_objective = rules.objective;
        m_numbers = numbersIn(rules.objective);
        m_answers = saidOn(rules.observation) + m_objective + "\nDone\nN/A\n";
    }
    for (const char* verb : {"stop", "note", "goto", "press"})
        if (offers(verb))
            addWithText(
                verb, std::string(verb) + " [", {"]"},
                m_copiesTexts && verb == std::string_view("stop") ? Source::Answers : Source::Free);

    Rules elementRules = rules;
    elementRules.commands = commands;
    for (std::string_view page = rules.observation; !page.empty();) {
        const std::size_t end = std::min(page.find('\n'), page.size());
        const std::string_view line = page.substr(0, end);
        page.remove_prefix(std::min(end + 1, page.size()));
        for (const PageElement& element : elementsOfLine(line)) addElement(element, elementRules);
    }
}

/// Those not ruled out; of them those the objective names, where it names one that is not taken
/// yet.
std::vector<std::string> ActionAutomaton::optionsToTake(const PageElement& element,
                                                        const Rules& rules) const
{
    const std::string select = "select " + std::string(element.mark) + " [";
    std::vector<std::string> options = optionsOf(element), named;
    std::erase_if(options, [&](const std::string& option) {
        return option.find(']') != std::string::npos
               || rules.forbidden.contains(select + option + "]");
    });
    if (!m_copiesTexts) return options;
    const std::set<std::string> wanted = tellingWords(m_objective);
    const std::string taken = valueOf(element);
    std::copy_if(options.begin(), options.end(), std::back_inserter(named),
                 [&](const std::string& option) {
                     return option != taken && hasOnly(tellingWords(option), wanted);
                 });
    return named.empty() ? options : named;
}

void ActionAutomaton::addElement(const PageElement& element, const Rules& rules)
{
    if (element.states.find("[disabled: true]") != std::string_view::npos) return;
    const std::string mark = " " + std::string(element.mark);
    for (const char* verb : {"click", "hover"})
        if (rules.commands.contains(verb) && !rules.forbidden.contains(verb + mark))
            addAction(saidAction(verb, element), verb + mark);
    if (rules.commands.contains("select"))
        for (const std::string& option : optionsToTake(element, rules))
            addAction(saidAction("select", element), "select" + mark + " [" + option + "]");
    const std::string type = "type" + mark + " [";
    const bool takesText =
        std::find(kTextRoles.begin(), kTextRoles.end(), element.role) != kTextRoles.end()
        && element.states.find("[options: ") == std::string_view::npos
        && element.states.find("[popup: menu]") == std::string_view::npos
        && (!m_copiesTexts || element.role != "spinbutton" || !m_numbers.empty());
    const bool isForbidden =
        std::any_of(rules.forbidden.begin(), rules.forbidden.end(),
                    [&](const std::string& action) { return action.starts_with(type); });
    if (takesText && !isForbidden && rules.commands.contains("type"))
        addWithText(saidAction("type", element), type, {"] [0]", "] [1]"},
                    !m_copiesTexts                 ? Source::Free
                    : element.role == "spinbutton" ? Source::Number
                                                   : Source::Typed);
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

/// Where the tree of actions begins that these words say.
int ActionAutomaton::rootOf(std::string_view said)
{
    if (m_said < 0) return 0;
    const int end = path(m_said, said);
    if (m_nodes[std::size_t(end)].actions < 0) {
        m_nodes[std::size_t(end)].actions = int(m_nodes.size());
        m_nodes.emplace_back();
    }
    return m_nodes[std::size_t(end)].actions;
}

void ActionAutomaton::addAction(std::string_view said, std::string_view text)
{
    if (m_unsaid.contains(said)) return;
    const int end = path(rootOf(said), text);
    m_nodes[std::size_t(end)].isComplete = true;
}

void ActionAutomaton::addWithText(std::string_view said, std::string_view head,
                                  const std::vector<std::string>& tails, Source source)
{
    if (m_unsaid.contains(said)) return;
    const int before = path(rootOf(said), head);
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

/// Whether a text of the source that reaches this byte is no whole one: a number is a line.
bool ActionAutomaton::isWithin(char byte, Source source)
{
    return source == Source::Number ? byte != '\n' : isWordByte(byte);
}

std::string_view ActionAutomaton::textOf(Source source) const
{
    if (source == Source::Answers) return m_answers;
    return source == Source::Number ? m_numbers : m_objective;
}

/// Whether the text may go on with this byte: its source has it so, or all of it is a count that
/// may be an answer.
bool ActionAutomaton::copy(State& state, char byte, Source source) const
{
    if (source == Source::Free) return true;
    state.isNumber = state.isNumber && isDigit(byte) && state.copied < kCountDigits;
    const std::string_view from = textOf(source);
    if (state.spot != std::string_view::npos) {
        const std::string text = std::string(from.substr(state.spot, state.copied)) + byte;
        state.spot = from.find(text, state.spot);
        while (state.spot != std::string_view::npos && state.spot > 0
               && isWithin(from[state.spot - 1], source))
            state.spot = from.find(text, state.spot + 1);
    }
    ++state.copied;
    return state.spot != std::string_view::npos || (source == Source::Answers && state.isNumber);
}

/// Whether the text ends where a word does.
bool ActionAutomaton::isWholeCopy(const State& state, Source source) const
{
    if (source == Source::Free || (source == Source::Answers && state.isNumber)) return true;
    const std::string_view from = textOf(source);
    const std::string text(from.substr(state.spot, state.copied));
    for (std::size_t spot = state.spot; spot != std::string_view::npos;
         spot = from.find(text, spot + 1)) {
        const bool begins = spot == 0 || !isWithin(from[spot - 1], source);
        const std::size_t end = spot + text.size();
        if (begins && (end >= from.size() || !isWithin(from[end], source))) return true;
    }
    return false;
}

/// The words of an action, which a dot or the end of the reason closes.
bool ActionAutomaton::say(State& state, char byte) const
{
    const Node& node = m_nodes[std::size_t(state.node)];
    if (const auto found = node.next.find(byte); found != node.next.end()) {
        state.node = found->second;
        return true;
    }
    if (node.actions < 0 || (byte != '.' && byte != '\n')) return false;
    const int actions = node.actions;
    state = {};
    state.phase = byte == '.' ? State::Phase::Reason : State::Phase::ActionHeader;
    state.at = byte == '.' ? 1 : 0;
    state.actions = actions;
    return true;
}

bool ActionAutomaton::step(State& state, char byte) const
{
    using Phase = State::Phase;
    switch (state.phase) {
    case Phase::Header:
        if (byte != m_header[state.at]) return false;
        if (++state.at == m_header.size())
            state = m_said < 0 ? State{Phase::Reason} : State{Phase::Said, 0, m_said};
        return true;
    case Phase::Said: return say(state, byte);
    case Phase::Reason:
        if (byte == '\n') {
            if (state.at == 0 || state.isQuoted) return false;
            state = {Phase::ActionHeader, 0, 0, state.actions};
            return true;
        }
        if (m_copiesTexts && byte == '"') {
            if (state.isQuoted && !isWholeCopy(state, Source::Answers)) return false;
            state.isQuoted = !state.isQuoted;
            state.copied = state.spot = 0;
            state.isNumber = true;
        } else if (state.isQuoted && !copy(state, byte, Source::Answers)) {
            return false;
        }
        return ++state.at <= m_maxReasonBytes;
    case Phase::ActionHeader:
        if (byte != m_actionHeader[state.at]) return false;
        if (++state.at == m_actionHeader.size())
            state = {Phase::Verb, 0, state.actions, state.actions};
        return true;
    case Phase::Verb: {
        const auto& next = m_nodes[std::size_t(state.node)].next;
        const auto found = next.find(byte);
        return found != next.end() && enter(state, found->second);
    }
    case Phase::Text: {
        if (byte == '\n') return false;
        const Source source = m_nodes[std::size_t(state.node)].source;
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
