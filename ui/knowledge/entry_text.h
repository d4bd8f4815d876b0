#pragma once

#include <QtCore/QString>
#include <QtGui/QPalette>

#include "core/trajectory/knowledge_entry.h"

namespace sym {

/// An entry as a page to read: instructions, summary, steps, votes with reasons, where it comes
/// from. Its steps are links "step:N", N the position in the episode.
QString entryHtml(const KnowledgeEntry& entry, const QPalette& palette);

/// "success", "failure", "not judged"
QString opinionText(Opinion opinion);

/// Judges whose last vote accepts, of all: "2 of 2".
QString votesText(const KnowledgeEntry& entry);

/// Who made it: "planner (offline stand-in)", "small model", ...
QString makerText(const std::string& policy);

}  // namespace sym
