#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/observation/ax_tree.h"
#include "core/trajectory/page_record.h"

namespace sym {

enum class ObservationFormat {
    WebArena,    ///< browser_env's accessibility-tree text
    AgentOccam,  ///< AgentOccam's pruned tree
    Symbiont,    ///< ours: AgentOccam's brevity, nothing an agent needs lost
};

const char* observationFormatName(
    ObservationFormat format);  ///< "webarena", "agentoccam", "symbiont"

enum class ViewportFilter { Full, CurrentOnly };

/// An observation ready for a prompt.
struct ObservationText {
    std::string text;
    std::vector<Element> elements;  ///< those with an id in the text, in its order
    int formatVersion = 1;
};

/// Writes the text of a page. Pure; any thread.
ObservationText writeObservation(const AxTree& tree, ObservationFormat format,
                                 ViewportFilter filter = ViewportFilter::Full,
                                 std::string_view dialogMessage = {});

}  // namespace sym
