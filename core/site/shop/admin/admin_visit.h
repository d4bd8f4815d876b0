#pragma once

#include <string>
#include <vector>

#include "core/site/shop/shop_world.h"
#include "core/site/web/layout.h"
#include "core/site/web/router.h"
#include "core/site/web/session.h"

namespace sym {

/// One request to the store's administration and all that its pages need.
struct AdminVisit {
    const SiteRequest& request;
    ShopWorld& world;
    LoginSession& session;
    std::vector<std::string> args = {};

    int id() const
    {
        return args.empty() ? 0 : std::atoi(args[0].c_str());
    }  ///< first value of the path
    SiteResponse page(PageContent content) const;
    SiteResponse notFound(std::string_view what) const;
    SiteResponse done(std::string address, std::string message) const;
    SiteResponse failed(std::string address, std::string message) const;
};

using AdminRouter = Router<AdminVisit>;

/// The administration's pages, by subject; all below /admin.
void addDashboardRoutes(AdminRouter& router);
void addAdminOrderRoutes(AdminRouter& router);
void addAdminProductRoutes(AdminRouter& router);
void addAdminCustomerRoutes(AdminRouter& router);
void addAdminReviewRoutes(AdminRouter& router);
void addMarketingRoutes(AdminRouter& router);
void addReportRoutes(AdminRouter& router);

/// The sign-in page, shown instead of any other to whom is not logged in.
SiteResponse adminLoginPage(LoginSession& session);

/// The colour of an order's status.
std::string statusBadge(const std::string& status);

/// Buttons on top of a page, right of its heading.
std::string pageActions(const std::string& heading, const std::string& buttons);

}  // namespace sym
