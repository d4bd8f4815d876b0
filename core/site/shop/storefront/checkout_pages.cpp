#include <algorithm>

#include "core/site/shop/storefront/address_form.h"
#include "core/site/shop/storefront/shop_visit.h"
#include "core/site/web/components.h"
#include "core/site/web/forms.h"
#include "core/site/words/markup.h"

namespace sym {

namespace {

constexpr const char* kNewAddress = "new";

std::string progress(int step)
{
    return std::string("<ol class=\"steps\"><li") + (step == 1 ? " class=\"on\"" : "")
           + ">Shipping</li><li" + (step == 2 ? " class=\"on\"" : "")
           + ">Review &amp; Payments</li></ol>";
}

std::string linesHtml(const ShopVisit& visit, const Cart& cart)
{
    std::string html = "<aside class=\"card summary\"><h2>Order Summary</h2><p>"
                       + counted(cart.itemCount(), "Item in Cart", "Items in Cart")
                       + "</p><ul class=\"list-plain\">";
    for (const CartLine& line : cart.lines)
        if (const Product* product = visit.world.data.product(line.productId))
            html += markup(
                "<li class=\"spread\"><span>{} <span class=\"muted\">Qty: "
                "{}</span></span><span>{}</span></li>",
                product->name, line.quantity, money(product->priceCents * line.quantity));
    return html + "</ul></aside>";
}

SiteResponse shippingPage(ShopVisit& visit)
{
    const Cart& cart = visit.cart();
    if (cart.lines.empty()) return SiteResponse::redirect("/checkout/cart/");
    const Customer* customer = visit.customer();
    if (!customer) return visit.toLogin();
    std::vector<Choice> choices;
    for (const PostalAddress& address : customer->addresses)
        choices.push_back({std::to_string(address.id),
                           address.firstName + " " + address.lastName + ", " + address.street + ", "
                               + address.city + ", " + address.region + " " + address.postcode});
    choices.push_back({kNewAddress, "Ship to a new address"});
    std::vector<Choice> methods;
    methods.push_back({shippingMethods()[0], "$5.00 per item, Flat Rate"});
    methods.push_back({shippingMethods()[1], "$12.00, Best Way"});
    PageContent page;
    page.title = "Checkout";
    page.heading = "Checkout";
    PostalAddress fresh;
    fresh.firstName = customer->firstName;
    fresh.lastName = customer->lastName;
    page.body = progress(1) + "<div class=\"cart-layout\"><form method=\"post\" action=\"/checkout/shipping/\" novalidate>"
                + "<div class=\"card\">"
                + radioGroup({.label = "Shipping Address", .name = "address", .value = choices.front().value}, choices)
                + "<button type=\"button\" class=\"btn btn-small\" data-toggle=\"new-address\" aria-expanded=\"false\">"
                  "New Address</button><div id=\"new-address\" hidden>"
                + addressFields(fresh) + "</div></div><div class=\"card\">"
                + radioGroup({.label = "Shipping Methods", .name = "method", .value = methods.front().value}, methods)
                + "</div>" + submitButton("Next") + "</form>" + linesHtml(visit, cart) + "</div>";
    return visit.page(std::move(page));
}

SiteResponse takeShipping(ShopVisit& visit)
{
    Customer* customer = visit.customer();
    Cart& cart = visit.cart();
    if (!customer || cart.lines.empty()) return SiteResponse::redirect("/checkout/cart/");
    const Fields& form = visit.request.form;
    if (form.get("address") == kNewAddress) {
        const auto address = addressFrom(form);
        if (!address)
            return visit.failed("/checkout/", "Please fill in all fields of the new address.");
        cart.shipTo = *address;
    } else {
        const int id = intField(form, "address", 0);
        const auto known =
            std::find_if(customer->addresses.begin(), customer->addresses.end(),
                         [id](const PostalAddress& address) { return address.id == id; });
        cart.shipTo = known == customer->addresses.end() ? customer->addresses.front() : *known;
    }
    const std::string method = form.get("method");
    cart.shippingMethod = method == shippingMethods()[1] ? method : shippingMethods()[0];
    return SiteResponse::redirect("/checkout/payment/");
}

SiteResponse paymentPage(ShopVisit& visit)
{
    const Cart& cart = visit.cart();
    if (cart.lines.empty() || cart.shipTo.street.empty())
        return SiteResponse::redirect("/checkout/");
    const std::int64_t subtotal = visit.world.subtotalCents(cart);
    const std::int64_t discount = visit.world.discountCents(cart);
    const std::int64_t shipping = ShopWorld::shippingCents(cart);
    PageContent page;
    page.title = "Payment Method";
    page.heading = "Payment Method";
    page.body = progress(2) + "<div class=\"cart-layout\"><form method=\"post\" action=\"/checkout/onepage/place/\" class=\"card\">"
                + radioGroup({.label = "Payment Method", .name = "payment", .value = paymentMethods().front()},
                             choicesOf(paymentMethods()))
                + markup("<h3>Ship To:</h3>{!}<h3>Shipping Method:</h3><p>{}</p><table class=\"totals\"><tbody>"
                         "<tr><th scope=\"row\">Cart Subtotal</th><td class=\"num\">{}</td></tr>"
                         "<tr><th scope=\"row\">Discount</th><td class=\"num\">{}</td></tr>"
                         "<tr><th scope=\"row\">Shipping</th><td class=\"num\">{}</td></tr><tr class=\"grand\">"
                         "<th scope=\"row\">Order Total</th><td class=\"num\">{}</td></tr></tbody></table>",
                         addressHtml(cart.shipTo), cart.shippingMethod, money(subtotal), money(-discount),
                         money(shipping), money(subtotal - discount + shipping))
                + submitButton("Place Order", "btn btn-primary btn-large") + "</form>" + linesHtml(visit, cart) + "</div>";
    return visit.page(std::move(page));
}

SiteResponse placeOrder(ShopVisit& visit)
{
    const Customer* customer = visit.customer();
    Cart& cart = visit.cart();
    if (!customer || cart.lines.empty() || cart.shipTo.street.empty())
        return SiteResponse::redirect("/checkout/");
    const std::string payment = visit.request.form.get("payment", paymentMethods().front());
    const ShopOrder& order = visit.world.placeOrder(cart, customer->id, payment);
    visit.session.values["last_order"] = std::to_string(order.id);
    return SiteResponse::redirect("/checkout/onepage/success/");
}

SiteResponse success(ShopVisit& visit)
{
    const ShopOrder* order =
        visit.world.data.order(std::atoi(visit.session.values["last_order"].c_str()));
    if (!order) return SiteResponse::redirect("/checkout/cart/");
    PageContent page;
    page.title = "Success Page";
    page.heading = "Thank you for your purchase!";
    page.body = markup(
        "<div class=\"card\"><p>Your order number is: <a class=\"order-number\" "
        "href=\"/sales/order/view/order_id/{}/\">{}</a>.</p><p>We'll email you an order "
        "confirmation with "
        "details and tracking info.</p><a class=\"btn btn-primary\" href=\"/\">Continue "
        "Shopping</a></div>",
        order->id, order->number());
    return visit.page(std::move(page));
}

}  // namespace

void addCheckoutRoutes(ShopRouter& router)
{
    router.get("/checkout", shippingPage);
    router.post("/checkout/shipping", takeShipping);
    router.get("/checkout/payment", paymentPage);
    router.post("/checkout/onepage/place", placeOrder);
    router.get("/checkout/onepage/success", success);
}

}  // namespace sym
