#include "core/review/trajectory_text.h"

#include <algorithm>
#include <set>
#include <string_view>
#include <vector>

namespace sym {

namespace {

/// On one line, so that it cannot look like another part of the layout.
std::string onOneLine(std::string_view text)
{
    std::string line;
    for (const char c : text) {
        const bool isSpace = c == '\n' || c == '\r' || c == '\t' || c == ' ';
        if (!isSpace)
            line += c;
        else if (!line.empty() && line.back() != ' ')
            line += ' ';
    }
    return line;
}

std::vector<std::string_view> linesIn(std::string_view text)
{
    std::vector<std::string_view> lines;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        lines.push_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return lines;
}

std::string_view withoutTabs(std::string_view line)
{
    return line.substr(std::min(line.find_first_not_of('\t'), line.size()));
}

/// What of a page is worth telling after another page was told.
class BriefPage {
public:
    /// @param target of the action taken on it: "link 'Orders'"
    BriefPage(std::string_view observation, std::string_view before, std::string_view target)
    {
        std::set<std::string_view> known;
        for (const std::string_view line : linesIn(before)) known.insert(withoutTabs(line));
        for (const std::string_view line : linesIn(observation)) {
            const std::string_view text = withoutTabs(line);
            const bool isTarget = !target.empty() && text.find(target) != std::string_view::npos;
            const bool isHeading = text.starts_with("heading") || text.starts_with("RootWebArea");
            if (known.contains(text) && !isTarget && !isHeading) {
                ++m_left;
                continue;
            }
            m_lines.push_back({line, isTarget ? 2 : isHeading ? 1 : 0});
        }
    }

    std::string text(const PageLimits& limits)
    {
        std::size_t characters = 0;
        int count = 0;
        for (int weight = 2; weight >= 0; --weight)
            for (Line& line : m_lines) {
                if (line.weight != weight) continue;
                line.isShown = count < limits.lines
                               && characters + line.text.size() <= std::size_t(limits.characters);
                if (!line.isShown) continue;
                characters += line.text.size() + 1;
                ++count;
            }
        std::string text;
        int left = m_left;
        for (const Line& line : m_lines) {
            if (line.isShown)
                text.append(text.empty() ? "" : "\n").append(line.text);
            else
                ++left;
        }
        if (left > 0) text += "\n(" + std::to_string(left) + " more lines)";
        return text;
    }

private:
    struct Line {
        std::string_view text;
        int weight = 0;
        bool isShown = false;
    };

    std::vector<Line> m_lines;
    int m_left = 0;
};

enum class Telling { Whole, Brief };

class Writer {
public:
    Writer(const PageLimits& limits, Telling telling) : m_limits(limits), m_telling(telling) {}

    void page(const char* label, const KnowledgePage& page, const std::string& target)
    {
        m_text += std::string(label) + ": " + onOneLine(page.title) + " (" + page.path + ")\n";
        if (page.observation == m_shown) return;
        const std::string text = m_telling == Telling::Whole
                                     ? shortenedObservation(page.observation, m_limits)
                                     : BriefPage(page.observation, m_shown, target).text(m_limits);
        for (const std::string_view line : linesIn(text))
            m_text.append("\t").append(line).append("\n");
        m_shown = page.observation;
    }

    void step(std::size_t number, const KnowledgeStep& step)
    {
        m_text += std::to_string(number) + ". " + onOneLine(step.action);
        if (!step.target.empty()) m_text += "  # " + onOneLine(step.target);
        m_text += '\n';
        if (!step.reason.empty()) m_text += "\treason: " + onOneLine(step.reason) + '\n';
    }

    std::string take() { return std::move(m_text); }

private:
    PageLimits m_limits;
    Telling m_telling;
    std::string m_text;
    std::string m_shown;  ///< observation of the page told last
};

std::string textOf(const KnowledgeEntry& piece, Writer writer)
{
    for (std::size_t i = 0; i < piece.steps.size(); ++i) {
        writer.page("ON", piece.steps[i].page, piece.steps[i].target);
        writer.step(i + 1, piece.steps[i]);
    }
    if (piece.last != KnowledgePage{}) writer.page("THEN", piece.last, "");
    return writer.take();
}

}  // namespace

std::string stepsText(const KnowledgeEntry& piece, const PageLimits& limits)
{
    return textOf(piece, Writer(limits, Telling::Whole));
}

std::string briefStepsText(const KnowledgeEntry& piece, const PageLimits& limits)
{
    return textOf(piece, Writer(limits, Telling::Brief));
}

}  // namespace sym
