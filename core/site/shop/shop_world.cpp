#include "core/site/shop/shop_world.h"

#include <algorithm>
#include <cctype>

#include "core/site/web/components.h"
#include "core/site/words/calendar.h"

namespace sym {

namespace {

constexpr std::int64_t kFlatRateCents = 500;
constexpr std::int64_t kTableRateCents = 1200;

bool equalFolded(const std::string& a, const std::string& b)
{
    return a.size() == b.size() && containsFolded(a, b);
}

}  // namespace

int Cart::itemCount() const
{
    int count = 0;
    for (const CartLine& line : lines) count += line.quantity;
    return count;
}

ShopWorld::ShopWorld(std::uint64_t seed)
    : data(makeShopData(seed)), m_seedContent(std::make_shared<const ShopData>(data))
{
}

void ShopWorld::reset()
{
    data = *m_seedContent;
    carts.clear();
    wishlists.clear();
    compared.clear();
    subscribers.clear();
    m_minutes = 0;
}

std::string ShopWorld::now()
{
    const Minutes moment = worldNow() + ++m_minutes;
    return isoDate(moment) + " " + clockTime(moment) + ":00";
}

std::int64_t ShopWorld::subtotalCents(const Cart& cart) const
{
    std::int64_t sum = 0;
    for (const CartLine& line : cart.lines)
        if (const Product* product = data.product(line.productId))
            sum += product->priceCents * line.quantity;
    return sum;
}

std::int64_t ShopWorld::discountCents(const Cart& cart) const
{
    const PriceRule* rule = activeRule(cart.couponCode);
    return rule ? subtotalCents(cart) * rule->percent / 100 : 0;
}

std::int64_t ShopWorld::shippingCents(const Cart& cart)
{
    return cart.shippingMethod == shippingMethods()[1] ? kTableRateCents
                                                       : kFlatRateCents * cart.itemCount();
}

const PriceRule* ShopWorld::activeRule(const std::string& code) const
{
    if (code.empty()) return nullptr;
    for (const PriceRule& rule : data.rules)
        if (rule.isActive && equalFolded(rule.code, code)) return &rule;
    return nullptr;
}

const ShopOrder& ShopWorld::placeOrder(Cart& cart, int customerId, const std::string& paymentMethod)
{
    ShopOrder order;
    order.id = data.orders.empty() ? 1 : data.orders.back().id + 1;
    order.customerId = customerId;
    order.createdAt = now();
    order.status = "Pending";
    for (const CartLine& line : cart.lines) {
        Product* product = data.product(line.productId);
        if (!product) continue;
        order.lines.push_back({product->id, product->name, product->sku, line.options,
                               line.quantity, product->priceCents});
        product->stock = std::max(0, product->stock - line.quantity);
    }
    order.shippingMethod = cart.shippingMethod.empty() ? shippingMethods()[0] : cart.shippingMethod;
    order.shippingCents = shippingCents(cart);
    order.discountCents = discountCents(cart);
    if (order.discountCents > 0) order.couponCode = cart.couponCode;
    order.paymentMethod = paymentMethod;
    order.shipTo = cart.shipTo;
    order.notes.push_back({order.createdAt, order.status, "Order was placed."});
    for (PriceRule& rule : data.rules)
        if (!order.couponCode.empty() && equalFolded(rule.code, order.couponCode)) ++rule.uses;
    data.orders.push_back(std::move(order));
    cart = {};
    return data.orders.back();
}

Review& ShopWorld::addReview(int productId, int customerId, int rating, std::string nickname,
                             std::string title, std::string text)
{
    Review review;
    review.id = data.reviews.empty() ? 1 : data.reviews.back().id + 1;
    review.productId = productId;
    review.customerId = customerId;
    review.rating = std::clamp(rating, 1, 5);
    review.nickname = std::move(nickname);
    review.title = std::move(title);
    review.text = std::move(text);
    review.createdAt = now();
    review.status = Review::Status::Pending;
    data.reviews.push_back(std::move(review));
    return data.reviews.back();
}

void ShopWorld::noteSearch(const std::string& text, int results)
{
    for (SearchTerm& term : data.searchTerms)
        if (equalFolded(term.text, text)) {
            ++term.uses;
            return;
        }
    data.searchTerms.push_back({text, results, 1});
}

const std::vector<std::string>& shippingMethods()
{
    static const std::vector<std::string> kMethods = {"Flat Rate - Fixed", "Best Way - Table Rate"};
    return kMethods;
}

const std::vector<std::string>& paymentMethods()
{
    static const std::vector<std::string> kMethods = {"Check / Money order", "Cash On Delivery"};
    return kMethods;
}

}  // namespace sym
