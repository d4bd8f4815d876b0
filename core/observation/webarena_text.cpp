#include "core/observation/webarena_text.h"

#include <span>

#include "core/observation/node_tree.h"
#include "core/text/python_text.h"

namespace sym {
namespace {

constexpr std::string_view kStaticText = "] StaticText ";

std::string nodeLine(const AxNode& node, int depth)
{
    std::string line(std::size_t(depth), '\t');
    line += '[';
    line += node.nodeId;
    line += "] ";
    line += *node.role;
    line += ' ';
    line += pyRepr(*node.name);
    for (const auto& [name, value] : node.properties) {
        if (isIgnoredProperty(name)) continue;
        line += ' ';
        line += name;
        line += ": ";
        line += pyStr(value);
    }
    return line;
}

/// Whether the line says "statictext", however capitalised.
bool mentionsStaticText(std::string_view line)
{
    constexpr std::string_view kWord = "statictext";
    const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? char(c + 32) : c; };
    const auto found = std::ranges::search(line, kWord, {}, lower);
    return !found.empty();
}

/// Whether `[digits` ends right before `end`; digits of any script, as in `\[\d+`.
bool endsWithId(std::string_view line, std::size_t end)
{
    std::size_t begin = end;
    bool hasDigit = false;
    while (begin > 0) {
        std::size_t at = begin - 1;
        while (at > 0 && (static_cast<unsigned char>(line[at]) & 0xC0) == 0x80) --at;
        const std::u32string character = toCodePoints(line.substr(at, begin - at));
        if (line[at] == '[') return hasDigit;
        if (character.size() != 1 || !isPyDigit(character[0])) return false;
        hasDigit = true;
        begin = at;
    }
    return false;
}

std::size_t characterLength(std::string_view text, std::size_t at)
{
    std::size_t length = 1;
    while (at + length < text.size()
           && (static_cast<unsigned char>(text[at + length]) & 0xC0) == 0x80)
        ++length;
    return length;
}

/// WebArena: what follows "[id] StaticText " without its first and last character, be they quotes
/// or not; empty when there is nothing.
std::string_view webArenaContent(std::string_view line)
{
    for (std::size_t at = line.find(kStaticText); at != std::string_view::npos;
         at = line.find(kStaticText, at + 1)) {
        const std::string_view content = line.substr(at + kStaticText.size());
        if (content.empty() || !endsWithId(line, at)) continue;
        const std::size_t first = characterLength(content, 0);
        std::size_t last = content.size() - 1;
        while (last > 0 && (static_cast<unsigned char>(content[last]) & 0xC0) == 0x80) --last;
        return last > first ? content.substr(first, last - first) : std::string_view();
    }
    return {};
}

/// AgentOccam: what follows in single quotes; a text in double quotes is not found.
std::string_view agentOccamContent(std::string_view line)
{
    for (std::size_t at = line.find(kStaticText); at != std::string_view::npos;
         at = line.find(kStaticText, at + 1)) {
        const std::string_view content = line.substr(at + kStaticText.size());
        if (!content.starts_with('\'') || !endsWithId(line, at)) continue;
        const std::size_t close = content.find('\'', 1);
        if (close != std::string_view::npos && close > 1) return content.substr(1, close - 1);
    }
    return {};
}

/// Drops text that one of the three lines kept before it has already.
void appendClean(std::vector<std::string>& lines, std::string line, TextRules rules)
{
    constexpr std::size_t kLooksBack = 3;
    if (mentionsStaticText(line)) {
        const std::string_view content =
            rules == TextRules::WebArena ? webArenaContent(line) : agentOccamContent(line);
        if (content.empty()) return;
        const std::span<const std::string> previous(
            lines.data() + lines.size() - std::min(kLooksBack, lines.size()),
            std::min(kLooksBack, lines.size()));
        for (const std::string& kept : previous)
            if (kept.find(content) != std::string::npos) return;
    }
    lines.push_back(std::move(line));
}

}  // namespace

double viewportThreshold(TextRules rules)
{
    return rules == TextRules::WebArena ? 0.6 : 0.8;
}

FlatText writeFlatText(const AxTree& tree, TextRules rules, ViewportFilter filter)
{
    const NodeTree nodes(tree, filter, viewportThreshold(rules));
    FlatText out;
    out.nodeCount = nodes.size();
    std::vector<std::string> lines;
    for (const PrintedNode& printed : printedNodes(nodes)) {
        if (printed.isRegistered) out.registered.push_back(printed.source);
        const std::string line = nodeLine(nodes.node(printed.source), printed.depth);
        // a property may hold line feeds; what follows them counts as lines of its own
        for (std::size_t begin = 0; begin <= line.size();) {
            const std::size_t end = std::min(line.find('\n', begin), line.size());
            appendClean(lines, line.substr(begin, end - begin), rules);
            begin = end + 1;
        }
    }
    if (lines.empty()) return out;
    std::size_t size = 0;
    for (const std::string& line : lines) size += line.size() + 1;
    out.text.reserve(size);
    for (const std::string& line : lines) {
        if (!out.text.empty() || &line != &lines.front()) out.text += '\n';
        out.text += line;
    }
    return out;
}

}  // namespace sym
