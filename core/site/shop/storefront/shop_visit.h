#pragma once

#include <string>
#include <vector>

#include "core/site/shop/shop_world.h"
#include "core/site/web/layout.h"
#include "core/site/web/router.h"
#include "core/site/web/session.h"

namespace sym {

/// One request to the storefront and all that its pages need.
struct ShopVisit {
    const SiteRequest& request;
    ShopWorld& world;
    LoginSession& session;
    std::vector<std::string> args = {};

    /// The customer who is logged in, null for a guest.
    Customer* customer() const;
    /// Whose cart and comparison this is: a customer or a guest's session.
    std::string owner() const;
    Cart& cart() const { return world.carts[owner()]; }

    SiteResponse page(PageContent content) const;
    /// The same with the account's menu beside it.
    SiteResponse accountPage(PageContent content) const;
    SiteResponse notFound(std::string_view what) const;

    /// Redirects with a message for the next page.
    SiteResponse done(std::string address, std::string message) const;
    SiteResponse failed(std::string address, std::string message) const;
    /// To the login page, which leads back here.
    SiteResponse toLogin() const;
    /// Where the visitor came from (the form's "back" field), or another place.
    std::string back(std::string other) const;
};

using ShopRouter = Router<ShopVisit>;

/// The storefront's pages, by subject.
void addCatalogRoutes(ShopRouter& router);   ///< home, categories, product, reviews, images
void addSearchRoutes(ShopRouter& router);    ///< search, advanced search, suggestions
void addCartRoutes(ShopRouter& router);      ///< cart and coupon
void addCheckoutRoutes(ShopRouter& router);  ///< shipping, payment, success
void addLoginRoutes(ShopRouter& router);     ///< sign in, sign out, create an account
void addAccountRoutes(ShopRouter& router);   ///< dashboard, profile, newsletter, own reviews
void addAddressRoutes(ShopRouter& router);   ///< address book
void addOrderRoutes(ShopRouter& router);     ///< order history, order, reorder
void addListRoutes(ShopRouter& router);      ///< wish list, comparison
void addServiceRoutes(ShopRouter& router);   ///< contact, newsletter form, static pages

/// "/aurora-lamp.html"
std::string productAddress(const Product& product);
std::string categoryAddress(const ShopCategory& category);

/// Ways from the home page to a category, for the breadcrumbs.
std::vector<Crumb> categoryCrumbs(const ShopData& data, int categoryId, bool isLast);

/// A product's picture as an <img>.
std::string productPicture(const Product& product, int widthPixels);

/// "Size: M, Color: Black" of the form's option fields; empty and `isComplete` false when one of
/// the product's options is not chosen.
struct ChosenOptions {
    std::string text;
    bool isComplete = true;
};
ChosenOptions chosenOptions(const Product& product, const Fields& form);

/// The address as lines of HTML.
std::string addressHtml(const PostalAddress& address);

}  // namespace sym
