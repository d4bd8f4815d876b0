#pragma once

#include "core/site/shop/storefront/shop_visit.h"

namespace sym {

/// A product with its options, details and reviews.
SiteResponse productPage(ShopVisit& visit, const Product& product);

/// Takes the review form of product {}.
SiteResponse postReview(ShopVisit& visit);

}  // namespace sym
