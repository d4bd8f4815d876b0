#pragma once

#include <cstdint>
#include <string>

namespace sym {

/// Minutes since 1970-01-01 00:00, without time zones: the clock of the built-in sites.
using Minutes = std::int64_t;

/// Noon of kWorldToday.
Minutes worldNow();

/// Midnight of a day; month and day count from 1.
Minutes minutesOf(int year, int month, int day);

struct CivilDate {
    int year = 1970;
    int month = 1;
    int day = 1;
};
CivilDate civilDate(Minutes moment);

std::string isoDate(Minutes moment);       ///< "2025-06-03"
std::string longDate(Minutes moment);      ///< "June 3, 2025"
std::string shortDate(Minutes moment);     ///< "Jun 3, 2025"
std::string clockTime(Minutes moment);     ///< "14:05"
std::string relativeDate(Minutes moment);  ///< "3 days ago", seen from worldNow()
std::string monthName(int month);          ///< "June"; month counts from 1

}  // namespace sym
