#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/site/shop/shop_data.h"

namespace sym {

/// Figures the administration reports; the task templates ask for the same.

struct SoldProduct {
    int productId = 0;
    std::string name;
    int quantity = 0;
    std::int64_t revenueCents = 0;
};

/// Which orders count: those of days from...to (both included, empty: open) that were not
/// canceled.
struct SalesPeriod {
    std::string from = {};  ///< "2025-01-01"
    std::string to = {};
    bool holds(const ShopOrder& order) const;
};

/// Products by quantity ordered, most first; equal ones by name.
std::vector<SoldProduct> bestsellers(const ShopData& data, const SalesPeriod& period);

struct SalesInterval {
    std::string name;  ///< "2025-05-03", "2025-05" or "2025"
    int orders = 0;
    int items = 0;
    std::int64_t totalCents = 0;
};

enum class IntervalLength { Day, Month, Year };

/// Sales by interval, oldest first; without canceled orders.
std::vector<SalesInterval> salesByInterval(const ShopData& data, const SalesPeriod& period,
                                           IntervalLength length);

struct CustomerTotal {
    int customerId = 0;
    int orders = 0;
    std::int64_t totalCents = 0;
};

/// Customers by number of orders that were not canceled, most first; equal ones by total.
std::vector<CustomerTotal> customerTotals(const ShopData& data);

}  // namespace sym
