#pragma once

#include <optional>
#include <string>

#include "core/planner/situation.h"

namespace sym {

/// What a page says to a question, and how sure that is.
struct Answer {
    std::string text;
    double confidence = 0;  ///< 0...1
    std::string why;
    bool needsMorePages = false;  ///< true of the rows seen so far only
};

/// The best answer the present page gives; nothing when it gives none.
std::optional<Answer> readAnswer(const Situation& situation);

/// @name Ways to an answer
/// @{
std::optional<Answer> answerFromFacts(const Situation& situation);
std::optional<Answer> answerFromRecords(const Situation& situation);
std::optional<Answer> answerFromSentences(const Situation& situation);
/// @}

/// How surely the page speaks about what the objective names: 1 when title or headings do, less
/// when only its text does, near 0 when it does not.
double entityPresence(const Situation& situation);

/// Records of the list or table that the objective speaks of, largest such group.
std::vector<const Record*> relevantRecords(const Situation& situation);

/// The record that ranks first as the objective's superlative says; nothing when it has none or the
/// records do not show the property and are not sorted by it.
const Record* foremostRecord(const Situation& situation);

/// Whether the list shown was put in the order that the objective asks for.
bool isSortedAsAsked(const Situation& situation);

/// Whether the objective asks for an order: "sorted by price", "ascending".
bool asksForOrder(const Situation& situation);

/// How well the name of an option or tab says this order: 0...1.1, negative for the opposite.
double saysOrder(const std::string& name, const std::string& property, bool descending);

/// Whether a record fulfils the objective's conditions, bounds and names that the page as a whole
/// does not already stand for.
bool fulfils(const Situation& situation, const Record& record);

}  // namespace sym
