#include <algorithm>

#include "core/site/shop/admin/admin_visit.h"
#include "core/site/shop/admin/grid.h"
#include "core/site/shop/storefront/address_form.h"
#include "core/site/web/components.h"
#include "core/site/web/forms.h"
#include "core/site/words/markup.h"

namespace sym {

namespace {

std::string orderAddress(int id)
{
    return "/admin/sales/order/view/order_id/" + std::to_string(id) + "/";
}

std::string customerName(const AdminVisit& visit, const ShopOrder& order)
{
    const Customer* customer = visit.world.data.customer(order.customerId);
    return customer ? customer->name() : "Guest";
}

SiteResponse ordersPage(AdminVisit& visit)
{
    using Kind = GridColumn::Kind;
    std::vector<GridRow> rows;
    const auto& orders = visit.world.data.orders;
    for (auto order = orders.rbegin(); order != orders.rend(); ++order) {
        const double total = double(order->totalCents()) / 100;
        rows.push_back({{textCell(order->number()),
                         htmlCell(order->createdAt, escapeHtml(shortDate(order->createdAt) + " "
                                                               + order->createdAt.substr(11))),
                         textCell(customerName(visit, *order)),
                         textCell(order->shipTo.firstName + " " + order->shipTo.lastName),
                         numberCell(total, money(order->totalCents())),
                         htmlCell(order->status, statusBadge(order->status)),
                         htmlCell("", linkTo(orderAddress(order->id), "View"))},
                        orderAddress(order->id)});
    }
    PageContent page;
    page.title = "Orders";
    page.heading = "Orders";
    page.body = gridHtml(visit.request,
                         {{"number", "ID"},
                          {"created", "Purchase Date"},
                          {"customer", "Bill-to Name"},
                          {"ship", "Ship-to Name"},
                          {"total", "Grand Total", Kind::Number},
                          {"status", "Status", Kind::Choice, orderStatuses()},
                          {"action", "Action", Kind::Plain}},
                         std::move(rows));
    return visit.page(std::move(page));
}

bool canCancel(const ShopOrder& order)
{
    return !order.isShipped
           && (order.status == "Pending" || order.status == "Processing"
               || order.status == "On Hold");
}

std::string actionButtons(const ShopOrder& order)
{
    const std::string base = "/admin/sales/order/";
    const std::string id = "/order_id/" + std::to_string(order.id) + "/";
    const bool isOpen = order.status == "Pending" || order.status == "Processing";
    std::string html = linkTo("/admin/sales/order/", "Back", "btn");
    if (canCancel(order))
        html += postButton(base + "cancel" + id, "Cancel", "btn",
                           "Are you sure you want to cancel this order?");
    if (order.status == "On Hold")
        html += postButton(base + "unhold" + id, "Unhold");
    else if (isOpen)
        html += postButton(base + "hold" + id, "Hold");
    if (isOpen && !order.isInvoiced) html += postButton(base + "invoice" + id, "Invoice");
    if (isOpen && !order.isShipped)
        html += linkTo("/admin/order_shipment/new" + id, "Ship", "btn btn-primary");
    return html;
}

std::string itemsTable(const AdminVisit& visit, const ShopOrder& order)
{
    std::vector<Row> rows;
    for (const OrderLine& line : order.lines)
        rows.push_back(
            {{"<strong class=\"item-name\">" + escapeHtml(line.name)
                  + "</strong><div class=\"muted small\">SKU: " + escapeHtml(line.sku)
                  + (line.options.empty() ? "" : "<br>" + escapeHtml(line.options)) + "</div>",
              order.isShipped    ? "Shipped"
              : order.isInvoiced ? "Invoiced"
                                 : "Ordered",
              money(line.priceCents), std::to_string(line.quantity),
              money(line.priceCents * line.quantity)},
             {}});
    return dataTable(visit.request,
                     {{"", "Product"},
                      {"", "Item Status"},
                      {"", "Price", true},
                      {"", "Qty", true},
                      {"", "Row Total", true}},
                     rows);
}

std::string totals(const ShopOrder& order)
{
    return markup(
        "<table class=\"totals\"><tbody><tr><th scope=\"row\">Subtotal</th><td "
        "class=\"num\">{}</td></tr>"
        "<tr><th scope=\"row\">Shipping &amp; Handling</th><td class=\"num\">{}</td></tr>"
        "<tr><th scope=\"row\">Discount {}</th><td class=\"num\">{}</td></tr><tr class=\"grand\">"
        "<th scope=\"row\">Grand Total</th><td class=\"num\" "
        "id=\"grand-total\">{}</td></tr></tbody></table>",
        money(order.subtotalCents()), money(order.shippingCents), order.couponCode,
        money(-order.discountCents), money(order.totalCents()));
}

std::string notes(const ShopOrder& order)
{
    std::string html = "<ul class=\"list-plain notes\" id=\"order-notes\">";
    for (auto note = order.notes.rbegin(); note != order.notes.rend(); ++note)
        html += markup(
            "<li><span class=\"muted small\">{} | {}</span><div class=\"note-text\">{}</div></li>",
            shortDate(note->createdAt), note->status, note->text);
    return html + "</ul>";
}

std::string commentForm(const ShopOrder& order)
{
    std::vector<std::string> statuses = {order.status};
    for (const std::string& status : {std::string("Pending"), std::string("Processing")})
        if (status != order.status && (order.status == "Pending" || order.status == "Processing"))
            statuses.push_back(status);
    return "<form method=\"post\" action=\"/admin/sales/order/addComment/order_id/"
           + std::to_string(order.id) + "/\">"
           + selectField({.label = "Status", .name = "status", .value = order.status},
                         choicesOf(statuses))
           + textArea(FormField{.label = "Comment", .name = "comment", .required = true})
           + checkbox({.label = "Notify Customer by Email", .name = "notify"})
           + submitButton("Submit Comment", "btn") + "</form>";
}

SiteResponse orderPage(AdminVisit& visit)
{
    const ShopOrder* order = visit.world.data.order(visit.id());
    if (!order) return visit.notFound("There is no such order.");
    const Customer* customer = visit.world.data.customer(order->customerId);
    PageContent page;
    page.title = "#" + order->number() + " / Orders";
    page.body = pageActions("#" + order->number(), actionButtons(*order));
    page.body += markup(
        "<div class=\"columns\"><div class=\"card\"><h2>Order Information</h2><table "
        "class=\"totals\"><tbody>"
        "<tr><th scope=\"row\">Order Date</th><td>{}</td></tr><tr><th scope=\"row\">Order "
        "Status</th>"
        "<td id=\"order_status\">{}</td></tr><tr><th scope=\"row\">Payment</th><td>{}</td></tr>"
        "<tr><th scope=\"row\">Shipping</th><td>{}</td></tr><tr><th scope=\"row\">Tracking "
        "Number</th>"
        "<td id=\"tracking\">{}</td></tr></tbody></table></div>",
        shortDate(order->createdAt) + " " + order->createdAt.substr(11), order->status,
        order->paymentMethod, order->shippingMethod,
        order->tracking.empty() ? std::string("-") : order->tracking);
    page.body += markup(
        "<div class=\"card\"><h2>Account Information</h2><table class=\"totals\"><tbody>"
        "<tr><th scope=\"row\">Customer Name</th><td>{!}</td></tr><tr><th "
        "scope=\"row\">Email</th><td>{}</td></tr>"
        "<tr><th scope=\"row\">Customer Group</th><td>{}</td></tr></tbody></table></div></div>",
        customer ? linkTo("/admin/customer/index/edit/id/" + std::to_string(customer->id) + "/",
                          customer->name())
                 : std::string("Guest"),
        customer ? customer->email : "", customer ? customer->group : "");
    const PostalAddress& to = order->shipTo;
    page.body += markup(
        "<div class=\"card\"><div class=\"spread\"><h2>Shipping Address</h2>"
        "<a href=\"/admin/sales/order/address/order_id/{}/\">Edit Address</a></div>"
        "<address id=\"shipping-address\">{} {}<br>{}<br>{}, {}, {}<br>{}<br>T: {}</address></div>",
        order->id, to.firstName, to.lastName, to.street, to.city, to.region, to.postcode,
        to.country, to.phone);
    page.body += "<h2>Items Ordered</h2>" + itemsTable(visit, *order)
                 + "<div class=\"columns\"><div class=\"card\"><h2>Notes for this Order</h2>"
                 + commentForm(*order) + notes(*order)
                 + "</div><div class=\"card\"><h2>Order Totals</h2>" + totals(*order)
                 + "</div></div>";
    return visit.page(std::move(page));
}

/// A post that changes the order {} and notes it in its history.
template <typename Change>
AdminRouter::Handler orderAction(Change change)
{
    return [change](AdminVisit& visit) {
        ShopOrder* order = visit.world.data.order(visit.id());
        if (!order) return visit.notFound("There is no such order.");
        const std::string message = change(visit, *order);
        const std::string address = orderAddress(order->id);
        return message.empty() ? visit.failed(
                   address, "This is not possible for an order that is " + order->status + ".")
                               : visit.done(address, message);
    };
}

void note(const AdminVisit& visit, ShopOrder& order, const std::string& text)
{
    order.notes.push_back({visit.world.now(), order.status, text});
}

std::string cancel(AdminVisit& visit, ShopOrder& order)
{
    if (!canCancel(order)) return {};
    order.status = "Canceled";
    note(visit, order, "Order was canceled.");
    return "You canceled the order.";
}

std::string hold(AdminVisit& visit, ShopOrder& order)
{
    if (order.status != "Pending" && order.status != "Processing") return {};
    order.status = "On Hold";
    note(visit, order, "Order was put on hold.");
    return "You put the order on hold.";
}

std::string unhold(AdminVisit& visit, ShopOrder& order)
{
    if (order.status != "On Hold") return {};
    order.status = order.isInvoiced ? "Processing" : "Pending";
    note(visit, order, "Order was released from holding.");
    return "You released the order from holding status.";
}

std::string invoice(AdminVisit& visit, ShopOrder& order)
{
    if (order.isInvoiced || (order.status != "Pending" && order.status != "Processing")) return {};
    order.isInvoiced = true;
    order.status = order.isShipped ? "Complete" : "Processing";
    note(visit, order, "The invoice has been created.");
    return "The invoice has been created.";
}

std::string ship(AdminVisit& visit, ShopOrder& order)
{
    if (order.isShipped || (order.status != "Pending" && order.status != "Processing")) return {};
    order.isShipped = true;
    order.tracking = visit.request.form.get("tracking");
    order.status = order.isInvoiced ? "Complete" : "Processing";
    note(visit, order, "The shipment has been created.");
    return "The shipment has been created.";
}

std::string comment(AdminVisit& visit, ShopOrder& order)
{
    const std::string text = visit.request.form.get("comment");
    if (text.empty()) return {};
    const std::string status = visit.request.form.get("status", order.status);
    const bool isOpen = order.status == "Pending" || order.status == "Processing";
    if (isOpen && (status == "Pending" || status == "Processing")) order.status = status;
    note(visit, order, text);
    return "You added the comment.";
}

SiteResponse shipmentPage(AdminVisit& visit)
{
    const ShopOrder* order = visit.world.data.order(visit.id());
    if (!order) return visit.notFound("There is no such order.");
    PageContent page;
    page.title = "New Shipment";
    page.heading = "New Shipment";
    page.body = markup(
                    "<form method=\"post\" class=\"card form-narrow\" "
                    "action=\"/admin/order_shipment/save/order_id/{}/\">"
                    "<p>Order #{}</p>",
                    order->id, order->number())
                + selectField({.label = "Carrier", .name = "carrier"},
                              choicesOf({"Custom Value", "DHL", "FedEx", "United Parcel Service",
                                         "United States Postal Service"}))
                + textField({.label = "Tracking Number", .name = "tracking"})
                + submitButton("Submit Shipment") + "</form>";
    return visit.page(std::move(page));
}

SiteResponse addressPage(AdminVisit& visit)
{
    const ShopOrder* order = visit.world.data.order(visit.id());
    if (!order) return visit.notFound("There is no such order.");
    PageContent page;
    page.title = "Edit Order " + order->number() + " Shipping Address";
    page.heading = page.title;
    page.body =
        "<form method=\"post\" class=\"card\" action=\"/admin/sales/order/addressSave/order_id/"
        + std::to_string(order->id) + "/\">" + addressFields(order->shipTo)
        + "<div class=\"form-actions\">" + submitButton("Save Order Address")
        + linkTo(orderAddress(order->id), "Back", "btn") + "</div></form>";
    return visit.page(std::move(page));
}

std::string saveAddress(AdminVisit& visit, ShopOrder& order)
{
    const auto address = addressFrom(visit.request.form);
    if (!address) return {};
    order.shipTo = *address;
    return "You updated the order address.";
}

}  // namespace

void addAdminOrderRoutes(AdminRouter& router)
{
    router.get("/admin/sales/order", ordersPage);
    router.get("/admin/sales/order/view/order_id/{}", orderPage);
    router.post("/admin/sales/order/cancel/order_id/{}", orderAction(cancel));
    router.post("/admin/sales/order/hold/order_id/{}", orderAction(hold));
    router.post("/admin/sales/order/unhold/order_id/{}", orderAction(unhold));
    router.post("/admin/sales/order/invoice/order_id/{}", orderAction(invoice));
    router.post("/admin/sales/order/addComment/order_id/{}", orderAction(comment));
    router.get("/admin/order_shipment/new/order_id/{}", shipmentPage);
    router.post("/admin/order_shipment/save/order_id/{}", orderAction(ship));
    router.get("/admin/sales/order/address/order_id/{}", addressPage);
    router.post("/admin/sales/order/addressSave/order_id/{}", orderAction(saveAddress));
}

}  // namespace sym
