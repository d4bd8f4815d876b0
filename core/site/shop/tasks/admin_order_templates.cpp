// Changes the staff makes to orders.
#include "core/site/shop/tasks/shop_draw.h"
#include "core/site/web/components.h"

namespace sym {

namespace {

std::string orderUrl(const ShopOrder& order)
{
    return "__SHOPPING_ADMIN__/sales/order/view/order_id/" + std::to_string(order.id) + "/";
}

bool isOpen(const ShopOrder& order)
{
    return order.status == "Pending" || order.status == "Processing";
}

void cancel(ShopDraw& draw)
{
    for (const ShopOrder* order :
         draw.orders([](const ShopOrder& one) { return isOpen(one) && !one.isShipped; })) {
        if (draw.isFull()) return;
        const Actions ask = openAdminOrder(*order) + clickNth("button", "Cancel", 0);
        // The dialog's own Cancel keeps the order; it comes after the page's.
        draw.add({{{"number", order->number()}},
                  pagesShow({{orderUrl(*order), textOf("#order_status"), exactly("Canceled")}}),
                  ask + clickButton("OK") + stopSilently(),
                  stopWith("Done"),
                  ask + stopSilently()});
    }
}

void hold(ShopDraw& draw)
{
    for (const ShopOrder* order : draw.orders(isOpen)) {
        if (draw.isFull()) return;
        draw.add({{{"number", order->number()}},
                  pagesShow({{orderUrl(*order), textOf("#order_status"), exactly("On Hold")}}),
                  openAdminOrder(*order) + clickButton("Hold") + stopSilently(),
                  stopWith("Done"),
                  openAdminOrder(*order) + stopSilently()});
    }
}

void comment(ShopDraw& draw)
{
    static const std::vector<std::string> kComments = {
        "The parcel will be sent on Monday.", "We replaced the missing part.",
        "The customer will pick it up.", "Refund was agreed on by phone.",
        "Leave it with the neighbour."};
    const auto orders = draw.orders();
    for (std::size_t i = 0; i < orders.size() && !draw.isFull(); ++i) {
        const std::string text = draw.random.pick(kComments);
        const auto write = [&text](const ShopOrder& order) {
            return openAdminOrder(order) + fill("Comment", text) + clickButton("Submit Comment")
                   + stopSilently();
        };
        draw.add({{{"number", orders[i]->number()}, {"comment", text}},
                  pagesShow({{orderUrl(*orders[i]), textOf("#order-notes"), mustInclude({text})}}),
                  write(*orders[i]),
                  stopWith("Done"),
                  write(*orders[(i + 1) % orders.size()])});
    }
}

void ship(ShopDraw& draw)
{
    static const std::vector<std::string> kCarriers = {"DHL", "FedEx", "United Parcel Service"};
    for (const ShopOrder* order :
         draw.orders([](const ShopOrder& one) { return isOpen(one) && !one.isShipped; })) {
        if (draw.isFull()) return;
        const std::string tracking = "TRK" + std::to_string(draw.random.between(1000000, 9999999));
        const std::string carrier = draw.random.pick(kCarriers);
        const auto send = [&](const std::string& number) {
            return openAdminOrder(*order) + clickLink("Ship") + choose("Carrier", carrier)
                   + fill("Tracking Number", number) + clickButton("Submit Shipment")
                   + stopSilently();
        };
        draw.add({{{"number", order->number()}, {"tracking", tracking}, {"carrier", carrier}},
                  pagesShow({{orderUrl(*order), textOf("#tracking"), exactly(tracking)}}),
                  send(tracking),
                  stopWith("Done"),
                  send(tracking.substr(0, tracking.size() - 1))});
    }
}

void changeAddress(ShopDraw& draw)
{
    for (const ShopOrder* order : draw.orders()) {
        if (draw.isFull()) return;
        PostalAddress address = draw.random.pick(draw.data().customers).addresses.front();
        address.street = std::to_string(draw.random.between(5000, 9800)) + " "
                         + address.street.substr(address.street.find(' ') + 1);
        const auto change = [&](const std::string& street, const std::string& postcode) {
            return openAdminOrder(*order) + clickLink("Edit Address")
                   + fill("Street Address", street) + fill("City", address.city)
                   + choose("State/Province", address.region) + fill("Zip/Postal Code", postcode)
                   + clickButton("Save Order Address") + stopSilently();
        };
        draw.add({{{"number", order->number()},
                   {"address", address.street + ", " + address.city + ", " + address.region + " "
                                   + address.postcode}},
                  pagesShow({{orderUrl(*order), textOf("#shipping-address"),
                              mustInclude({address.street, address.city, address.region,
                                           address.postcode})}}),
                  change(address.street, address.postcode),
                  stopWith("Done"),
                  change("1 Main Street", address.postcode)});
    }
}

void invoice(ShopDraw& draw)
{
    for (const ShopOrder* order :
         draw.orders([](const ShopOrder& one) { return isOpen(one) && !one.isInvoiced; })) {
        if (draw.isFull()) return;
        draw.add({{{"number", order->number()}},
                  pagesShow({{orderUrl(*order), textOf("#order-notes"),
                              mustInclude({"The invoice has been created."})}}),
                  openAdminOrder(*order) + clickButton("Invoice") + stopSilently(),
                  stopWith("Done"),
                  openAdminOrder(*order) + stopSilently()});
    }
}

void openOrderPage(ShopDraw& draw)
{
    const auto orders = draw.orders();
    for (std::size_t i = 0; i < orders.size() && !draw.isFull(); ++i)
        draw.add({{{"number", orders[i]->number()}},
                  urlIs(orderUrl(*orders[i])),
                  openAdminOrder(*orders[i]) + stopSilently(),
                  stopWith("Done"),
                  openAdminOrder(*orders[(i + 1) % orders.size()]) + stopSilently()});
}

}  // namespace

void addAdminOrderTemplates(ShopTemplateList& list)
{
    list.admin(1541, "Cancel order {{number}}.", cancel);
    list.admin(1542, "Put order {{number}} on hold.", hold);
    list.admin(1543, "Add this comment to order {{number}}: \"{{comment}}\"", comment);
    list.admin(1544, "Ship order {{number}} with {{carrier}}; the tracking number is {{tracking}}.",
               ship);
    list.admin(1545, "Change the shipping address of order {{number}} to {{address}}.",
               changeAddress);
    list.admin(1546, "Create the invoice for order {{number}}.", invoice);
    list.admin(1547, "Open the page of order {{number}}.", openOrderPage);
}

}  // namespace sym
