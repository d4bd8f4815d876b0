#pragma once

#include <nlohmann/json.hpp>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/result.h"
#include "core/observation/ax_tree.h"
#include "core/observation/observation_text.h"

/// AgentOccam's pruned observation (WEBARENA 3.3): the tree its passes work on, and its printing.
namespace sym {

/// One node of the tree; passes change its name, role, states, visibility and children.
struct OccamNode {
    std::string id;
    std::string role;
    std::string name;
    int depth = 0;  ///< tabs of the first print; pruned ancestors leave gaps
    std::vector<std::pair<std::string, nlohmann::json>> properties;  ///< each name once
    int parent = -1;  ///< -1: none, also of rows that the table pass made
    std::vector<int> children;
    bool isVisible = true;
};

/// The tree, nodes by position; 0 is the root. Empty: the page has no tree.
struct OccamTree {
    std::vector<OccamNode> nodes;

    OccamNode& at(int index) { return nodes[std::size_t(index)]; }
    const OccamNode& at(int index) const { return nodes[std::size_t(index)]; }
    bool allChildrenHidden(int index) const;
    std::vector<int> visibleChildren(int index) const;
};

/// What upstream does when a child of a table row has states but none called "required".
enum class MissingRequired {
    Fails,   ///< as upstream: KeyError, the episode ends
    Absent,  ///< ours: nothing to remove
};

enum class OccamPrint {
    Concise,      ///< ids of interactive elements
    HiddenRoles,  ///< Concise, without the ids of menus, combo boxes and list boxes whose name
                  ///< lists their items; what the agent is shown
    NameOnly,  ///< no ids; what the history is shown
};

/// The registered nodes as a tree.
OccamTree buildOccamTree(const AxTree& tree, ViewportFilter filter, std::string_view dialogMessage);

/// Runs all passes. @return InvalidInput "KeyError: 'required'" (MissingRequired::Fails only)
Status pruneOccamTree(OccamTree& tree, MissingRequired missingRequired);

/// The line of one node without tabs, if it is visible; empty otherwise.
std::string occamLine(const OccamNode& node, OccamPrint print);

/// All visible nodes below visible nodes, at most 1,000 lines.
std::string printOccamTree(const OccamTree& tree, OccamPrint print);

/// Whether nodes of this role are printed without id (texts, headings, tables, ...).
bool isUninteractiveRole(std::string_view role);

/// Lays descriptions, tables and layout tables out as text; passes 11 and 12 of WEBARENA 3.3.
/// Pre-order, called on one node at a time.
void mergeDescriptionList(OccamTree& tree, int index);
void reformatTable(OccamTree& tree, int index);

}  // namespace sym
