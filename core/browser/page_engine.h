#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "core/base/job_context.h"
#include "core/base/result.h"
#include "core/observation/ax_tree.h"

namespace sym {

class DevToolsPage;

struct PageTreeOptions {
    bool rectangles = true;      ///< client rectangles of elements
    bool textRectangles = true;  ///< and of text nodes: a quarter of the whole time
    /// Fills AxNode::scriptInteractive, behindModal and hint, and splices the contents of frames
    /// under their Iframe nodes. Without it the tree is that of Accessibility.getFullAXTree.
    bool extras = false;
};

/// Computes the accessibility tree inside the page (resources/browser/page/): the
/// unignored nodes of Chromium 102's Accessibility.getFullAXTree, in document order, parents before
/// children. Node ids are small integers, stable as long as the DOM node lives and unique over all
/// frames of the page; they are not those of getFullAXTree. backendNodeId is the node id where a
/// DOM node stands behind it. Blocks; errors as in DevToolsPage.
Result<AxTree> capturePageTree(DevToolsPage& page, const PageTreeOptions& options, JobContext& job);

/// The frame in whose isolated world `globalThis.__symbiont.node(id)` gives the DOM node (the owner
/// for generated content, the Text for a text node). The world of a frame holds the nodes of the
/// frames of the same origin inside it too.
struct NodePlace {
    std::string frameId;  ///< as in DevToolsPage::frames()
    double offsetX = 0;   ///< to add to the node's own getBoundingClientRect() to get to the
    double offsetY = 0;   ///< viewport of the main frame
};

/// @return nothing when the node is gone
Result<std::optional<NodePlace>> placeOfNode(DevToolsPage& page, std::int64_t nodeId,
                                             JobContext& job);

}  // namespace sym
