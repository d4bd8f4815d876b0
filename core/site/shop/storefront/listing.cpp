#include "core/site/shop/storefront/listing.h"

#include <algorithm>
#include <map>
#include <set>

#include "core/site/shop/product_image.h"
#include "core/site/web/components.h"
#include "core/site/web/forms.h"
#include "core/site/words/markup.h"

namespace sym {

namespace {

struct PriceBand {
    const char* key;
    std::int64_t fromCents;
    std::int64_t toCents;
    const char* label;
};

constexpr PriceBand kPriceBands[] = {{"0-25", 0, 2500, "Under $25.00"},
                                     {"25-50", 2500, 5000, "$25.00 - $49.99"},
                                     {"50-100", 5000, 10000, "$50.00 - $99.99"},
                                     {"100-200", 10000, 20000, "$100.00 - $199.99"},
                                     {"200-", 20000, 100000000, "$200.00 and above"}};

bool hasColor(const Product& product, const std::string& color)
{
    for (const ProductOption& option : product.options)
        if (option.name == "Color"
            && std::count(option.values.begin(), option.values.end(), color) > 0)
            return true;
    return false;
}

bool passes(const ShopData& data, const Fields& query, const Product& product)
{
    const std::string price = query.get("price");
    for (const PriceBand& band : kPriceBands)
        if (price == band.key
            && (product.priceCents < band.fromCents || product.priceCents >= band.toCents))
            return false;
    const std::string brand = query.get("brand");
    if (!brand.empty() && product.brand != brand) return false;
    const std::string color = query.get("color");
    if (!color.empty() && !hasColor(product, color)) return false;
    const int rating = intField(query, "rating", 0);
    return rating == 0 || data.ratingOf(product.id) >= rating;
}

void sortProducts(const ShopData& data, const Fields& query, std::vector<const Product*>& products)
{
    const std::string order = query.get("product_list_order", "position");
    const auto sortBy = [&products](auto key) {
        std::stable_sort(products.begin(), products.end(),
                         [&key](const Product* a, const Product* b) { return key(*a) < key(*b); });
    };
    if (order == "name") sortBy([](const Product& product) { return product.name; });
    if (order == "price") sortBy([](const Product& product) { return product.priceCents; });
    if (order == "rating")
        sortBy([&data](const Product& product) { return data.ratingOf(product.id); });
    if (query.get("product_list_dir") == "desc") std::reverse(products.begin(), products.end());
}

std::string toolbar(const SiteRequest& request)
{
    const std::string order = request.query.get("product_list_order", "position");
    const bool isList = request.query.get("product_list_mode") == "list";
    const bool isDescending = request.query.get("product_list_dir") == "desc";
    const auto to = [&request](const char* name, const std::string& value) {
        return addressWith(request, {{name, value}, {"p", ""}});
    };
    std::string options;
    for (const auto& [key, label] :
         std::vector<std::pair<std::string, std::string>>{{"position", "Position"},
                                                          {"name", "Product Name"},
                                                          {"price", "Price"},
                                                          {"rating", "Rating"}})
        options += markup("<option value=\"{}\"{!}>{}</option>",
                          to("product_list_order", key == "position" ? "" : key),
                          key == order ? " selected" : "", label);
    std::string limits;
    for (const char* limit : {"12", "24", "36"})
        limits += markup("<option value=\"{}\"{!}>{}</option>", to("product_list_limit", limit),
                         request.query.get("product_list_limit", "12") == limit ? " selected" : "",
                         limit);
    return markup(
        "<div class=\"toolbar\"><div class=\"modes\"><a class=\"icon-btn{}\" title=\"Grid\" "
        "href=\"{}\">{!}</a>"
        "<a class=\"icon-btn{}\" title=\"List\" href=\"{}\">{!}</a></div>"
        "<div class=\"row\"><label for=\"limiter\">Show</label><select id=\"limiter\" "
        "data-goto>{!}</select>"
        "<label for=\"sorter\">Sort By</label><select id=\"sorter\" data-goto>{!}</select>"
        "<a class=\"icon-btn\" title=\"{}\" href=\"{}\">{!}</a></div></div>",
        isList ? "" : " on", to("product_list_mode", ""), icon("grid"), isList ? " on" : "",
        to("product_list_mode", "list"), icon("list"), limits, options,
        isDescending ? "Set Ascending Direction" : "Set Descending Direction",
        to("product_list_dir", isDescending ? "" : "desc"),
        isDescending ? "<span class=\"turn\" aria-hidden=\"true\">&uarr;</span>"
                     : "<span class=\"turn\" aria-hidden=\"true\">&darr;</span>");
}

std::string ratingLine(const ShopVisit& visit, const Product& product)
{
    const int count = int(visit.world.data.reviewsOf(product.id).size());
    if (count == 0) return "<div class=\"rating-line muted small\">No reviews yet</div>";
    return "<div class=\"rating-line\">" + stars(visit.world.data.ratingOf(product.id)) + " "
           + linkTo(productAddress(product) + "#reviews", counted(count, "Review", "Reviews"),
                    "small")
           + "</div>";
}

/// Adding from a list needs no choice only where the product has no options.
std::string cardActions(const ShopVisit& visit, const Product& product)
{
    const std::string back = hiddenField("back", visit.request.target);
    const std::string id = std::to_string(product.id);
    std::string html = "<div class=\"card-actions\">";
    if (product.stock <= 0)
        html += "<span class=\"badge badge-red\">Out of stock</span>";
    else if (product.options.empty())
        html += "<form method=\"post\" action=\"/checkout/cart/add/product/" + id
                + "/\" class=\"inline\">" + back
                + "<button class=\"btn btn-primary btn-small\">Add to Cart</button></form>";
    else
        html += "<a class=\"btn btn-primary btn-small\" href=\"" + productAddress(product)
                + "\">Choose Options</a>";
    html += "<form method=\"post\" action=\"/wishlist/index/add/product/" + id
            + "/\" class=\"inline\">" + back
            + "<button class=\"icon-btn\" title=\"Add to Wish List\">" + icon("heart")
            + "</button></form>";
    html += "<form method=\"post\" action=\"/catalog/product_compare/add/product/" + id
            + "/\" class=\"inline\">" + back
            + "<button class=\"icon-btn\" title=\"Add to Compare\">" + icon("compare")
            + "</button></form>";
    return html + "</div>";
}

std::string card(const ShopVisit& visit, const Product& product)
{
    return markup(
        "<li class=\"product-card\"><a class=\"picture\" href=\"{}\" tabindex=\"-1\" "
        "aria-hidden=\"true\">{!}</a>"
        "<div class=\"about\"><strong class=\"name\"><a href=\"{}\">{}</a></strong>{!}"
        "<div class=\"price\">{}</div><p class=\"description\">{}</p>{!}</div></li>",
        productAddress(product),
        markup("<img src=\"{}\" alt=\"\" width=\"200\" height=\"200\">", productImagePath(product)),
        productAddress(product), product.name, ratingLine(visit, product),
        money(product.priceCents), product.description, cardActions(visit, product));
}

struct FilterValue {
    std::string key;
    std::string label;
    int count = 0;
};

std::string filterGroup(const SiteRequest& request, const char* field, const char* title,
                        const std::vector<FilterValue>& values)
{
    std::string html = std::string("<h3 class=\"filter-title\">") + title
                       + "</h3><ul class=\"list-plain filter\">";
    for (const FilterValue& value : values)
        if (value.count > 0)
            html += "<li>"
                    + linkTo(addressWith(request, {{field, value.key}, {"p", ""}}), value.label)
                    + " <span class=\"muted\">(" + std::to_string(value.count) + ")</span></li>";
    return html + "</ul>";
}

std::string activeFilters(const SiteRequest& request)
{
    std::string html;
    for (const auto& [field, label] : std::vector<std::pair<std::string, std::string>>{
             {"price", "Price"}, {"brand", "Brand"}, {"color", "Color"}, {"rating", "Rating"}}) {
        const std::string value = request.query.get(field);
        if (!value.empty())
            html += markup(
                "<li><span>{}: {}</span> <a class=\"icon-btn\" title=\"Remove {} filter\" "
                "href=\"{}\">{!}</a></li>",
                label, value, label, addressWith(request, {{field, ""}, {"p", ""}}), icon("close"));
    }
    if (html.empty()) return {};
    const std::string none = addressWith(
        request, {{"price", ""}, {"brand", ""}, {"color", ""}, {"rating", ""}, {"p", ""}});
    return "<h3 class=\"filter-title\">Now Shopping by</h3><ul class=\"list-plain filter\">" + html
           + "</ul>" + linkTo(none, "Clear All", "small");
}

std::string filtersHtml(const ShopVisit& visit, const std::vector<const Product*>& products)
{
    std::vector<FilterValue> prices;
    for (const PriceBand& band : kPriceBands) {
        const auto isIn = [&band](const Product* product) {
            return product->priceCents >= band.fromCents && product->priceCents < band.toCents;
        };
        prices.push_back(
            {band.key, band.label, int(std::count_if(products.begin(), products.end(), isIn))});
    }
    std::map<std::string, int> brands;
    std::map<std::string, int> colors;
    std::vector<FilterValue> ratings;
    for (const Product* product : products) {
        ++brands[product->brand];
        for (const ProductOption& option : product->options)
            if (option.name == "Color")
                for (const std::string& value : option.values) ++colors[value];
    }
    for (const int least : {4, 3, 2}) {
        const auto isGood = [&](const Product* product) {
            return visit.world.data.ratingOf(product->id) >= least;
        };
        ratings.push_back({std::to_string(least), std::to_string(least) + " stars & up",
                           int(std::count_if(products.begin(), products.end(), isGood))});
    }
    const auto valuesOf = [](const std::map<std::string, int>& counts) {
        std::vector<FilterValue> values;
        for (const auto& [name, count] : counts) values.push_back({name, name, count});
        return values;
    };
    std::string html = "<h2>Shop By</h2>" + activeFilters(visit.request);
    html += filterGroup(visit.request, "price", "Price", prices);
    html += filterGroup(visit.request, "brand", "Brand", valuesOf(brands));
    if (!colors.empty()) html += filterGroup(visit.request, "color", "Color", valuesOf(colors));
    return html + filterGroup(visit.request, "rating", "Rating", ratings);
}

}  // namespace

Listing makeListing(const ShopVisit& visit, std::vector<const Product*> products)
{
    const Fields& query = visit.request.query;
    Listing listing;
    std::erase_if(products, [&](const Product* product) {
        return !passes(visit.world.data, query, *product);
    });
    listing.filters = filtersHtml(visit, products);
    listing.total = int(products.size());
    if (products.empty()) {
        listing.html = "<div class=\"empty\">We can't find products matching the selection.</div>";
        return listing;
    }
    sortProducts(visit.world.data, query, products);
    const PageWindow window = pageWindow(visit.request, listing.total,
                                         std::min(36, intField(query, "product_list_limit", 12)));
    const bool isList = query.get("product_list_mode") == "list";
    listing.html = "<p class=\"muted\">" + counted(listing.total, "item", "items") + "</p>"
                   + toolbar(visit.request) + "<ol class=\"products" + (isList ? " as-list" : "")
                   + "\">";
    for (int i = window.first(); i < window.last(); ++i)
        listing.html += card(visit, *products[std::size_t(i)]);
    listing.html += "</ol>" + pager(visit.request, window);
    return listing;
}

std::string productCards(const ShopVisit& visit, const std::vector<const Product*>& products)
{
    std::string html = "<ol class=\"products\">";
    for (const Product* product : products) html += card(visit, *product);
    return html + "</ol>";
}

}  // namespace sym
