#include "core/site/words/calendar.h"

#include <array>
#include <chrono>
#include <cstdio>

#include "core/site/web/components.h"

namespace sym {
namespace {

constexpr Minutes kMinutesPerDay = 24 * 60;

std::string twoDigits(int number)
{
    return (number < 10 ? "0" : "") + std::to_string(number);
}

}  // namespace

Minutes worldNow()
{
    return minutesOf(2025, 6, 15) + 12 * 60;  // kWorldToday
}

Minutes minutesOf(int year, int month, int day)
{
    using namespace std::chrono;
    const sys_days days = std::chrono::year(year) / std::chrono::month(unsigned(month))
                          / std::chrono::day(unsigned(day));
    return Minutes(days.time_since_epoch().count()) * kMinutesPerDay;
}

CivilDate civilDate(Minutes moment)
{
    using namespace std::chrono;
    const Minutes day =
        moment >= 0 ? moment / kMinutesPerDay : -((-moment + kMinutesPerDay - 1) / kMinutesPerDay);
    const year_month_day date{sys_days(days(day))};
    return {int(date.year()), int(unsigned(date.month())), int(unsigned(date.day()))};
}

std::string monthName(int month)
{
    static constexpr std::array kNames{"January",   "February", "March",    "April",
                                       "May",       "June",     "July",     "August",
                                       "September", "October",  "November", "December"};
    return kNames[std::size_t(month - 1)];
}

std::string isoDate(Minutes moment)
{
    const CivilDate date = civilDate(moment);
    return std::to_string(date.year) + "-" + twoDigits(date.month) + "-" + twoDigits(date.day);
}

std::string longDate(Minutes moment)
{
    const CivilDate date = civilDate(moment);
    return monthName(date.month) + " " + std::to_string(date.day) + ", "
           + std::to_string(date.year);
}

std::string shortDate(Minutes moment)
{
    const CivilDate date = civilDate(moment);
    return monthName(date.month).substr(0, 3) + " " + std::to_string(date.day) + ", "
           + std::to_string(date.year);
}

std::string clockTime(Minutes moment)
{
    const int minute = int(((moment % kMinutesPerDay) + kMinutesPerDay) % kMinutesPerDay);
    return twoDigits(minute / 60) + ":" + twoDigits(minute % 60);
}

std::string relativeDate(Minutes moment)
{
    const Minutes age = worldNow() - moment;
    if (age < 1) return "just now";
    if (age < 60) return counted(age, "minute", "minutes") + " ago";
    if (age < kMinutesPerDay) return counted(age / 60, "hour", "hours") + " ago";
    const Minutes days = age / kMinutesPerDay;
    if (days < 30) return counted(days, "day", "days") + " ago";
    if (days < 365) return counted(days / 30, "month", "months") + " ago";
    return counted(days / 365, "year", "years") + " ago";
}

}  // namespace sym
