#include "core/observation/symbiont_text.h"

#include <algorithm>

#include "core/observation/node_tree.h"
#include "core/observation/symbiont_items.h"
#include "core/observation/webarena_text.h"
#include "core/text/python_text.h"

namespace sym {
namespace {

using Kind = SymbiontItem::Kind;
using Items = std::vector<SymbiontItem>;

constexpr std::size_t kMaxLines = 5'000;
constexpr int kMaxInRow = 30;  ///< elements in a table row that still make one line
constexpr std::size_t kShortestRun = 3;

class Printer {
public:
    explicit Printer(const AxTree& tree) : m_tree(tree) {}

    void printPage(const SymbiontPage& page, std::string_view dialogMessage)
    {
        std::string line = "RootWebArea";
        const std::string title = tidyText(
            m_tree.nodes.empty() ? m_tree.title : m_tree.nodes.front().name.value_or(m_tree.title));
        if (!title.empty()) line.append(" ").append(pyRepr(title));
        if (!dialogMessage.empty())
            line.append(" [dialog message: ").append(pyRepr(tidyText(dialogMessage))).append("]");
        addLine(0, line);
        printItems(page.items, 1);
        if (page.behindDialog > 0)
            addLine(1, "(behind the dialog: " + std::to_string(page.behindDialog) + " elements)");
        if (m_dropped > 0)
            addLine(1, "(" + std::to_string(m_dropped) + " more lines)", Limit::Ignored);
    }

    ObservationText take() { return std::move(m_out); }

private:
    enum class Limit { Kept, Ignored };

    void addLine(std::size_t depth, std::string_view line, Limit limit = Limit::Kept)
    {
        if (limit == Limit::Kept && m_lines >= kMaxLines) {
            ++m_dropped;
            return;
        }
        if (m_lines++ > 0) m_out.text += '\n';
        m_out.text.append(depth, '\t');
        m_out.text += line;
    }

    void addElement(const SymbiontItem& item)
    {
        if (m_lines >= kMaxLines) return;
        const AxNode& node = m_tree.nodes[std::size_t(item.source)];
        m_out.elements.push_back({.id = node.nodeId,
                                  .role = item.role,
                                  .name = item.name,
                                  .states = elementStates(node),
                                  .rectangle = node.bounds});
    }

    const std::string& id(const SymbiontItem& item) const
    {
        return m_tree.nodes[std::size_t(item.source)].nodeId;
    }

    std::string lineOf(const SymbiontItem& item) const
    {
        std::string text = item.role;
        if (item.isInteractive) text.append(" [").append(id(item)).append("]");
        const std::string name = item.kind == Kind::Text ? tidyText(item.name) : item.name;
        if (!name.empty()) text.append(" ").append(pyRepr(name));
        return text.append(item.states);
    }

    /// Whether the item is the label of the control next to it.
    static bool isLabel(const Items& items, std::size_t i)
    {
        if (items[i].kind != Kind::Text) return false;
        const std::string text = tidyText(items[i].name);
        const auto names = [&](std::size_t k) {
            return k < items.size() && items[k].isInteractive && items[k].name == text;
        };
        return text.empty() || names(i + 1) || (i > 0 && names(i - 1));
    }

    static bool isEqual(const SymbiontItem& left, const SymbiontItem& right)
    {
        return left.items.empty() && right.items.empty() && left.kind == right.kind
               && left.role == right.role && left.name == right.name && left.states == right.states
               && left.isInteractive == right.isInteractive && left.kind != Kind::Row;
    }

    void printItems(const Items& items, std::size_t depth)
    {
        for (std::size_t i = 0; i < items.size();) {
            std::size_t end = i + 1;
            while (end < items.size() && isEqual(items[i], items[end])) ++end;
            if (end - i >= kShortestRun) {
                printRun(items, i, end, depth);
                i = end;
                continue;
            }
            if (!isLabel(items, i)) printItem(items[i], depth);
            ++i;
        }
    }

    /// Equal siblings on one line; those that can be acted on keep their ids.
    void printRun(const Items& items, std::size_t begin, std::size_t end, std::size_t depth)
    {
        const SymbiontItem& first = items[begin];
        if (first.kind == Kind::Text && tidyText(first.name).empty()) return;
        std::string text = lineOf(first);
        if (!first.isInteractive) {
            addLine(depth, text + " (" + std::to_string(end - begin) + " times)");
            return;
        }
        text += " (" + std::to_string(end - begin - 1) + " more like it:";
        addElement(first);
        for (std::size_t i = begin + 1; i < end; ++i) {
            text += " [" + id(items[i]) + "]";
            addElement(items[i]);
        }
        addLine(depth, text + ")");
    }

    void printItem(const SymbiontItem& item, std::size_t depth)
    {
        if (item.kind == Kind::Text && tidyText(item.name).empty()) return;
        if (item.kind == Kind::Row && interactiveInside(item.items) <= kMaxInRow) {
            printRow(item, depth);
            return;
        }
        if (item.kind == Kind::Cell && !item.isInteractive) {  // a cell outside of a row
            if (item.items.empty() && !item.name.empty())
                addLine(depth, "text " + pyRepr(item.name));
            printItems(item.items, depth);
            return;
        }
        if (item.isInteractive) addElement(item);
        addLine(depth, lineOf(item));
        printItems(item.items, depth + 1);
    }

    void printRow(const SymbiontItem& row, std::size_t depth)
    {
        const bool isHeader =
            !row.items.empty() && std::ranges::all_of(row.items, [](const SymbiontItem& cell) {
                return cell.role == "columnheader";
            });
        std::string text = isHeader ? "header" : "row";
        if (row.isInteractive) {
            text += " [" + id(row) + "]";
            addElement(row);
        }
        text += row.states;
        bool isBlank = true;
        for (const SymbiontItem& cell : row.items) {
            const std::string content = cellText(cell);
            isBlank = isBlank && content.empty();
            text += content.empty() ? " |" : " | " + content;
        }
        if (!isBlank || row.isInteractive) addLine(depth, text);
    }

    std::string cellText(const SymbiontItem& cell)
    {
        if (cell.kind != Kind::Cell) return inlineText({cell});
        if (!cell.isInteractive) return cell.items.empty() ? cell.name : inlineText(cell.items);
        addElement(cell);
        std::string text = lineOf(cell);
        if (const std::string inside = inlineText(cell.items); !inside.empty())
            text += " (" + inside + ")";
        return text;
    }

    /// Items in a row, plain text as it is, everything else as on a line of its own.
    std::string inlineText(const Items& items)
    {
        std::string text;
        for (std::size_t i = 0; i < items.size(); ++i) {
            if (isLabel(items, i)) continue;
            const SymbiontItem& item = items[i];
            std::string part;
            if (item.kind == Kind::Text) {
                part = tidyText(item.name);
            } else if (item.isInteractive) {
                addElement(item);
                part = lineOf(item);
            } else if (item.kind == Kind::Container && item.role != "heading"
                       && item.role != "listitem") {
                part = lineOf(item);
            } else {
                part = item.name + item.states;
            }
            const std::string inside = inlineText(item.items);
            if (!inside.empty() && item.kind != Kind::Text)
                part = part.empty() ? inside : part + " (" + inside + ")";
            if (part.empty()) continue;
            if (!text.empty()) text += ", ";
            text += part;
        }
        return text;
    }

    const AxTree& m_tree;
    ObservationText m_out;
    std::size_t m_lines = 0;
    std::size_t m_dropped = 0;
};

}  // namespace

ObservationText writeSymbiontText(const AxTree& tree, ViewportFilter filter,
                                  std::string_view dialogMessage)
{
    const NodeTree nodes(tree, filter, viewportThreshold(TextRules::WebArena));
    Printer printer(tree);
    printer.printPage(symbiontItems(nodes), dialogMessage);
    ObservationText out = printer.take();
    out.formatVersion = kSymbiontTextVersion;
    return out;
}

}  // namespace sym
