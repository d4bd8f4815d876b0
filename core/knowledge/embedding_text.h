#pragma once

#include <string>
#include <vector>

#include "core/trajectory/knowledge_entry.h"
#include "core/trajectory/trajectory.h"

namespace sym {

/// What an entry's vector is made of: its purpose, its pages' titles and what was done on them.
std::string embeddingText(const KnowledgeEntry& entry);

/// The same of an episode that is under way: objective, the way so far and the page it has reached.
std::string embeddingText(const std::string& objective, const std::vector<Step>& before,
                          const PageRecord& page);

}  // namespace sym
