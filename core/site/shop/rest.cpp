#include "core/site/shop/rest.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace sym {

namespace {

using nlohmann::json;

constexpr const char* kAdminToken = "builtin-store-administrator";

SiteResponse message(int status, const char* text)
{
    return SiteResponse::json(json{{"message", text}}.dump(), status);
}

SiteResponse adminToken(const SiteRequest& request)
{
    const json body = json::parse(request.body, nullptr, false);
    if (!body.is_object() || body.value("username", "") != kAdminUser
        || body.value("password", "") != kAdminPassword)
        return message(401, "The account sign-in was incorrect. Please wait and try again later.");
    return SiteResponse::json(json(kAdminToken).dump());
}

json orderJson(const ShopWorld& world, const ShopOrder& order)
{
    const Customer* customer = world.data.customer(order.customerId);
    json items = json::array();
    for (const OrderLine& line : order.lines)
        items.push_back({{"sku", line.sku},
                         {"name", line.name},
                         {"qty_ordered", line.quantity},
                         {"price", double(line.priceCents) / 100}});
    return {{"entity_id", order.id},
            {"increment_id", order.number()},
            {"created_at", order.createdAt},
            {"status", order.status},
            {"grand_total", double(order.totalCents()) / 100},
            {"customer_email", customer ? customer->email : ""},
            {"items", items}};
}

SiteResponse orders(const ShopWorld& world, const SiteRequest& request)
{
    std::vector<const ShopOrder*> sorted;
    for (const ShopOrder& order : world.data.orders) sorted.push_back(&order);
    const bool isDescending =
        request.query.get("searchCriteria[sortOrders][0][direction]", "ASC") == "DESC";
    std::stable_sort(
        sorted.begin(), sorted.end(), [isDescending](const ShopOrder* a, const ShopOrder* b) {
            return isDescending ? a->createdAt > b->createdAt : a->createdAt < b->createdAt;
        });
    const int pageSize = intField(request.query, "searchCriteria[pageSize]", int(sorted.size()));
    json items = json::array();
    for (int i = 0; i < pageSize && i < int(sorted.size()); ++i)
        items.push_back(orderJson(world, *sorted[std::size_t(i)]));
    return SiteResponse::json(json{{"items", items}, {"total_count", sorted.size()}}.dump());
}

/// Oldest first and pending ones included: the last is the newest.
SiteResponse reviews(const ShopWorld& world, const std::string& sku)
{
    const Product* product = world.data.productBySku(sku);
    if (!product) return message(404, "The product that was requested doesn't exist.");
    json items = json::array();
    for (const Review& review : world.data.reviews) {
        if (review.productId != product->id) continue;
        items.push_back({{"id", review.id},
                         {"title", review.title},
                         {"detail", review.text},
                         {"nickname", review.nickname},
                         {"created_at", review.createdAt},
                         {"ratings", json::array({{{"rating_name", "Rating"},
                                                   {"percent", review.rating * 20},
                                                   {"value", review.rating}}})}});
    }
    return SiteResponse::json(items.dump());
}

}  // namespace

std::optional<SiteResponse> restAnswer(const ShopWorld& world, const SiteRequest& request)
{
    std::string path = request.path;
    for (const char* prefix : {"/rest/default/V1/", "/rest/V1/"})
        if (path.starts_with(prefix)) {
            path = path.substr(std::string_view(prefix).size());
            if (path == "integration/admin/token") return adminToken(request);
            if (path == "orders") return orders(world, request);
            constexpr std::string_view kProducts = "products/";
            constexpr std::string_view kReviews = "/reviews";
            if (path.starts_with(kProducts) && path.ends_with(kReviews))
                return reviews(world, path.substr(kProducts.size(), path.size() - kProducts.size()
                                                                        - kReviews.size()));
            return message(404, "Request does not match any route.");
        }
    return std::nullopt;
}

}  // namespace sym
