#include "core/planner/language/values.h"

#include <array>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <regex>

#include "core/planner/language/words.h"

namespace sym {
namespace {

using std::regex;

constexpr const char* kMonthPattern = "(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\\.?";

const regex& formOf(AnswerKind kind)
{
    static const regex money(R"((?:US)?[$€£]\s?-?\d[\d,]*(?:\.\d+)?|\d[\d,]*\.\d\d\b)",
                             regex::icase);
    static const regex date(std::string(R"(\d{4}-\d\d-\d\d|\b\d{1,2}/\d{1,2}/\d{2,4}|\b)")
                                + kMonthPattern + R"( \d{1,2}(?:st|nd|rd|th)?,? \d{4}|\b\d{1,2} )"
                                + kMonthPattern + R"( \d{4}|\b)" + kMonthPattern + R"( \d{4})",
                            regex::icase);
    static const regex year(R"(\b(?:1[0-9]|20)\d\d\b)");
    static const regex number(R"(-?\d[\d,]*(?:\.\d+)?%?)");
    static const regex email(R"([\w.+-]+@[\w-]+(?:\.[\w-]+)+)");
    static const regex phone(
        R"(\(?\b\d{3}\)?[-. ]\d{3}[-. ]\d{4}\b|\+\d[\d() .-]{6,}\d|\b\d{2,}[() .-]+\d[\d() .-]{2,}\d)");
    static const regex duration(
        R"(\d+(?:\.\d+)?\s?(?:h|hours?|hrs?)\b(?:\s?(?:and )?\d+\s?(?:m|mins?|minutes?)\b)?|\d+(?:\.\d+)?\s?(?:m|mins?|minutes?|days?)\b|\b\d+:\d\d\b)",
        regex::icase);
    static const regex distance(R"(\d[\d,]*(?:\.\d+)?\s?(?:km|kilomet\w+|m|met\w+|mi|miles?|ft)\b)",
                                regex::icase);
    static const regex count(R"(\d[\d,]*)");
    static const regex any(R"([\s\S]+)");
    switch (kind) {
    case AnswerKind::Money: return money;
    case AnswerKind::Date: return date;
    case AnswerKind::Year: return year;
    case AnswerKind::Number: return number;
    case AnswerKind::Email: return email;
    case AnswerKind::Phone: return phone;
    case AnswerKind::Duration: return duration;
    case AnswerKind::Distance: return distance;
    case AnswerKind::Count: return count;
    default: return any;
    }
}

double dayNumber(int year, int month, int day)
{
    return year * 372.0 + month * 31.0 + day;  // only the order counts
}

int monthNumber(std::string_view name)
{
    constexpr std::string_view kMonths = "janfebmaraprmayjunjulaugsepoctnovdec";
    const std::size_t at = kMonths.find(folded(name.substr(0, 3)));
    return at == std::string_view::npos ? 0 : int(at / 3) + 1;
}

std::optional<double> findAge(const std::string& text)
{
    static const regex age(R"((\d+|an?|one)\s+(minute|hour|day|week|month|year)s?\s+ago)",
                           regex::icase);
    std::smatch match;
    if (std::regex_search(text, match, age)) {
        static const std::map<std::string, double> kDays{
            {"minute", 1 / 1440.0}, {"hour", 1 / 24.0}, {"day", 1}, {"week", 7},
            {"month", 30.4},        {"year", 365.25}};
        const double count = std::max(1, std::atoi(match[1].str().c_str()));
        return 1e6 - count * kDays.at(folded(match[2].str()));
    }
    if (containsPhrase(text, "yesterday")) return 1e6 - 1;
    if (containsPhrase(text, "today") || containsPhrase(text, "just now")) return 1e6;
    return std::nullopt;
}

bool isDateProperty(std::string_view property)
{
    return property == "date";
}

std::optional<double> numberWithUnit(const Record& record, std::string_view unit)
{
    const std::vector<Word> wanted = wordsOf(unit);
    for (const std::string& cell : record.cells) {
        const auto number = findNumber(cell);
        if (number && coverage(wanted, wordsOf(cell)) > 0.75) return number;
    }
    // "12" and "comments" as neighbours
    for (std::size_t i = 0; i + 1 < record.cells.size(); ++i) {
        if (coverage(wanted, wordsOf(record.cells[i + 1])) > 0.75)
            if (const auto number = findNumber(record.cells[i])) return number;
        if (coverage(wanted, wordsOf(record.cells[i])) > 0.75)
            if (const auto number = findNumber(record.cells[i + 1])) return number;
    }
    return std::nullopt;
}

}  // namespace

std::optional<std::string> findValue(std::string_view text, AnswerKind kind)
{
    const std::string whole(trimmed(text.substr(0, 2000)));
    if (whole.empty()) return std::nullopt;
    if (kind == AnswerKind::Text || kind == AnswerKind::Person || kind == AnswerKind::YesNo)
        return whole;
    std::smatch match;
    if (!std::regex_search(whole, match, formOf(kind))) return std::nullopt;
    return std::string(trimmed(match.str()));
}

std::optional<double> findNumber(std::string_view text)
{
    static const regex number(R"((-?\d[\d,]*(?:\.\d+)?)\s?(k|m)?\b)", regex::icase);
    const std::string whole(text.substr(0, 400));
    std::smatch match;
    if (!std::regex_search(whole, match, number)) return std::nullopt;
    std::string digits = match[1].str();
    std::erase(digits, ',');
    double value = std::strtod(digits.c_str(), nullptr);
    const std::string scale = folded(match[2].str());
    if (scale == "k") value *= 1e3;
    return value;
}

std::optional<double> findDate(std::string_view text)
{
    const std::string whole(text.substr(0, 600));
    static const regex iso(R"((\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d))?)");
    static const regex slashes(R"(\b(\d{1,2})/(\d{1,2})/(\d{2,4})(?:,? (\d{1,2}):(\d\d))?)");
    static const regex monthFirst(
        std::string("\\b") + kMonthPattern + R"( (\d{1,2})(?:st|nd|rd|th)?,? (\d{4}))",
        regex::icase);
    static const regex dayFirst(std::string(R"(\b(\d{1,2}) )") + kMonthPattern + R"( (\d{4}))",
                                regex::icase);
    std::smatch match;
    const auto number = [&match](std::size_t group) {
        return std::atoi(match[group].str().c_str());
    };
    if (std::regex_search(whole, match, iso))
        return dayNumber(number(1), number(2), number(3)) + number(4) / 24.0 + number(5) / 1440.0;
    if (std::regex_search(whole, match, slashes)) {
        const int year = number(3) < 100 ? 2000 + number(3) : number(3);
        return dayNumber(year, number(1), number(2)) + number(4) / 24.0 + number(5) / 1440.0;
    }
    if (std::regex_search(whole, match, monthFirst))
        return dayNumber(number(3), monthNumber(match[1].str()), number(2));
    if (std::regex_search(whole, match, dayFirst))
        return dayNumber(number(3), monthNumber(match[2].str()), number(1));
    return findAge(whole);
}

std::string numberText(double value)
{
    std::array<char, 40> buffer{};
    if (std::abs(value - std::round(value)) < 1e-9)
        std::snprintf(buffer.data(), buffer.size(), "%.0f", value);
    else
        std::snprintf(buffer.data(), buffer.size(), "%.4g", value);
    return buffer.data();
}

std::string amountText(double value)
{
    std::array<char, 40> buffer{};
    std::snprintf(buffer.data(), buffer.size(), "%.2f", value);
    return buffer.data();
}

std::optional<std::size_t> columnFor(const Record& record, std::string_view what)
{
    std::optional<std::size_t> best;
    double bestScore = 0.45;
    for (std::size_t i = 0; i < record.headers.size(); ++i) {
        const double score = similarity(record.headers[i], what);
        if (score <= bestScore) continue;
        bestScore = score;
        best = i;
    }
    return best;
}

std::optional<double> propertyOf(const Record& record, std::string_view property)
{
    if (isDateProperty(property)) {
        for (std::size_t i = 0; i < record.headers.size(); ++i)
            for (const char* name : {"date", "purchased", "created", "updated", "placed", "time"})
                if (coverage(name, record.headers[i]) > 0.9)
                    if (const auto date = findDate(record.cells[i])) return date;
        return findDate(record.text);
    }
    if (const auto column = columnFor(record, property)) return findNumber(record.cells[*column]);
    if (property == "price") {
        if (const auto column = columnFor(record, "grand total"))
            return findNumber(record.cells[*column]);
        const auto money = findValue(record.text, AnswerKind::Money);
        return money ? findNumber(*money) : std::nullopt;
    }
    if (property == "distance") {
        const auto distance = findValue(record.text, AnswerKind::Distance);
        if (!distance) return std::nullopt;
        const double value = findNumber(*distance).value_or(0);
        return distance->find("km") != std::string::npos   ? value * 1000
               : distance->find("mi") != std::string::npos ? value * 1609
                                                           : value;
    }
    if (property == "rating") {
        static const regex stars(
            R"((\d(?:\.\d+)?)\s*(?:out of|/|of)\s*5|(\d(?:\.\d+)?)\s*stars?\b|rated (\d(?:\.\d+)?)|(\d{1,3})\s?%)",
            regex::icase);
        std::smatch match;
        if (!std::regex_search(record.text, match, stars)) return std::nullopt;
        for (std::size_t group = 1; group <= 3; ++group)
            if (match[group].matched) return std::strtod(match[group].str().c_str(), nullptr);
        return std::strtod(match[4].str().c_str(), nullptr) / 20;
    }
    if (property == "number" || property == "count" || property == "quantity") {
        for (const char* name :
             {"quantity", "count", "orders", "number", "uses", "results", "hits"})
            if (const auto column = columnFor(record, name))
                if (const auto number = findNumber(record.cells[*column])) return number;
    }
    return numberWithUnit(record, property);
}

}  // namespace sym
