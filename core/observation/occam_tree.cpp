#include "core/observation/occam_tree.h"

#include <algorithm>
#include <array>

#include "core/observation/node_tree.h"
#include "core/observation/webarena_text.h"
#include "core/text/python_text.h"

namespace sym {

bool OccamTree::allChildrenHidden(int index) const
{
    return std::ranges::none_of(at(index).children, [&](int child) { return at(child).isVisible; });
}

std::vector<int> OccamTree::visibleChildren(int index) const
{
    std::vector<int> visible;
    for (const int child : at(index).children)
        if (at(child).isVisible) visible.push_back(child);
    return visible;
}

bool isUninteractiveRole(std::string_view role)
{
    static constexpr std::array<std::string_view, 22> kRoles = {"StaticText",
                                                                "LabelText",
                                                                "main",
                                                                "heading",
                                                                "LayoutTable",
                                                                "tabpanel",
                                                                "LayoutTableRow",
                                                                "LayoutTableCell",
                                                                "time",
                                                                "list",
                                                                "contentinfo",
                                                                "table",
                                                                "row",
                                                                "rowheader",
                                                                "columnheader",
                                                                "gridcell",
                                                                "caption",
                                                                "DescriptionList",
                                                                "DescriptionListTerm",
                                                                "DescriptionListDetail",
                                                                "RootWebArea",
                                                                "rowgroup"};
    return role == "alert" || std::ranges::find(kRoles, role) != kRoles.end();
}

OccamTree buildOccamTree(const AxTree& tree, ViewportFilter filter, std::string_view dialogMessage)
{
    const NodeTree nodes(tree, filter, viewportThreshold(TextRules::AgentOccam));
    const std::vector<PrintedNode> printed = printedNodes(nodes);
    OccamTree out;
    out.nodes.reserve(printed.size());
    std::vector<int> position(printed.size(), -1);
    for (std::size_t i = 0; i < printed.size(); ++i) {
        const PrintedNode& entry = printed[i];
        if (!entry.isRegistered) continue;
        const int parent = entry.parent < 0 ? -1 : position[std::size_t(entry.parent)];
        if (parent < 0 && !out.nodes.empty()) continue;  // beside the root: upstream loses it
        const AxNode& source = nodes.node(entry.source);
        OccamNode node;
        node.id = source.nodeId;
        node.role = *source.role;
        node.name = *source.name;
        node.depth = entry.depth;
        node.parent = parent;
        for (const auto& [name, value] : source.properties) {
            if (isIgnoredProperty(name)) continue;
            const auto same = std::ranges::find(node.properties, name,
                                                &std::pair<std::string, nlohmann::json>::first);
            if (same != node.properties.end())
                same->second = value;
            else
                node.properties.emplace_back(name, value);
        }
        position[i] = int(out.nodes.size());
        if (parent >= 0) out.at(parent).children.push_back(position[i]);
        out.nodes.push_back(std::move(node));
    }
    if (!dialogMessage.empty() && !out.nodes.empty())
        out.nodes.front().properties.emplace_back("page_dialog_message",
                                                  std::string(dialogMessage) + " Retry.");
    return out;
}

std::string occamLine(const OccamNode& node, OccamPrint print)
{
    if (!node.isVisible) return {};
    std::string line = node.role;
    const auto isHidden = [&] {
        if (node.role == "text" || isUninteractiveRole(node.role)) return true;
        const bool isList =
            node.role == "menu" || node.role == "combobox" || node.role == "listbox";
        return print == OccamPrint::HiddenRoles && isList
               && node.name.find('[') != std::string::npos;
    };
    if (print != OccamPrint::NameOnly && !isHidden()) {
        line += " [";
        line += node.id;
        line += ']';
    }
    if (!node.name.empty()) {
        line += ' ';
        line += pyRepr(node.name);
    }
    for (const auto& [name, value] : node.properties) {
        line += " [";
        line += name;
        line += ": ";
        line += pyStr(value);
        line += ']';
    }
    return line;
}

std::string printOccamTree(const OccamTree& tree, OccamPrint print)
{
    constexpr int kMaxLines = 1000;
    if (tree.nodes.empty() || !tree.nodes.front().isVisible) return {};
    std::string text;
    int lines = 0;
    std::vector<int> open{0};
    while (!open.empty() && lines < kMaxLines) {
        const int index = open.back();
        open.pop_back();
        const OccamNode& node = tree.at(index);
        if (lines++ > 0) text += '\n';
        text.append(std::size_t(std::max(0, node.depth - tree.nodes.front().depth)), '\t');
        text += occamLine(node, print);
        for (auto child = node.children.rbegin(); child != node.children.rend(); ++child)
            if (tree.at(*child).isVisible) open.push_back(*child);
    }
    return text;
}

}  // namespace sym
