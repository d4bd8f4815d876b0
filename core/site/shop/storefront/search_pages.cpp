#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>

#include "core/site/shop/storefront/listing.h"
#include "core/site/shop/storefront/shop_visit.h"
#include "core/site/web/components.h"
#include "core/site/web/forms.h"
#include "core/site/words/markup.h"
#include "core/site/words/word_book.h"

namespace sym {

namespace {

constexpr std::size_t kSuggestions = 8;

/// How well a product fits the words of a search: names count most; 0 when a word is nowhere.
int score(const ShopData& data, const Product& product, const WordList& words)
{
    int sum = 0;
    for (const std::string& word : words) {
        // A plural asks for the singular as well.
        const std::string stem =
            word.size() > 3 && word.back() == 's' ? word.substr(0, word.size() - 1) : word;
        if (containsFolded(product.name, stem))
            sum += 5;
        else if (containsFolded(data.category(product.categoryId)->name, stem)
                 || containsFolded(product.sku, word))
            sum += 3;
        else if (containsFolded(product.description, stem))
            sum += 1;
        else
            return 0;
    }
    return sum;
}

std::vector<const Product*> found(const ShopData& data, const std::string& text)
{
    const WordList words = splitWords(text);
    std::vector<std::pair<int, const Product*>> scored;
    for (const Product& product : data.products) {
        const int value = product.isEnabled && !words.empty() ? score(data, product, words) : 0;
        if (value > 0) scored.emplace_back(value, &product);
    }
    std::stable_sort(scored.begin(), scored.end(),
                     [](const auto& a, const auto& b) { return a.first > b.first; });
    std::vector<const Product*> products;
    for (const auto& entry : scored) products.push_back(entry.second);
    return products;
}

SiteResponse listPage(ShopVisit& visit, const std::string& title,
                      std::vector<const Product*> products)
{
    const Listing listing = makeListing(visit, std::move(products));
    PageContent page;
    page.title = title;
    page.heading = title;
    page.crumbs = {{"Home", "/"}, {title, ""}};
    page.body = "<div class=\"with-filters\"><aside class=\"filters\">" + listing.filters
                + "</aside><div>" + listing.html + "</div></div>";
    return visit.page(std::move(page));
}

SiteResponse searchResult(ShopVisit& visit)
{
    const std::string text = visit.request.query.get("q");
    auto products = found(visit.world.data, text);
    if (!text.empty()) visit.world.noteSearch(text, int(products.size()));
    return listPage(visit, "Search results for: '" + text + "'", std::move(products));
}

SiteResponse suggestions(ShopVisit& visit)
{
    nlohmann::json answer = nlohmann::json::array();
    for (const Product* product : found(visit.world.data, visit.request.query.get("q"))) {
        if (answer.size() >= kSuggestions) break;
        answer.push_back({{"label", product->name}, {"href", productAddress(*product)}});
    }
    return SiteResponse::json(answer.dump());
}

SiteResponse advancedForm(ShopVisit& visit)
{
    PageContent page;
    page.title = "Advanced Search";
    page.heading = "Advanced Search";
    page.crumbs = {{"Home", "/"}, {"Advanced Search", ""}};
    page.body = "<form action=\"/catalogsearch/advanced/result/\" class=\"card form-narrow\">"
                + textField({.label = "Product Name", .name = "name"})
                + textField({.label = "SKU", .name = "sku"})
                + textField({.label = "Description", .name = "description"})
                + "<div class=\"form-grid\">"
                + textField({.label = "Price from",
                             .name = "price_from",
                             .type = "number",
                             .attributes = "min=\"0\" step=\"0.01\""})
                + textField({.label = "Price to",
                             .name = "price_to",
                             .type = "number",
                             .attributes = "min=\"0\" step=\"0.01\""})
                + "</div>" + submitButton("Search Products") + "</form>";
    return visit.page(std::move(page));
}

std::int64_t centsField(const Fields& fields, const char* name, std::int64_t other)
{
    const std::string text = fields.get(name);
    return text.empty() ? other : std::int64_t(std::llround(std::atof(text.c_str()) * 100));
}

SiteResponse advancedResult(ShopVisit& visit)
{
    const Fields& query = visit.request.query;
    const std::int64_t from = centsField(query, "price_from", 0);
    const std::int64_t to = centsField(query, "price_to", INT64_MAX);
    std::vector<const Product*> products;
    for (const Product& product : visit.world.data.products)
        if (product.isEnabled && containsFolded(product.name, query.get("name"))
            && containsFolded(product.sku, query.get("sku"))
            && containsFolded(product.description, query.get("description"))
            && product.priceCents >= from && product.priceCents <= to)
            products.push_back(&product);
    return listPage(visit, "Catalog Advanced Search", std::move(products));
}

}  // namespace

void addSearchRoutes(ShopRouter& router)
{
    router.get("/catalogsearch/result", searchResult);
    router.get("/search/ajax/suggest", suggestions);
    router.get("/catalogsearch/advanced", advancedForm);
    router.get("/catalogsearch/advanced/result", advancedResult);
}

}  // namespace sym
