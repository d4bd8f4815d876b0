// Questions that the administration's reports answer.
#include <algorithm>
#include <set>

#include "core/site/shop/sales_figures.h"
#include "core/site/shop/tasks/shop_draw.h"
#include "core/site/web/components.h"

namespace sym {

namespace {

constexpr std::int64_t kThousand = 100000;  ///< cents: larger sums can be written in two ways

std::string twoDigits(int number)
{
    return std::to_string(100 + number).substr(1);
}

int daysIn(int year, int month)
{
    static const int kDays[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return month == 2 && year % 4 == 0 ? 29 : kDays[month - 1];
}

struct Months {
    std::string from;
    std::string to;
    std::string name;  ///< "from April 1, 2025 to May 31, 2025"
};

/// A period of some whole months within the time orders were placed in.
Months someMonths(Random& random, int length)
{
    const int first = int(random.between(2, 17 - length));  // months since January 2024
    const int last = first + length - 1;
    Months months;
    months.from = std::to_string(2024 + first / 12) + "-" + twoDigits(first % 12 + 1) + "-01";
    const int year = 2024 + last / 12;
    months.to = std::to_string(year) + "-" + twoDigits(last % 12 + 1) + "-"
                + twoDigits(daysIn(year, last % 12 + 1));
    months.name = "from " + longDate(months.from) + " to " + longDate(months.to);
    return months;
}

Actions report(const std::string& link, const Months& months)
{
    return goTo("__SHOPPING_ADMIN__/") + clickButton("Reports") + clickLink(link)
           + fill("From", months.from) + fill("To", months.to);
}

void bestsellersOf(ShopDraw& draw)
{
    for (int i = 0; i < 80 && !draw.isFull(); ++i) {
        const Months months = someMonths(draw.random, int(draw.random.between(2, 8)));
        const std::size_t count = std::size_t(draw.random.between(1, 3));
        const auto sold = bestsellers(draw.data(), {months.from, months.to});
        if (sold.size() <= count || sold[count - 1].quantity == sold[count].quantity) continue;
        std::vector<std::string> names;
        std::string answer;
        for (std::size_t n = 0; n < count; ++n) {
            names.push_back(sold[n].name);
            answer += (n == 0 ? "" : ", ") + sold[n].name;
        }
        draw.ask({{"count", count == 1 ? "best-selling product"
                                       : std::to_string(count) + " best-selling products"},
                  {"period", months.name}},
                 answerIncludes(names),
                 report("Bestsellers Report", months) + clickButton("Show Report"), answer,
                 "I do not know", sold[count].name);
    }
}

void salesOfMonth(ShopDraw& draw)
{
    const auto intervals = salesByInterval(draw.data(), {}, IntervalLength::Month);
    for (const SalesInterval& interval : intervals) {
        if (draw.isFull()) return;
        if (interval.totalCents >= kThousand) continue;
        const int year = std::atoi(interval.name.substr(0, 4).c_str());
        const int month = std::atoi(interval.name.substr(5).c_str());
        const Months months{interval.name + "-01",
                            interval.name + "-" + twoDigits(daysIn(year, month)), ""};
        const std::string full = longDate(months.from);
        const std::string answer = plainMoney(interval.totalCents);
        draw.ask(
            {{"month", full.substr(0, full.find(' ')) + " " + interval.name.substr(0, 4)}},
            answerIncludes({answer}),
            report("Sales Report", months) + choose("Period", "Month") + clickButton("Show Report"),
            "$" + answer, "$0.00", "$" + plainMoney(interval.totalCents + 2000));
    }
}

void ordersOfMonths(ShopDraw& draw)
{
    for (int i = 0; i < 60 && !draw.isFull(); ++i) {
        const Months months = someMonths(draw.random, int(draw.random.between(1, 5)));
        int count = 0;
        for (const SalesInterval& interval :
             salesByInterval(draw.data(), {months.from, months.to}, IntervalLength::Month))
            count += interval.orders;
        if (count == 0) continue;
        draw.ask(
            {{"period", months.name}}, answerIncludes({std::to_string(count)}),
            report("Sales Report", months) + choose("Period", "Year") + clickButton("Show Report"),
            std::to_string(count), "None", std::to_string(count + 1));
    }
}

void showReport(ShopDraw& draw)
{
    for (int i = 0; i < 40 && !draw.isFull(); ++i) {
        const Months months = someMonths(draw.random, int(draw.random.between(1, 9)));
        const std::string period = draw.random.chance(0.5) ? "Month" : "Year";
        const auto show = [&](const std::string& interval) {
            return report("Sales Report", months) + choose("Period", interval)
                   + clickButton("Show Report") + stopSilently();
        };
        draw.add(
            {{{"interval", period == "Month" ? "by month" : "by year"}, {"period", months.name}},
             urlIs("__SHOPPING_ADMIN__/reports/report_sales/sales?period=" + period
                   + "&from=" + months.from + "&to=" + months.to),
             show(period),
             stopWith("Done"),
             show(period == "Month" ? "Year" : "Month")});
    }
}

void searchTermRank(ShopDraw& draw)
{
    static const std::vector<std::string> kRanks = {"most", "second most", "third most",
                                                    "fourth most", "fifth most"};
    auto terms = draw.data().searchTerms;
    std::sort(terms.begin(), terms.end(),
              [](const SearchTerm& a, const SearchTerm& b) { return a.uses > b.uses; });
    const Actions path = goTo("__SHOPPING_ADMIN__/") + clickButton("Reports")
                         + clickLink("Search Terms Report") + clickLink("Hits");
    for (std::size_t i = 0; i < kRanks.size() && i + 1 < terms.size(); ++i) {
        if (terms[i].text.find(terms[i + 1].text) != std::string::npos) continue;
        draw.ask({{"rank", kRanks[i]}}, answerIs(terms[i].text), path + clickLink("Hits"),
                 terms[i].text, "I do not know", terms[i + 1].text);
    }
}

void searchTermUses(ShopDraw& draw)
{
    auto terms = draw.data().searchTerms;
    draw.random.shuffle(terms);
    for (const SearchTerm& term : terms) {
        if (draw.isFull()) return;
        draw.ask({{"term", term.text}}, answerIncludes({std::to_string(term.uses)}),
                 goTo("__SHOPPING_ADMIN__/") + clickButton("Reports")
                     + clickLink("Search Terms Report") + fill("Search by keyword", term.text)
                     + press("Enter"),
                 std::to_string(term.uses), "Never", std::to_string(term.uses + 1));
    }
}

void bestCustomer(ShopDraw& draw)
{
    static const std::vector<std::string> kRanks = {"most",        "second most", "third most",
                                                    "fourth most", "fifth most",  "sixth most"};
    auto totals = customerTotals(draw.data());
    std::sort(totals.begin(), totals.end(), [](const CustomerTotal& a, const CustomerTotal& b) {
        return a.totalCents > b.totalCents;
    });
    const Actions path = goTo("__SHOPPING_ADMIN__/") + clickButton("Reports")
                         + clickLink("Customer Totals") + clickLink("Total");
    for (std::size_t i = 0; i < kRanks.size() && i + 1 < totals.size(); ++i) {
        const std::string name = draw.data().customer(totals[i].customerId)->name();
        draw.ask({{"rank", kRanks[i]}}, answerIncludes({name}), path + clickLink("Total"), name,
                 "I do not know", draw.data().customer(totals[i + 1].customerId)->name());
    }
}

void lifetimeSales(ShopDraw& draw)
{
    for (const CustomerTotal& total : customerTotals(draw.data())) {
        if (draw.isFull()) return;
        if (total.totalCents >= kThousand) continue;
        const Customer& customer = *draw.data().customer(total.customerId);
        const std::string answer = plainMoney(total.totalCents);
        draw.ask({{"customer", customer.name()}}, answerIncludes({answer}),
                 openAdminCustomer(customer), "$" + answer, "$0.00",
                 "$" + plainMoney(total.totalCents + 777));
    }
}

}  // namespace

void addAdminReportTemplates(ShopTemplateList& list)
{
    list.admin(1521, "Name the {{count}} of our store {{period}}.", bestsellersOf);
    list.admin(1522, "What were our total sales in {{month}}?", salesOfMonth);
    list.admin(1523, "How many orders does the sales report count {{period}}?", ordersOfMonths);
    list.admin(1524, "Show me the sales report {{interval}} {{period}}.", showReport);
    list.admin(
        1525, "What is the {{rank}} frequent search term in our store? Answer with the term alone.",
        searchTermRank);
    list.admin(1526, "How often did visitors search for \"{{term}}\"?", searchTermUses);
    list.admin(1527, "Which customer spent the {{rank}} money in our store?", bestCustomer);
    list.admin(1528,
               "How much did {{customer}} spend in our store in total, canceled orders left out?",
               lifetimeSales);
}

}  // namespace sym
