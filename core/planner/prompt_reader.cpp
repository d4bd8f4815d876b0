#include "core/planner/prompt_reader.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

#include "core/planner/language/words.h"

namespace sym {
namespace {

constexpr std::array<std::string_view, 11> kHeaders{"STEP:",
                                                    "OBJECTIVE:",
                                                    "SITES:",
                                                    "CURRENT URL:",
                                                    "OPEN TABS:",
                                                    "PREVIOUS PLANS:",
                                                    "INTERACTION HISTORY:",
                                                    "RAG EXAMPLES:",
                                                    "CURRENT OBSERVATION:",
                                                    "FEEDBACK:",
                                                    "NOTES:"};

int numberIn(std::string_view text, int fallback)
{
    const std::size_t at = text.find_first_of("0123456789");
    if (at == std::string_view::npos) return fallback;
    int value = fallback;
    std::from_chars(text.data() + at, text.data() + text.size(), value);
    return value;
}

/// Sections by header. Headers inside the history and examples belong to those, and the last
/// CURRENT OBSERVATION counts.
std::vector<std::pair<std::string_view, std::string>> sectionsOf(std::string_view text)
{
    const auto lines = linesOf(text);
    std::size_t observation = lines.size();
    for (std::size_t i = 0; i < lines.size(); ++i)
        if (lines[i] == "CURRENT OBSERVATION:") observation = i;

    std::vector<std::pair<std::string_view, std::string>> sections;
    std::string_view enclosing;  // end mark of the block we are in
    std::string mark;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const std::string_view line = lines[i];
        if (enclosing.empty() && line.starts_with('<') && line.ends_with('>')
            && (line.starts_with("<step_") || line.starts_with("<example_"))) {
            mark = "</" + std::string(line.substr(1));
            enclosing = mark;
        }
        const bool inside = !enclosing.empty() && i < observation;
        if (inside && line == enclosing) enclosing = {};
        const auto header = std::find(kHeaders.begin(), kHeaders.end(), line);
        const bool isHeader = header != kHeaders.end()
                              && (i == observation || (!inside && i < observation)
                                  || (i > observation && line == "FEEDBACK:"));
        if (isHeader) {
            sections.emplace_back(*header, std::string());
        } else if (!sections.empty()) {
            sections.back().second += line;
            sections.back().second += '\n';
        }
    }
    return sections;
}

/// The parts of a block by their own sub-headers.
std::string partOf(std::string_view block, std::string_view header)
{
    constexpr std::array<std::string_view, 5> kParts{
        "OBSERVATION:", "ACTIVE PLAN:", "REASON FOR ACTION:", "ACTION:", "RESULT:"};
    std::string text;
    bool inside = false;
    for (const std::string_view line : linesOf(block)) {
        if (std::find(kParts.begin(), kParts.end(), line) != kParts.end()) {
            inside = line == header;
            continue;
        }
        if (!inside) continue;
        text += line;
        text += '\n';
    }
    return std::string(trimmed(text));
}

PastStep pastStep(const std::string& block)
{
    PastStep step;
    step.observation = partOf(block, "OBSERVATION:");
    step.reason = partOf(block, "REASON FOR ACTION:");
    step.actionText = partOf(block, "ACTION:");
    step.action = readPastAction(step.actionText);
    step.result = partOf(block, "RESULT:");
    return step;
}

/// "2. click [33]  # link 'Red lamp'"
ExampleStep exampleStep(std::string_view line)
{
    ExampleStep step;
    const std::size_t dot = line.find(". ");
    if (dot != std::string_view::npos && dot < 4) line.remove_prefix(dot + 2);
    if (const std::size_t hash = line.rfind("  # "); hash != std::string_view::npos) {
        step.target = trimmed(line.substr(hash + 4));
        line = line.substr(0, hash);
    }
    step.action = readPastAction(trimmed(line));
    return step;
}

/// "My orders (/orders)"
ExamplePage examplePage(std::string_view text)
{
    ExamplePage page;
    const std::size_t open = text.ends_with(')') ? text.rfind(" (") : std::string_view::npos;
    page.title = trimmed(text.substr(0, open));
    if (open != std::string_view::npos) page.path = text.substr(open + 2, text.size() - open - 3);
    return page;
}

/// Reads an example line by line.
class ExampleReader {
public:
    void take(std::string_view line)
    {
        if (line.starts_with("ON:") || line.starts_with("THEN:")) {
            m_page = examplePage(trimmed(line.substr(line.find(':') + 1)));
            m_isInPage = true;
        } else if (line.starts_with('\t') && m_isInPage) {
            m_page.observation += (m_page.observation.empty() ? "" : "\n");
            m_page.observation += line.substr(1);
        } else if (line.starts_with("OBJECTIVE:")) {
            m_example.objective = trimmed(line.substr(10));
        } else if (line.starts_with("OUTCOME")) {
            m_example.hasFailed = line.find("failure") != std::string_view::npos;
        } else if (!line.empty() && line.front() >= '0' && line.front() <= '9') {
            takeStep(line);
        } else if (!m_example.steps.empty() && trimmed(line).starts_with("reason:")) {
            m_example.steps.back().reason = trimmed(trimmed(line).substr(7));
        }
    }

    PromptExample finish()
    {
        if (m_isInPage) m_example.last = wholePage();
        return std::move(m_example);
    }

private:
    void takeStep(std::string_view line)
    {
        ExampleStep step = exampleStep(line);
        if (step.action.kind == ActionKind::None) return;
        if (m_isInPage) step.page = wholePage();
        m_isInPage = false;
        m_example.steps.push_back(std::move(step));
    }

    /// A page that is the same as the one before is only named.
    ExamplePage wholePage()
    {
        if (m_page.observation.empty() && !m_example.steps.empty())
            m_page.observation = m_example.steps.back().page.observation;
        return m_page;
    }

    PromptExample m_example;
    ExamplePage m_page;
    bool m_isInPage = false;
};

void readSystem(const std::string& text, Prompt& prompt)
{
    for (const std::string_view raw : linesOf(text)) {
        const std::string_view line = trimmed(raw);
        if (line.starts_with("Up to ") && line.find("candidate") != std::string_view::npos) {
            prompt.wantsCandidates = true;
            prompt.candidates = std::max(1, numberIn(line, 3));
        } else if (line.starts_with("WARNING:")
                   && line.find("FINAL STEP") != std::string_view::npos) {
            prompt.isFinalStep = true;
        } else if (line.starts_with("- ")) {
            const std::string_view rest = line.substr(2);
            const std::size_t end = rest.find_first_of(" :[");
            if (end != std::string_view::npos) prompt.commands.emplace(rest.substr(0, end));
        }
    }
}

}  // namespace

std::vector<std::string_view> linesOf(std::string_view text)
{
    std::vector<std::string_view> lines;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        lines.push_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return lines;
}

std::vector<std::string> blocksOf(std::string_view text, std::string_view name)
{
    std::vector<std::string> blocks;
    std::optional<std::string> current;
    const std::string opening = "<" + std::string(name) + "_",
                      closing = "</" + std::string(name) + "_";
    for (const std::string_view line : linesOf(text)) {
        if (!current && line.starts_with(opening)) {
            current.emplace();
        } else if (current && line.starts_with(closing)) {
            blocks.push_back(std::move(*current));
            current.reset();
        } else if (current) {
            *current += line;
            *current += '\n';
        }
    }
    return blocks;
}

PromptExample readExample(std::string_view text)
{
    ExampleReader reader;
    for (const std::string_view line : linesOf(text)) reader.take(line);
    return reader.finish();
}

Action readPastAction(std::string_view text)
{
    constexpr std::array kVerbs{std::pair{std::string_view("click"), ActionKind::Click},
                                std::pair{std::string_view("type"), ActionKind::Type},
                                std::pair{std::string_view("select"), ActionKind::Select},
                                std::pair{std::string_view("hover"), ActionKind::Hover},
                                std::pair{std::string_view("press"), ActionKind::Press},
                                std::pair{std::string_view("scroll"), ActionKind::Scroll},
                                std::pair{std::string_view("drag"), ActionKind::Drag},
                                std::pair{std::string_view("goto"), ActionKind::Goto},
                                std::pair{std::string_view("go_back"), ActionKind::GoBack},
                                std::pair{std::string_view("go_forward"), ActionKind::GoForward},
                                std::pair{std::string_view("go_home"), ActionKind::GoHome},
                                std::pair{std::string_view("new_tab"), ActionKind::NewTab},
                                std::pair{std::string_view("tab_focus"), ActionKind::TabFocus},
                                std::pair{std::string_view("close_tab"), ActionKind::CloseTab},
                                std::pair{std::string_view("note"), ActionKind::Note},
                                std::pair{std::string_view("stop"), ActionKind::Stop},
                                std::pair{std::string_view("branch"), ActionKind::Branch},
                                std::pair{std::string_view("prune"), ActionKind::Prune}};
    Action action;
    text = trimmed(text);
    const std::string_view verb = text.substr(0, text.find_first_of(" [\n"));
    const auto known = std::find_if(kVerbs.begin(), kVerbs.end(),
                                    [&](const auto& entry) { return entry.first == verb; });
    if (known == kVerbs.end()) return action;
    action.kind = known->second;

    std::vector<std::string> arguments;
    std::string_view rest = text.substr(verb.size());
    const bool single = action.kind == ActionKind::Stop || action.kind == ActionKind::Note
                        || action.kind == ActionKind::Press || action.kind == ActionKind::Goto;
    if (single) {
        const std::size_t first = rest.find('['), last = rest.rfind(']');
        if (first != std::string_view::npos && last != std::string_view::npos && last > first)
            arguments.emplace_back(rest.substr(first + 1, last - first - 1));
    } else {
        while (true) {
            const std::size_t first = rest.find('[');
            if (first == std::string_view::npos) break;
            std::size_t last = rest.find("] [", first);
            if (last == std::string_view::npos) last = rest.rfind(']');
            if (last == std::string_view::npos || last <= first) break;
            arguments.emplace_back(rest.substr(first + 1, last - first - 1));
            rest.remove_prefix(last + 1);
        }
    }
    const auto argument = [&](std::size_t i) { return i < arguments.size() ? arguments[i] : ""; };
    switch (action.kind) {
    case ActionKind::Click:
    case ActionKind::Hover: action.elementId = argument(0); break;
    case ActionKind::Type:
        action.elementId = argument(0);
        action.text = argument(1);
        action.pressEnter = argument(2) != "0";
        break;
    case ActionKind::Select:
        action.elementId = argument(0);
        action.text = argument(1);
        break;
    case ActionKind::Drag:
        action.elementId = argument(0);
        action.targetId = argument(1);
        break;
    default: action.text = argument(0); break;
    }
    return action;
}

Result<Prompt> readPrompt(const std::vector<ChatMessage>& messages)
{
    Prompt prompt;
    for (const ChatMessage& message : messages) {
        if (message.role == ChatRole::System) {
            readSystem(message.content, prompt);
            continue;
        }
        for (const auto& [header, content] : sectionsOf(message.content)) {
            const std::string text(trimmed(content));
            if (header == "STEP:") {
                prompt.step = numberIn(text, 1);
                const std::size_t of = text.find("of");
                if (of != std::string::npos)
                    prompt.budget = numberIn(std::string_view(text).substr(of), 20);
            } else if (header == "OBJECTIVE:") {
                prompt.objective = text;
            } else if (header == "SITES:") {
                for (const auto line : linesOf(text)) prompt.sites.emplace_back(trimmed(line));
            } else if (header == "CURRENT URL:") {
                prompt.url = text;
            } else if (header == "OPEN TABS:") {
                for (const auto line : linesOf(text)) prompt.tabs.emplace_back(trimmed(line));
            } else if (header == "PREVIOUS PLANS:") {
                prompt.plans = text;
                for (const auto line : linesOf(text)) {
                    const std::string_view note = trimmed(line);
                    const std::size_t step = note.find("STEP ");
                    const std::size_t colon =
                        note.find(": ", step == std::string_view::npos ? 0 : step);
                    if (note.starts_with("Note ") && colon != std::string_view::npos)
                        prompt.notes.emplace_back(note.substr(colon + 2));
                }
            } else if (header == "INTERACTION HISTORY:") {
                for (const std::string& block : blocksOf(text, "step"))
                    prompt.history.push_back(pastStep(block));
            } else if (header == "RAG EXAMPLES:") {
                for (const std::string& block : blocksOf(text, "example"))
                    prompt.examples.push_back(readExample(block));
            } else if (header == "CURRENT OBSERVATION:") {
                prompt.observation = content;
            } else if (header == "FEEDBACK:") {
                prompt.feedback = text;
            }
        }
    }
    if (prompt.step >= prompt.budget) prompt.isFinalStep = true;
    if (prompt.objective.empty())
        return Error(ErrorCode::InvalidInput, "the prompt has no OBJECTIVE section");
    if (trimmed(prompt.observation).empty())
        return Error(ErrorCode::InvalidInput, "the prompt has no CURRENT OBSERVATION section");
    return prompt;
}

}  // namespace sym
