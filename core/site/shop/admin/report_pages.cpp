#include "core/site/shop/admin/admin_visit.h"
#include "core/site/shop/admin/grid.h"
#include "core/site/shop/sales_figures.h"
#include "core/site/web/components.h"
#include "core/site/web/forms.h"
#include "core/site/words/markup.h"

namespace sym {

namespace {

constexpr int kLowStock = 10;

SalesPeriod periodOf(const Fields& query)
{
    return {query.get("from"), query.get("to")};
}

std::string periodForm(const SiteRequest& request, const std::string& intervals)
{
    const Fields& query = request.query;
    return "<form class=\"card\" action=\"" + escapeHtml(request.path)
           + "\"><div class=\"filter-grid\">" + intervals
           + textField({.label = "From",
                        .name = "from",
                        .value = query.get("from"),
                        .required = true,
                        .placeholder = "YYYY-MM-DD"})
           + textField({.label = "To",
                        .name = "to",
                        .value = query.get("to"),
                        .required = true,
                        .placeholder = "YYYY-MM-DD"})
           + "</div>" + submitButton("Show Report") + "</form>";
}

SiteResponse salesReport(AdminVisit& visit)
{
    const Fields& query = visit.request.query;
    const std::string period = query.get("period", "Day");
    PageContent page;
    page.title = "Sales Report";
    page.heading = "Sales Report";
    page.body = periodForm(visit.request,
                           selectField({.label = "Period", .name = "period", .value = period},
                                       choicesOf({"Day", "Month", "Year"})));
    if (!query.has("from")) {
        page.body += "<p class=\"muted\">Choose a period and show the report.</p>";
        return visit.page(std::move(page));
    }
    const IntervalLength length = period == "Year"    ? IntervalLength::Year
                                  : period == "Month" ? IntervalLength::Month
                                                      : IntervalLength::Day;
    std::vector<Row> rows;
    int orders = 0;
    int items = 0;
    std::int64_t total = 0;
    for (const SalesInterval& interval :
         salesByInterval(visit.world.data, periodOf(query), length)) {
        rows.push_back({{escapeHtml(interval.name), std::to_string(interval.orders),
                         std::to_string(interval.items), money(interval.totalCents)},
                        {}});
        orders += interval.orders;
        items += interval.items;
        total += interval.totalCents;
    }
    if (!rows.empty())
        rows.push_back(
            {{"<strong>Total</strong>", "<strong>" + std::to_string(orders) + "</strong>",
              "<strong>" + std::to_string(items) + "</strong>",
              "<strong>" + money(total) + "</strong>"},
             {}});
    page.body += dataTable(visit.request,
                           {{"", "Interval"},
                            {"", "Orders", true},
                            {"", "Sales Items", true},
                            {"", "Sales Total", true}},
                           rows);
    return visit.page(std::move(page));
}

SiteResponse bestsellersReport(AdminVisit& visit)
{
    PageContent page;
    page.title = "Bestsellers Report";
    page.heading = "Bestsellers Report";
    page.body = periodForm(visit.request, "");
    if (!visit.request.query.has("from")) {
        page.body += "<p class=\"muted\">Choose a period and show the report.</p>";
        return visit.page(std::move(page));
    }
    std::vector<Row> rows;
    for (const SoldProduct& sold : bestsellers(visit.world.data, periodOf(visit.request.query))) {
        const Product* product = visit.world.data.product(sold.productId);
        rows.push_back({{escapeHtml(sold.name), product ? money(product->priceCents) : "",
                         std::to_string(sold.quantity)},
                        {}});
    }
    page.body += dataTable(
        visit.request, {{"", "Product"}, {"", "Price", true}, {"", "Order Quantity", true}}, rows);
    return visit.page(std::move(page));
}

SiteResponse gridPage(const AdminVisit& visit, const char* title,
                      const std::vector<GridColumn>& columns, std::vector<GridRow> rows)
{
    PageContent page;
    page.title = title;
    page.heading = title;
    page.body = gridHtml(visit.request, columns, std::move(rows));
    return visit.page(std::move(page));
}

SiteResponse searchReport(AdminVisit& visit)
{
    using Kind = GridColumn::Kind;
    std::vector<GridRow> rows;
    for (const SearchTerm& term : visit.world.data.searchTerms)
        rows.push_back(
            {{textCell(term.text), numberCell(term.results, std::to_string(term.results)),
              numberCell(term.uses, std::to_string(term.uses))},
             {}});
    return gridPage(visit, "Search Terms Report",
                    {{"term", "Search Query"},
                     {"results", "Results", Kind::Number},
                     {"uses", "Hits", Kind::Number}},
                    std::move(rows));
}

SiteResponse customerReport(AdminVisit& visit)
{
    using Kind = GridColumn::Kind;
    std::vector<GridRow> rows;
    for (const CustomerTotal& total : customerTotals(visit.world.data)) {
        const Customer* customer = visit.world.data.customer(total.customerId);
        if (!customer) continue;
        rows.push_back(
            {{textCell(customer->name()), numberCell(total.orders, std::to_string(total.orders)),
              numberCell(double(total.totalCents / total.orders),
                         money(total.totalCents / total.orders)),
              numberCell(double(total.totalCents), money(total.totalCents))},
             {}});
    }
    return gridPage(visit, "Customer Totals",
                    {{"name", "Customer"},
                     {"orders", "Orders", Kind::Number},
                     {"average", "Average", Kind::Number},
                     {"total", "Total", Kind::Number}},
                    std::move(rows));
}

SiteResponse stockReport(AdminVisit& visit)
{
    using Kind = GridColumn::Kind;
    std::vector<GridRow> rows;
    for (const Product& product : visit.world.data.products)
        if (product.stock < kLowStock)
            rows.push_back({{textCell(product.name), textCell(product.sku),
                             numberCell(product.stock, std::to_string(product.stock))},
                            {}});
    return gridPage(visit, "Low Stock",
                    {{"name", "Product"}, {"sku", "SKU"}, {"qty", "Stock Qty", Kind::Number}},
                    std::move(rows));
}

SiteResponse reviewReport(AdminVisit& visit)
{
    using Kind = GridColumn::Kind;
    std::vector<GridRow> rows;
    for (const Product& product : visit.world.data.products) {
        const auto reviews = visit.world.data.reviewsOf(product.id);
        if (reviews.empty()) continue;
        const double rating = visit.world.data.ratingOf(product.id);
        char text[16];
        std::snprintf(text, sizeof text, "%.2f", rating);
        rows.push_back({{textCell(product.name),
                         numberCell(double(reviews.size()), std::to_string(reviews.size())),
                         numberCell(rating, text),
                         htmlCell(reviews.front()->createdAt,
                                  escapeHtml(shortDate(reviews.front()->createdAt)))},
                        {}});
    }
    return gridPage(visit, "Reviews By Products",
                    {{"product", "Product"},
                     {"reviews", "Reviews", Kind::Number},
                     {"rating", "Average Rating", Kind::Number},
                     {"last", "Last Review"}},
                    std::move(rows));
}

}  // namespace

void addReportRoutes(AdminRouter& router)
{
    router.get("/admin/reports/report_sales/sales", salesReport);
    router.get("/admin/reports/report_sales/bestsellers", bestsellersReport);
    router.get("/admin/reports/search", searchReport);
    router.get("/admin/reports/customer/totals", customerReport);
    router.get("/admin/reports/report_product/lowstock", stockReport);
    router.get("/admin/reports/report_review/product", reviewReport);
}

}  // namespace sym
