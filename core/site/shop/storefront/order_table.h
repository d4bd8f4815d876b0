#pragma once

#include <string>
#include <vector>

#include "core/site/shop/shop_data.h"
#include "core/site/web/http.h"

namespace sym {

/// Orders as a table with a link to each; rows are clickable.
std::string orderTable(const SiteRequest& request, const std::vector<const ShopOrder*>& orders);

}  // namespace sym
