#pragma once

#include <string>

#include "core/browser/action/reach.h"

namespace sym {

struct DragOutcome {
    bool performed = false;
    std::string message;
};

/// Drags with the mouse, in steps, from a point to the middle of another element. Drags of HTML5
/// are intercepted and carried on by the protocol's drag events; where a target cannot be brought
/// into view together with the source, drag events made by script are the fallback.
Result<DragOutcome> dragElement(DevToolsPage& page, const Reach& from, const ElementPlace& target,
                                JobContext& job);

}  // namespace sym
