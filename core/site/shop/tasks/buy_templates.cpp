// Carts, orders, wish list and comparison: what the store holds afterwards is what counts.
#include <algorithm>

#include "core/site/shop/shop_world.h"
#include "core/site/shop/tasks/shop_draw.h"
#include "core/site/web/components.h"

namespace sym {

namespace {

constexpr const char* kCart = "__SHOPPING__/checkout/cart/";

bool isSimple(const Product& product)
{
    return product.options.empty() && product.stock > 5;
}
bool hasOptions(const Product& product)
{
    return !product.options.empty() && product.stock > 5;
}

Actions addToCart(const Product& product)
{
    return openProduct(product) + clickNth("button", "Add to Cart", 0);
}

struct OptionChoice {
    Actions actions;
    std::string shown;   ///< as the cart shows it
    std::string spoken;  ///< as a person says it
};

OptionChoice chooseOptions(ShopDraw& draw, const Product& product)
{
    OptionChoice choice;
    for (const ProductOption& option : product.options) {
        const std::string& value = draw.random.pick(option.values);
        choice.actions = choice.actions + choose(option.name, value);
        choice.shown += (choice.shown.empty() ? "" : ", ") + option.name + ": " + value;
        choice.spoken += (choice.spoken.empty() ? "" : " and ") + option.name + " " + value;
    }
    return choice;
}

void simpleCart(ShopDraw& draw)
{
    for (const Product* product : draw.products(isSimple)) {
        if (draw.isFull()) return;
        draw.add({{{"product", product->name}},
                  pagesShow({{kCart, textOf("#cart-table"), mustInclude({product->name})}}),
                  addToCart(*product) + stopSilently(),
                  stopWith("Done"),
                  addToCart(draw.otherThan(*product)) + stopSilently()});
    }
}

void cartWithOptions(ShopDraw& draw)
{
    for (const Product* product : draw.products(hasOptions)) {
        if (draw.isFull()) return;
        const int quantity = int(draw.random.between(2, 5));
        const OptionChoice choice = chooseOptions(draw, *product);
        const auto add = [&](int count) {
            return openProduct(*product) + choice.actions + fill("Qty", std::to_string(count))
                   + clickNth("button", "Add to Cart", 0) + stopSilently();
        };
        draw.add({{{"product", product->name}, {"quantity", quantity}, {"options", choice.spoken}},
                  pagesShow({{kCart, textOf("#cart-table .cart-name"), exactly(product->name)},
                             {kCart, textOf("#cart-table .cart-options"), exactly(choice.shown)},
                             {kCart, valueOf("#cart-table input.qty"),
                              exactly(std::to_string(quantity))}}),
                  add(quantity),
                  stopWith("Done"),
                  add(quantity + 1)});
    }
}

void wish(ShopDraw& draw)
{
    for (const Product* product : draw.products()) {
        if (draw.isFull()) return;
        const auto add = [](const Product& one) {
            return openProduct(one) + clickNth("button", "Add to Wish List", 0) + stopSilently();
        };
        draw.add({{{"product", product->name}},
                  pagesShow({{"__SHOPPING__/wishlist/", textOf(".wishlist"),
                              mustInclude({product->name})}}),
                  add(*product),
                  stopWith("Done"),
                  add(draw.otherThan(*product))});
    }
}

void wishCheapest(ShopDraw& draw)
{
    for (const ShopCategory* category : draw.subcategories()) {
        if (draw.isFull()) return;
        auto products = draw.data().productsIn(category->id);
        std::sort(products.begin(), products.end(),
                  [](const Product* a, const Product* b) { return a->priceCents < b->priceCents; });
        if (products.size() < 2 || products[0]->priceCents == products[1]->priceCents) continue;
        const ShopCategory& parent = *draw.data().category(category->parentId);
        const Actions path = goTo("__SHOPPING__/") + clickNth("link", parent.name, 0)
                             + clickNth("link", category->name, 0) + choose("Sort By", "Price");
        const auto add = [&path](const Product& one) {
            return path + clickLink(one.name) + clickNth("button", "Add to Wish List", 0)
                   + stopSilently();
        };
        draw.add({{{"category", category->name}},
                  pagesShow({{"__SHOPPING__/wishlist/", textOf(".wishlist"),
                              mustInclude({products[0]->name})}}),
                  add(*products[0]),
                  stopWith(products[0]->name),
                  add(*products[1])});
    }
}

void buy(ShopDraw& draw)
{
    struct Shipping {
        const char* spoken;
        const char* radio;
        const char* shown;
    };
    static const std::vector<Shipping> kShippings = {
        {"flat rate", "$5.00 per item, Flat Rate", "Flat Rate - Fixed"},
        {"best way", "$12.00, Best Way", "Best Way - Table Rate"}};
    for (const Product* product : draw.products(isSimple)) {
        if (draw.isFull()) return;
        const Shipping& shipping = draw.random.pick(kShippings);
        const Actions untilPayment = addToCart(*product) + goTo(kCart)
                                     + clickLink("Proceed to Checkout")
                                     + clickRole("radio", shipping.radio) + clickButton("Next");
        const std::string order = "func:shopping_get_latest_order_url()";
        draw.add({{{"product", product->name}, {"shipping", shipping.spoken}},
                  pagesShow({{order, textOf(".data-table"), mustInclude({product->name})},
                             {order, textOf("main"), mustInclude({shipping.shown})}}),
                  untilPayment + clickButton("Place Order") + stopSilently(),
                  stopWith("Done"),
                  untilPayment + stopSilently()});
    }
}

void compare(ShopDraw& draw)
{
    for (const ShopCategory* category : draw.subcategories()) {
        if (draw.isFull()) return;
        auto products = draw.data().productsIn(category->id);
        draw.random.shuffle(products);
        if (products.size() < 2) continue;
        const auto add = [](const Product& one) {
            return openProduct(one) + clickNth("button", "Add to Compare", 0);
        };
        draw.add({{{"first", products[0]->name}, {"second", products[1]->name}},
                  pagesShow({{"__SHOPPING__/catalog/product_compare/", textOf("table.compare"),
                              mustInclude({products[0]->name, products[1]->name})}}),
                  add(*products[0]) + add(*products[1]) + stopSilently(),
                  stopWith("Done"),
                  add(*products[0]) + stopSilently()});
    }
}

void coupon(ShopDraw& draw)
{
    std::vector<const PriceRule*> rules;
    for (const PriceRule& rule : draw.data().rules)
        if (rule.isActive) rules.push_back(&rule);
    if (rules.empty()) return;
    constexpr std::int64_t kShipping = 500;
    for (const Product* product : draw.products(isSimple)) {
        if (draw.isFull()) return;
        const PriceRule& rule = *draw.random.pick(rules);
        const std::int64_t total =
            product->priceCents - product->priceCents * rule.percent / 100 + kShipping;
        const std::string answer = plainMoney(total);
        const Actions cart = addToCart(*product) + goTo(kCart);
        draw.add({{{"product", product->name}, {"code", rule.code}},
                  both(answerIncludes({answer}),
                       pagesShow({{kCart, textOf(".coupon"), exactly(rule.code)}})),
                  cart + fill("Discount code", rule.code) + clickButton("Apply Discount")
                      + stopWith("$" + answer),
                  stopWith("$" + answer),
                  cart + stopWith("$" + plainMoney(product->priceCents + kShipping))});
    }
}

void reorder(ShopDraw& draw)
{
    const auto canOrderAgain = [&draw](const ShopOrder& order) {
        return order.customerId == 1
               && std::all_of(order.lines.begin(), order.lines.end(),
                              [&draw](const OrderLine& line) {
                                  const Product* product = draw.data().product(line.productId);
                                  return product && product->stock >= line.quantity;
                              });
    };
    const auto orders = draw.orders(canOrderAgain);
    for (const ShopOrder* order : orders) {
        if (draw.isFull()) return;
        std::vector<std::string> names;
        for (const OrderLine& line : order->lines) names.push_back(line.name);
        // Another order that lacks one of the items.
        const auto other = std::find_if(orders.begin(), orders.end(), [&](const ShopOrder* one) {
            return std::none_of(one->lines.begin(), one->lines.end(), [&](const OrderLine& line) {
                return line.productId == order->lines.front().productId;
            });
        });
        if (other == orders.end()) continue;
        const auto again = [&draw](const ShopOrder& one) {
            return openOrderHistory(draw.data(), one)
                   + clickNth("button", "Reorder", rowInHistory(draw.data(), one)) + stopSilently();
        };
        draw.add({{{"date", longDate(order->createdAt)}},
                  pagesShow({{kCart, textOf("#cart-table"), mustInclude(names)}}),
                  again(*order),
                  stopWith("Done"),
                  again(**other)});
    }
}

}  // namespace

void addBuyTemplates(ShopTemplateList& list)
{
    list.storefront(1031, "Add the {{product}} to my shopping cart.", simpleCart);
    list.storefront(
        1032, "Put {{quantity}} pieces of the {{product}} with {{options}} into my empty cart.",
        cartWithOptions);
    list.storefront(1033, "Add the {{product}} to my wish list.", wish);
    list.storefront(1034, "Add the cheapest product in {{category}} to my wish list.",
                    wishCheapest);
    list.storefront(
        1035,
        "Buy one {{product}} and have it sent to my default address with {{shipping}} shipping.",
        buy);
    list.storefront(1036, "Put the {{first}} and the {{second}} on the comparison list.", compare);
    list.storefront(1037,
                    "Put the {{product}} into my cart and apply the discount code {{code}}. What "
                    "is the order total then?",
                    coupon);
    list.storefront(1038, "Put everything from the order I placed on {{date}} into my cart again.",
                    reorder);
}

}  // namespace sym
