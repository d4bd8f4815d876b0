#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "core/site/shop/shop_data.h"

namespace sym {

struct CartLine {
    int productId = 0;
    std::string options;  ///< "Size: M, Color: Black"
    int quantity = 1;
};

struct Cart {
    std::vector<CartLine> lines;
    std::string couponCode;
    PostalAddress shipTo;        ///< chosen in the checkout
    std::string shippingMethod;  ///< chosen in the checkout

    int itemCount() const;
};

/// The store of one world: its content and what visitors left in it, shared by storefront and
/// administration. The server's thread only.
class ShopWorld {
public:
    explicit ShopWorld(std::uint64_t seed);

    /// Back to the seed's content; a copy of what was made once.
    void reset();

    /// The store's clock, "2025-06-15 12:03:00": stands still but for a minute at each call, so
    /// that events have an order and runs do not depend on the time of day.
    std::string now();

    std::int64_t subtotalCents(const Cart& cart) const;
    std::int64_t discountCents(const Cart& cart) const;
    static std::int64_t shippingCents(const Cart& cart);

    /// An active rule with that code, letters compared without case; null if there is none.
    const PriceRule* activeRule(const std::string& code) const;

    /// Turns the cart into a pending order, lowers the stock and empties the cart.
    const ShopOrder& placeOrder(Cart& cart, int customerId, const std::string& paymentMethod);

    Review& addReview(int productId, int customerId, int rating, std::string nickname,
                      std::string title, std::string text);

    /// A search was made: counts the term.
    void noteSearch(const std::string& text, int results);

    ShopData data;
    std::map<std::string, Cart> carts;                 ///< by owner: customer or guest session
    std::map<int, std::vector<int>> wishlists;         ///< products by customer
    std::map<std::string, std::vector<int>> compared;  ///< products by owner
    std::vector<std::string> subscribers;              ///< e-mail addresses from the footer's form

private:
    std::shared_ptr<const ShopData> m_seedContent;
    int m_minutes = 0;
};

/// Shipping methods of the checkout; "Flat Rate - Fixed" costs 5 dollars an item.
const std::vector<std::string>& shippingMethods();
const std::vector<std::string>& paymentMethods();

}  // namespace sym
