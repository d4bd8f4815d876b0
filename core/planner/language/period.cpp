#include "core/planner/language/period.h"

#include <array>
#include <cstdio>
#include <cstdlib>
#include <regex>

#include "core/planner/language/values.h"

namespace sym {
namespace {

constexpr const char* kMonths =
    "(january|february|march|april|may|june|july|august|september|october|november|december|jan|"
    "feb|mar|apr|jun|jul|"
    "aug|sep|sept|oct|nov|dec)";

const std::regex& dayPattern()
{
    static const std::regex pattern(std::string(R"(\d{4}-\d\d-\d\d|\b\d{1,2}/\d{1,2}/\d{4}|\b)")
                                        + kMonths + R"( \d{1,2}(?:st|nd|rd|th)?,? \d{4}|\b\d{1,2} )"
                                        + kMonths + R"( \d{4})",
                                    std::regex::icase);
    return pattern;
}

/// findDate() counts 372 days a year and 31 a month.
constexpr double kYear = 372;
constexpr double kMonth = 31;

std::optional<Period> wholeDays(const std::string& text)
{
    std::vector<std::smatch> found;
    std::sregex_iterator it(text.begin(), text.end(), dayPattern());
    for (; it != std::sregex_iterator() && found.size() < 2; ++it) found.push_back(*it);
    if (found.empty()) return std::nullopt;
    const auto first = findDate(found.front().str()), last = findDate(found.back().str());
    if (!first || !last) return std::nullopt;
    const std::size_t end = std::size_t(found.back().position() + found.back().length());
    const std::size_t begin = std::size_t(found.front().position());
    return Period{*first, *last + 0.999, text.substr(begin, end - begin)};
}

}  // namespace

std::optional<Period> findPeriod(const std::string& text)
{
    if (auto days = wholeDays(text)) return days;
    static const std::regex month(std::string("\\b") + kMonths + R"(,? (\d{4}))",
                                  std::regex::icase);
    static const std::regex year(R"(\b(?:in|during|of|throughout) ((?:19|20)\d\d)\b)",
                                 std::regex::icase);
    std::smatch match;
    if (std::regex_search(text, match, month)) {
        const auto first = findDate(match[1].str() + " 1, " + match[2].str());
        std::string shown = match.str();
        double last = *first;
        std::smatch second;
        const std::string rest = match.suffix();
        if (std::regex_search(rest, second, month))
            last = findDate(second[1].str() + " 1, " + second[2].str()).value_or(last);
        return Period{*first, last + kMonth - 0.001, shown};
    }
    if (std::regex_search(text, match, year)) {
        const double first = std::atoi(match[1].str().c_str()) * kYear;
        return Period{first, first + kYear + kMonth + 0.999, match[1].str()};
    }
    return std::nullopt;
}

std::optional<std::string> isoDate(const std::string& text)
{
    std::smatch match;
    if (!std::regex_search(text, match, dayPattern())) return std::nullopt;
    const auto day = findDate(match.str());
    if (!day) return std::nullopt;
    const int number = int(*day);
    // undo the count: days run from 1 to 31, months from 1 to 12
    const int dayOfMonth = (number - 1) % 31 + 1;
    const int months = (number - dayOfMonth) / 31;
    const int monthOfYear = (months - 1) % 12 + 1;
    const int year = (months - monthOfYear) / 12;
    std::array<char, 32> buffer{};
    std::snprintf(buffer.data(), buffer.size(), "%04d-%02d-%02d", year, monthOfYear, dayOfMonth);
    return std::string(buffer.data());
}

}  // namespace sym
