#include <algorithm>
#include <map>

#include "core/site/shop/product_image.h"
#include "core/site/shop/storefront/listing.h"
#include "core/site/shop/storefront/product_page.h"
#include "core/site/shop/storefront/shop_visit.h"
#include "core/site/web/components.h"
#include "core/site/words/markup.h"

namespace sym {

namespace {

constexpr int kHotSellers = 8;

/// Most ordered first; what was canceled does not count.
std::vector<const Product*> hotSellers(const ShopData& data)
{
    std::map<int, int> sold;
    for (const ShopOrder& order : data.orders)
        if (order.status != "Canceled")
            for (const OrderLine& line : order.lines) sold[line.productId] += line.quantity;
    std::vector<const Product*> products;
    for (const Product& product : data.products)
        if (product.isEnabled) products.push_back(&product);
    std::stable_sort(products.begin(), products.end(), [&sold](const Product* a, const Product* b) {
        const auto count = [&sold](int id) { return sold.contains(id) ? sold.at(id) : 0; };
        return count(a->id) > count(b->id);
    });
    products.resize(std::min<std::size_t>(products.size(), kHotSellers));
    return products;
}

SiteResponse homePage(ShopVisit& visit)
{
    PageContent page;
    page.title = "Home";
    page.body =
        "<div class=\"hero\"><div><h1>One Stop Market</h1><p>Everything for home, work and the "
        "weekend, "
        "picked by people who use it.</p><a class=\"btn btn-primary\" "
        "href=\"/home-kitchen.html\">Shop Home "
        "&amp; Kitchen</a></div></div><h2>Shop by Category</h2><div class=\"tiles\">";
    for (const ShopCategory& category : visit.world.data.categories) {
        if (category.parentId != 0) continue;
        const auto products = visit.world.data.productsIn(category.id);
        if (products.empty()) continue;
        // A tile is one big link only for the mouse, as on many shops; its name is the real link.
        page.body += markup("<div class=\"tile\" data-href=\"{}\">{!}<a href=\"{}\">{}</a></div>",
                            categoryAddress(category),
                            markup("<img src=\"{}\" alt=\"\" width=\"110\" height=\"110\">",
                                   productImagePath(*products.front())),
                            categoryAddress(category), category.name);
    }
    page.body += "</div><h2>Hot Sellers</h2>" + productCards(visit, hotSellers(visit.world.data));
    return visit.page(std::move(page));
}

SiteResponse categoryPage(ShopVisit& visit, const ShopCategory& category)
{
    const ShopData& data = visit.world.data;
    const Listing listing = makeListing(visit, data.productsIn(category.id));
    PageContent page;
    page.title = category.name;
    page.crumbs = categoryCrumbs(data, category.id, true);
    page.heading = category.name;
    std::string side;
    if (category.parentId == 0) {
        side = "<h2>Categories</h2><ul class=\"list-plain filter\">";
        for (const ShopCategory& sub : data.categories)
            if (sub.parentId == category.id)
                side += "<li>" + linkTo(categoryAddress(sub), sub.name) + " <span class=\"muted\">("
                        + std::to_string(data.productsIn(sub.id).size()) + ")</span></li>";
        side += "</ul>";
    }
    page.body = "<div class=\"with-filters\"><aside class=\"filters\">" + side + listing.filters
                + "</aside><div>" + listing.html + "</div></div>";
    return visit.page(std::move(page));
}

/// "/name.html" is a product or a main category, "/main/sub.html" a subcategory.
SiteResponse htmlPage(ShopVisit& visit)
{
    constexpr std::string_view kEnding = ".html";
    std::string path = visit.request.path.substr(1);
    if (!path.ends_with(kEnding))
        return visit.notFound("There is no page " + visit.request.path + ".");
    path.resize(path.size() - kEnding.size());
    if (const ShopCategory* category = visit.world.data.categoryByPath(path))
        return categoryPage(visit, *category);
    const Product* product = visit.world.data.productBySlug(path);
    if (product && product->isEnabled) return productPage(visit, *product);
    return visit.notFound("There is no product or category " + path + ".");
}

SiteResponse picture(ShopVisit& visit)
{
    const Product* product = visit.world.data.product(std::atoi(visit.args[0].c_str()));
    if (!product) return visit.notFound("There is no such picture.");
    return {200, "image/svg+xml", productImage(*product), {}};
}

}  // namespace

void addCatalogRoutes(ShopRouter& router)
{
    router.get("/", homePage);
    router.get("/media/catalog/product/{}", picture);
    router.post("/review/product/post/id/{}", postReview);
    router.get("/{}", htmlPage);
    router.get("/{}/{}", htmlPage);
}

}  // namespace sym
