#include <algorithm>
#include <map>

#include "core/planner/language/words.h"
#include "core/planner/page/page.h"

namespace sym {
namespace {

constexpr std::size_t kFewestRecords = 2;

bool isHeaderRow(const PageTree& tree, int row)
{
    int headers = 0, cells = 0;
    for (int i = row + 1; i < tree[std::size_t(row)].end; ++i) {
        headers += tree[std::size_t(i)].role == "columnheader";
        cells += tree[std::size_t(i)].role == "cell";
    }
    return headers > 0 && headers >= cells;
}

std::vector<std::string> cellTexts(const PageTree& tree, int row)
{
    std::vector<std::string> texts;
    for (int i = row + 1; i < tree[std::size_t(row)].end;) {
        texts.push_back(textBelow(tree, i));
        i = tree[std::size_t(i)].end;
    }
    return texts;
}

/// Everything between two nodes, and the name of its first link or heading.
void fillTexts(const PageTree& tree, Record& record)
{
    std::string last;
    for (int i = record.begin; i < record.end; ++i) {
        const PageNode& node = tree[std::size_t(i)];
        if (node.name.empty() || node.name == last) continue;
        last = node.name;
        if (!record.text.empty()) record.text += ' ';
        record.text += node.name;
        if (record.headers.empty() && node.role != "cell") record.cells.push_back(node.name);
        const bool isFileName = node.name.ends_with(".html") || node.name.ends_with(".jpg")
                                || node.name.ends_with(".png");
        const bool names =
            node.role == "heading" || (node.role == "link" && node.name.size() > 2 && !isFileName);
        if (names && record.title.empty()) record.title = node.name;
    }
}

/// Rows of tables. A header row gives their columns names.
void addTableRows(const PageTree& tree, std::vector<Record>& records)
{
    std::map<int, std::vector<std::string>> headersByParent;
    for (int i = 0; i < int(tree.size()); ++i) {
        const PageNode& node = tree[std::size_t(i)];
        if (node.role != "row" || node.end == i + 1) continue;
        int parent = node.parent;
        while (parent >= 0 && tree[std::size_t(parent)].role == "rowgroup")
            parent = tree[std::size_t(parent)].parent;
        if (isHeaderRow(tree, i)) {
            headersByParent[parent] = cellTexts(tree, i);
            continue;
        }
        Record record;
        record.begin = i;
        record.end = node.end;
        record.group = parent + 1;
        record.cells = cellTexts(tree, i);
        const auto& headers = headersByParent[parent];
        if (headers.size() == record.cells.size()) record.headers = headers;
        std::vector<std::string> cells = record.cells;
        fillTexts(tree, record);
        record.cells = std::move(cells);
        if (record.title.empty() && !record.cells.empty()) record.title = record.cells.front();
        records.push_back(std::move(record));
    }
}

bool isItem(const PageNode& node)
{
    return node.role == "listitem" || node.role == "article" || node.role == "treeitem"
           || node.role == "group" || node.role == "region" || node.role == "figure"
           || node.role == "generic" || node.role == "section";
}

/// Children of one parent that are items with something inside. What stands between two of them
/// (a heading) starts another list.
bool addItems(const PageTree& tree, const std::vector<int>& children, std::vector<Record>& records)
{
    bool added = false;
    for (std::size_t i = 0; i < children.size();) {
        const std::string& role = tree[std::size_t(children[i])].role;
        std::size_t end = i;
        while (end < children.size() && isItem(tree[std::size_t(children[end])])
               && tree[std::size_t(children[end])].role == role)
            ++end;
        const std::size_t filled = std::size_t(
            std::count_if(children.begin() + long(i), children.begin() + long(end),
                          [&](int item) { return tree[std::size_t(item)].end > item + 1; }));
        for (std::size_t k = i; k < end && filled >= kFewestRecords; ++k) {
            const int item = children[k];
            if (tree[std::size_t(item)].end == item + 1) continue;
            added = true;
            Record record;
            record.begin = item;
            record.end = tree[std::size_t(item)].end;
            record.group = children[i] + 1;
            fillTexts(tree, record);
            records.push_back(std::move(record));
        }
        i = std::max(end, i + 1);
    }
    return added;
}

/// Roles of a stretch of siblings, to compare stretches by.
std::string signatureOf(const PageTree& tree, const std::vector<int>& children, std::size_t from,
                        std::size_t to)
{
    std::string signature;
    for (std::size_t i = from; i < to; ++i) signature += tree[std::size_t(children[i])].role + ' ';
    return signature;
}

/// Cards that lost their frames: a heading or link, then what belongs to it, again and again. A
/// card may have a part more or less than its neighbour.
void addRepetitions(const PageTree& tree, int parent, const std::vector<int>& children,
                    std::vector<Record>& records)
{
    for (const std::string_view anchor : {"heading", "link", "clickable"}) {
        std::vector<std::size_t> at;
        for (std::size_t i = 0; i < children.size(); ++i)
            if (tree[std::size_t(children[i])].role == anchor) at.push_back(i);
        if (at.size() < kFewestRecords) continue;

        const auto endOf = [&](std::size_t k) {
            return k + 1 < at.size() ? at[k + 1] : children.size();
        };
        const auto isAlike = [&](std::size_t left, std::size_t right) {
            const std::size_t l = endOf(left) - at[left], r = endOf(right) - at[right];
            if (l < 2 || r < 2) return false;
            const std::size_t shared = std::min(l, r);
            return shared * 2 >= std::max(l, r)
                   && signatureOf(tree, children, at[left],
                                  at[left] + std::min<std::size_t>(shared, 2))
                          == signatureOf(tree, children, at[right],
                                         at[right] + std::min<std::size_t>(shared, 2));
        };
        bool added = false;
        for (std::size_t first = 0; first < at.size();) {
            std::size_t last = first;
            // the last card of the list runs into what follows: it is cut to its neighbour's length
            while (last + 1 < at.size()
                   && (isAlike(last, last + 1)
                       || (last > first && endOf(last + 1) - at[last + 1] >= 2
                           && signatureOf(tree, children, at[last], at[last] + 2)
                                  == signatureOf(tree, children, at[last + 1], at[last + 1] + 2))))
                ++last;
            if (last > first) {
                added = true;
                for (std::size_t k = first; k <= last; ++k) {
                    std::size_t end = endOf(k);
                    if (k == last) end = std::min(end, at[k] + (endOf(k - 1) - at[k - 1]));
                    Record record;
                    record.begin = children[at[k]];
                    record.end = tree[std::size_t(children[end - 1])].end;
                    record.group = record.begin >= 0 ? children[at[first]] + 1 : parent + 1;
                    fillTexts(tree, record);
                    records.push_back(std::move(record));
                }
            }
            first = last + 1;
        }
        if (added) return;
    }
}

}  // namespace

std::vector<Record> findRecords(const PageTree& tree)
{
    std::vector<Record> records;
    addTableRows(tree, records);

    std::map<int, std::vector<int>> childrenOf;
    for (int i = 0; i < int(tree.size()); ++i) childrenOf[tree[std::size_t(i)].parent].push_back(i);
    for (const auto& [parent, children] : childrenOf) {
        if (children.size() < kFewestRecords) continue;
        if (parent >= 0) {
            const std::string& role = tree[std::size_t(parent)].role;
            if (role == "row" || role == "table" || role == "combobox" || role == "rowgroup")
                continue;
        }
        if (!addItems(tree, children, records)) addRepetitions(tree, parent, children, records);
    }
    // the innermost record of a node comes last, so that it is the one that counts
    std::stable_sort(records.begin(), records.end(), [](const Record& left, const Record& right) {
        return left.end - left.begin > right.end - right.begin;
    });
    return records;
}

}  // namespace sym
