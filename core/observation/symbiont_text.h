#pragma once

#include <string_view>

#include "core/observation/ax_tree.h"
#include "core/observation/observation_text.h"

namespace sym {

/// Version of the symbiont format, recorded with every episode.
inline constexpr int kSymbiontTextVersion = 1;

/// Writes the `symbiont` format (docs/formats/observation.md): as short as AgentOccam's, and
/// nothing lost that an agent needs. Elements that only scripts make interactive get the role
/// "clickable" and an id, unnamed controls the name of their surroundings, values, selected options
/// and the options of a select are shown, tables are rows whose links and buttons keep their ids,
/// runs of equal siblings are one line, what lies behind an open modal dialog is counted instead of
/// listed. Linear in the size of the tree.
ObservationText writeSymbiontText(const AxTree& tree, ViewportFilter filter,
                                  std::string_view dialogMessage);

}  // namespace sym
