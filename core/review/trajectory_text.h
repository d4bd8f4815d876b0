#pragma once

#include <string>

#include "core/review/trajectory_piece.h"
#include "core/trajectory/knowledge_entry.h"

namespace sym {

/// A piece's pages and actions as models read them, in the layout of docs/formats/prompt.md:
///
///     ON: My orders (/orders)
///     	heading 'My orders'
///     1. click [12]  # link '000123'
///     	reason: the order is in this row
///     THEN: Order 000123 (/orders/123)
///     	...
///
/// A page that is the same as the one before is only named.
std::string stepsText(const KnowledgeEntry& piece, const PageLimits& limits);

/// The same, shorter: of each page what the page before did not have, headings and the element
/// acted on first where there is no room for all.
std::string briefStepsText(const KnowledgeEntry& piece, const PageLimits& limits);

}  // namespace sym
