#pragma once

#include <nlohmann/json.hpp>

#include <string>
#include <vector>

#include "core/base/random.h"
#include "core/site/shop/shop_data.h"

namespace sym {

/// The steps of makeShopData(), in this order; each adds its part from the words of shop.json.
void makeCatalog(ShopData& data, const nlohmann::json& words, Random random);
void makeCustomers(ShopData& data, const nlohmann::json& words, Random random);
void makeReviews(ShopData& data, const nlohmann::json& words, Random random);
void makeOrders(ShopData& data, const nlohmann::json& words, Random random);
void makeMarketing(ShopData& data, const nlohmann::json& words, Random random);

/// A day `daysAgo` before the worlds' today at a random time of the day, "2025-06-05 14:07:00".
std::string momentBefore(int daysAgo, Random& random);

std::vector<std::string> textsOf(const nlohmann::json& array);

}  // namespace sym
