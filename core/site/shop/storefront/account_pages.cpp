#include "core/site/shop/storefront/order_table.h"
#include "core/site/shop/storefront/shop_visit.h"
#include "core/site/web/components.h"
#include "core/site/web/forms.h"
#include "core/site/words/markup.h"

namespace sym {

namespace {

constexpr std::size_t kRecentOrders = 5;

SiteResponse dashboard(ShopVisit& visit)
{
    const Customer* customer = visit.customer();
    if (!customer) return visit.toLogin();
    auto orders = visit.world.data.ordersOf(customer->id);
    if (orders.size() > kRecentOrders) orders.resize(kRecentOrders);
    PageContent page;
    page.title = "My Account";
    page.heading = "My Account";
    page.body = "<h2>Account Information</h2><div class=\"columns\">"
                + markup("<div class=\"card\"><h3>Contact Information</h3><p id=\"contact\">{}<br>{}</p>"
                         "<a href=\"/customer/account/edit/\">Edit</a></div>",
                         customer->name(), customer->email)
                + markup("<div class=\"card\"><h3>Newsletters</h3><p id=\"newsletter\">{}</p>"
                         "<a href=\"/newsletter/manage/\">Edit</a></div></div>",
                         customer->isSubscribed ? "You are subscribed to \"General Subscription\"."
                                                : "You aren't subscribed to our newsletter.")
                + "<div class=\"spread\"><h2>Recent Orders</h2><a href=\"/sales/order/history/\">View All</a></div>"
                + orderTable(visit.request, orders);
    return visit.accountPage(std::move(page));
}

SiteResponse editPage(ShopVisit& visit)
{
    const Customer* customer = visit.customer();
    if (!customer) return visit.toLogin();
    PageContent page;
    page.title = "Edit Account Information";
    page.heading = "Edit Account Information";
    page.body =
        "<form method=\"post\" action=\"/customer/account/editPost/\" class=\"card form-narrow\">"
        + textField({.label = "First Name",
                     .name = "firstname",
                     .value = customer->firstName,
                     .required = true})
        + textField({.label = "Last Name",
                     .name = "lastname",
                     .value = customer->lastName,
                     .required = true})
        + textField({.label = "Email",
                     .name = "email",
                     .value = customer->email,
                     .type = "email",
                     .required = true})
        + textField({.label = "Current Password",
                     .name = "current_password",
                     .type = "password",
                     .hint = "Needed to change the email."})
        + submitButton("Save") + "</form>";
    return visit.accountPage(std::move(page));
}

SiteResponse edit(ShopVisit& visit)
{
    Customer* customer = visit.customer();
    if (!customer) return visit.toLogin();
    const Fields& form = visit.request.form;
    const std::string email = form.get("email", customer->email);
    if (form.get("firstname").empty() || form.get("lastname").empty())
        return visit.failed("/customer/account/edit/", "Please enter your name.");
    if (email != customer->email && form.get("current_password") != customer->password)
        return visit.failed("/customer/account/edit/", "The password doesn't match this account.");
    customer->firstName = form.get("firstname");
    customer->lastName = form.get("lastname");
    customer->email = email;
    visit.session.user = email;
    return visit.done("/customer/account/", "You saved the account information.");
}

SiteResponse newsletterPage(ShopVisit& visit)
{
    const Customer* customer = visit.customer();
    if (!customer) return visit.toLogin();
    PageContent page;
    page.title = "Newsletter Subscription";
    page.heading = "Newsletter Subscription";
    page.body =
        "<form method=\"post\" action=\"/newsletter/manage/save/\" class=\"card form-narrow\">"
        + checkbox({.label = "General Subscription",
                    .name = "is_subscribed",
                    .value = customer->isSubscribed ? "1" : ""})
        + submitButton("Save") + "</form>";
    return visit.accountPage(std::move(page));
}

SiteResponse saveNewsletter(ShopVisit& visit)
{
    Customer* customer = visit.customer();
    if (!customer) return visit.toLogin();
    customer->isSubscribed = visit.request.form.has("is_subscribed");
    return visit.done("/customer/account/", customer->isSubscribed
                                                ? "We have saved your subscription."
                                                : "We have removed your newsletter subscription.");
}

SiteResponse ownReviews(ShopVisit& visit)
{
    const Customer* customer = visit.customer();
    if (!customer) return visit.toLogin();
    std::vector<Row> rows;
    const auto& reviews = visit.world.data.reviews;
    for (auto review = reviews.rbegin(); review != reviews.rend(); ++review) {
        const Product* product = visit.world.data.product(review->productId);
        if (review->customerId != customer->id || !product) continue;
        rows.push_back({{escapeHtml(shortDate(review->createdAt)),
                         linkTo(productAddress(*product), product->name), stars(review->rating),
                         escapeHtml(review->title),
                         review->status == Review::Status::Pending ? badge("Pending", "amber")
                                                                   : badge("Approved", "green")}});
    }
    PageContent page;
    page.title = "My Product Reviews";
    page.heading = "My Product Reviews";
    page.body = dataTable(
        visit.request,
        {{"", "Created"}, {"", "Product Name"}, {"", "Rating"}, {"", "Review"}, {"", "Status"}},
        rows);
    return visit.accountPage(std::move(page));
}

}  // namespace

void addAccountRoutes(ShopRouter& router)
{
    router.get("/customer/account", dashboard);
    router.get("/customer/account/edit", editPage);
    router.post("/customer/account/editPost", edit);
    router.get("/newsletter/manage", newsletterPage);
    router.post("/newsletter/manage/save", saveNewsletter);
    router.get("/review/customer", ownReviews);
}

}  // namespace sym
