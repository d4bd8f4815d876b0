#include "core/site/shop/storefront/product_page.h"

#include "core/site/shop/storefront/listing.h"
#include "core/site/web/components.h"
#include "core/site/web/forms.h"
#include "core/site/words/markup.h"

namespace sym {

namespace {

constexpr int kReviewsPerPage = 10;
constexpr std::size_t kRelated = 4;

std::string buyForm(const Product& product)
{
    std::string html = "<form method=\"post\" action=\"/checkout/cart/add/product/"
                       + std::to_string(product.id) + "/\" class=\"buy\">";
    for (const ProductOption& option : product.options) {
        std::vector<Choice> choices = {{"", "Choose an option..."}};
        for (const std::string& value : option.values) choices.push_back({value, value});
        html += selectField(
            {.label = option.name, .name = "option_" + slug(option.name), .required = true},
            choices);
    }
    if (product.stock > 0)
        html += textField({.label = "Qty",
                           .name = "qty",
                           .value = "1",
                           .type = "number",
                           .attributes = "min=\"1\""})
                + submitButton("Add to Cart", "btn btn-primary btn-large");
    return html + "</form>";
}

std::string sideLinks(const Product& product)
{
    const std::string id = std::to_string(product.id);
    const std::string back = hiddenField("back", productAddress(product));
    return "<div class=\"row product-links\"><form method=\"post\" "
           "action=\"/wishlist/index/add/product/"
           + id + "/\">" + back + "<button class=\"btn btn-link\">" + icon("heart")
           + "Add to Wish List</button></form>"
           + "<form method=\"post\" action=\"/catalog/product_compare/add/product/" + id + "/\">"
           + back + "<button class=\"btn btn-link\">" + icon("compare")
           + "Add to Compare</button></form></div>";
}

std::string moreInformation(const Product& product)
{
    std::string html = "<table class=\"data-table attributes\"><tbody>";
    for (const auto& [name, value] : product.attributes)
        html += markup("<tr><th scope=\"row\">{}</th><td>{}</td></tr>", name, value);
    for (const ProductOption& option : product.options) {
        std::string values;
        for (const std::string& value : option.values)
            values += (values.empty() ? "" : ", ") + value;
        html += markup("<tr><th scope=\"row\">{}</th><td>{}</td></tr>", option.name, values);
    }
    return html + "</tbody></table>";
}

std::string reviewHtml(const Review& review)
{
    return markup(
        "<li class=\"review\"><div class=\"review-title\">{}</div><div>{!}</div><p "
        "class=\"review-text\">{}</p>"
        "<div class=\"muted small\">Review by <strong>{}</strong> Posted on <time "
        "datetime=\"{}\">{}</time>"
        "</div></li>",
        review.title, stars(review.rating), review.text, review.nickname,
        review.createdAt.substr(0, 10), shortDate(review.createdAt));
}

std::string reviewForm(const ShopVisit& visit, const Product& product)
{
    const Customer* customer = visit.customer();
    std::string html = markup(
        "<form method=\"post\" action=\"/review/product/post/id/{}/\" class=\"card form-narrow\" "
        "id=\"review-form\"><h3>You're reviewing: {}</h3>",
        product.id, product.name);
    html += radioGroup(
        {.label = "Your Rating", .name = "rating", .required = true},
        {{"1", "1 star"}, {"2", "2 stars"}, {"3", "3 stars"}, {"4", "4 stars"}, {"5", "5 stars"}});
    html += textField({.label = "Nickname",
                       .name = "nickname",
                       .value = customer ? customer->firstName : "",
                       .required = true});
    html += textField({.label = "Summary", .name = "title", .required = true});
    html += textArea(FormField{.label = "Review", .name = "detail", .required = true});
    return html + submitButton("Submit Review") + "</form>";
}

std::string reviewsPanel(const ShopVisit& visit, const Product& product)
{
    const auto reviews = visit.world.data.reviewsOf(product.id);
    const PageWindow window =
        pageWindow(visit.request, int(reviews.size()), kReviewsPerPage, "review_page");
    std::string html = "<h2>Customer Reviews</h2>";
    if (reviews.empty()) html += "<p class=\"muted\">Be the first to review this product.</p>";
    html += "<ol class=\"list-plain reviews\" id=\"reviews\">";
    for (int i = window.first(); i < window.last(); ++i)
        html += reviewHtml(*reviews[std::size_t(i)]);
    return html + "</ol>" + pager(visit.request, window, "review_page")
           + reviewForm(visit, product);
}

std::string detailsPanel(const Product& product)
{
    std::string html = markup("<p>{}</p><ul>", product.description);
    for (const std::string& feature : product.features)
        html += "<li>" + escapeHtml(feature) + "</li>";
    return html + "</ul>";
}

std::string mainPart(const ShopVisit& visit, const Product& product)
{
    const int count = int(visit.world.data.reviewsOf(product.id).size());
    std::string html = "<div class=\"product-main\"><div class=\"gallery\">"
                       + productPicture(product, 420) + "</div><div>";
    html += markup("<h1 class=\"page-title\">{}</h1>", product.name);
    html += count == 0
                ? "<p class=\"muted\">Be the first to review this product</p>"
                : "<p class=\"product-rating\">" + stars(visit.world.data.ratingOf(product.id))
                      + " " + counted(count, "Review", "Reviews") + "</p>";
    html += markup(
        "<div class=\"price-row\"><span class=\"price\" id=\"product-price\">{}</span>"
        "<span class=\"stock {}\">{}</span></div><p class=\"muted\">SKU: <span "
        "class=\"sku\">{}</span></p>",
        money(product.priceCents), product.stock > 0 ? "in" : "out",
        product.stock > 0 ? "In stock" : "Out of stock", product.sku);
    if (product.stock > 0 && product.stock <= 10)
        html += "<p class=\"few\">Only " + std::to_string(product.stock) + " left</p>";
    return html + buyForm(product) + sideLinks(product) + "</div></div>";
}

}  // namespace

SiteResponse productPage(ShopVisit& visit, const Product& product)
{
    const ShopData& data = visit.world.data;
    PageContent page;
    page.title = product.name;
    page.crumbs = categoryCrumbs(data, product.categoryId, false);
    page.crumbs.push_back({product.name, ""});
    const int count = int(data.reviewsOf(product.id).size());
    const bool isReading = visit.request.query.has("review_page");
    std::vector<TabPanel> panels = {
        {"Details", detailsPanel(product)},
        {"More Information", moreInformation(product)},
        {"Reviews (" + std::to_string(count) + ")", reviewsPanel(visit, product)}};
    if (isReading) std::swap(panels[0], panels[2]);  // a further page of reviews opens on them
    page.body = mainPart(visit, product) + tabs("product-tab", panels);
    std::vector<const Product*> related;
    for (const Product* other : data.productsIn(product.categoryId))
        if (other->id != product.id && related.size() < kRelated) related.push_back(other);
    page.body += "<h2>Related Products</h2>" + productCards(visit, related);
    return visit.page(std::move(page));
}

SiteResponse postReview(ShopVisit& visit)
{
    const Product* product = visit.world.data.product(std::atoi(visit.args[0].c_str()));
    if (!product) return visit.notFound("There is no such product.");
    const Fields& form = visit.request.form;
    const int rating = intField(form, "rating", 0);
    if (rating < 1 || rating > 5 || form.get("nickname").empty() || form.get("title").empty()
        || form.get("detail").empty())
        return visit.failed(productAddress(*product), "Please fill in all fields of the review.");
    const Customer* customer = visit.customer();
    visit.world.addReview(product->id, customer ? customer->id : 0, rating, form.get("nickname"),
                          form.get("title"), form.get("detail"));
    return visit.done(productAddress(*product), "You submitted your review for moderation.");
}

}  // namespace sym
