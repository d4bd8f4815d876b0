#include "core/site/shop/admin/admin_visit.h"

#include "core/site/web/components.h"
#include "core/site/web/forms.h"
#include "core/site/words/markup.h"

namespace sym {

namespace {

struct MenuEntry {
    const char* label;
    const char* href;
};

struct MenuGroup {
    const char* label;
    const char* iconName;
    bool isPlain;  ///< a bare <div> without a role, as script-driven sites have them
    std::vector<MenuEntry> entries;
};

const std::vector<MenuGroup>& menuGroups()
{
    static const std::vector<MenuGroup> kGroups = {
        {"Sales", "chart", false, {{"Orders", "/admin/sales/order/"}}},
        {"Catalog",
         "box",
         false,
         {{"Products", "/admin/catalog/product/"}, {"Categories", "/admin/catalog/category/"}}},
        {"Customers", "user", false, {{"All Customers", "/admin/customer/index/"}}},
        {"Marketing",
         "bell",
         true,
         {{"Cart Price Rules", "/admin/sales_rule/promo_quote/"},
          {"Search Terms", "/admin/search/term/"},
          {"All Reviews", "/admin/review/product/"},
          {"Pending Reviews", "/admin/review/product/pending/"},
          {"Newsletter Subscribers", "/admin/newsletter/subscriber/"},
          {"Contact Messages", "/admin/contact/messages/"}}},
        {"Reports",
         "list",
         false,
         {{"Sales Report", "/admin/reports/report_sales/sales/"},
          {"Bestsellers Report", "/admin/reports/report_sales/bestsellers/"},
          {"Search Terms Report", "/admin/reports/search/"},
          {"Customer Totals", "/admin/reports/customer/totals/"},
          {"Low Stock", "/admin/reports/report_product/lowstock/"},
          {"Reviews By Products", "/admin/reports/report_review/product/"}}}};
    return kGroups;
}

std::string sideMenu(const std::string& path)
{
    std::string html =
        "<ul class=\"admin-menu\"><li><a class=\"top\" href=\"/admin/admin/dashboard/\">"
        + icon("home") + "Dashboard</a></li>";
    for (const MenuGroup& group : menuGroups()) {
        const std::string id = "menu-" + slug(group.label);
        std::string entries;
        bool isOpen = false;
        for (const MenuEntry& entry : group.entries) {
            const bool isHere = path.starts_with(
                std::string_view(entry.href).substr(0, std::string_view(entry.href).size() - 1));
            isOpen = isOpen || isHere;
            entries += "<li>" + linkTo(entry.href, entry.label, isHere ? "on" : "") + "</li>";
        }
        const std::string top = icon(group.iconName) + group.label;
        html += group.isPlain
                    ? "<li><div class=\"top\" data-toggle=\"" + id + "\">" + top + "</div>"
                    : "<li><button type=\"button\" class=\"top\" data-toggle=\"" + id
                          + "\" aria-expanded=\"" + (isOpen ? "true" : "false") + "\">" + top
                          + "</button>";
        html += "<ul id=\"" + id + "\"" + (isOpen ? "" : " hidden") + ">" + entries + "</ul></li>";
    }
    return html + "</ul>";
}

SiteFrame adminFrame(const AdminVisit& visit)
{
    int pending = 0;
    for (const Review& review : visit.world.data.reviews)
        if (review.status == Review::Status::Pending) ++pending;
    SiteFrame frame;
    frame.brand = "Luma Store Admin";
    frame.stylesheet = "admin.css";
    frame.bodyClass = "admin";
    frame.sidebar = "<a class=\"brand\" href=\"/admin/admin/dashboard/\">" + icon("tag")
                    + "Luma</a>" + sideMenu(visit.request.path);
    frame.header = markup(
        "<div class=\"bar\"><form action=\"/admin/sales/order/\" class=\"grow quick\"><input "
        "type=\"search\" name=\"search\" "
        "aria-label=\"Search orders\" placeholder=\"Search orders\"></form>"
        "<a class=\"icon-btn\" title=\"Notifications\" "
        "href=\"/admin/review/product/pending/\">{!}<span class=\"count\">{}</span></a>"
        "<div class=\"menu-wrap\"><button type=\"button\" class=\"btn btn-link\" "
        "data-menu=\"admin-menu\" "
        "aria-expanded=\"false\">{!}{}</button><div class=\"menu\" id=\"admin-menu\" hidden>"
        "<a href=\"{}\">Customer View</a><a href=\"/admin/admin/auth/logout/\">Sign "
        "Out</a></div></div></div>",
        icon("bell"), pending, icon("user"), visit.session.user, "/admin/admin/storefront/");
    frame.footer =
        "<div class=\"footer-inner\"><span>Copyright &copy; 2025 Luma Commerce. All rights "
        "reserved.</span>"
        "<span>ver. 2.4.6</span></div>";
    return frame;
}

}  // namespace

SiteResponse AdminVisit::page(PageContent content) const
{
    content.flashes = session.takeFlashes();
    return pageResponse(adminFrame(*this), content);
}

SiteResponse AdminVisit::notFound(std::string_view what) const
{
    return notFoundPage(adminFrame(*this), what);
}

SiteResponse AdminVisit::done(std::string address, std::string message) const
{
    session.flash(Flash::Kind::Success, std::move(message));
    return SiteResponse::redirect(std::move(address));
}

SiteResponse AdminVisit::failed(std::string address, std::string message) const
{
    session.flash(Flash::Kind::Error, std::move(message));
    return SiteResponse::redirect(std::move(address));
}

SiteResponse adminLoginPage(LoginSession& session)
{
    SiteFrame frame;
    frame.brand = "Luma Store Admin";
    frame.stylesheet = "admin.css";
    frame.bodyClass = "admin admin-login";
    PageContent page;
    page.title = "Sign In";
    page.flashes = session.takeFlashes();
    page.body =
        "<form method=\"post\" action=\"/admin/admin/auth/login/\" class=\"card\"><h1 "
        "class=\"page-title\">"
        "Welcome, please sign in</h1>"
        + textField({.label = "Username", .name = "login[username]", .required = true})
        + textField(
            {.label = "Password", .name = "login[password]", .type = "password", .required = true})
        + submitButton("Sign in") + "</form>";
    return pageResponse(frame, page);
}

std::string statusBadge(const std::string& status)
{
    const char* colour = status == "Complete"     ? "green"
                         : status == "Processing" ? "blue"
                         : status == "Pending"    ? "amber"
                         : status == "Canceled"   ? "red"
                                                  : "grey";
    return badge(status, colour);
}

std::string pageActions(const std::string& heading, const std::string& buttons)
{
    return "<div class=\"spread page-actions\"><h1 class=\"page-title\">" + escapeHtml(heading)
           + "</h1><div class=\"row\">" + buttons + "</div></div>";
}

}  // namespace sym
