#pragma once

#include <string>
#include <vector>

#include "core/store/project_store.h"

namespace sym {

/// Words of a query typed by a person, split at white space and quotes. A trailing * asks for a
/// prefix.
std::vector<std::string> queryWords(const std::string& query);

/// The words as an FTS5 query in which no typed character is syntax; all must be there.
std::string ftsQuery(const std::vector<std::string>& words);

/// Where in a step the words are: the first field that has one, with an excerpt around it.
SearchHit searchHit(EpisodeId episode, const Step& step, const std::vector<std::string>& words);

std::string joinedLines(const std::vector<std::string>& lines);

}  // namespace sym
