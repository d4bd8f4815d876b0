#include "core/llm/retry.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <cstdio>
#include <string>

namespace sym {
namespace {

/// Seconds since 1970 of a calendar day (Gregorian, UTC), without the C library's time zone.
std::int64_t daysSinceEpoch(int year, int month, int day)
{
    year -= month <= 2;
    const int era = (year >= 0 ? year : year - 399) / 400;
    const int yearOfEra = year - era * 400;
    const int dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    const int dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
    return std::int64_t(era) * 146'097 + dayOfEra - 719'468;
}

/// "Sun, 06 Nov 1994 08:49:37 GMT", the only form servers may send today.
std::optional<std::int64_t> parseHttpDate(const std::string& text)
{
    constexpr std::array<std::string_view, 12> kMonths{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                       "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    std::array<char, 4> name{};
    int day = 0, year = 0, hour = 0, minute = 0, second = 0;
    if (std::sscanf(text.c_str(), "%*3[A-Za-z], %2d %3[A-Za-z] %4d %2d:%2d:%2d GMT", &day,
                    name.data(), &year, &hour, &minute, &second)
        != 6)
        return std::nullopt;
    const auto month = std::find(kMonths.begin(), kMonths.end(), std::string_view(name.data()));
    if (month == kMonths.end()) return std::nullopt;
    const std::int64_t days = daysSinceEpoch(year, int(month - kMonths.begin()) + 1, day);
    return ((days * 24 + hour) * 60 + minute) * 60 + second;
}

}  // namespace

bool isTemporaryStatus(int httpStatus)
{
    if (httpStatus >= 500) return httpStatus != 501;
    return httpStatus == 408 || httpStatus == 409 || httpStatus == 425 || httpStatus == 429;
}

std::optional<std::chrono::milliseconds> parseRetryAfter(std::string_view value, std::time_t now)
{
    while (!value.empty() && value.front() == ' ') value.remove_prefix(1);
    while (!value.empty() && value.back() == ' ') value.remove_suffix(1);
    if (value.empty()) return std::nullopt;

    double seconds = 0;  // fractions are not in the standard, but some providers send them
    const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), seconds);
    if (error != std::errc{} || end != value.data() + value.size()) {
        const auto date = parseHttpDate(std::string(value));
        if (!date) return std::nullopt;
        seconds = double(*date - std::int64_t(now));
    }
    constexpr double kDay = 86'400;
    return std::chrono::milliseconds(std::int64_t(std::clamp(seconds, 0.0, kDay) * 1000));
}

std::optional<std::chrono::milliseconds> retryDelay(const RetryPolicy& policy, int failures,
                                                    double jitter,
                                                    std::optional<std::chrono::milliseconds> asked)
{
    if (failures >= policy.maxAttempts) return std::nullopt;
    if (asked && *asked > policy.longestDelay) return std::nullopt;

    const double doubled =
        double(policy.firstDelay.count()) * double(1u << std::min(failures - 1, 20));
    const double own = std::min(doubled, double(policy.longestDelay.count())) * (1 - jitter / 4);
    const std::chrono::milliseconds delay{std::int64_t(own)};
    return asked ? std::max(delay, *asked) : delay;
}

}  // namespace sym
