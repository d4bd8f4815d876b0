#include "core/site/shop/home_page.h"

#include "core/site/shop/admin/admin_site.h"
#include "core/site/shop/storefront/storefront.h"
#include "core/site/web/components.h"
#include "core/site/words/markup.h"

namespace sym {

namespace {

struct HomeEntry {
    const char* site;
    const char* title;
    const char* text;
    const char* iconName;
    const char* colour;
};

constexpr HomeEntry kEntries[] = {
    {"shopping", "One Stop Market",
     "Electronics, clothing, groceries and more: an online store for everyday things.", "cart",
     "#1979c3"},
    {"shopping_admin", "Luma Store Admin",
     "Orders, catalog, customers and reports of the store. Username: admin, password: admin1234.",
     "chart", "#eb5202"},
    {"reddit", "Forum", "Posts, comments and votes in many communities.", "user", "#c8451e"},
    {"gitlab", "Code Hosting", "Projects with issues, merge requests and members.", "code",
     "#6b4fbb"},
    {"map", "Map", "Places, addresses and directions.", "pin", "#3f8f4a"},
    {"wikipedia", "Encyclopedia", "Articles about people, places and things.", "book", "#4a5568"}};

}  // namespace

HomePage::HomePage(SiteAddresses addresses) : m_addresses(std::move(addresses)) {}

SiteResponse HomePage::handle(const SiteRequest& request)
{
    SiteFrame frame;
    frame.brand = "Homepage";
    frame.stylesheet = "home.css";
    frame.header = "<div class=\"bar\"><a class=\"brand\" href=\"/\">" + icon("home") + "Homepage</a><span class=\"grow\"></span>"
                   "<a href=\"/calculator\">Calculator</a><a href=\"/scratchpad\">Scratchpad</a></div>";
    frame.footer = "<div class=\"footer-inner\"><span>All sites run on this machine.</span></div>";
    PageContent page;
    if (request.path == "/calculator") {
        page.title = "Calculator";
        page.heading = "Calculator";
        page.body =
            "<div class=\"card form-narrow\"><div class=\"field\"><label "
            "for=\"expression\">Expression</label>"
            "<input type=\"text\" id=\"expression\" placeholder=\"(1 + 2) * 3\"></div>"
            "<button type=\"button\" class=\"btn btn-primary\" "
            "data-calculate=\"expression\">Calculate</button>"
            "<p>Result: <strong id=\"expression-result\"></strong></p></div>";
        return pageResponse(frame, page);
    }
    if (request.path == "/scratchpad") {
        page.title = "Scratchpad";
        page.heading = "Scratchpad";
        page.body =
            "<div class=\"card\"><div class=\"field\"><label for=\"notes\">Notes</label>"
            "<textarea id=\"notes\" rows=\"12\"></textarea></div></div>";
        return pageResponse(frame, page);
    }
    if (request.path != "/") return notFoundPage(frame, "There is no page " + request.path + ".");
    page.title = "Start";
    page.body =
        "<div class=\"home-hero\"><h1>Where would you like to go?</h1><p class=\"muted\">Six "
        "sites, one click away.</p></div>"
        "<div class=\"home-grid\">";
    for (const HomeEntry& entry : kEntries) {
        const auto address = m_addresses.find(entry.site);
        if (address == m_addresses.end()) continue;
        page.body += markup(
            "<a class=\"home-card\" href=\"{}/\"><span class=\"home-tile\" "
            "style=\"--tile:{}\">{!}</span>"
            "<h2>{}</h2><p class=\"muted\">{}</p></a>",
            address->second, entry.colour, icon(entry.iconName), entry.title, entry.text);
    }
    page.body += "</div>";
    return pageResponse(frame, page);
}

std::vector<std::unique_ptr<Site>> makeShopSites(const WorldContext& context)
{
    const auto world = std::make_shared<ShopWorld>(context.seed);
    const auto storefront = context.addresses.find("shopping");
    std::vector<std::unique_ptr<Site>> sites;
    sites.push_back(std::make_unique<Storefront>(world));
    sites.push_back(std::make_unique<AdminSite>(
        world, storefront == context.addresses.end() ? std::string() : storefront->second));
    sites.push_back(std::make_unique<HomePage>(context.addresses));
    return sites;
}

}  // namespace sym
