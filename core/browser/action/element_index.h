#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "core/browser/browser_session.h"
#include "core/browser/devtools_page.h"

namespace sym {

/// A node that scripts can name: an expression in the isolated world of a frame.
struct ElementPlace {
    std::string frameId;     ///< empty: the main frame
    std::string expression;  ///< gives the node, or null when it is gone
    double offsetX = 0;      ///< where the frame's viewport begins in the main frame's
    double offsetY = 0;
};

/// What the element ids of the last observation stand for.
class ElementIndex {
public:
    /// Takes over a captured tree (backend ids) and the elements of the text made of it.
    void take(ObservationEngine engine, const AxTree& tree, const std::vector<Element>& elements);

    /// "link 'My Orders'", or the id itself when it was not in the observation.
    std::string describe(const std::string& id) const;

    /// @return NotFound when the observation had no such id or the node is gone
    Result<ElementPlace> find(DevToolsPage& page, const std::string& id, JobContext& job) const;

    /// For a node that the main frame does not hold: the frame that does.
    Result<ElementPlace> findInFrames(DevToolsPage& page, const std::string& id,
                                      JobContext& job) const;

    ObservationEngine engine() const { return m_engine; }

private:
    ObservationEngine m_engine = ObservationEngine::Page;
    std::map<std::string, std::int64_t> m_backendIds;  // cdp: by node id
    std::map<std::string, std::string> m_descriptions;
};

}  // namespace sym
