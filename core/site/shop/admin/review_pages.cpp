#include <algorithm>

#include "core/site/shop/admin/admin_visit.h"
#include "core/site/shop/admin/grid.h"
#include "core/site/web/components.h"
#include "core/site/web/forms.h"
#include "core/site/words/markup.h"

namespace sym {

namespace {

const std::vector<std::string>& reviewStatuses()
{
    static const std::vector<std::string> kStatuses = {"Approved", "Pending", "Not Approved"};
    return kStatuses;
}

std::string editAddress(int id)
{
    return "/admin/review/product/edit/id/" + std::to_string(id) + "/";
}

Review* reviewOf(const AdminVisit& visit)
{
    auto& reviews = visit.world.data.reviews;
    const int id = visit.id();
    const auto found = std::find_if(reviews.begin(), reviews.end(),
                                    [id](const Review& review) { return review.id == id; });
    return found == reviews.end() ? nullptr : &*found;
}

enum class Shown { All, Pending };

SiteResponse reviewsPage(const AdminVisit& visit, Shown shown)
{
    using Kind = GridColumn::Kind;
    std::vector<GridRow> rows;
    const auto& reviews = visit.world.data.reviews;
    for (auto review = reviews.rbegin(); review != reviews.rend(); ++review) {
        if (shown == Shown::Pending && review->status != Review::Status::Pending) continue;
        const Product* product = visit.world.data.product(review->productId);
        const std::string status = reviewStatuses()[std::size_t(review->status)];
        rows.push_back({{numberCell(review->id, std::to_string(review->id)),
                         htmlCell(review->createdAt, escapeHtml(shortDate(review->createdAt))),
                         textCell(status), textCell(review->title), textCell(review->nickname),
                         textCell(review->text), textCell(product ? product->name : ""),
                         textCell(product ? product->sku : ""),
                         htmlCell("", linkTo(editAddress(review->id), "Edit"))},
                        editAddress(review->id)});
    }
    PageContent page;
    page.title = shown == Shown::Pending ? "Pending Reviews" : "Reviews";
    page.heading = page.title;
    page.body = gridHtml(visit.request,
                         {{"id", "ID", Kind::Number},
                          {"created", "Created"},
                          {"status", "Status", Kind::Choice, reviewStatuses()},
                          {"title", "Title"},
                          {"nickname", "Nickname"},
                          {"review", "Review"},
                          {"product", "Product"},
                          {"sku", "SKU"},
                          {"action", "Action", Kind::Plain}},
                         std::move(rows));
    return visit.page(std::move(page));
}

SiteResponse editPage(AdminVisit& visit)
{
    const Review* review = reviewOf(visit);
    if (!review) return visit.notFound("There is no such review.");
    const Product* product = visit.world.data.product(review->productId);
    const Customer* customer = visit.world.data.customer(review->customerId);
    const std::string id = std::to_string(review->id);
    PageContent page;
    page.title = "Edit Review";
    page.body =
        pageActions("Edit Review '" + review->title + "'",
                    linkTo("/admin/review/product/", "Back", "btn")
                        + postButton("/admin/review/product/delete/id/" + id + "/", "Delete Review",
                                     "btn btn-danger", "Are you sure you want to do this?"))
        + "<form method=\"post\" class=\"card form-narrow\" action=\"/admin/review/product/save/id/"
        + id + "/\">"
        + markup("<p>Product: {!}</p><p>Author: <strong>{}</strong></p><p>Rating: {!}</p>",
                 product
                     ? linkTo("/admin/catalog/product/edit/id/" + std::to_string(product->id) + "/",
                              product->name)
                     : std::string("-"),
                 customer ? customer->name() + " (" + customer->email + ")" : std::string("Guest"),
                 stars(review->rating))
        + selectField({.label = "Status",
                       .name = "status",
                       .value = reviewStatuses()[std::size_t(review->status)]},
                      choicesOf(reviewStatuses()))
        + textField(
            {.label = "Nickname", .name = "nickname", .value = review->nickname, .required = true})
        + textField({.label = "Summary of Review",
                     .name = "title",
                     .value = review->title,
                     .required = true})
        + textArea(
            FormField{.label = "Review", .name = "detail", .value = review->text, .required = true},
            5)
        + submitButton("Save Review") + "</form>";
    return visit.page(std::move(page));
}

SiteResponse save(AdminVisit& visit)
{
    Review* review = reviewOf(visit);
    if (!review) return visit.notFound("There is no such review.");
    const Fields& form = visit.request.form;
    const auto& statuses = reviewStatuses();
    const auto status = std::find(statuses.begin(), statuses.end(), form.get("status"));
    if (status != statuses.end()) review->status = Review::Status(status - statuses.begin());
    review->nickname = form.get("nickname", review->nickname);
    review->title = form.get("title", review->title);
    review->text = form.get("detail", review->text);
    return visit.done(editAddress(review->id), "You saved the review.");
}

SiteResponse remove(AdminVisit& visit)
{
    const Review* review = reviewOf(visit);
    if (!review) return visit.notFound("There is no such review.");
    const int id = review->id;
    std::erase_if(visit.world.data.reviews, [id](const Review& one) { return one.id == id; });
    return visit.done("/admin/review/product/", "The review has been deleted.");
}

}  // namespace

void addAdminReviewRoutes(AdminRouter& router)
{
    router.get("/admin/review/product",
               [](AdminVisit& visit) { return reviewsPage(visit, Shown::All); });
    router.get("/admin/review/product/pending",
               [](AdminVisit& visit) { return reviewsPage(visit, Shown::Pending); });
    router.get("/admin/review/product/edit/id/{}", editPage);
    router.post("/admin/review/product/save/id/{}", save);
    router.post("/admin/review/product/delete/id/{}", remove);
}

}  // namespace sym
