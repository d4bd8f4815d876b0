#pragma once

#include <string_view>
#include <vector>

#include "core/observation/ax_tree.h"
#include "core/observation/observation_text.h"

namespace sym {

/// The tree of an AxTree by positions in its list instead of ids, with what the viewport rule takes
/// out already gone (its children in its place). Reads `tree`, which must outlive it.
class NodeTree {
public:
    /// @param threshold share of a node that must be on the screen: 0.6 in WebArena, 0.8 in
    /// AgentOccam
    NodeTree(const AxTree& tree, ViewportFilter filter, double threshold);

    const AxTree& source() const { return m_tree; }
    const AxNode& node(int index) const { return m_tree.nodes[std::size_t(index)]; }
    const std::vector<int>& children(int index) const { return m_children[std::size_t(index)]; }
    /// Position of the first node that is left; -1 in an empty tree.
    int root() const { return m_root; }
    /// Nodes that are left.
    int size() const { return m_size; }

private:
    void flatten(int parent, const std::vector<std::vector<int>>& all, int index);

    const AxTree& m_tree;
    std::vector<std::vector<int>> m_children;
    std::vector<bool> m_isKept;
    std::vector<bool> m_isFlattened;
    int m_root = -1;
    int m_size = 0;
};

/// Whether the reference programs keep a node when only the viewport counts: their ratio is
/// overlap width * overlap height / width * height, evaluated in this order (a slip of theirs).
bool isInViewport(const AxNode& node, double screenWidth, double screenHeight, double threshold);

/// Whether a property is left out of the texts (focusable, editable, readonly, level, ...).
bool isIgnoredProperty(std::string_view name);

/// What of the tree the reference programs print, and where.
struct PrintedNode {
    int source = 0;            ///< position in the AxTree
    int depth = 0;             ///< tabs
    int parent = -1;           ///< position in the list of printed nodes; -1: none
    bool isRegistered = true;  ///< false: printed, but without backend node, so unknown to actions
};

/// The printed nodes in document order, as WebArena's depth-first walk finds them.
std::vector<PrintedNode> printedNodes(const NodeTree& tree);

/// States of an element for the element table: its properties, booleans in lower case.
std::vector<std::pair<std::string, std::string>> elementStates(const AxNode& node);

}  // namespace sym
