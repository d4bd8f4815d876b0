#include <nlohmann/json.hpp>

#include "core/site/shop/storefront/shop_visit.h"
#include "core/site/web/components.h"
#include "core/site/web/forms.h"
#include "core/site/web/resources.h"
#include "core/site/words/markup.h"

namespace sym {

namespace {

SiteResponse contactPage(ShopVisit& visit)
{
    const Customer* customer = visit.customer();
    PageContent page;
    page.title = "Contact Us";
    page.heading = "Contact Us";
    page.crumbs = {{"Home", "/"}, {"Contact Us", ""}};
    page.body =
        "<form method=\"post\" action=\"/contact/index/post/\" class=\"card "
        "form-narrow\"><h2>Write Us</h2>"
        "<p class=\"muted\">Jot us a note and we'll get back to you as quickly as possible.</p>"
        + textField({.label = "Name",
                     .name = "name",
                     .value = customer ? customer->name() : "",
                     .required = true})
        + textField({.label = "Email",
                     .name = "email",
                     .value = customer ? customer->email : "",
                     .type = "email",
                     .required = true})
        + textField({.label = "Phone Number", .name = "telephone", .type = "tel"})
        + textArea(FormField{.label = "What's on your mind?", .name = "comment", .required = true},
                   6)
        + submitButton("Submit") + "</form>";
    if (!visit.session.values["message"].empty())
        page.body += markup(
            "<div class=\"card form-narrow\" id=\"last-message\"><h2>Your last message</h2>"
            "<p class=\"message-text\">{}</p></div>",
            visit.session.values["message"]);
    return visit.page(std::move(page));
}

SiteResponse contact(ShopVisit& visit)
{
    const Fields& form = visit.request.form;
    if (form.get("comment").empty() || form.get("email").empty())
        return visit.failed("/contact/", "Enter the comment and your email and try again.");
    visit.world.data.messages.push_back({form.get("name"), form.get("email"), form.get("telephone"),
                                         form.get("comment"), visit.world.now()});
    visit.session.values["message"] = form.get("comment");
    return visit.done("/contact/",
                      "Thanks for contacting us with your comments and questions. We'll respond to "
                      "you very soon.");
}

SiteResponse subscribe(ShopVisit& visit)
{
    const std::string email = visit.request.form.get("email");
    if (email.find('@') == std::string::npos)
        return visit.failed("/", "Please enter a valid email address.");
    visit.world.subscribers.push_back(email);
    visit.session.values["subscriber"] = email;
    if (const Customer* known = visit.world.data.customerByEmail(email))
        visit.world.data.customer(known->id)->isSubscribed = true;
    return visit.done("/", "Thank you for your subscription.");
}

ShopRouter::Handler textPage(const char* key)
{
    return [key](ShopVisit& visit) {
        static const nlohmann::json kPages = siteJson("shop.json").at("pages");
        const std::string title = kPages.at(key).at(0).get<std::string>();
        PageContent page;
        page.title = title;
        page.heading = title;
        page.crumbs = {{"Home", "/"}, {title, ""}};
        page.body = markup("<p>{}</p><p>Questions? <a href=\"/contact/\">Write to us</a>.</p>",
                           kPages.at(key).at(1).get<std::string>());
        return visit.page(std::move(page));
    };
}

}  // namespace

void addServiceRoutes(ShopRouter& router)
{
    router.get("/contact", contactPage);
    router.post("/contact/index/post", contact);
    router.post("/newsletter/subscriber/new", subscribe);
    for (const char* key : {"about", "shipping", "returns", "privacy"})
        router.get(std::string("/") + key, textPage(key));
}

}  // namespace sym
