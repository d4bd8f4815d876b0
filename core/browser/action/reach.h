#pragma once

#include <optional>
#include <string>

#include "core/browser/action/element_index.h"

namespace sym {

/// Where an element can be pressed, or why it cannot.
struct Reach {
    enum class Kind {
        Point,    ///< x, y: scrolled into view and hit-tested
        Option,   ///< an option of a native list: chosen, not pressed
        Problem,  ///< message says why
    };
    Kind kind = Kind::Problem;
    double x = 0;  ///< CSS pixels of the main frame's viewport
    double y = 0;
    std::optional<Rectangle> rectangle;
    std::string message;
    ElementPlace place;
};

struct ReachOptions {
    bool arming = true;     ///< the next press is swallowed where it would hit something else
    bool forHover = false;  ///< disabled elements and options will do
};

/// Scrolls the element into view, waits until it stands still and finds a point of it that nothing
/// covers. @return a Problem for what a user could not reach either; errors for the browser's
Result<Reach> reachElement(DevToolsPage& page, const ElementIndex& index, const std::string& id,
                           const ReachOptions& options, JobContext& job);

/// The same for a node named by an expression.
Result<Reach> reachPlace(DevToolsPage& page, const ElementPlace& place, const ReachOptions& options,
                         JobContext& job);

/// Reads {x, y, width, height}; nothing when there is none.
std::optional<Rectangle> rectangleOf(const nlohmann::json& value);

}  // namespace sym
