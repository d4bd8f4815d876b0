#include "core/rollout/solution_player.h"

#include <algorithm>
#include <charconv>
#include <map>

namespace sym {

namespace {

using Verb = SolutionStep::Verb;
using Locator = SolutionStep::Locator;

/// One call of a chain: a name and its arguments, keyword arguments by name.
struct Call {
    std::string name;
    std::vector<std::string> values;
    std::map<std::string, std::string> named;
};

/// Reads a Python call chain `page.a("x", name="y").b(2).c()` with string and integer arguments.
class ChainReader {
public:
    explicit ChainReader(std::string_view text) : m_text(text) {}

    std::optional<std::vector<Call>> read()
    {
        std::vector<Call> calls;
        if (word() != "page") return std::nullopt;
        while (take('.')) {
            Call call{word(), {}, {}};
            if (call.name.empty()) return std::nullopt;
            if (take('(') && !arguments(call)) return std::nullopt;
            calls.push_back(std::move(call));
        }
        skipSpaces();
        if (m_at != m_text.size()) return std::nullopt;
        return calls;
    }

private:
    bool arguments(Call& call)
    {
        while (!take(')')) {
            const std::size_t start = m_at;
            std::string key = word();
            if (key.empty() || !take('=')) {
                m_at = start;
                key.clear();
            }
            const auto value = literal();
            if (!value) return false;
            if (key.empty())
                call.values.push_back(*value);
            else
                call.named[key] = *value;
            if (!take(',') && (m_at >= m_text.size() || m_text[m_at] != ')')) return false;
        }
        return true;
    }

    std::optional<std::string> literal()
    {
        skipSpaces();
        if (m_at >= m_text.size()) return std::nullopt;
        const char quote = m_text[m_at];
        if (quote != '"' && quote != '\'') {
            std::string plain = word();
            return plain.empty() ? std::nullopt : std::optional(plain);
        }
        std::string value;
        for (++m_at; m_at < m_text.size() && m_text[m_at] != quote; ++m_at) {
            if (m_text[m_at] == '\\' && m_at + 1 < m_text.size()) {
                ++m_at;
                value += m_text[m_at] == 'n' ? '\n' : m_text[m_at] == 't' ? '\t' : m_text[m_at];
            } else {
                value += m_text[m_at];
            }
        }
        if (m_at >= m_text.size()) return std::nullopt;
        ++m_at;
        return value;
    }

    std::string word()
    {
        skipSpaces();
        const std::size_t start = m_at;
        while (m_at < m_text.size()
               && (std::isalnum(static_cast<unsigned char>(m_text[m_at])) || m_text[m_at] == '_'))
            ++m_at;
        return std::string(m_text.substr(start, m_at - start));
    }

    bool take(char c)
    {
        skipSpaces();
        if (m_at >= m_text.size() || m_text[m_at] != c) return false;
        ++m_at;
        return true;
    }

    void skipSpaces()
    {
        while (m_at < m_text.size() && m_text[m_at] == ' ') ++m_at;
    }

    std::string_view m_text;
    std::size_t m_at = 0;
};

const std::map<std::string, Locator, std::less<>> kLocators{
    {"get_by_role", Locator::Role},
    {"get_by_label", Locator::Label},
    {"get_by_text", Locator::Text},
    {"get_by_placeholder", Locator::Placeholder}};

const std::map<std::string, Verb, std::less<>> kVerbs{{"goto", Verb::Goto},
                                                      {"go_back", Verb::GoBack},
                                                      {"click", Verb::Click},
                                                      {"fill", Verb::Fill},
                                                      {"select_option", Verb::SelectOption},
                                                      {"check", Verb::Check},
                                                      {"hover", Verb::Hover},
                                                      {"uncheck", Verb::Uncheck},
                                                      {"press", Verb::Press},
                                                      {"stop", Verb::Stop}};

std::string folded(std::string_view text)
{
    std::string out;
    bool space = false;
    for (const char c : text) {
        if (std::isspace(static_cast<unsigned char>(c))) {
            space = !out.empty();
        } else {
            if (space) out += ' ';
            space = false;
            out += c;
        }
    }
    return out;
}

bool isField(const std::string& role)
{
    static const std::vector<std::string> kFields{
        "textbox",    "searchbox", "combobox", "checkbox", "radio",     "listbox",  "switch",
        "spinbutton", "slider",    "Date",     "DateTime", "InputTime", "ColorWell"};
    return std::find(kFields.begin(), kFields.end(), role) != kFields.end();
}

/// Chromium's spelling of an ARIA role differs in a few cases.
bool roleMatches(const std::string& asked, const std::string& role)
{
    if (asked == role) return true;
    if (asked == "cell") return role == "gridcell";
    if (asked == "textbox") return role == "searchbox" || role == "textbox";
    if (asked == "combobox") return role == "listbox" || role == "PopUpButton";
    return false;
}

bool matches(const SolutionStep& step, const Element& element)
{
    const bool nameFits = folded(element.name) == folded(step.name);
    switch (step.locator) {
    case Locator::Role: return roleMatches(step.role, element.role) && (!step.hasName || nameFits);
    case Locator::Label:
    case Locator::Placeholder: return isField(element.role) && nameFits;
    case Locator::Text: return nameFits;
    case Locator::None: return false;
    }
    return false;
}

bool isChecked(const Element& element)
{
    for (const auto& [name, value] : element.states)
        if (name == "checked") return value == "true" || value == "True";
    return false;
}

Action actionOf(const SolutionStep& step, const std::string& id)
{
    Action action;
    action.elementId = id;
    switch (step.verb) {
    case Verb::Fill:
        action.kind = ActionKind::Type;
        action.text = step.argument;
        break;
    case Verb::SelectOption:
        action.kind = ActionKind::Select;
        action.text = step.argument;
        break;
    case Verb::Hover: action.kind = ActionKind::Hover; break;
    default: action.kind = ActionKind::Click; break;
    }
    return action;
}

/// Performs a step that acts on an element or presses a key.
Status perform(BrowserSession& session, const SolutionStep& step, const std::string& line,
               JobContext& job)
{
    Action action;
    if (step.locator == Locator::None) {
        action.kind = ActionKind::Press;
        action.text = step.argument;
    } else {
        ObserveOptions options;
        options.format = ObservationFormat::WebArena;
        options.rectangles = false;
        SYM_TRY(const PageRecord page, session.observe(options, job));
        int seen = 0;
        const Element* found = nullptr;
        for (const Element& element : page.elements)
            if (matches(step, element) && seen++ == step.nth) found = &element;
        if (!found)
            return Error(ErrorCode::NotFound, line + ": there is no such element on " + page.url);
        if ((step.verb == Verb::Check && isChecked(*found))
            || (step.verb == Verb::Uncheck && !isChecked(*found)))
            return {};
        action = actionOf(step, found->id);
    }
    SYM_TRY(const ActionOutcome outcome, session.act(action, job));
    if (!outcome.performed) return Error(ErrorCode::NotFound, line + ": " + outcome.message);
    return {};
}

}  // namespace

Result<SolutionStep> parseSolutionStep(std::string_view line)
{
    const auto fail = [&](const std::string& why) {
        return Error(ErrorCode::InvalidInput,
                     "not a reference action (" + why + "): " + std::string(line));
    };
    auto calls = ChainReader(line).read();
    if (!calls || calls->empty()) return fail("expected page.…(…)");

    SolutionStep step;
    std::size_t at = 0;
    if (const auto locator = kLocators.find((*calls)[0].name); locator != kLocators.end()) {
        const Call& call = (*calls)[at++];
        if (call.values.empty()) return fail("a locator without argument");
        step.locator = locator->second;
        const auto name = call.named.find("name");
        step.hasName = name != call.named.end();
        step.role = step.locator == Locator::Role ? call.values[0] : "";
        step.name = step.locator != Locator::Role ? call.values[0]
                    : step.hasName                ? name->second
                                                  : "";
    } else if ((*calls)[0].name == "keyboard") {
        ++at;
    }
    if (at < calls->size() && (*calls)[at].name == "nth" && !(*calls)[at].values.empty()) {
        const std::string& text = (*calls)[at++].values[0];
        std::from_chars(text.data(), text.data() + text.size(), step.nth);
    }
    if (at + 1 != calls->size()) return fail("expected one action at the end");
    const Call& last = (*calls)[at];
    const auto verb = kVerbs.find(last.name);
    if (verb == kVerbs.end()) return fail("unknown action " + last.name);
    step.verb = verb->second;
    if (!last.values.empty()) step.argument = last.values[0];
    const bool needsElement = step.verb != Verb::Goto && step.verb != Verb::GoBack
                              && step.verb != Verb::Press && step.verb != Verb::Stop;
    if (needsElement && step.locator == Locator::None) return fail("an action without element");
    return step;
}

Result<std::string> playSolution(BrowserSession& session, const std::vector<std::string>& lines,
                                 JobContext& job)
{
    for (const std::string& line : lines) {
        SYM_TRY(const SolutionStep step, parseSolutionStep(line));
        switch (step.verb) {
        case Verb::Stop: return step.argument;
        case Verb::Goto: SYM_CHECK(session.navigate(step.argument, job)); break;
        case Verb::GoBack: {
            Action back;
            back.kind = ActionKind::GoBack;
            SYM_TRY(const ActionOutcome outcome, session.act(back, job));
            if (!outcome.performed)
                return Error(ErrorCode::NotFound, line + ": " + outcome.message);
            break;
        }
        default: SYM_CHECK(perform(session, step, line, job));
        }
    }
    return std::string();
}

}  // namespace sym
