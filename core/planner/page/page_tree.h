#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sym {

/// One line (or part of a line) of an observation.
struct PageNode {
    static constexpr char kOptionSeparator = '\x1f';  ///< between the labels in the state "options"

    std::string role;  ///< lower case
    std::string id;    ///< empty: cannot be named in an action
    std::string name;
    std::vector<std::pair<std::string, std::string>> states;
    int depth = 0;
    int parent = -1;  ///< index, -1: none
    int end = 0;      ///< one past the last node below this one

    /// Value of a state, empty if absent.
    std::string_view state(std::string_view key) const;
    bool isSet(std::string_view key) const;  ///< "true" in any case
};

/// The nodes of an observation in document order; a parent stands before its children.
using PageTree = std::vector<PageNode>;

/// Reads observation text of any of the three formats (symbiont, agentoccam, webarena). Rows
/// written in Markdown become `row` nodes with `cell` children (`columnheader` in the first row of
/// a table), options listed in a combobox's name become `option` children. Lines it does not
/// understand become `text` nodes. Nesting follows the indentation.
PageTree readPageTree(std::string_view observation);

/// Names of the node and all below it, each once, joined by blanks.
std::string textBelow(const PageTree& tree, int index);

}  // namespace sym
