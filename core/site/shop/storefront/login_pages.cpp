#include "core/site/shop/storefront/shop_visit.h"
#include "core/site/web/components.h"
#include "core/site/web/forms.h"
#include "core/site/words/markup.h"

namespace sym {

namespace {

SiteResponse loginPage(ShopVisit& visit)
{
    if (visit.customer()) return SiteResponse::redirect("/customer/account/");
    PageContent page;
    page.title = "Customer Login";
    page.heading = "Customer Login";
    page.body = "<div class=\"columns\"><form method=\"post\" action=\"/customer/account/loginPost/\" class=\"card\">"
                "<h2>Registered Customers</h2><p class=\"muted\">If you have an account, sign in with your email "
                "address.</p>"
                + hiddenField("back", visit.back("/customer/account/"))
                + textField({.label = "Email", .name = "login[username]", .type = "email", .required = true})
                + textField({.label = "Password", .name = "login[password]", .type = "password", .required = true})
                + submitButton("Sign In")
                + "</form><div class=\"card\"><h2>New Customers</h2><p>Creating an account has many benefits: check out "
                  "faster, keep more than one address, track orders and more.</p><a class=\"btn btn-primary\" "
                  "href=\"/customer/account/create/\">Create an Account</a></div></div>";
    return visit.page(std::move(page));
}

SiteResponse login(ShopVisit& visit)
{
    const Fields& form = visit.request.form;
    const Customer* customer = visit.world.data.customerByEmail(form.get("login[username]"));
    if (!customer || customer->password != form.get("login[password]"))
        return visit.failed("/customer/account/login/",
                            "The account sign-in was incorrect or your account is disabled "
                            "temporarily. Please wait "
                            "and try again later.");
    visit.session.user = customer->email;
    return SiteResponse::redirect(visit.back("/customer/account/"));
}

SiteResponse logout(ShopVisit& visit)
{
    visit.session.user.clear();
    return SiteResponse::redirect("/customer/account/logoutSuccess/");
}

SiteResponse loggedOut(ShopVisit& visit)
{
    PageContent page;
    page.title = "You are signed out";
    page.heading = "You are signed out";
    page.body = "<p>You have signed out. <a href=\"/\">Go to our homepage</a>.</p>";
    return visit.page(std::move(page));
}

SiteResponse createPage(ShopVisit& visit)
{
    PageContent page;
    page.title = "Create New Customer Account";
    page.heading = "Create New Customer Account";
    page.body =
        "<form method=\"post\" action=\"/customer/account/createpost/\" class=\"card form-narrow\">"
        + textField({.label = "First Name", .name = "firstname", .required = true})
        + textField({.label = "Last Name", .name = "lastname", .required = true})
        + checkbox({.label = "Sign Up for Newsletter", .name = "is_subscribed"})
        + textField({.label = "Email", .name = "email", .type = "email", .required = true})
        + textField({.label = "Password", .name = "password", .type = "password", .required = true})
        + textField({.label = "Confirm Password",
                     .name = "password_confirmation",
                     .type = "password",
                     .required = true})
        + submitButton("Create an Account") + "</form>";
    return visit.page(std::move(page));
}

SiteResponse create(ShopVisit& visit)
{
    const Fields& form = visit.request.form;
    const std::string address = "/customer/account/create/";
    if (form.get("email").empty() || form.get("firstname").empty()
        || form.get("password").size() < 8)
        return visit.failed(
            address, "Please enter a name, an email and a password of at least 8 characters.");
    if (form.get("password") != form.get("password_confirmation"))
        return visit.failed(address, "Please make sure your passwords match.");
    if (visit.world.data.customerByEmail(form.get("email")))
        return visit.failed(address, "There is already an account with this email address.");
    Customer customer;
    customer.id = int(visit.world.data.customers.size()) + 1;
    customer.firstName = form.get("firstname");
    customer.lastName = form.get("lastname");
    customer.email = form.get("email");
    customer.password = form.get("password");
    customer.isSubscribed = form.has("is_subscribed");
    customer.createdAt = visit.world.now();
    PostalAddress empty;
    empty.id = 1;
    empty.firstName = customer.firstName;
    empty.lastName = customer.lastName;
    customer.addresses.push_back(std::move(empty));
    visit.session.user = customer.email;
    visit.world.data.customers.push_back(std::move(customer));
    return visit.done("/customer/account/", "Thank you for registering with One Stop Market.");
}

}  // namespace

void addLoginRoutes(ShopRouter& router)
{
    router.get("/customer/account/login", loginPage);
    router.post("/customer/account/loginPost", login);
    router.get("/customer/account/logout", logout);
    router.get("/customer/account/logoutSuccess", loggedOut);
    router.get("/customer/account/create", createPage);
    router.post("/customer/account/createpost", create);
}

}  // namespace sym
