#pragma once

#include <string>

#include "core/site/shop/shop_data.h"

namespace sym {

/// A drawn picture of a product: its shape in its colour on a soft ground, as an SVG document.
std::string productImage(const Product& product);

/// "/media/catalog/product/ID.svg"
std::string productImagePath(const Product& product);

}  // namespace sym
