#include "core/site/shop/storefront/order_table.h"
#include "core/site/shop/storefront/shop_visit.h"
#include "core/site/web/components.h"
#include "core/site/web/forms.h"
#include "core/site/words/markup.h"

namespace sym {

namespace {

constexpr int kOrdersPerPage = 10;

std::string orderAddress(const ShopOrder& order)
{
    return "/sales/order/view/order_id/" + std::to_string(order.id) + "/";
}

/// The order of the address if it is the visitor's own, else null.
const ShopOrder* ownOrder(const ShopVisit& visit)
{
    const Customer* customer = visit.customer();
    const ShopOrder* order = visit.world.data.order(std::atoi(visit.args[0].c_str()));
    return customer && order && order->customerId == customer->id ? order : nullptr;
}

SiteResponse history(ShopVisit& visit)
{
    const Customer* customer = visit.customer();
    if (!customer) return visit.toLogin();
    const auto orders = visit.world.data.ordersOf(customer->id);
    const PageWindow window = pageWindow(visit.request, int(orders.size()), kOrdersPerPage);
    const std::vector<const ShopOrder*> shown(orders.begin() + window.first(),
                                              orders.begin() + window.last());
    PageContent page;
    page.title = "My Orders";
    page.heading = "My Orders";
    page.body = orderTable(visit.request, shown) + pager(visit.request, window);
    return visit.accountPage(std::move(page));
}

std::string itemsTable(const ShopVisit& visit, const ShopOrder& order)
{
    std::vector<Row> rows;
    for (const OrderLine& line : order.lines) {
        const Product* product = visit.world.data.product(line.productId);
        const std::string name =
            product ? linkTo(productAddress(*product), line.name) : escapeHtml(line.name);
        rows.push_back(
            {{"<strong class=\"item-name\">" + name + "</strong><div class=\"muted small\">"
                  + escapeHtml(line.options) + "</div>",
              escapeHtml(line.sku), money(line.priceCents),
              "Ordered: <span class=\"item-qty\">" + std::to_string(line.quantity) + "</span>",
              money(line.priceCents * line.quantity)}});
    }
    return dataTable(visit.request,
                     {{"", "Product Name"},
                      {"", "SKU"},
                      {"", "Price", true},
                      {"", "Qty", true},
                      {"", "Subtotal", true}},
                     rows);
}

std::string totalsTable(const ShopOrder& order)
{
    std::string html = "<table class=\"totals right-side\"><tbody>";
    html += markup("<tr><th scope=\"row\">Subtotal</th><td class=\"num\">{}</td></tr>",
                   money(order.subtotalCents()));
    if (order.discountCents > 0)
        html += markup("<tr><th scope=\"row\">Discount ({})</th><td class=\"num\">{}</td></tr>",
                       order.couponCode, money(-order.discountCents));
    return html
           + markup(
               "<tr><th scope=\"row\">Shipping &amp; Handling</th><td class=\"num\">{}</td></tr>"
               "<tr class=\"grand\"><th scope=\"row\">Grand Total</th><td class=\"num\" "
               "id=\"grand-total\">{}</td>"
               "</tr></tbody></table>",
               money(order.shippingCents), money(order.totalCents()));
}

SiteResponse view(ShopVisit& visit)
{
    if (!visit.customer()) return visit.toLogin();
    const ShopOrder* order = ownOrder(visit);
    if (!order) return visit.notFound("There is no such order in your account.");
    PageContent page;
    page.title = "Order # " + order->number();
    page.body = markup(
        "<div class=\"spread\"><h1 class=\"page-title\">Order # {}</h1><span "
        "class=\"order-status\">{}</span></div>"
        "<p class=\"order-date\">{}</p>",
        order->number(), order->status, longDate(order->createdAt));
    page.body +=
        "<div class=\"row\">"
        + postButton("/sales/order/reorder/order_id/" + std::to_string(order->id) + "/", "Reorder")
        + (order->status == "Pending"
               ? postButton("/sales/order/cancel/order_id/" + std::to_string(order->id) + "/",
                            "Cancel Order", "btn", "Are you sure you want to cancel this order?")
               : "")
        + "</div><h2>Items Ordered</h2>" + itemsTable(visit, *order) + totalsTable(*order)
        + "<h2>Order Information</h2><div class=\"columns\">";
    page.body += markup(
        "<div class=\"card\"><h3>Shipping Address</h3><div id=\"ship-to\">{!}</div></div>"
        "<div class=\"card\"><h3>Shipping Method</h3><p>{}</p>{!}<h3>Payment "
        "Method</h3><p>{}</p></div></div>",
        addressHtml(order->shipTo), order->shippingMethod,
        order->tracking.empty() ? std::string()
                                : "<p>Tracking number: <span class=\"tracking\">"
                                      + escapeHtml(order->tracking) + "</span></p>",
        order->paymentMethod);
    return visit.accountPage(std::move(page));
}

SiteResponse reorder(ShopVisit& visit)
{
    const ShopOrder* order = ownOrder(visit);
    if (!order) return visit.notFound("There is no such order in your account.");
    for (const OrderLine& line : order->lines) {
        const Product* product = visit.world.data.product(line.productId);
        if (product && product->isEnabled && product->stock > 0)
            visit.cart().lines.push_back({line.productId, line.options, line.quantity});
    }
    return SiteResponse::redirect("/checkout/cart/");
}

SiteResponse cancel(ShopVisit& visit)
{
    if (!ownOrder(visit)) return visit.notFound("There is no such order in your account.");
    ShopOrder& order = *visit.world.data.order(std::atoi(visit.args[0].c_str()));
    if (order.status != "Pending")
        return visit.failed(orderAddress(order), "This order can no longer be canceled.");
    order.status = "Canceled";
    order.notes.push_back({visit.world.now(), order.status, "Canceled by the customer."});
    return visit.done(orderAddress(order), "You canceled the order.");
}

}  // namespace

std::string orderTable(const SiteRequest& request, const std::vector<const ShopOrder*>& orders)
{
    std::vector<Row> rows;
    for (const ShopOrder* order : orders)
        rows.push_back(
            {{escapeHtml(order->number()), escapeHtml(shortDate(order->createdAt)),
              escapeHtml(order->shipTo.firstName + " " + order->shipTo.lastName),
              money(order->totalCents()), escapeHtml(order->status),
              linkTo(orderAddress(*order), "View Order") + " "
                  + postButton("/sales/order/reorder/order_id/" + std::to_string(order->id) + "/",
                               "Reorder", "btn btn-link")},
             orderAddress(*order)});
    return dataTable(request,
                     {{"", "Order #"},
                      {"", "Date"},
                      {"", "Ship To"},
                      {"", "Order Total", true},
                      {"", "Status"},
                      {"", "Action"}},
                     rows);
}

void addOrderRoutes(ShopRouter& router)
{
    router.get("/sales/order/history", history);
    router.get("/sales/order/view/order_id/{}", view);
    router.post("/sales/order/reorder/order_id/{}", reorder);
    router.post("/sales/order/cancel/order_id/{}", cancel);
}

}  // namespace sym
