#include <algorithm>
#include <optional>

#include "core/observation/occam_tree.h"
#include "core/text/python_text.h"

// AgentOccam's layout of description lists, tables and layout tables. A table that does not have
// the shape it expects stays as it is from where it noticed (it catches its own exception).

namespace sym {
namespace {

void collectVisibleLines(const OccamTree& tree, int index, std::vector<std::string>& lines)
{
    if (tree.at(index).isVisible)
        lines.push_back(pyStrip(occamLine(tree.at(index), OccamPrint::Concise)));
    for (const int child : tree.at(index).children) collectVisibleLines(tree, child, lines);
}

void hideSubtree(OccamTree& tree, int index)
{
    tree.at(index).isVisible = false;
    for (const int child : tree.at(index).children) hideSubtree(tree, child);
}

/// Appends the later details of a term to it. Upstream does so after each detail, so the first of
/// two is there twice.
void appendDetails(OccamTree& tree, const std::vector<int>& termAndDetails)
{
    if (termAndDetails.size() < 2) return;
    std::string details;
    for (std::size_t i = 1; i < termAndDetails.size(); ++i) {
        if (i > 1) details += "; ";
        details += tree.at(termAndDetails[i]).name;
        tree.at(termAndDetails[i]).isVisible = false;
    }
    tree.at(termAndDetails.front()).name += ": " + details;
}

/// Pulls the content of a cell into its name.
void mergeCell(OccamTree& tree, int index)
{
    const OccamNode& cell = tree.at(index);
    const bool isCell = cell.role == "gridcell" || cell.role == "columnheader"
                        || cell.role == "rowheader" || cell.role == "LayoutTableCell";
    if (!isCell || !cell.isVisible) return;
    std::vector<std::string> lines;
    collectVisibleLines(tree, index, lines);
    if (lines.size() == 1) return;
    std::string name = cell.name;
    for (std::size_t i = 1; i < lines.size(); ++i) {
        if (i > 1 || !name.empty()) name += '\t';
        name += lines[i];
    }
    hideSubtree(tree, index);
    tree.at(index).name = std::move(name);
    tree.at(index).isVisible = true;
}

void mergeCellsOf(OccamTree& tree, int row)
{
    for (const int cell : tree.visibleChildren(row)) mergeCell(tree, cell);
}

std::string rowText(const std::vector<std::string>& cells)
{
    std::string text = "| ";
    for (std::size_t i = 0; i < cells.size(); ++i) {
        if (i > 0) text += " | ";
        text += cells[i];
    }
    return text + " |";
}

/// Rows being laid out again; fails (nothing) where upstream raises.
class TableLayout {
public:
    explicit TableLayout(OccamTree& tree) : m_tree(tree) {}

    void run(int table)
    {
        std::vector<int> done;
        std::vector<int> rows;
        bool isRowHeaderRun = false;
        for (const int child : std::vector<int>(m_tree.at(table).children)) {
            if (m_tree.at(child).role == "row") {
                mergeCellsOf(m_tree, child);
                const std::string first = firstRole(child);
                if (hasColumnHeader(child)) {
                    rows = {child};  // rows read so far are lost, as upstream loses them
                    isRowHeaderRun = false;
                } else if (first == "rowheader") {
                    if (!isRowHeaderRun) {
                        if (!appendRows(done, rows)) return;
                        rows.clear();
                    }
                    rows.push_back(child);
                    isRowHeaderRun = true;
                } else if (first == "gridcell") {
                    rows.push_back(child);
                    isRowHeaderRun = false;
                } else {
                    return;
                }
                continue;
            }
            if (!appendRows(done, rows)) return;
            if (m_tree.at(child).role == "rowgroup" && !layOutGroup(child)) return;
            done.push_back(child);
            rows.clear();
        }
        if (appendRows(done, rows)) m_tree.at(table).children = std::move(done);
    }

private:
    bool layOutGroup(int group)
    {
        for (const int row : m_tree.visibleChildren(group)) mergeCellsOf(m_tree, row);
        const std::vector<int> old = m_tree.at(group).children;
        std::vector<int> rows;
        if (!appendRows(rows, old)) return false;
        m_tree.at(group).children = std::move(rows);
        return true;
    }

    bool hasColumnHeader(int row) const
    {
        return std::ranges::any_of(m_tree.at(row).children, [&](int cell) {
            return m_tree.at(cell).role == "columnheader";
        });
    }

    std::string firstRole(int row) const
    {
        const std::vector<int>& cells = m_tree.at(row).children;
        return cells.empty() ? std::string() : m_tree.at(cells.front()).role;
    }

    std::vector<std::string> cellNames(int row) const
    {
        std::vector<std::string> names;
        for (const int cell : m_tree.at(row).children) names.push_back(m_tree.at(cell).name);
        return names;
    }

    void addRow(std::vector<int>& done, int like, std::string name)
    {
        OccamNode row;
        row.id = m_tree.at(like).id;
        row.role = "row";
        row.name = std::move(name);
        row.depth = m_tree.at(like).depth;
        done.push_back(int(m_tree.nodes.size()));
        m_tree.nodes.push_back(std::move(row));
    }

    /// @return false where upstream raises; `done` is then to be thrown away
    bool appendRows(std::vector<int>& done, const std::vector<int>& rows)
    {
        if (rows.empty()) return true;
        const int first = rows.front();
        const bool hasHeader = hasColumnHeader(first);
        const std::string role = firstRole(first);
        if (!hasHeader && role != "rowheader" && role != "gridcell") return false;
        if (std::ranges::any_of(done, [&](int index) { return m_tree.at(index).isVisible; }))
            addRow(done, first, {});
        if (!hasHeader && role == "rowheader") return appendTransposed(done, rows);
        for (const int row : rows) {
            const std::vector<std::string> names = cellNames(row);
            addRow(done, row, rowText(names));
            if (hasHeader && row == first && rows.size() > 1)
                addRow(done, row, rowText(std::vector<std::string>(names.size(), "---")));
        }
        return true;
    }

    bool appendTransposed(std::vector<int>& done, const std::vector<int>& rows)
    {
        std::vector<std::string> titles;
        std::vector<std::string> values;
        for (const int row : rows) {
            const std::vector<std::string> names = cellNames(row);
            if (names.size() < 2) return false;
            titles.push_back(names[0]);
            values.push_back(names[1]);
        }
        addRow(done, rows.front(), rowText(titles));
        addRow(done, rows.front(), rowText(std::vector<std::string>(titles.size(), "---")));
        addRow(done, rows.front(), rowText(values));
        return true;
    }

    OccamTree& m_tree;
};

/// Layout tables: neighbouring texts become one, rows become one line.
class LayoutTable {
public:
    explicit LayoutTable(OccamTree& tree) : m_tree(tree) {}

    void run(int index)
    {
        if (m_tree.at(index).children.empty()) return;
        for (const int child : std::vector<int>(m_tree.at(index).children)) run(child);
        m_tree.at(index).children = merged(m_tree.at(index).children);
        const std::vector<int> visible = m_tree.visibleChildren(index);
        if (visible.size() == 1 && isText(visible.front()) && isText(index)) {
            m_tree.at(index).name += "\t" + m_tree.at(visible.front()).name;
            m_tree.at(visible.front()).isVisible = false;
        }
        if (m_tree.at(index).role == "LayoutTableRow") layOutRow(index);
    }

private:
    bool isText(int index) const
    {
        const std::string& role = m_tree.at(index).role;
        return role == "LayoutTableCell" || role == "StaticText" || role == "generic"
               || role == "text";
    }

    std::vector<int> merged(const std::vector<int>& nodes)
    {
        std::vector<int> out;
        int current = nodes.front();
        for (std::size_t i = 1; i < nodes.size(); ++i) {
            OccamNode& first = m_tree.at(current);
            OccamNode& second = m_tree.at(nodes[i]);
            if (first.isVisible && isText(current) && second.isVisible && isText(nodes[i])) {
                first.role = "text";
                first.name += " " + second.name;
                second.isVisible = false;
            } else {
                out.push_back(current);
                current = nodes[i];
            }
        }
        out.push_back(current);
        return out;
    }

    void layOutRow(int row)
    {
        std::vector<std::string> names;
        for (const int cell : m_tree.at(row).children) {
            OccamNode& node = m_tree.at(cell);
            if (!node.isVisible) continue;
            for (const int child : node.children)
                if (m_tree.at(child).isVisible)
                    node.name += "\t" + pyStrip(occamLine(m_tree.at(child), OccamPrint::Concise));
            node.children.clear();
            names.push_back(node.name);
            node.isVisible = false;
        }
        m_tree.at(row).name = rowText(names);
    }

    OccamTree& m_tree;
};

}  // namespace

void mergeDescriptionList(OccamTree& tree, int index)
{
    if (!tree.at(index).isVisible || tree.at(index).role != "DescriptionList") return;
    const std::vector<int> children = tree.visibleChildren(index);
    for (const int child : children) {
        const std::vector<int> content = tree.visibleChildren(child);
        OccamNode& detail = tree.at(child);
        if (detail.role != "DescriptionListDetail" || !detail.name.empty() || content.size() != 1)
            continue;
        detail.name = pyStrip(occamLine(tree.at(content.front()), OccamPrint::Concise));
        tree.at(content.front()).isVisible = false;
    }
    std::vector<int> buffer;
    for (const int child : children) {
        const bool isLeaf = tree.allChildrenHidden(child);
        const std::string& role = tree.at(child).role;
        if (role == "DescriptionListTerm" && isLeaf) {
            appendDetails(tree, buffer);
            buffer = {child};
        } else if (role == "DescriptionListDetail" && isLeaf && !buffer.empty()) {
            buffer.push_back(child);
        } else if (role == "DescriptionListDetail" && !isLeaf) {
            buffer.clear();
        } else {
            appendDetails(tree, buffer);
            buffer.clear();
        }
        appendDetails(tree, buffer);
    }
}

void reformatTable(OccamTree& tree, int index)
{
    if (!tree.at(index).isVisible) return;
    if (tree.at(index).role == "table") TableLayout(tree).run(index);
    if (tree.at(index).role == "LayoutTable") LayoutTable(tree).run(index);
}

}  // namespace sym
