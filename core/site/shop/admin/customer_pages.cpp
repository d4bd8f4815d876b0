#include "core/site/shop/admin/admin_visit.h"
#include "core/site/shop/admin/grid.h"
#include "core/site/web/components.h"
#include "core/site/web/forms.h"
#include "core/site/words/markup.h"

namespace sym {

namespace {

const std::vector<std::string>& customerGroups()
{
    static const std::vector<std::string> kGroups = {"General", "Wholesale", "Retailer"};
    return kGroups;
}

std::string editAddress(int id)
{
    return "/admin/customer/index/edit/id/" + std::to_string(id) + "/";
}

SiteResponse customersPage(AdminVisit& visit)
{
    using Kind = GridColumn::Kind;
    std::vector<GridRow> rows;
    for (const Customer& customer : visit.world.data.customers) {
        const PostalAddress& address = customer.addresses.front();
        rows.push_back(
            {{numberCell(customer.id, std::to_string(customer.id)), textCell(customer.name()),
              textCell(customer.email), textCell(customer.group), textCell(address.phone),
              textCell(address.postcode), textCell(address.region),
              htmlCell(customer.createdAt, escapeHtml(shortDate(customer.createdAt))),
              htmlCell("", linkTo(editAddress(customer.id), "Edit"))},
             editAddress(customer.id)});
    }
    PageContent page;
    page.title = "Customers";
    page.heading = "Customers";
    page.body = gridHtml(visit.request,
                         {{"id", "ID", Kind::Number},
                          {"name", "Name"},
                          {"email", "Email"},
                          {"group", "Group", Kind::Choice, customerGroups()},
                          {"phone", "Phone"},
                          {"zip", "ZIP"},
                          {"region", "State/Province"},
                          {"since", "Customer Since"},
                          {"action", "Action", Kind::Plain}},
                         std::move(rows));
    return visit.page(std::move(page));
}

std::string ordersPanel(const AdminVisit& visit, const Customer& customer)
{
    std::vector<Row> rows;
    for (const ShopOrder* order : visit.world.data.ordersOf(customer.id)) {
        const std::string href =
            "/admin/sales/order/view/order_id/" + std::to_string(order->id) + "/";
        rows.push_back({{linkTo(href, order->number()), escapeHtml(shortDate(order->createdAt)),
                         money(order->totalCents()), statusBadge(order->status)},
                        href});
    }
    return dataTable(visit.request,
                     {{"", "Order"}, {"", "Purchased"}, {"", "Order Total", true}, {"", "Status"}},
                     rows);
}

std::string addressesPanel(const Customer& customer)
{
    std::string html = "<div class=\"columns\">";
    for (const PostalAddress& address : customer.addresses)
        html += markup(
            "<div class=\"card\"><address>{} {}<br>{}<br>{}, {}, {}<br>{}<br>T: {}</address></div>",
            address.firstName, address.lastName, address.street, address.city, address.region,
            address.postcode, address.country, address.phone);
    return html + "</div>";
}

std::string accountPanel(const Customer& customer)
{
    return "<form method=\"post\" action=\"/admin/customer/index/save/id/"
           + std::to_string(customer.id) + "/\" class=\"form-narrow\">"
           + selectField({.label = "Group", .name = "group", .value = customer.group},
                         choicesOf(customerGroups()))
           + textField({.label = "First Name",
                        .name = "firstname",
                        .value = customer.firstName,
                        .required = true})
           + textField({.label = "Last Name",
                        .name = "lastname",
                        .value = customer.lastName,
                        .required = true})
           + textField({.label = "Email",
                        .name = "email",
                        .value = customer.email,
                        .type = "email",
                        .required = true})
           + submitButton("Save Customer") + "</form>";
}

SiteResponse customerPage(AdminVisit& visit)
{
    const Customer* customer = visit.world.data.customer(visit.id());
    if (!customer) return visit.notFound("There is no such customer.");
    std::int64_t lifetime = 0;
    for (const ShopOrder* order : visit.world.data.ordersOf(customer->id))
        if (order->status != "Canceled") lifetime += order->totalCents();
    PageContent page;
    page.title = customer->name();
    page.body = pageActions(customer->name(), linkTo("/admin/customer/index/", "Back", "btn"));
    page.body += markup(
        "<div class=\"card\"><table class=\"totals\"><tbody><tr><th scope=\"row\">Account "
        "Created</th><td>{}</td></tr>"
        "<tr><th scope=\"row\">Customer Group</th><td id=\"customer-group\">{}</td></tr>"
        "<tr><th scope=\"row\">Newsletter</th><td>{}</td></tr>"
        "<tr><th scope=\"row\">Lifetime Sales</th><td>{}</td></tr></tbody></table></div>",
        longDate(customer->createdAt), customer->group,
        customer->isSubscribed ? "Subscribed" : "Not subscribed", money(lifetime));
    page.body += tabs("customer", {{"Account Information", accountPanel(*customer)},
                                   {"Addresses", addressesPanel(*customer)},
                                   {"Orders", ordersPanel(visit, *customer)}});
    return visit.page(std::move(page));
}

SiteResponse save(AdminVisit& visit)
{
    Customer* customer = visit.world.data.customer(visit.id());
    if (!customer) return visit.notFound("There is no such customer.");
    const Fields& form = visit.request.form;
    const Customer* sameEmail = visit.world.data.customerByEmail(form.get("email"));
    if (form.get("firstname").empty() || form.get("lastname").empty()
        || form.get("email").find('@') == std::string::npos)
        return visit.failed(editAddress(customer->id), "Please enter a name and a valid email.");
    if (sameEmail && sameEmail->id != customer->id)
        return visit.failed(editAddress(customer->id),
                            "A customer with the same email address already exists.");
    customer->group = form.get("group", customer->group);
    customer->firstName = form.get("firstname");
    customer->lastName = form.get("lastname");
    customer->email = form.get("email");
    return visit.done(editAddress(customer->id), "You saved the customer.");
}

}  // namespace

void addAdminCustomerRoutes(AdminRouter& router)
{
    router.get("/admin/customer/index", customersPage);
    router.get("/admin/customer/index/edit/id/{}", customerPage);
    router.post("/admin/customer/index/save/id/{}", save);
}

}  // namespace sym
