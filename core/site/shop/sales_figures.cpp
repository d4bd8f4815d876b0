#include "core/site/shop/sales_figures.h"

#include <algorithm>
#include <map>

namespace sym {

bool SalesPeriod::holds(const ShopOrder& order) const
{
    const std::string day = order.createdAt.substr(0, 10);
    return order.status != "Canceled" && (from.empty() || day >= from) && (to.empty() || day <= to);
}

std::vector<SoldProduct> bestsellers(const ShopData& data, const SalesPeriod& period)
{
    std::map<int, SoldProduct> byProduct;
    for (const ShopOrder& order : data.orders) {
        if (!period.holds(order)) continue;
        for (const OrderLine& line : order.lines) {
            SoldProduct& sold = byProduct[line.productId];
            sold.productId = line.productId;
            sold.name = line.name;
            sold.quantity += line.quantity;
            sold.revenueCents += line.priceCents * line.quantity;
        }
    }
    std::vector<SoldProduct> products;
    for (auto& [id, sold] : byProduct) products.push_back(std::move(sold));
    std::sort(products.begin(), products.end(), [](const SoldProduct& a, const SoldProduct& b) {
        return a.quantity != b.quantity ? a.quantity > b.quantity : a.name < b.name;
    });
    return products;
}

std::vector<SalesInterval> salesByInterval(const ShopData& data, const SalesPeriod& period,
                                           IntervalLength length)
{
    const std::size_t letters = length == IntervalLength::Day     ? 10
                                : length == IntervalLength::Month ? 7
                                                                  : 4;
    std::map<std::string, SalesInterval> byName;
    for (const ShopOrder& order : data.orders) {
        if (!period.holds(order)) continue;
        SalesInterval& interval = byName[order.createdAt.substr(0, letters)];
        interval.name = order.createdAt.substr(0, letters);
        ++interval.orders;
        interval.items += order.itemCount();
        interval.totalCents += order.totalCents();
    }
    std::vector<SalesInterval> intervals;
    for (auto& [name, interval] : byName) intervals.push_back(std::move(interval));
    return intervals;
}

std::vector<CustomerTotal> customerTotals(const ShopData& data)
{
    std::map<int, CustomerTotal> byCustomer;
    for (const ShopOrder& order : data.orders) {
        if (order.status == "Canceled") continue;
        CustomerTotal& total = byCustomer[order.customerId];
        total.customerId = order.customerId;
        ++total.orders;
        total.totalCents += order.totalCents();
    }
    std::vector<CustomerTotal> totals;
    for (const auto& [id, total] : byCustomer) totals.push_back(total);
    std::sort(totals.begin(), totals.end(), [](const CustomerTotal& a, const CustomerTotal& b) {
        return a.orders != b.orders ? a.orders > b.orders : a.totalCents > b.totalCents;
    });
    return totals;
}

}  // namespace sym
