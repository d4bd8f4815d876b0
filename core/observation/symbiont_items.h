#pragma once

#include <string>
#include <vector>

#include "core/observation/node_tree.h"

namespace sym {

/// What the symbiont format makes of one node: something to print, with what is inside it.
struct SymbiontItem {
    enum class Kind {
        Text,       ///< plain text; `name` as in the document, white space included
        Element,    ///< printed with its id
        Container,  ///< printed without id, its items below it
        Row,        ///< of a table; the items are its cells
        Cell,       ///< only in rows
    };
    Kind kind = Kind::Text;
    int source = 0;  ///< position in the AxTree
    std::string role;
    std::string name;
    std::string states;          ///< printed form, e.g. " [checked: true]"
    bool isInteractive = false;  ///< a row or cell can be, too
    std::vector<SymbiontItem> items;
};

/// The items of a page, outermost first, and what is kept from the agent.
struct SymbiontPage {
    std::vector<SymbiontItem> items;
    int behindDialog = 0;  ///< interactive elements an open modal dialog covers
};

SymbiontPage symbiontItems(const NodeTree& tree);

/// White space collapsed and trimmed; icon-font and invisible characters gone.
std::string tidyText(std::string_view text);

/// All text inside, in document order, tidy; at most about `maxBytes`.
std::string textInside(const std::vector<SymbiontItem>& items, std::size_t maxBytes);

/// How many elements with an id are inside.
int interactiveInside(const std::vector<SymbiontItem>& items);

}  // namespace sym
