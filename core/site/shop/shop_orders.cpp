#include <algorithm>

#include "core/site/shop/shop_making.h"

namespace sym {

namespace {

constexpr int kOrders = 84;
constexpr int kShopperOrders = 18;  ///< of them by the default account
constexpr int kShopperPending = 4;  ///< of those by the default account, still cancelable
constexpr int kOrderDays = 500;     ///< how far back orders go

std::string chosenOptions(const Product& product, Random& random)
{
    std::string text;
    for (const ProductOption& option : product.options)
        text += (text.empty() ? "" : ", ") + option.name + ": " + random.pick(option.values);
    return text;
}

std::string drawStatus(int daysAgo, Random& random)
{
    if (daysAgo < 12) return random.chance(0.6) ? "Pending" : "Processing";
    const double draw = random.unit();
    if (draw < 0.62) return "Complete";
    if (draw < 0.78) return "Canceled";
    if (draw < 0.86) return "Processing";
    if (draw < 0.92) return "Pending";
    return draw < 0.96 ? "Closed" : "On Hold";
}

/// What goes with an order's status.
void applyStatus(ShopOrder& order, const nlohmann::json& words, Random& random)
{
    const bool wasDelivered = order.status == "Complete" || order.status == "Closed";
    order.isInvoiced = wasDelivered || order.status == "Processing";
    order.isShipped = wasDelivered;
    if (order.isShipped)
        order.tracking = "1Z" + std::to_string(random.between(100000000, 999999999));
    order.notes.push_back({order.createdAt, "Pending", "Order was placed."});
    if (random.chance(0.3))
        order.notes.push_back(
            {order.createdAt, order.status, random.pick(textsOf(words.at("order_comments")))});
}

ShopOrder makeOrder(const ShopData& data, const nlohmann::json& words, int customerId, int daysAgo,
                    const std::vector<int>& popular, Random& random)
{
    ShopOrder order;
    const Customer& customer = *data.customer(customerId);
    order.customerId = customerId;
    order.createdAt = momentBefore(daysAgo, random);
    order.status = drawStatus(daysAgo, random);
    const int lines = int(random.between(1, 4));
    for (int i = 0; i < lines; ++i) {
        const Product& product =
            random.chance(0.45) ? *data.product(random.pick(popular)) : random.pick(data.products);
        const bool isThere =
            std::any_of(order.lines.begin(), order.lines.end(),
                        [&](const OrderLine& line) { return line.productId == product.id; });
        if (isThere) continue;
        order.lines.push_back(
            {product.id, product.name, product.sku, chosenOptions(product, random),
             random.chance(0.7) ? 1 : int(random.between(2, 4)), product.priceCents});
    }
    const bool isFast = random.chance(0.3);
    order.shippingMethod = isFast ? "Best Way - Table Rate" : "Flat Rate - Fixed";
    order.shippingCents = isFast ? 1200 : 500 * order.itemCount();
    if (random.chance(0.2)) {
        const nlohmann::json& coupon =
            random.pick(words.at("coupons").get_ref<const nlohmann::json::array_t&>());
        order.couponCode = coupon.at(1).get<std::string>();
        order.discountCents = order.subtotalCents() * coupon.at(2).get<int>() / 100;
    }
    order.paymentMethod = random.chance(0.6) ? "Check / Money order" : "Cash On Delivery";
    order.shipTo = customer.addresses.front();
    return order;
}

}  // namespace

void makeOrders(ShopData& data, const nlohmann::json& words, Random random)
{
    std::vector<int> popular;
    for (int i = 0; i < 12; ++i) popular.push_back(random.pick(data.products).id);

    // Different days for one customer, so that "my order of May 5" is one order.
    std::vector<int> days;
    for (int day = 1; day < kOrderDays; ++day) days.push_back(day);
    random.shuffle(days);
    for (int i = 0; i < kOrders; ++i) {
        const int customerId =
            i < kShopperOrders ? 1 : int(random.between(2, int(data.customers.size())));
        ShopOrder order = makeOrder(data, words, customerId, days[std::size_t(i)], popular, random);
        if (i < kShopperPending) order.status = "Pending";
        applyStatus(order, words, random);
        data.orders.push_back(std::move(order));
    }
    std::sort(data.orders.begin(), data.orders.end(),
              [](const ShopOrder& a, const ShopOrder& b) { return a.createdAt < b.createdAt; });
    const int first = int(random.between(120, 180));
    for (std::size_t i = 0; i < data.orders.size(); ++i) data.orders[i].id = first + int(i);
}

}  // namespace sym
