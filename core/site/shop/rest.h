#pragma once

#include <optional>

#include "core/site/shop/shop_world.h"
#include "core/site/web/http.h"

namespace sym {

/// The store's REST interface as far as WebArena's evaluators use it: the administrator's token,
/// the newest orders and the reviews of a SKU. Nothing for other addresses.
std::optional<SiteResponse> restAnswer(const ShopWorld& world, const SiteRequest& request);

}  // namespace sym
