#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/planner/objective/objective.h"
#include "core/planner/page/page.h"

/// Numbers, dates, amounts of money and the like inside texts.
namespace sym {

/// The first piece of the text that is an answer of this kind, as it is written there: "$12.50",
/// "June 5, 2025", "a@b.org". The whole text for kinds without a form of their own.
std::optional<std::string> findValue(std::string_view text, AnswerKind kind);

/// The first number, thousands separators and currency signs removed; "3.5k" is 3500.
std::optional<double> findNumber(std::string_view text);

/// The first date or age ("3 days ago") as days on one scale: later is larger.
std::optional<double> findDate(std::string_view text);

/// A number without needless digits: 3, 4.5, 12.75.
std::string numberText(double value);

/// An amount with two digits behind the point.
std::string amountText(double value);

/// What a record's property is worth for ranking: its price, rating, date, or the number of the
/// things named ("reviews"). By column, by unit, or by form.
std::optional<double> propertyOf(const Record& record, std::string_view property);

/// Index of the column whose header says `what`; nothing if none does.
std::optional<std::size_t> columnFor(const Record& record, std::string_view what);

}  // namespace sym
