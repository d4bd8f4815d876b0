#pragma once

#include <nlohmann/json.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/base/result.h"
#include "core/trajectory/page_record.h"

namespace sym {

/// One node as Accessibility.getFullAXTree gives it. Values keep the JSON's own type, since the
/// text formats print booleans, integers and floats differently.
struct AxNode {
    std::string nodeId;
    std::optional<std::string> role;  ///< nothing when the answer has no role value
    std::optional<std::string> name;  ///< nothing when the answer has no name value
    bool ignored = false;
    std::optional<std::int64_t> backendNodeId;
    std::vector<std::pair<std::string, nlohmann::json>> properties;  ///< only those with a value
    std::vector<std::string> childIds;
    std::string parentId;
    std::optional<std::string> value;  ///< of a control: what it holds, the selected option
    std::optional<Rectangle> bounds;   ///< client rectangle; nothing: not rendered or not asked for

    // What the symbiont format adds; empty from the cdp engine unless enriched.
    bool scriptInteractive = false;  ///< listeners, cursor, tabindex, contenteditable
    bool behindModal = false;
    std::string hint;  ///< a name from the surroundings for an unnamed control
};

/// A page's accessibility tree, in document order as the browser lists it.
struct AxTree {
    std::vector<AxNode> nodes;
    double screenWidth = 0;  ///< window.screen, CSS pixels
    double screenHeight = 0;
    double scrollX = 0;
    double scrollY = 0;
    std::string url;
    std::string title;
};

/// Reads the `nodes` array of Accessibility.getFullAXTree (bounds stay empty).
/// @return Protocol when it is not such an answer
Result<AxTree> axTreeFromDevTools(const nlohmann::json& nodes);

/// Turns the roles and nodes of newer Chromium versions into Chromium 102's (image -> img, cell ->
/// gridcell, InlineTextBox dropped, MenuListPopup spliced, url property dropped, ...;
/// WEBARENA 3.2). Leaves a tree of Chromium 102 unchanged.
void normaliseRoles(AxTree& tree);

}  // namespace sym
