#include "core/agent/observation_outline.h"

#include <algorithm>

#include "core/text/python_text.h"
#include "core/trajectory/python_pattern.h"

namespace sym {
namespace {

/// End of the ` [123]` that follows the role, or npos.
std::size_t idEnd(std::string_view text, std::size_t open)
{
    if (open == std::string_view::npos || open + 2 >= text.size()) return std::string_view::npos;
    const std::size_t close = text.find_first_not_of("0123456789", open + 2);
    const bool isId = close != std::string_view::npos && close > open + 2 && text[close] == ']';
    return isId ? close + 1 : std::string_view::npos;
}

}  // namespace

ObservationOutline::ObservationOutline(std::string_view text)
{
    std::vector<int> open;  // last line of each depth above
    for (std::size_t begin = 0; begin <= text.size() && !text.empty();) {
        const std::size_t end = std::min(text.find('\n', begin), text.size());
        const std::string_view raw = text.substr(begin, end - begin);
        begin = end + 1;
        Line line;
        line.depth = std::min(raw.find_first_not_of('\t'), raw.size());
        std::string_view content = raw.substr(line.depth);
        const std::size_t space = content.find(' ');
        const std::size_t bracket =
            space != std::string_view::npos && content.substr(space).starts_with(" [")
                ? space
                : std::string_view::npos;
        if (const std::size_t after = idEnd(content, bracket); after != std::string_view::npos) {
            line.id = std::string(content.substr(bracket + 2, after - bracket - 3));
            line.text =
                std::string(content.substr(0, bracket)) + std::string(content.substr(after));
        } else {
            line.text = std::string(content);
        }
        line.isNamed = line.text.find(" '") != std::string::npos
                       || line.text.find(" \"") != std::string::npos
                       || line.text.find(" |") != std::string::npos;
        while (!open.empty() && m_lines[std::size_t(open.back())].depth >= line.depth)
            open.pop_back();
        line.parent = open.empty() ? -1 : open.back();
        open.push_back(int(m_lines.size()));
        m_lines.push_back(std::move(line));
    }
}

std::string ObservationOutline::nameOnly() const
{
    std::string text;
    for (const Line& line : m_lines) {
        if (&line != &m_lines.front()) text += '\n';
        text.append(line.depth, '\t');
        text += line.text;
    }
    return text;
}

int ObservationOutline::find(const std::string& id) const
{
    const std::string inName = "[" + id + "]";
    for (std::size_t i = 0; i < m_lines.size(); ++i)
        if (m_lines[i].id == id || m_lines[i].text.find(inName) != std::string::npos) return int(i);
    return -1;
}

std::optional<std::string> ObservationOutline::pivotal(const std::vector<std::string>& ids) const
{
    constexpr auto kTooMany = 30;
    std::vector<bool> isShown(m_lines.size(), ids.empty());
    for (const std::string& id : ids) {
        const int index = find(id);
        if (index < 0) continue;
        const Line& line = m_lines[std::size_t(index)];
        isShown[std::size_t(index)] = true;
        for (auto i = std::size_t(index) + 1; i < m_lines.size() && m_lines[i].depth > line.depth;
             ++i)
            isShown[i] = true;
        for (int above = line.parent; above >= 0; above = m_lines[std::size_t(above)].parent)
            isShown[std::size_t(above)] = true;
        for (std::size_t i = 0; i < m_lines.size(); ++i)
            if (m_lines[i].parent == line.parent && m_lines[i].isNamed) isShown[i] = true;
    }
    if (std::ranges::count(isShown, true) >= kTooMany) return std::nullopt;
    if (m_lines.empty() || !isShown[0]) return std::nullopt;
    std::string text;
    for (std::size_t i = 0; i < m_lines.size(); ++i) {
        if (!isShown[i]) continue;
        if (i > 0) text += '\n';
        text.append(m_lines[i].depth, '\t');
        text += m_lines[i].text;
    }
    return text;
}

std::vector<std::string> highlightIds(std::string_view section, bool isStrict)
{
    std::vector<std::string> ids;
    if (isStrict) {
        static const PythonPattern digits("^\\d+$");
        for (const std::string& part : pySplit(section, ",")) {
            const std::string id = pyStrip(part);
            if (digits.search(id)) ids.push_back(std::to_string(intPython(id)));
        }
        return ids;
    }
    static const PythonPattern number("\\d+");
    for (const PythonPattern::Match& match : number.findAll(section))
        if (std::ranges::find(ids, match.groups[0]) == ids.end()) ids.push_back(match.groups[0]);
    return ids;
}

}  // namespace sym
