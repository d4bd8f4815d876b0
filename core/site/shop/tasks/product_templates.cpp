// Questions about products: read off a product's page, its reviews or a list.
#include <algorithm>
#include <set>

#include "core/site/shop/tasks/shop_draw.h"
#include "core/site/web/components.h"

namespace sym {

namespace {

constexpr int kReviewsPerPage = 10;
constexpr std::size_t kMostReviewers = 3;

Actions openReviews(const ShopData& data, const Product& product)
{
    const auto count = data.reviewsOf(product.id).size();
    return openProduct(product) + clickRole("tab", "Reviews (" + std::to_string(count) + ")");
}

void price(ShopDraw& draw)
{
    for (const Product* product : draw.products()) {
        if (draw.isFull()) return;
        const Product& other = draw.otherThan(*product);
        const std::string answer = plainMoney(product->priceCents);
        const std::string wrong = plainMoney(other.priceCents);
        if (wrong.find(answer) != std::string::npos) continue;
        draw.add({{{"product", product->name}},
                  answerIncludes({answer}),
                  openProduct(*product) + stopWith("$" + answer),
                  stopWith("$" + wrong),
                  openProduct(other) + stopWith("$" + wrong)});
    }
}

void reviewCount(ShopDraw& draw)
{
    for (const Product* product : draw.products()) {
        if (draw.isFull()) return;
        const auto count = draw.data().reviewsOf(product->id).size();
        if (count == 0) continue;
        draw.ask({{"product", product->name}}, answerIncludes({std::to_string(count)}),
                 openProduct(*product), std::to_string(count), "No reviews",
                 std::to_string(count + 1));
    }
}

void attribute(ShopDraw& draw)
{
    for (const Product* product : draw.products()) {
        if (draw.isFull()) return;
        const auto& [name, value] = product->attributes[std::size_t(
            draw.random.between(1, int(product->attributes.size()) - 1))];
        std::string other = "unknown";
        for (const Product& candidate : draw.data().products)
            for (const auto& [otherName, otherValue] : candidate.attributes)
                if (otherName == name && otherValue != value) other = otherValue;
        draw.ask({{"product", product->name}, {"attribute", name}}, answerIs(value),
                 openProduct(*product) + clickRole("tab", "More Information"), value,
                 "It does not say", other);
    }
}

/// Reviewers that pass the test, if they are few, on the first page and can be told apart.
template <typename Test>
std::vector<std::string> fewReviewers(const ShopData& data, const Product& product, Test test)
{
    const auto reviews = data.reviewsOf(product.id);
    std::vector<std::string> names;
    std::set<std::string> others;
    if (int(reviews.size()) > kReviewsPerPage) return {};
    for (const Review* review : reviews) {
        if (test(*review))
            names.push_back(review->nickname);
        else
            others.insert(review->nickname);
    }
    const std::set<std::string> distinct(names.begin(), names.end());
    const bool isClear = distinct.size() == names.size()
                         && std::none_of(names.begin(), names.end(), [&](const std::string& name) {
                                return others.contains(name);
                            });
    if (!isClear || names.size() > kMostReviewers || others.empty()) return {};
    return names;
}

std::string joinedNames(const std::vector<std::string>& names)
{
    std::string text;
    for (const std::string& name : names) text += (text.empty() ? "" : ", ") + name;
    return text;
}

/// Without the last name there is always one missing.
std::string withoutLast(std::vector<std::string> names)
{
    names.pop_back();
    return names.empty() ? "Nobody" : joinedNames(names);
}

void complaints(ShopDraw& draw)
{
    for (const Product* product : draw.products()) {
        if (draw.isFull()) return;
        std::set<std::string> aspects;
        for (const Review* review : draw.data().reviewsOf(product->id))
            aspects.insert(review->complaints.begin(), review->complaints.end());
        for (const std::string& aspect : aspects) {
            const auto names = fewReviewers(draw.data(), *product, [&aspect](const Review& review) {
                return std::count(review.complaints.begin(), review.complaints.end(), aspect) > 0;
            });
            if (names.empty()) continue;
            draw.ask({{"product", product->name}, {"complaint", complaintName(aspect)}},
                     answerIncludes(names), openReviews(draw.data(), *product), joinedNames(names),
                     "Nobody", withoutLast(names));
            break;
        }
    }
}

void ratedBy(ShopDraw& draw)
{
    for (const Product* product : draw.products()) {
        if (draw.isFull()) return;
        const int rating = int(draw.random.between(1, 5));
        const auto names = fewReviewers(draw.data(), *product, [rating](const Review& review) {
            return review.rating == rating;
        });
        if (names.empty()) continue;
        draw.ask({{"product", product->name}, {"rating", counted(rating, "star", "stars")}},
                 answerIncludes(names), openReviews(draw.data(), *product), joinedNames(names),
                 "Nobody", withoutLast(names));
    }
}

void extremePrice(ShopDraw& draw)
{
    for (const ShopCategory* category : draw.subcategories()) {
        if (draw.isFull()) return;
        auto products = draw.data().productsIn(category->id);
        std::sort(products.begin(), products.end(),
                  [](const Product* a, const Product* b) { return a->priceCents < b->priceCents; });
        const bool isCheapest = draw.random.chance(0.5);
        if (!isCheapest) std::reverse(products.begin(), products.end());
        if (products.size() < 2 || products[0]->priceCents == products[1]->priceCents) continue;
        const ShopCategory& parent = *draw.data().category(category->parentId);
        Actions path = goTo("__SHOPPING__/") + clickNth("link", parent.name, 0)
                       + clickNth("link", category->name, 0) + choose("Sort By", "Price");
        if (!isCheapest) path = path + clickLink("Set Descending Direction");
        draw.ask(
            {{"extreme", isCheapest ? "cheapest" : "most expensive"}, {"category", category->name}},
            answerIncludes({products[0]->name}), path, products[0]->name, products.back()->name,
            products[1]->name);
    }
}

void countByBrand(ShopDraw& draw)
{
    std::set<std::string> brands;
    for (const Product& product : draw.data().products) brands.insert(product.brand);
    std::vector<std::string> shuffled(brands.begin(), brands.end());
    draw.random.shuffle(shuffled);
    for (const std::string& brand : shuffled) {
        if (draw.isFull()) return;
        const int most = int(draw.random.between(2, 8)) * 10;
        int count = 0;
        for (const Product& product : draw.data().products)
            if (containsFolded(product.name, brand) && product.priceCents <= most * 100) ++count;
        if (count == 0) continue;
        draw.ask({{"brand", brand}, {"price", "$" + std::to_string(most)}},
                 answerIncludes({std::to_string(count)}),
                 goTo("__SHOPPING__/") + clickNth("link", "Advanced Search", 0)
                     + fill("Product Name", brand) + fill("Price to", std::to_string(most))
                     + clickButton("Search Products"),
                 std::to_string(count), "None", std::to_string(count + 1));
    }
}

void priceOfUnknown(ShopDraw& draw)
{
    static const std::vector<std::string> kBrands = {"Zanthor",  "Quibblex", "Morvath",
                                                     "Plindora", "Vextral",  "Ostrakon"};
    static const std::vector<std::string> kThings = {"Hoverboard 9000", "Holographic Projector",
                                                     "Telescope Mount", "Electric Guitar",
                                                     "Snow Blower",     "Garden Tractor"};
    for (int i = 0; i < 12; ++i) {
        const std::string name = draw.random.pick(kBrands) + " " + draw.random.pick(kThings);
        const Actions path = goTo("__SHOPPING__/") + fill("Search", name) + press("Enter");
        draw.ask({{"product", name}}, answerIsNothing("The store does not sell " + name + "."),
                 path, "N/A", "$49.99", "$99.00");
    }
}

}  // namespace

void addProductTemplates(ShopTemplateList& list)
{
    list.storefront(1001, "What is the price of the {{product}}?", price);
    list.storefront(1002, "How many customer reviews does the {{product}} have?", reviewCount);
    list.storefront(1003,
                    "What is the {{attribute}} of the {{product}}? Answer with the value as the "
                    "product page gives it.",
                    attribute);
    list.storefront(
        1004, "Which reviewers of the {{product}} complain about {{complaint}}? List their names.",
        complaints);
    list.storefront(1005, "Who gave the {{product}} {{rating}}? List all the reviewers.", ratedBy);
    list.storefront(1006, "Which is the {{extreme}} product in {{category}}?", extremePrice);
    list.storefront(1007, "How many {{brand}} products in the store cost at most {{price}}?",
                    countByBrand);
    list.storefront(1008, "How much does the {{product}} cost?", priceOfUnknown);
}

}  // namespace sym
