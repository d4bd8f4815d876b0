#pragma once

#include <string>
#include <vector>

#include "core/site/shop/storefront/shop_visit.h"

namespace sym {

/// A list of products with Magento's toolbar: grid or list, sorting, items a page, pages; and the
/// filters of the side column (price, brand, colour, rating), all kept in the query.
struct Listing {
    std::string html;
    std::string filters;  ///< HTML of the side column
    int total = 0;        ///< products that pass the filters
};

Listing makeListing(const ShopVisit& visit, std::vector<const Product*> products);

/// Small cards in a row, for "Hot sellers", "Related products" and so on.
std::string productCards(const ShopVisit& visit, const std::vector<const Product*>& products);

}  // namespace sym
