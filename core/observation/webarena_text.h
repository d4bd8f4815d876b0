#pragma once

#include <string>
#include <vector>

#include "core/observation/ax_tree.h"
#include "core/observation/observation_text.h"

/// The texts of the reference programs before AgentOccam prunes anything (WEBARENA 3.1, 3.3, 11).
namespace sym {

/// Whose clean-up of repeated text follows the tree, and whose share of a node must be visible.
enum class TextRules { WebArena, AgentOccam };

/// A flat text as the reference program makes it, and what it remembers for its actions.
struct FlatText {
    std::string text;
    std::vector<int> registered;  ///< nodes an action may name, positions in the AxTree; those that
                                  ///< the clean-up took off the text are among them
    int nodeCount = 0;            ///< of the tree after the viewport rule
};

FlatText writeFlatText(const AxTree& tree, TextRules rules, ViewportFilter filter);

/// The share of a node that must be in the viewport.
double viewportThreshold(TextRules rules);

}  // namespace sym
