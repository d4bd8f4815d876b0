#include <algorithm>

#include "core/site/shop/storefront/cart_summary.h"
#include "core/site/shop/storefront/shop_visit.h"
#include "core/site/web/components.h"
#include "core/site/web/forms.h"
#include "core/site/words/markup.h"

namespace sym {

namespace {

constexpr int kMostOfOne = 1000;
constexpr const char* kCartAddress = "/checkout/cart/";

void addToCart(Cart& cart, const Product& product, const std::string& options, int quantity)
{
    for (CartLine& line : cart.lines)
        if (line.productId == product.id && line.options == options) {
            line.quantity += quantity;
            return;
        }
    cart.lines.push_back({product.id, options, quantity});
}

SiteResponse add(ShopVisit& visit)
{
    const Product* product = visit.world.data.product(std::atoi(visit.args[0].c_str()));
    if (!product || !product->isEnabled) return visit.notFound("There is no such product.");
    const ChosenOptions options = chosenOptions(*product, visit.request.form);
    if (!options.isComplete)
        return visit.failed(productAddress(*product), "You need to choose options for your item.");
    const int quantity = std::min(kMostOfOne, intField(visit.request.form, "qty", 1));
    if (product->stock <= 0)
        return visit.failed(productAddress(*product), "This product is out of stock.");
    if (quantity > product->stock)
        return visit.failed(productAddress(*product), "The requested qty is not available. Only "
                                                          + std::to_string(product->stock)
                                                          + " left.");
    addToCart(visit.cart(), *product, options.text, quantity);
    return visit.done(visit.back(productAddress(*product)),
                      "You added " + product->name + " to your shopping cart.");
}

std::string cartRow(const ShopVisit& visit, const CartLine& line, std::size_t index)
{
    const Product* product = visit.world.data.product(line.productId);
    if (!product) return {};
    return markup(
        "<tr class=\"cart-item\"><td><div class=\"row\">{!}<div><strong "
        "class=\"cart-name\">{!}</strong>"
        "<div class=\"muted small cart-options\">{}</div></div></div></td><td class=\"num\">{}</td>"
        "<td class=\"num\"><input type=\"number\" class=\"qty\" min=\"0\" name=\"qty_{}\" "
        "aria-label=\"Qty of {}\" value=\"{}\"></td><td class=\"num subtotal\">{}</td>"
        "<td><button class=\"icon-btn\" title=\"Remove item\" name=\"remove\" "
        "value=\"{}\">{!}</button></td></tr>",
        productPicture(*product, 64), linkTo(productAddress(*product), product->name), line.options,
        money(product->priceCents), index, product->name, line.quantity,
        money(product->priceCents * line.quantity), index, icon("trash"));
}

std::string couponForm(const Cart& cart)
{
    if (!cart.couponCode.empty())
        return markup(
            "<form method=\"post\" action=\"/checkout/cart/couponPost/\" class=\"card\">"
            "<h3>Apply Discount Code</h3><p>Code <strong class=\"coupon\">{}</strong> is "
            "applied.</p>"
            "<input type=\"hidden\" name=\"remove\" value=\"1\">{!}</form>",
            cart.couponCode, submitButton("Cancel Coupon", "btn"));
    return "<form method=\"post\" action=\"/checkout/cart/couponPost/\" class=\"card\"><h3>Apply "
           "Discount Code</h3>"
           + textField({.label = "Discount code", .name = "coupon_code", .required = true})
           + submitButton("Apply Discount", "btn") + "</form>";
}

SiteResponse cartPage(ShopVisit& visit)
{
    Cart& cart = visit.cart();
    PageContent page;
    page.title = "Shopping Cart";
    page.heading = "Shopping Cart";
    if (cart.lines.empty()) {
        page.body =
            "<div class=\"empty\"><p>You have no items in your shopping cart.</p><p>Click <a "
            "href=\"/\">here</a> "
            "to continue shopping.</p></div>";
        return visit.page(std::move(page));
    }
    std::string rows;
    for (std::size_t i = 0; i < cart.lines.size(); ++i) rows += cartRow(visit, cart.lines[i], i);
    page.body =
        "<div class=\"cart-layout\"><div><form method=\"post\" "
        "action=\"/checkout/cart/updatePost/\">"
        "<table class=\"data-table\" id=\"cart-table\"><thead><tr><th>Item</th><th "
        "class=\"num\">Price</th>"
        "<th class=\"num\">Qty</th><th class=\"num\">Subtotal</th><th></th></tr></thead><tbody>"
        + rows + "</tbody></table><div class=\"form-actions\">"
        + submitButton("Update Shopping Cart", "btn") + "</div></form>"
        + postButton("/checkout/cart/clear/", "Clear Shopping Cart", "btn btn-link",
                     "Are you sure you want to remove all items from your shopping cart?")
        + couponForm(cart) + "</div>" + cartSummary(visit.world, cart) + "</div>";
    return visit.page(std::move(page));
}

SiteResponse update(ShopVisit& visit)
{
    Cart& cart = visit.cart();
    const Fields& form = visit.request.form;
    for (std::size_t i = 0; i < cart.lines.size(); ++i) {
        const std::string key = "qty_" + std::to_string(i);
        if (!form.has(key)) continue;
        const Product* product = visit.world.data.product(cart.lines[i].productId);
        const int wanted = intField(form, key, 0);
        if (product && wanted > product->stock)
            return visit.failed(kCartAddress,
                                "The requested qty of " + product->name + " is not available.");
        cart.lines[i].quantity = wanted;
    }
    if (form.has("remove")) {
        const std::size_t index = std::size_t(std::atoi(form.get("remove").c_str()));
        if (index < cart.lines.size()) cart.lines[index].quantity = 0;
    }
    std::erase_if(cart.lines, [](const CartLine& line) { return line.quantity <= 0; });
    return SiteResponse::redirect(kCartAddress);
}

SiteResponse coupon(ShopVisit& visit)
{
    Cart& cart = visit.cart();
    if (visit.request.form.has("remove")) {
        cart.couponCode.clear();
        return visit.done(kCartAddress, "You canceled the coupon code.");
    }
    const std::string code = visit.request.form.get("coupon_code");
    const PriceRule* rule = visit.world.activeRule(code);
    if (!rule) return visit.failed(kCartAddress, "The coupon code \"" + code + "\" is not valid.");
    cart.couponCode = rule->code;
    return visit.done(kCartAddress, "You used coupon code \"" + rule->code + "\".");
}

SiteResponse clear(ShopVisit& visit)
{
    visit.cart() = {};
    return SiteResponse::redirect(kCartAddress);
}

}  // namespace

std::string cartSummary(const ShopWorld& world, const Cart& cart)
{
    const std::int64_t subtotal = world.subtotalCents(cart);
    const std::int64_t discount = world.discountCents(cart);
    const std::int64_t shipping = ShopWorld::shippingCents(cart);
    std::string html =
        "<aside class=\"card summary\"><h2>Summary</h2><table class=\"totals\"><tbody>";
    html += markup("<tr><th scope=\"row\">Subtotal</th><td class=\"num\">{}</td></tr>",
                   money(subtotal));
    if (discount > 0)
        html += markup("<tr><th scope=\"row\">Discount ({})</th><td class=\"num\">{}</td></tr>",
                       cart.couponCode, money(-discount));
    html += markup(
        "<tr><th scope=\"row\">Shipping</th><td class=\"num\">{}</td></tr><tr class=\"grand\">"
        "<th scope=\"row\">Order Total</th><td class=\"num\" "
        "id=\"order-total\">{}</td></tr></tbody></table>",
        money(shipping), money(subtotal - discount + shipping));
    return html + "<a class=\"btn btn-primary btn-large\" href=\"/checkout/\">Proceed to Checkout</a></aside>";
}

void addCartRoutes(ShopRouter& router)
{
    router.get("/checkout/cart", cartPage);
    router.post("/checkout/cart/add/product/{}", add);
    router.post("/checkout/cart/updatePost", update);
    router.post("/checkout/cart/couponPost", coupon);
    router.post("/checkout/cart/clear", clear);
}

}  // namespace sym
