#include <algorithm>

#include "core/site/shop/storefront/shop_visit.h"
#include "core/site/web/components.h"
#include "core/site/web/forms.h"
#include "core/site/words/markup.h"

namespace sym {

namespace {

constexpr std::size_t kMostCompared = 4;

const Product* productOf(const ShopVisit& visit)
{
    return visit.world.data.product(std::atoi(visit.args[0].c_str()));
}

void addOnce(std::vector<int>& ids, int id)
{
    if (std::find(ids.begin(), ids.end(), id) == ids.end()) ids.push_back(id);
}

SiteResponse wish(ShopVisit& visit)
{
    const Customer* customer = visit.customer();
    if (!customer) return visit.toLogin();
    const Product* product = productOf(visit);
    if (!product) return visit.notFound("There is no such product.");
    addOnce(visit.world.wishlists[customer->id], product->id);
    return visit.done("/wishlist/", product->name + " has been added to your Wish List.");
}

SiteResponse unwish(ShopVisit& visit)
{
    const Customer* customer = visit.customer();
    const Product* product = productOf(visit);
    if (!customer || !product) return visit.toLogin();
    std::erase(visit.world.wishlists[customer->id], product->id);
    return visit.done("/wishlist/", product->name + " has been removed from your Wish List.");
}

SiteResponse wishlist(ShopVisit& visit)
{
    const Customer* customer = visit.customer();
    if (!customer) return visit.toLogin();
    PageContent page;
    page.title = "My Wish List";
    page.heading = "My Wish List";
    const std::vector<int>& ids = visit.world.wishlists[customer->id];
    page.body = "<p class=\"muted\">" + counted(int(ids.size()), "item", "items") + "</p>";
    if (ids.empty()) page.body += "<p>You have no items in your wish list.</p>";
    page.body += "<ol class=\"products wishlist\">";
    for (const int id : ids) {
        const Product* product = visit.world.data.product(id);
        if (!product) continue;
        page.body += markup(
            "<li class=\"product-card\">{!}<strong class=\"name\">{!}</strong><div "
            "class=\"price\">{}</div>{!}</li>",
            productPicture(*product, 160), linkTo(productAddress(*product), product->name),
            money(product->priceCents),
            "<div class=\"card-actions\">"
                + linkTo(productAddress(*product), "View", "btn btn-small")
                + "<form method=\"post\" action=\"/wishlist/index/remove/product/"
                + std::to_string(id)
                + "/\" class=\"inline\"><button class=\"icon-btn\" title=\"Remove Item\">"
                + icon("trash") + "</button></form></div>");
    }
    page.body += "</ol>";
    return visit.accountPage(std::move(page));
}

SiteResponse addToComparison(ShopVisit& visit)
{
    const Product* product = productOf(visit);
    if (!product) return visit.notFound("There is no such product.");
    auto& ids = visit.world.compared[visit.owner()];
    addOnce(ids, product->id);
    if (ids.size() > kMostCompared) ids.erase(ids.begin());
    return visit.done("/catalog/product_compare/",
                      "You added product " + product->name + " to the comparison list.");
}

SiteResponse removeFromComparison(ShopVisit& visit)
{
    std::erase(visit.world.compared[visit.owner()], std::atoi(visit.args[0].c_str()));
    return SiteResponse::redirect("/catalog/product_compare/");
}

SiteResponse comparison(ShopVisit& visit)
{
    std::vector<const Product*> products;
    for (const int id : visit.world.compared[visit.owner()])
        if (const Product* product = visit.world.data.product(id)) products.push_back(product);
    PageContent page;
    page.title = "Compare Products";
    page.heading = "Compare Products";
    if (products.empty()) {
        page.body = "<p>You have no items to compare.</p>";
        return visit.page(std::move(page));
    }
    const auto row = [&products](const char* label, auto cell) {
        std::string html = std::string("<tr><th scope=\"row\">") + label + "</th>";
        for (const Product* product : products) html += "<td>" + cell(*product) + "</td>";
        return html + "</tr>";
    };
    page.body = "<div class=\"table-wrap\"><table class=\"data-table compare\"><tbody>";
    page.body += row("Product",
                     [](const Product& product) {
                         return productPicture(product, 120) + linkTo(productAddress(product), product.name) + " "
               + "<form method=\"post\" action=\"/catalog/product_compare/remove/product/" + std::to_string(product.id)
               + "/\"><button class=\"icon-btn\" title=\"Remove Product\">" + icon("close") + "</button></form>";
                     });
    page.body += row("Price", [](const Product& product) { return money(product.priceCents); });
    page.body += row("SKU", [](const Product& product) { return escapeHtml(product.sku); });
    page.body += row("Rating", [&visit](const Product& product) {
        return stars(visit.world.data.ratingOf(product.id));
    });
    page.body +=
        row("Description", [](const Product& product) { return escapeHtml(product.description); });
    page.body += "</tbody></table></div>";
    return visit.page(std::move(page));
}

}  // namespace

void addListRoutes(ShopRouter& router)
{
    router.get("/wishlist", wishlist);
    router.post("/wishlist/index/add/product/{}", wish);
    router.post("/wishlist/index/remove/product/{}", unwish);
    router.get("/catalog/product_compare", comparison);
    router.post("/catalog/product_compare/add/product/{}", addToComparison);
    router.post("/catalog/product_compare/remove/product/{}", removeFromComparison);
}

}  // namespace sym
