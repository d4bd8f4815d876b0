#include <algorithm>

#include "core/site/shop/admin/admin_visit.h"
#include "core/site/shop/admin/grid.h"
#include "core/site/web/components.h"
#include "core/site/web/forms.h"
#include "core/site/words/markup.h"

namespace sym {

namespace {

constexpr const char* kRules = "/admin/sales_rule/promo_quote/";

SiteResponse rulesPage(AdminVisit& visit)
{
    using Kind = GridColumn::Kind;
    std::vector<GridRow> rows;
    for (const PriceRule& rule : visit.world.data.rules) {
        const std::string href = std::string(kRules) + "edit/id/" + std::to_string(rule.id) + "/";
        rows.push_back(
            {{numberCell(rule.id, std::to_string(rule.id)), textCell(rule.name),
              textCell(rule.code), numberCell(rule.percent, std::to_string(rule.percent) + "%"),
              textCell(rule.from), textCell(rule.to.empty() ? "-" : rule.to),
              numberCell(rule.uses, std::to_string(rule.uses)),
              htmlCell(rule.isActive ? "Active" : "Inactive",
                       rule.isActive ? badge("Active", "green") : badge("Inactive"))},
             href});
        rows.back().cells[1].html = linkTo(href, rule.name);
    }
    PageContent page;
    page.title = "Cart Price Rules";
    page.body = pageActions("Cart Price Rules", linkTo("/admin/sales_rule/promo_quote/new/",
                                                       "Add New Rule", "btn btn-primary"))
                + gridHtml(visit.request,
                           {{"id", "ID", Kind::Number},
                            {"name", "Rule"},
                            {"code", "Coupon Code"},
                            {"percent", "Discount", Kind::Number},
                            {"from", "Start"},
                            {"to", "End"},
                            {"uses", "Uses", Kind::Number},
                            {"status", "Status", Kind::Choice, {"Active", "Inactive"}}},
                           std::move(rows));
    return visit.page(std::move(page));
}

SiteResponse ruleForm(const AdminVisit& visit, const PriceRule& rule)
{
    PageContent page;
    page.title = rule.id == 0 ? "New Cart Price Rule" : rule.name;
    page.body = pageActions(page.title, linkTo(kRules, "Back", "btn"))
                + "<form method=\"post\" class=\"card form-narrow\" action=\"/admin/sales_rule/promo_quote/save/id/"
                + std::to_string(rule.id) + "/\">"
                + textField({.label = "Rule Name", .name = "name", .value = rule.name, .required = true})
                + selectField({.label = "Active", .name = "is_active", .value = rule.isActive ? "Yes" : "No"}, choicesOf({"Yes", "No"}))
                + textField({.label = "Coupon Code", .name = "coupon_code", .value = rule.code, .required = true})
                + textField({.label = "Discount Percent", .name = "discount", .value = rule.percent ? std::to_string(rule.percent) : "",
                             .type = "number", .required = true, .attributes = "min=\"1\" max=\"100\""})
                + textField({.label = "From", .name = "from_date", .value = rule.from, .placeholder = "YYYY-MM-DD"})
                + textField({.label = "To", .name = "to_date", .value = rule.to, .placeholder = "YYYY-MM-DD"})
                + submitButton("Save Rule") + "</form>";
    return visit.page(std::move(page));
}

PriceRule* ruleOf(const AdminVisit& visit)
{
    auto& rules = visit.world.data.rules;
    const int id = visit.id();
    const auto found = std::find_if(rules.begin(), rules.end(),
                                    [id](const PriceRule& rule) { return rule.id == id; });
    return found == rules.end() ? nullptr : &*found;
}

SiteResponse newRule(AdminVisit& visit)
{
    return ruleForm(visit, {});
}

SiteResponse editRule(AdminVisit& visit)
{
    const PriceRule* rule = ruleOf(visit);
    return rule ? ruleForm(visit, *rule) : visit.notFound("There is no such rule.");
}

SiteResponse saveRule(AdminVisit& visit)
{
    const Fields& form = visit.request.form;
    auto& rules = visit.world.data.rules;
    PriceRule* rule = ruleOf(visit);
    if (!rule && visit.id() != 0) return visit.notFound("There is no such rule.");
    const int percent = intField(form, "discount", 0);
    const auto sameCode = std::find_if(rules.begin(), rules.end(), [&](const PriceRule& other) {
        return other.code == form.get("coupon_code") && &other != rule;
    });
    if (form.get("name").empty() || form.get("coupon_code").empty() || percent < 1 || percent > 100
        || sameCode != rules.end())
        return visit.failed(
            rule ? std::string(kRules) + "edit/id/" + std::to_string(rule->id) + "/"
                 : std::string(kRules) + "new/",
            "Please enter a name, a coupon code that is not taken and a percentage from 1 to 100.");
    if (!rule) {
        rules.push_back({});
        rule = &rules.back();
        rule->id = 1;
        for (const PriceRule& other : rules) rule->id = std::max(rule->id, other.id + 1);
    }
    rule->name = form.get("name");
    rule->code = form.get("coupon_code");
    rule->percent = percent;
    rule->isActive = form.get("is_active") != "No";
    rule->from = form.get("from_date");
    rule->to = form.get("to_date");
    return visit.done(kRules, "You saved the rule.");
}

SiteResponse termsPage(AdminVisit& visit)
{
    using Kind = GridColumn::Kind;
    std::vector<GridRow> rows;
    for (const SearchTerm& term : visit.world.data.searchTerms)
        rows.push_back(
            {{textCell(term.text), numberCell(term.results, std::to_string(term.results)),
              numberCell(term.uses, std::to_string(term.uses))},
             {}});
    PageContent page;
    page.title = "Search Terms";
    page.heading = "Search Terms";
    page.body = gridHtml(visit.request,
                         {{"term", "Search Query"},
                          {"results", "Results", Kind::Number},
                          {"uses", "Uses", Kind::Number}},
                         std::move(rows));
    return visit.page(std::move(page));
}

SiteResponse subscribersPage(AdminVisit& visit)
{
    std::vector<GridRow> rows;
    for (const Customer& customer : visit.world.data.customers)
        if (customer.isSubscribed)
            rows.push_back(
                {{textCell(customer.email), textCell("Customer"), textCell(customer.name())}, {}});
    for (const std::string& email : visit.world.subscribers)
        if (!visit.world.data.customerByEmail(email))
            rows.push_back({{textCell(email), textCell("Guest"), textCell("-")}, {}});
    PageContent page;
    page.title = "Newsletter Subscribers";
    page.heading = "Newsletter Subscribers";
    page.body =
        gridHtml(visit.request, {{"email", "Email"}, {"type", "Type"}, {"name", "Customer"}},
                 std::move(rows));
    return visit.page(std::move(page));
}

SiteResponse messagesPage(AdminVisit& visit)
{
    std::vector<GridRow> rows;
    for (const ContactMessage& message : visit.world.data.messages)
        rows.push_back({{textCell(message.createdAt), textCell(message.name),
                         textCell(message.email), textCell(message.text)},
                        {}});
    PageContent page;
    page.title = "Contact Messages";
    page.heading = "Contact Messages";
    page.body = gridHtml(
        visit.request,
        {{"created", "Received"}, {"name", "Name"}, {"email", "Email"}, {"text", "Message"}},
        std::move(rows));
    return visit.page(std::move(page));
}

}  // namespace

void addMarketingRoutes(AdminRouter& router)
{
    router.get("/admin/sales_rule/promo_quote", rulesPage);
    router.get("/admin/sales_rule/promo_quote/new", newRule);
    router.get("/admin/sales_rule/promo_quote/edit/id/{}", editRule);
    router.post("/admin/sales_rule/promo_quote/save/id/{}", saveRule);
    router.get("/admin/search/term", termsPage);
    router.get("/admin/newsletter/subscriber", subscribersPage);
    router.get("/admin/contact/messages", messagesPage);
}

}  // namespace sym
