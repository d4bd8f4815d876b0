#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "core/observation/ax_tree.h"

namespace sym {

/// What one evaluation of resources/browser/page/ gave.
struct PageSnapshot {
    AxTree tree;
    std::int64_t base = 0;                   ///< the world's ids lie above it
    std::vector<std::size_t> foreignFrames;  ///< nodes of frames that only their own world can fill
};

/// Reads the engine's text: a line of the document, then one line a node. Any thread.
/// @return Protocol, naming the line, when it is not such a text
Result<PageSnapshot> parsePageSnapshot(std::string_view text);

/// Puts a frame's tree under the node of its frame element; the frame's root goes.
/// @param offsetX, offsetY  of the frame's viewport in the outer one
void spliceFrame(AxTree& outer, std::size_t frameNode, const AxTree& inner, double offsetX,
                 double offsetY);

}  // namespace sym
