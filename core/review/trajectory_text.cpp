#include "core/review/trajectory_text.h"

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

class Writer {
public:
    explicit Writer(const PageLimits& limits) : m_limits(limits) {}

    void page(const char* label, const KnowledgePage& page)
    {
        m_text += std::string(label) + ": " + onOneLine(page.title) + " (" + page.path + ")\n";
        if (page.observation == m_shown) return;
        m_shown = page.observation;
        const std::string shortened = shortenedObservation(page.observation, m_limits);
        for (std::size_t begin = 0; begin < shortened.size();) {
            const std::size_t end = std::min(shortened.find('\n', begin), shortened.size());
            m_text += '\t' + shortened.substr(begin, end - begin) + '\n';
            begin = end + 1;
        }
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
    std::string m_text;
    std::string m_shown;  ///< observation written last
};

}  // namespace

std::string stepsText(const KnowledgeEntry& piece, const PageLimits& limits)
{
    Writer writer(limits);
    for (std::size_t i = 0; i < piece.steps.size(); ++i) {
        writer.page("ON", piece.steps[i].page);
        writer.step(i + 1, piece.steps[i]);
    }
    if (piece.last != KnowledgePage{}) writer.page("THEN", piece.last);
    return writer.take();
}

}  // namespace sym
