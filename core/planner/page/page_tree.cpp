#include "core/planner/page/page_tree.h"

#include <algorithm>

#include "core/planner/language/words.h"

namespace sym {
namespace {

constexpr char kOptionSeparator = PageNode::kOptionSeparator;

/// A string in Python's notation; `at` stands on the quote and ends behind the closing one.
std::string readQuoted(std::string_view text, std::size_t& at)
{
    const char quote = text[at++];
    std::string out;
    while (at < text.size() && text[at] != quote) {
        char c = text[at++];
        if (c == '\\' && at < text.size()) {
            c = text[at++];
            if (c == 't') c = '\t';
            if (c == 'n' || c == 'r') c = ' ';
        }
        out += c;
    }
    if (at < text.size()) ++at;
    return out;
}

bool isIdText(std::string_view text)
{
    return !text.empty()
           && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

bool isRoleCharacter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '-';
}

void skipBlanks(std::string_view text, std::size_t& at)
{
    while (at < text.size() && text[at] == ' ') ++at;
}

/// "[12]" at `at`; leaves `at` alone when it is something else.
std::string readId(std::string_view text, std::size_t& at)
{
    if (at >= text.size() || text[at] != '[') return {};
    const std::size_t close = text.find(']', at);
    if (close == std::string_view::npos) return {};
    const std::string_view inner = text.substr(at + 1, close - at - 1);
    if (!isIdText(inner)) return {};
    at = close + 1;
    skipBlanks(text, at);
    return std::string(inner);
}

/// Value of a state up to its bracket: plain text, one quoted string, or several with " | "
/// between.
std::string readStateValue(std::string_view text, std::size_t& at)
{
    std::string value;
    while (at < text.size() && (text[at] == '\'' || text[at] == '"')) {
        if (!value.empty()) value += kOptionSeparator;
        value += readQuoted(text, at);
        if (text.substr(at, 3) == " | ") at += 3;
    }
    while (at < text.size() && text[at] != ']') value += text[at++];
    return value;
}

/// "[key: value]" or "key: value" as far as they go; also bare words in brackets ("[disabled]").
void readStates(std::string_view text, std::size_t& at, PageNode& node)
{
    skipBlanks(text, at);
    while (at < text.size() && text[at] == '[') {
        const std::size_t end = text.find_first_of(":]", at);
        if (end == std::string_view::npos) return;
        std::string key = folded(trimmed(text.substr(at + 1, end - at - 1)));
        at = end;
        std::string value = "true";
        if (text[at] == ':') {
            ++at;
            skipBlanks(text, at);
            value = readStateValue(text, at);
        }
        node.states.emplace_back(std::move(key), std::move(value));
        if (at < text.size()) ++at;
        skipBlanks(text, at);
    }
}

/// WebArena's own: focused: True required: False
void readBareStates(std::string_view text, std::size_t& at, PageNode& node)
{
    while (at < text.size()) {
        const std::size_t colon = text.find(": ", at);
        if (colon == std::string_view::npos) return;
        std::size_t end = text.find(' ', colon + 2);
        if (end == std::string_view::npos) end = text.size();
        node.states.emplace_back(folded(trimmed(text.substr(at, colon - at))),
                                 std::string(text.substr(colon + 2, end - colon - 2)));
        at = end;
        skipBlanks(text, at);
    }
}

/// "link [12] 'Orders' [expanded: false]" or "[12] link 'Orders' expanded: False".
/// @return where it ends; 0 when the text does not start like a node
std::size_t readNode(std::string_view text, PageNode& node)
{
    std::size_t at = 0;
    node.id = readId(text, at);
    const bool idFirst = !node.id.empty();
    const std::size_t start = at;
    while (at < text.size() && isRoleCharacter(text[at])) ++at;
    if (at == start) return 0;
    node.role = folded(text.substr(start, at - start));
    if (at < text.size() && text[at] != ' ') return 0;
    skipBlanks(text, at);
    if (node.id.empty()) node.id = readId(text, at);
    if (at < text.size() && (text[at] == '\'' || text[at] == '"'))
        node.name = readQuoted(text, at);
    else if (at < text.size() && text[at] != '[' && text[at] != '(' && node.id.empty())
        return 0;  // running text
    readStates(text, at, node);
    if (idFirst) readBareStates(text, at, node);
    return at;
}

/// Ids in "(2 more like it: [6] [7])" behind a node.
std::vector<std::string> readMore(std::string_view text)
{
    std::vector<std::string> ids;
    const std::size_t start = text.find(" more like it:");
    if (!text.starts_with('(') || start == std::string_view::npos) return ids;
    for (std::size_t at = text.find('[', start); at != std::string_view::npos;
         at = text.find('[', at + 1)) {
        std::size_t end = at;
        if (std::string id = readId(text, end); !id.empty()) ids.push_back(std::move(id));
    }
    return ids;
}

/// Cells of "| a | b |".
std::vector<std::string> splitCells(std::string_view row)
{
    std::vector<std::string> cells;
    row = trimmed(row);
    if (row.starts_with('|')) row.remove_prefix(1);
    if (row.ends_with('|')) row.remove_suffix(1);
    while (true) {
        const std::size_t bar = row.find(" |");
        cells.emplace_back(trimmed(row.substr(0, bar)));
        if (bar == std::string_view::npos) return cells;
        row.remove_prefix(bar + 2);
    }
}

class TreeBuilder {
public:
    void add(PageNode node)
    {
        while (!m_open.empty() && m_tree[std::size_t(m_open.back())].depth >= node.depth)
            m_open.pop_back();
        node.parent = m_open.empty() ? -1 : m_open.back();
        m_open.push_back(int(m_tree.size()));
        m_tree.push_back(std::move(node));
    }

    /// A row in Markdown: its cells, and what can be acted on inside them.
    void addRow(int depth, std::string_view text)
    {
        const std::vector<std::string> cells = splitCells(text);
        const bool isRule = std::all_of(cells.begin(), cells.end(), [](const std::string& cell) {
            return cell.find_first_not_of("-: ") == std::string::npos && !cell.empty();
        });
        if (isRule) {
            markHeader();
            return;
        }
        add({"row", {}, {}, {}, depth});
        m_lastRow = int(m_tree.size()) - 1;
        for (const std::string& cell : cells) addCell(depth + 1, cell, "cell");
    }

    /// "row [5] [selected: true] | a | b": cells behind bars.
    void addBarRow(PageNode row, std::string_view cells, const std::string& cellRole)
    {
        const int depth = row.depth;
        add(std::move(row));
        for (const std::string& cell : splitCells(cells)) addCell(depth + 1, cell, cellRole);
    }

    PageTree finish()
    {
        for (std::size_t i = 0; i < m_tree.size(); ++i) {
            m_tree[i].end = int(i) + 1;
            for (int up = m_tree[i].parent; up >= 0; up = m_tree[std::size_t(up)].parent)
                m_tree[std::size_t(up)].end = int(i) + 1;
        }
        return std::move(m_tree);
    }

private:
    /// Plain text and elements ("View, link [3] 'Order'") in any order.
    void addCell(int depth, std::string_view cell, const std::string& role)
    {
        add({role, {}, {}, {}, depth});
        const int index = int(m_tree.size()) - 1;
        std::string own;
        for (std::size_t at = 0; at < cell.size();) {
            const bool wordStart = at == 0 || !isRoleCharacter(cell[at - 1]);
            PageNode inner;
            const std::size_t length =
                wordStart && isRoleCharacter(cell[at]) ? readNode(cell.substr(at), inner) : 0;
            if (length > 0 && !inner.id.empty()) {
                inner.depth = depth + 1;
                inner.name = squeezed(inner.name);
                add(std::move(inner));
                at += length;
            } else {
                own += cell[at++];
            }
        }
        own = squeezed(own);
        while (!own.empty() && (own.back() == ',' || own.back() == ' ' || own == "()"))
            own.pop_back();
        while (own.starts_with(",") || own.starts_with(" ")) own.erase(0, 1);
        m_tree[std::size_t(index)].name = own;
    }

    /// The row before the rule of a Markdown table holds its headers.
    void markHeader()
    {
        if (m_lastRow < 0) return;
        for (std::size_t i = std::size_t(m_lastRow) + 1; i < m_tree.size(); ++i)
            if (m_tree[i].role == "cell") m_tree[i].role = "columnheader";
    }

    PageTree m_tree;
    std::vector<int> m_open;
    int m_lastRow = -1;
};

/// "[7] 'A' [selected: False]; [8] 'B' [selected: True]" in the name of a list of choices.
void addOptions(TreeBuilder& builder, const PageNode& list, std::string_view text)
{
    while (!text.empty()) {
        std::size_t next = text.find("; [");
        PageNode option;
        std::size_t at = 0;
        const std::string_view part = text.substr(0, next);
        option.role = "option";
        option.id = readId(part, at);
        if (at < part.size() && (part[at] == '\'' || part[at] == '"'))
            option.name = readQuoted(part, at);
        readStates(part, at, option);
        option.depth = list.depth + 1;
        if (!option.name.empty()) builder.add(std::move(option));
        if (next == std::string_view::npos) return;
        text.remove_prefix(next + 2);
    }
}

}  // namespace

std::string_view PageNode::state(std::string_view key) const
{
    for (const auto& [word, value] : states)
        if (word == key) return value;
    return {};
}

bool PageNode::isSet(std::string_view key) const
{
    return folded(state(key)) == "true";
}

PageTree readPageTree(std::string_view observation)
{
    TreeBuilder builder;
    while (!observation.empty()) {
        const std::size_t end = std::min(observation.find('\n'), observation.size());
        std::string_view line = observation.substr(0, end);
        observation.remove_prefix(std::min(end + 1, observation.size()));
        int depth = 0;
        while (line.starts_with('\t')) {
            line.remove_prefix(1);
            ++depth;
        }
        line = trimmed(line);
        if (line.empty()) continue;

        PageNode node;
        node.depth = depth;
        const std::size_t bar = line.find(" |");
        if ((line.starts_with("row ") || line.starts_with("header "))
            && bar != std::string_view::npos && readNode(line.substr(0, bar), node) == bar
            && node.name.empty()) {
            const std::string cellRole = node.role == "header" ? "columnheader" : "cell";
            node.role = "row";
            builder.addBarRow(std::move(node), line.substr(bar + 1), cellRole);
            continue;
        }
        node = {};
        node.depth = depth;
        const std::size_t length = readNode(line, node);
        if (length == 0) {
            node = {"text", {}, std::string(line), {}, depth};
            builder.add(std::move(node));
            continue;
        }
        const bool isTableRow = node.role == "row" || node.role == "layouttablerow";
        if (isTableRow && trimmed(node.name).starts_with('|')) {
            builder.addRow(depth, node.name);
            continue;
        }
        node.name = squeezed(node.name);
        if (node.role == "statictext" || node.role == "labeltext") node.role = "text";
        if (node.role == "gridcell") node.role = "cell";
        const bool lists = node.role == "combobox" || node.role == "listbox" || node.role == "menu"
                           || node.role == "menulistpopup";
        const std::size_t options = lists ? node.name.find("[") : std::string::npos;
        if (options == std::string::npos || node.name.find("] '", options) == std::string::npos) {
            builder.add(node);
            for (std::string& id : readMore(line.substr(length))) {
                node.id = std::move(id);
                builder.add(node);
            }
            continue;
        }
        const std::string text = node.name.substr(options);
        node.name = squeezed(node.name.substr(0, options));
        while (!node.name.empty() && (node.name.back() == ':' || node.name.back() == ' '))
            node.name.pop_back();
        const PageNode list = node;
        builder.add(std::move(node));
        addOptions(builder, list, text);
    }
    return builder.finish();
}

std::string textBelow(const PageTree& tree, int index)
{
    std::string text;
    std::string last;
    for (int i = index; i < tree[std::size_t(index)].end; ++i) {
        const std::string& name = tree[std::size_t(i)].name;
        if (name.empty() || name == last) continue;
        if (!text.empty()) text += ' ';
        text += name;
        last = name;
    }
    return text;
}

}  // namespace sym
