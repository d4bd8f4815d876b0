#include <algorithm>

#include "core/site/shop/admin/admin_visit.h"
#include "core/site/shop/sales_figures.h"
#include "core/site/web/components.h"
#include "core/site/words/markup.h"

namespace sym {

namespace {

constexpr std::size_t kShown = 5;

std::string keyFigures(const ShopData& data)
{
    std::int64_t sales = 0;
    int orders = 0;
    for (const ShopOrder& order : data.orders)
        if (order.status != "Canceled") {
            sales += order.totalCents();
            ++orders;
        }
    int pending = 0;
    for (const ShopOrder& order : data.orders)
        if (order.status == "Pending") ++pending;
    const auto figure = [](const char* label, const std::string& value) {
        return markup(
            "<div class=\"card figure\"><span class=\"muted\">{}</span><strong>{}</strong></div>",
            label, value);
    };
    return "<div class=\"figures\">" + figure("Lifetime Sales", money(sales))
           + figure("Average Order", money(orders == 0 ? 0 : sales / orders))
           + figure("Orders", std::to_string(orders))
           + figure("Pending Orders", std::to_string(pending)) + "</div>";
}

std::string monthlyChart(const ShopData& data)
{
    auto months = salesByInterval(data, {}, IntervalLength::Month);
    if (months.size() > 12) months.erase(months.begin(), months.end() - 12);
    std::int64_t most = 1;
    for (const SalesInterval& month : months) most = std::max(most, month.totalCents);
    std::string html =
        "<div class=\"card\"><h2>Sales by Month</h2><div class=\"bars\" aria-hidden=\"true\">";
    for (const SalesInterval& month : months)
        html += markup(
            "<div class=\"bar-col\"><div class=\"fill\" "
            "style=\"height:{}%\"></div><span>{}</span></div>",
            month.totalCents * 100 / most, month.name.substr(5) + "/" + month.name.substr(2, 2));
    return html + "</div></div>";
}

std::string lastOrders(const AdminVisit& visit)
{
    std::vector<Row> rows;
    const auto& orders = visit.world.data.orders;
    for (auto order = orders.rbegin(); order != orders.rend() && rows.size() < kShown; ++order) {
        const Customer* customer = visit.world.data.customer(order->customerId);
        rows.push_back({{escapeHtml(customer ? customer->name() : "Guest"),
                         std::to_string(order->itemCount()), money(order->totalCents())},
                        "/admin/sales/order/view/order_id/" + std::to_string(order->id) + "/"});
    }
    return "<div class=\"card\"><h2>Last Orders</h2>"
           + dataTable(visit.request, {{"", "Customer"}, {"", "Items", true}, {"", "Total", true}},
                       rows)
           + "</div>";
}

std::string searchTerms(const AdminVisit& visit)
{
    auto terms = visit.world.data.searchTerms;
    const auto table = [&](const std::vector<SearchTerm>& list) {
        std::vector<Row> rows;
        for (const SearchTerm& term : list)
            if (rows.size() < kShown)
                rows.push_back({{escapeHtml(term.text), std::to_string(term.results),
                                 std::to_string(term.uses)},
                                {}});
        return dataTable(visit.request,
                         {{"", "Search Term"}, {"", "Results", true}, {"", "Uses", true}}, rows);
    };
    std::string html = "<div class=\"card\"><h2>Last Search Terms</h2>";
    html += table({terms.rbegin(), terms.rend()})
            + "</div><div class=\"card\"><h2>Top Search Terms</h2>";
    std::stable_sort(terms.begin(), terms.end(),
                     [](const SearchTerm& a, const SearchTerm& b) { return a.uses > b.uses; });
    return html + table(terms) + "</div>";
}

std::string bestsellerPanel(const AdminVisit& visit)
{
    std::vector<Row> rows;
    for (const SoldProduct& sold : bestsellers(visit.world.data, {})) {
        if (rows.size() >= kShown) break;
        const Product* product = visit.world.data.product(sold.productId);
        rows.push_back({{escapeHtml(sold.name), product ? money(product->priceCents) : "",
                         std::to_string(sold.quantity)},
                        "/admin/catalog/product/edit/id/" + std::to_string(sold.productId) + "/"});
    }
    return dataTable(visit.request, {{"", "Product"}, {"", "Price", true}, {"", "Quantity", true}},
                     rows);
}

std::string customerPanel(const AdminVisit& visit)
{
    std::vector<Row> rows;
    for (const CustomerTotal& total : customerTotals(visit.world.data)) {
        if (rows.size() >= kShown) break;
        const Customer* customer = visit.world.data.customer(total.customerId);
        if (!customer) continue;
        rows.push_back({{escapeHtml(customer->name()), std::to_string(total.orders),
                         money(total.totalCents / total.orders), money(total.totalCents)},
                        "/admin/customer/index/edit/id/" + std::to_string(total.customerId) + "/"});
    }
    return dataTable(
        visit.request,
        {{"", "Customer"}, {"", "Orders", true}, {"", "Average", true}, {"", "Total", true}}, rows);
}

std::string newCustomersPanel(const AdminVisit& visit)
{
    std::vector<const Customer*> customers;
    for (const Customer& customer : visit.world.data.customers) customers.push_back(&customer);
    std::stable_sort(customers.begin(), customers.end(), [](const Customer* a, const Customer* b) {
        return a->createdAt > b->createdAt;
    });
    std::vector<Row> rows;
    for (const Customer* customer : customers)
        if (rows.size() < kShown)
            rows.push_back({{escapeHtml(customer->name()), escapeHtml(customer->email),
                             escapeHtml(shortDate(customer->createdAt))},
                            "/admin/customer/index/edit/id/" + std::to_string(customer->id) + "/"});
    return dataTable(visit.request, {{"", "Customer"}, {"", "Email"}, {"", "Joined"}}, rows);
}

SiteResponse dashboard(AdminVisit& visit)
{
    PageContent page;
    page.title = "Dashboard";
    page.heading = "Dashboard";
    page.body = keyFigures(visit.world.data) + "<div class=\"dashboard\"><div>" + lastOrders(visit)
                + searchTerms(visit) + "</div><div>" + monthlyChart(visit.world.data)
                + "<div class=\"card\">"
                + tabs("dashboard", {{"Bestsellers", bestsellerPanel(visit)},
                                     {"New Customers", newCustomersPanel(visit)},
                                     {"Customers", customerPanel(visit)}})
                + "</div></div></div>";
    return visit.page(std::move(page));
}

}  // namespace

void addDashboardRoutes(AdminRouter& router)
{
    router.get("/admin/admin/dashboard", dashboard);
    router.get("/admin/dashboard", dashboard);
}

}  // namespace sym
