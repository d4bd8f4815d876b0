// Finding the way to a page of the store: the address is what counts.
#include <array>

#include "core/site/shop/tasks/shop_draw.h"
#include "core/site/web/http.h"

namespace sym {

namespace {

constexpr const char* kShop = "__SHOPPING__";

std::string addressOf(const ShopCategory& category)
{
    return std::string(kShop) + "/" + category.path + ".html";
}

Actions openCategory(const ShopData& data, const ShopCategory& category)
{
    Actions path = goTo(std::string(kShop) + "/");
    if (const ShopCategory* parent = data.category(category.parentId))
        path = path + clickNth("link", parent->name, 0);
    return path + clickNth("link", category.name, 0);
}

const ShopCategory& otherCategory(ShopDraw& draw, const ShopCategory& category)
{
    for (const ShopCategory& other : draw.data().categories)
        if (other.id != category.id && other.parentId == category.parentId) return other;
    return draw.data().categories.front();
}

void category(ShopDraw& draw)
{
    for (const ShopCategory* wanted : draw.subcategories()) {
        if (draw.isFull()) return;
        draw.add({{{"category", wanted->name}},
                  urlIs(addressOf(*wanted)),
                  openCategory(draw.data(), *wanted) + stopSilently(),
                  stopWith("Done"),
                  openCategory(draw.data(), otherCategory(draw, *wanted)) + stopSilently()});
    }
}

void brandFilter(ShopDraw& draw)
{
    for (const ShopCategory* wanted : draw.subcategories()) {
        if (draw.isFull()) return;
        const Product& product = *draw.random.pick(draw.data().productsIn(wanted->id));
        draw.add({{{"category", wanted->name}, {"brand", product.brand}},
                  urlIs(addressOf(*wanted) + "?brand=" + encodeUrl(product.brand)),
                  openCategory(draw.data(), *wanted) + clickLink(product.brand) + stopSilently(),
                  stopWith("Done"),
                  openCategory(draw.data(), *wanted) + stopSilently()});
    }
}

void priceFilter(ShopDraw& draw)
{
    struct Band {
        const char* key;
        const char* label;
        std::int64_t from;
        std::int64_t to;
    };
    static constexpr std::array<Band, 4> kBands = {
        {{"0-25", "Under $25.00", 0, 2500},
         {"25-50", "$25.00 - $49.99", 2500, 5000},
         {"50-100", "$50.00 - $99.99", 5000, 10000},
         {"100-200", "$100.00 - $199.99", 10000, 20000}}};
    for (const ShopCategory* wanted : draw.subcategories()) {
        if (draw.isFull()) return;
        const Product& product = *draw.random.pick(draw.data().productsIn(wanted->id));
        for (const Band& band : kBands)
            if (product.priceCents >= band.from && product.priceCents < band.to)
                draw.add(
                    {{{"category", wanted->name}, {"range", band.label}},
                     urlIs(addressOf(*wanted) + "?price=" + band.key),
                     openCategory(draw.data(), *wanted) + clickLink(band.label) + stopSilently(),
                     stopWith("Done"),
                     openCategory(draw.data(), *wanted) + stopSilently()});
    }
}

void sorted(ShopDraw& draw)
{
    static const std::vector<std::pair<std::string, std::string>> kOrders = {
        {"Price", "price"}, {"Product Name", "name"}, {"Rating", "rating"}};
    for (const ShopCategory* wanted : draw.subcategories()) {
        if (draw.isFull()) return;
        const auto& [label, key] = draw.random.pick(kOrders);
        const bool isDescending = draw.random.chance(0.6);
        Actions path = openCategory(draw.data(), *wanted) + choose("Sort By", label);
        Actions near = openCategory(draw.data(), *wanted);
        if (isDescending) {
            near = path;
            path = path + clickLink("Set Descending Direction");
        }
        draw.add({{{"category", wanted->name},
                   {"order", label},
                   {"direction", isDescending ? "descending" : "ascending"}},
                  urlIs(addressOf(*wanted) + "?product_list_order=" + key
                        + (isDescending ? "&product_list_dir=desc" : "")),
                  path + stopSilently(),
                  stopWith("Done"),
                  near + stopSilently()});
    }
}

void search(ShopDraw& draw)
{
    auto terms = draw.data().searchTerms;
    draw.random.shuffle(terms);
    for (std::size_t i = 0; i < terms.size() && !draw.isFull(); ++i) {
        const auto path = [](const std::string& text) {
            return goTo(std::string(kShop) + "/") + fill("Search", text) + press("Enter")
                   + stopSilently();
        };
        const std::string& text = terms[i].text;
        draw.add({{{"term", text}},
                  urlIs(std::string(kShop) + "/catalogsearch/result?q=" + encodeUrl(text)),
                  path(text),
                  stopWith(text),
                  path(terms[(i + 1) % terms.size()].text)});
    }
}

void accountPage(ShopDraw& draw)
{
    struct Place {
        const char* name;
        const char* link;
        const char* address;
    };
    static constexpr std::array<Place, 6> kPlaces = {
        {{"the list of my orders", "My Orders", "/sales/order/history"},
         {"my wish list", "My Wish List", "/wishlist"},
         {"my address book", "Address Book", "/customer/address"},
         {"the form to change my account information", "Account Information",
          "/customer/account/edit"},
         {"the reviews I wrote", "My Product Reviews", "/review/customer"},
         {"my newsletter settings", "Newsletter Subscriptions", "/newsletter/manage"}}};
    for (const Place& place : kPlaces) {
        const Actions account = goTo(std::string(kShop) + "/") + clickLink("My Account");
        draw.add({{{"place", place.name}},
                  urlIs(std::string(kShop) + place.address),
                  account + clickNth("link", place.link, 0) + stopSilently(),
                  stopWith("Done"),
                  account + stopSilently()});
    }
}

}  // namespace

void addBrowseTemplates(ShopTemplateList& list)
{
    list.storefront(1011, "Open the {{category}} category.", category);
    list.storefront(1012, "Show me only the {{brand}} products in {{category}}.", brandFilter);
    list.storefront(1013,
                    "Show me the products in {{category}} with a price in the range \"{{range}}\".",
                    priceFilter);
    list.storefront(1014, "List the products in {{category}} by {{order}} in {{direction}} order.",
                    sorted);
    list.storefront(1015, "Search the store for \"{{term}}\".", search);
    list.storefront(1016, "Take me to {{place}}.", accountPage);
}

}  // namespace sym
