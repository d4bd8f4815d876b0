#include "core/site/shop/storefront/shop_visit.h"

#include "core/site/shop/product_image.h"
#include "core/site/web/components.h"
#include "core/site/web/forms.h"
#include "core/site/words/markup.h"

namespace sym {

namespace {

std::string accountLinks(const Customer* customer)
{
    if (!customer)
        return "<div class=\"bar thin\"><span class=\"grow\">Free returns within 45 days</span>"
               "<a href=\"/customer/account/login/\">Sign In</a>"
               "<a href=\"/customer/account/create/\">Create an Account</a></div>";
    return markup(
        "<div class=\"bar thin\"><span class=\"grow\">Free returns within 45 days</span>"
        "<span>Welcome, {}!</span><a href=\"/customer/account/\">My Account</a>"
        "<a href=\"/wishlist/\">My Wish List</a>"
        "<a href=\"/customer/account/logout/\">Sign Out</a></div>",
        customer->name());
}

std::string headerHtml(const ShopVisit& visit)
{
    const int count = visit.cart().itemCount();
    return "<div class=\"shop-top\">" + accountLinks(visit.customer()) + "</div>"
           + markup(
               "<div class=\"bar\"><a class=\"brand\" href=\"/\">{!}One Stop Market</a>"
               "<form class=\"search grow\" action=\"/catalogsearch/result/\" role=\"search\">"
               "<div><input type=\"search\" name=\"q\" aria-label=\"Search\" "
               "placeholder=\"Search entire store here...\" value=\"{}\" "
               "data-suggest=\"/search/ajax/suggest/?q=\"></div>"
               "<button class=\"icon-btn\" title=\"Go\">{!}</button></form>"
               "<a class=\"small\" href=\"/catalogsearch/advanced/\">Advanced Search</a>"
               "<a class=\"cart-link\" href=\"/checkout/cart/\" aria-label=\"My Cart\">{!}"
               "<span class=\"count\">{}</span></a></div>",
               icon("tag"), visit.request.query.get("q"), icon("search"), icon("cart"), count);
}

std::string navigationHtml(const ShopData& data)
{
    std::string html = "<ul class=\"bar main-menu\">";
    for (const ShopCategory& category : data.categories) {
        if (category.parentId != 0) continue;
        html += "<li>" + linkTo(categoryAddress(category), category.name) + "<ul class=\"sub\">";
        for (const ShopCategory& sub : data.categories)
            if (sub.parentId == category.id)
                html += "<li>" + linkTo(categoryAddress(sub), sub.name) + "</li>";
        html += "</ul></li>";
    }
    return html + "</ul>";
}

std::string footerHtml(const std::string& subscriber)
{
    const std::string form =
        subscriber.empty()
            ? "<form method=\"post\" action=\"/newsletter/subscriber/new/\" class=\"row\">"
              "<input type=\"email\" name=\"email\" required aria-label=\"Sign up for our "
              "newsletter\" "
              "placeholder=\"Enter your email address\"><button class=\"btn "
              "btn-primary\">Subscribe</button></form>"
            : markup("<p>Our newsletter goes to <span class=\"subscriber\">{}</span>.</p>",
                     subscriber);
    return "<div class=\"footer-inner\"><ul><li><a href=\"/about/\">About Us</a></li>"
           "<li><a href=\"/shipping/\">Shipping &amp; Delivery</a></li>"
           "<li><a href=\"/returns/\">Returns &amp; Refunds</a></li></ul>"
           "<ul><li><a href=\"/privacy/\">Privacy and Cookie Policy</a></li>"
           "<li><a href=\"/contact/\">Contact Us</a></li>"
           "<li><a href=\"/catalogsearch/advanced/\">Advanced Search</a></li></ul>"
           + form + "<p>Copyright &copy; 2009-2025 One Stop Market. All rights reserved.</p></div>";
}

SiteFrame shopFrame(const ShopVisit& visit)
{
    SiteFrame frame;
    frame.brand = "One Stop Market";
    frame.stylesheet = "shop.css";
    frame.bodyClass = "shop";
    frame.header = headerHtml(visit);
    frame.navigation = navigationHtml(visit.world.data);
    frame.footer = footerHtml(visit.session.values["subscriber"]);
    return frame;
}

std::string accountMenu(const std::string& path)
{
    static const std::vector<std::pair<std::string, std::string>> kEntries = {
        {"/customer/account/", "My Account"},
        {"/sales/order/history/", "My Orders"},
        {"/wishlist/", "My Wish List"},
        {"/customer/address/", "Address Book"},
        {"/customer/account/edit/", "Account Information"},
        {"/review/customer/", "My Product Reviews"},
        {"/newsletter/manage/", "Newsletter Subscriptions"}};
    std::string html = "<ul class=\"side-menu\">";
    for (const auto& [href, label] : kEntries) {
        const bool isHere = path == href || path + "/" == href;
        html += isHere ? "<li class=\"on\"><strong>" + escapeHtml(label) + "</strong></li>"
                       : "<li>" + linkTo(href, label) + "</li>";
    }
    return html + "</ul>";
}

}  // namespace

Customer* ShopVisit::customer() const
{
    const Customer* known =
        session.user.empty() ? nullptr : world.data.customerByEmail(session.user);
    return known ? world.data.customer(known->id) : nullptr;
}

std::string ShopVisit::owner() const
{
    const Customer* known = customer();
    return known ? "customer " + std::to_string(known->id) : "guest " + request.sessionId;
}

SiteResponse ShopVisit::page(PageContent content) const
{
    content.flashes = session.takeFlashes();
    return pageResponse(shopFrame(*this), content);
}

SiteResponse ShopVisit::accountPage(PageContent content) const
{
    content.flashes = session.takeFlashes();
    SiteFrame frame = shopFrame(*this);
    frame.sidebar = accountMenu(request.path);
    return pageResponse(frame, content);
}

SiteResponse ShopVisit::notFound(std::string_view what) const
{
    return notFoundPage(shopFrame(*this), what);
}

SiteResponse ShopVisit::done(std::string address, std::string message) const
{
    session.flash(Flash::Kind::Success, std::move(message));
    return SiteResponse::redirect(std::move(address));
}

SiteResponse ShopVisit::failed(std::string address, std::string message) const
{
    session.flash(Flash::Kind::Error, std::move(message));
    return SiteResponse::redirect(std::move(address));
}

SiteResponse ShopVisit::toLogin() const
{
    const std::string target = request.method == "GET" ? request.target : "/customer/account/";
    return SiteResponse::redirect("/customer/account/login/?back=" + encodeUrl(target));
}

std::string ShopVisit::back(std::string other) const
{
    const std::string wanted = request.form.get("back", request.query.get("back"));
    // Only paths of this site: an address with a host could lead anywhere.
    const bool isPath =
        wanted.size() >= 1 && wanted[0] == '/' && (wanted.size() == 1 || wanted[1] != '/');
    return isPath ? wanted : other;
}

std::string productAddress(const Product& product)
{
    return "/" + product.slug + ".html";
}

std::string categoryAddress(const ShopCategory& category)
{
    return "/" + category.path + ".html";
}

std::vector<Crumb> categoryCrumbs(const ShopData& data, int categoryId, bool isLast)
{
    std::vector<Crumb> crumbs = {{"Home", "/"}};
    const ShopCategory* own = data.category(categoryId);
    if (!own) return crumbs;
    if (const ShopCategory* parent = data.category(own->parentId))
        crumbs.push_back({parent->name, categoryAddress(*parent)});
    crumbs.push_back({own->name, isLast ? "" : categoryAddress(*own)});
    return crumbs;
}

std::string productPicture(const Product& product, int widthPixels)
{
    return markup("<img src=\"{}\" alt=\"{}\" width=\"{}\" height=\"{}\">",
                  productImagePath(product), product.name, widthPixels, widthPixels);
}

ChosenOptions chosenOptions(const Product& product, const Fields& form)
{
    ChosenOptions chosen;
    for (const ProductOption& option : product.options) {
        const std::string value = form.get("option_" + slug(option.name));
        if (value.empty()) {
            chosen.isComplete = false;
            return chosen;
        }
        chosen.text += (chosen.text.empty() ? "" : ", ") + option.name + ": " + value;
    }
    return chosen;
}

std::string addressHtml(const PostalAddress& address)
{
    return markup(
        "<address>{} {}<br>{}<br>{}, {}, {}<br>{}<br>T: <span class=\"phone\">{}</span></address>",
        address.firstName, address.lastName, address.street, address.city, address.region,
        address.postcode, address.country, address.phone);
}

}  // namespace sym
