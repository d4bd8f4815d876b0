#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace sym {

// What an objective and a page have in common (docs/formats/observation.md).

/// Words in lower case; a plural "s" and element ids away.
std::vector<std::string> wordsOf(std::string_view text);
/// Those that tell one text from another: no articles, prepositions, forms of "be".
std::set<std::string> tellingWords(std::string_view text);
/// Whether there are words, and all of them are wanted.
bool hasOnly(const std::set<std::string>& words, const std::set<std::string>& wanted);
/// Whether the line is a row of a table or its header, whose cells are not quoted.
bool isTableLine(std::string_view line);
/// What a line names: what is quoted in it, and the cells of a table's row; no states or options.
std::vector<std::string_view> namesIn(std::string_view line);
/// Whether one of the names in a line says nothing but what is wanted.
bool namesOnly(std::string_view line, const std::set<std::string>& wanted);

/// Marks the lines of a page that name what the objective names: `*link [12] 'Orders'` when all
/// telling words of a name (or of a table's cell) are in the objective, `+` when some rare one is.
/// What an objective and a page have in common is what a student of a few million parameters is
/// slowest to see by itself.
std::string markedMatches(std::string_view observation, std::string_view objective);
/// A line as it stood before it was marked.
std::string_view withoutMatchMark(std::string_view line);

}  // namespace sym
