#pragma once

#include <string>

#include "core/site/shop/shop_world.h"

namespace sym {

/// The box with subtotal, discount, shipping, total and the way to the checkout.
std::string cartSummary(const ShopWorld& world, const Cart& cart);

}  // namespace sym
