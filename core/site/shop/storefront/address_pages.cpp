#include <algorithm>

#include "core/site/shop/storefront/address_form.h"
#include "core/site/shop/storefront/shop_visit.h"
#include "core/site/web/components.h"
#include "core/site/web/forms.h"
#include "core/site/words/markup.h"

namespace sym {

namespace {

constexpr const char* kBook = "/customer/address/";

std::vector<Choice> regions()
{
    return choicesOf({"Arizona",   "California", "Colorado",     "Georgia",       "Idaho",
                      "Illinois",  "Iowa",       "Kentucky",     "Massachusetts", "Michigan",
                      "Minnesota", "Nebraska",   "New Mexico",   "New York",      "North Carolina",
                      "Ohio",      "Oregon",     "Pennsylvania", "Rhode Island",  "South Carolina",
                      "Texas",     "Utah",       "Vermont",      "Virginia",      "Washington",
                      "Wisconsin"});
}

SiteResponse book(ShopVisit& visit)
{
    const Customer* customer = visit.customer();
    if (!customer) return visit.toLogin();
    PageContent page;
    page.title = "Address Book";
    page.heading = "Address Book";
    const PostalAddress& main = customer->addresses.front();
    page.body = markup(
        "<h2>Default Addresses</h2><div class=\"columns\"><div class=\"card\"><h3>Default Billing "
        "Address</h3>"
        "{!}</div><div class=\"card\"><h3>Default Shipping Address</h3><div "
        "id=\"default-address\">{!}</div>"
        "<a href=\"/customer/address/edit/id/{}/\">Change Shipping Address</a></div></div>",
        addressHtml(main), addressHtml(main), main.id);
    std::vector<Row> rows;
    for (std::size_t i = 1; i < customer->addresses.size(); ++i) {
        const PostalAddress& address = customer->addresses[i];
        const std::string id = std::to_string(address.id);
        rows.push_back(
            {{escapeHtml(address.firstName), escapeHtml(address.lastName),
              escapeHtml(address.street), escapeHtml(address.city), escapeHtml(address.region),
              escapeHtml(address.postcode),
              "<span class=\"phone\">" + escapeHtml(address.phone) + "</span>",
              linkTo("/customer/address/edit/id/" + id + "/", "Edit") + " "
                  + postButton("/customer/address/delete/id/" + id + "/", "Delete", "btn btn-link",
                               "Are you sure you want to delete this address?")}});
    }
    page.body +=
        "<h2>Additional Address Entries</h2>"
        + dataTable(visit.request,
                    {{"", "First Name"},
                     {"", "Last Name"},
                     {"", "Street Address"},
                     {"", "City"},
                     {"", "State"},
                     {"", "Zip/Postal Code"},
                     {"", "Phone"},
                     {"", "Actions"}},
                    rows)
        + "<p><a class=\"btn btn-primary\" href=\"/customer/address/new/\">Add New Address</a></p>";
    return visit.accountPage(std::move(page));
}

SiteResponse formPage(const ShopVisit& visit, const std::string& title,
                      const PostalAddress& address, bool isDefault)
{
    PageContent page;
    page.title = title;
    page.heading = title;
    page.body =
        "<form method=\"post\" class=\"card\" action=\"/customer/address/formPost/\">"
        + hiddenField("id", std::to_string(address.id)) + addressFields(address)
        + (isDefault ? ""
                     : checkbox({.label = "Use as my default shipping address", .name = "default"}))
        + "<div class=\"form-actions\">" + submitButton("Save Address")
        + "<a href=\"/customer/address/\">Go back</a></div></form>";
    return visit.accountPage(std::move(page));
}

SiteResponse newAddress(ShopVisit& visit)
{
    const Customer* customer = visit.customer();
    if (!customer) return visit.toLogin();
    PostalAddress address;
    address.firstName = customer->firstName;
    address.lastName = customer->lastName;
    return formPage(visit, "Add New Address", address, false);
}

SiteResponse editAddress(ShopVisit& visit)
{
    const Customer* customer = visit.customer();
    if (!customer) return visit.toLogin();
    const int id = std::atoi(visit.args[0].c_str());
    for (const PostalAddress& address : customer->addresses)
        if (address.id == id)
            return formPage(visit, "Edit Address", address, id == customer->addresses.front().id);
    return visit.notFound("There is no such address.");
}

SiteResponse save(ShopVisit& visit)
{
    Customer* customer = visit.customer();
    if (!customer) return visit.toLogin();
    auto address = addressFrom(visit.request.form);
    if (!address) return visit.failed(kBook, "Please fill in all fields of the address.");
    auto& all = customer->addresses;
    address->id = intField(visit.request.form, "id", 0);
    auto known = std::find_if(all.begin(), all.end(),
                              [&](const PostalAddress& one) { return one.id == address->id; });
    if (known != all.end()) {
        *known = *address;
    } else {
        address->id = 1;
        for (const PostalAddress& one : all) address->id = std::max(address->id, one.id + 1);
        all.push_back(*address);
        known = all.end() - 1;
    }
    if (visit.request.form.has("default")) std::rotate(all.begin(), known, known + 1);
    return visit.done(kBook, "You saved the address.");
}

SiteResponse remove(ShopVisit& visit)
{
    Customer* customer = visit.customer();
    if (!customer) return visit.toLogin();
    const int id = std::atoi(visit.args[0].c_str());
    if (customer->addresses.front().id == id)
        return visit.failed(kBook, "The default address cannot be deleted.");
    std::erase_if(customer->addresses,
                  [id](const PostalAddress& address) { return address.id == id; });
    return visit.done(kBook, "You deleted the address.");
}

}  // namespace

std::string addressFields(const PostalAddress& address)
{
    return "<div class=\"form-grid\">"
           + textField({.label = "First Name",
                        .name = "firstname",
                        .value = address.firstName,
                        .required = true})
           + textField({.label = "Last Name",
                        .name = "lastname",
                        .value = address.lastName,
                        .required = true})
           + textField({.label = "Phone Number",
                        .name = "telephone",
                        .value = address.phone,
                        .type = "tel",
                        .required = true})
           + textField({.label = "Street Address",
                        .name = "street",
                        .value = address.street,
                        .required = true})
           + textField({.label = "City", .name = "city", .value = address.city, .required = true})
           + selectField({.label = "State/Province", .name = "region", .value = address.region},
                         regions())
           + textField({.label = "Zip/Postal Code",
                        .name = "postcode",
                        .value = address.postcode,
                        .required = true})
           + selectField({.label = "Country", .name = "country", .value = address.country},
                         choicesOf({"United States", "Canada", "Mexico"}))
           + "</div>";
}

std::optional<PostalAddress> addressFrom(const Fields& form)
{
    PostalAddress address;
    address.firstName = form.get("firstname");
    address.lastName = form.get("lastname");
    address.phone = form.get("telephone");
    address.street = form.get("street");
    address.city = form.get("city");
    address.region = form.get("region");
    address.postcode = form.get("postcode");
    address.country = form.get("country", "United States");
    if (address.firstName.empty() || address.lastName.empty() || address.street.empty()
        || address.city.empty() || address.postcode.empty() || address.phone.empty())
        return std::nullopt;
    return address;
}

void addAddressRoutes(ShopRouter& router)
{
    router.get("/customer/address", book);
    router.get("/customer/address/new", newAddress);
    router.get("/customer/address/edit/id/{}", editAddress);
    router.post("/customer/address/formPost", save);
    router.post("/customer/address/delete/id/{}", remove);
}

}  // namespace sym
