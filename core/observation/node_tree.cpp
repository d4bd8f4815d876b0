#include "core/observation/node_tree.h"

#include <algorithm>
#include <array>
#include <unordered_map>

#include "core/text/python_text.h"

namespace sym {
namespace {

double overlap(double begin, double length, double windowLength)
{
    return std::max(0.0, std::min(begin + length, windowLength) - std::max(begin, 0.0));
}

bool isBlank(std::string_view text)
{
    if (text.empty()) return true;
    const auto first = static_cast<unsigned char>(text[0]);
    return (first <= ' ' || first >= 0x80) && pyStrip(text).empty();
}

/// Nameless nodes of these roles are left out unless they have properties.
bool isSilentRole(std::string_view role)
{
    static constexpr std::array<std::string_view, 11> kRoles = {
        "generic",    "img",     "list",      "strong", "paragraph", "banner",
        "navigation", "Section", "LabelText", "Legend", "listitem"};
    return std::ranges::find(kRoles, role) != kRoles.end();
}

bool isPrinted(const AxNode& node)
{
    if (!node.role || !node.name) return false;
    if (!isBlank(*node.name)) return true;
    const bool hasProperties = std::ranges::any_of(
        node.properties, [](const auto& property) { return !isIgnoredProperty(property.first); });
    return hasProperties ? *node.role != "listitem" : !isSilentRole(*node.role);
}

class Walk {
public:
    explicit Walk(const NodeTree& tree) : m_tree(tree), m_isSeen(tree.source().nodes.size(), false)
    {
    }

    std::vector<PrintedNode> run()
    {
        if (m_tree.root() >= 0) visit(m_tree.root(), 0, -1);
        return std::move(m_printed);
    }

private:
    void visit(int index, int depth, int parent)
    {
        if (m_isSeen[std::size_t(index)]) return;
        m_isSeen[std::size_t(index)] = true;
        const AxNode& node = m_tree.node(index);
        if (isPrinted(node)) {
            const bool isRegistered = node.backendNodeId.has_value();
            m_printed.push_back({index, depth, parent, isRegistered});
            if (isRegistered) {
                parent = int(m_printed.size()) - 1;
                ++depth;
            }
        }
        for (const int child : m_tree.children(index)) visit(child, depth, parent);
    }

    const NodeTree& m_tree;
    std::vector<bool> m_isSeen;
    std::vector<PrintedNode> m_printed;
};

}  // namespace

bool isInViewport(const AxNode& node, double screenWidth, double screenHeight, double threshold)
{
    if (!node.backendNodeId) return false;
    const Rectangle bounds =
        node.role == "RootWebArea" ? Rectangle{0, 0, 10, 10} : node.bounds.value_or(Rectangle{});
    if (bounds.width == 0 || bounds.height == 0) return false;
    const double width = overlap(bounds.x, bounds.width, screenWidth);
    const double height = overlap(bounds.y, bounds.height, screenHeight);
    return !(width * height / bounds.width * bounds.height < threshold);
}

bool isIgnoredProperty(std::string_view name)
{
    static constexpr std::array<std::string_view, 7> kNames = {
        "focusable", "editable", "readonly", "level", "settable", "multiline", "invalid"};
    return std::ranges::find(kNames, name) != kNames.end();
}

NodeTree::NodeTree(const AxTree& tree, ViewportFilter filter, double threshold)
    : m_tree(tree),
      m_children(tree.nodes.size()),
      m_isKept(tree.nodes.size(), true),
      m_isFlattened(tree.nodes.size(), false)
{
    std::unordered_map<std::string_view, int> index;
    index.reserve(tree.nodes.size());
    for (std::size_t i = 0; i < tree.nodes.size(); ++i) index.emplace(tree.nodes[i].nodeId, int(i));

    std::vector<std::vector<int>> all(tree.nodes.size());
    for (std::size_t i = 0; i < tree.nodes.size(); ++i)
        for (const std::string& id : tree.nodes[i].childIds)
            if (const auto child = index.find(id); child != index.end())
                all[i].push_back(child->second);

    if (filter == ViewportFilter::CurrentOnly)
        for (std::size_t i = 0; i < tree.nodes.size(); ++i)
            m_isKept[i] =
                isInViewport(tree.nodes[i], tree.screenWidth, tree.screenHeight, threshold);

    for (std::size_t i = 0; i < tree.nodes.size(); ++i) {
        if (!m_isKept[i]) continue;
        if (m_root < 0) m_root = int(i);
        ++m_size;
        for (const int child : all[i]) flatten(int(i), all, child);
    }
}

void NodeTree::flatten(int parent, const std::vector<std::vector<int>>& all, int index)
{
    if (m_isKept[std::size_t(index)]) {
        m_children[std::size_t(parent)].push_back(index);
        return;
    }
    if (m_isFlattened[std::size_t(index)]) return;  // a tree that goes round in a circle
    m_isFlattened[std::size_t(index)] = true;
    for (const int child : all[std::size_t(index)]) flatten(parent, all, child);
}

std::vector<PrintedNode> printedNodes(const NodeTree& tree)
{
    return Walk(tree).run();
}

std::vector<std::pair<std::string, std::string>> elementStates(const AxNode& node)
{
    std::vector<std::pair<std::string, std::string>> states;
    for (const auto& [name, value] : node.properties)
        if (!isIgnoredProperty(name))
            states.emplace_back(
                name, value.is_boolean() ? (value.get<bool>() ? "true" : "false") : pyStr(value));
    if (node.value && !node.value->empty()) states.emplace_back("value", *node.value);
    return states;
}

}  // namespace sym
