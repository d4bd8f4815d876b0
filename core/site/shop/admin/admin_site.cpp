#include "core/site/shop/admin/admin_site.h"

#include "core/site/shop/rest.h"

namespace sym {

namespace {

constexpr const char* kDashboard = "/admin/admin/dashboard/";

SiteResponse login(const SiteRequest& request, LoginSession& session)
{
    if (request.form.get("login[username]") != kAdminUser
        || request.form.get("login[password]") != kAdminPassword) {
        session.flash(Flash::Kind::Error,
                      "The account sign-in was incorrect or your account is disabled temporarily.");
        return SiteResponse::redirect("/admin/");
    }
    session.user = kAdminUser;
    return SiteResponse::redirect(kDashboard);
}

SiteResponse logout(LoginSession& session)
{
    session.user.clear();
    session.flash(Flash::Kind::Success, "You have logged out.");
    return SiteResponse::redirect("/admin/");
}

}  // namespace

AdminSite::AdminSite(std::shared_ptr<ShopWorld> world, std::string storefrontAddress)
    : m_world(std::move(world)), m_storefrontAddress(std::move(storefrontAddress))
{
    addDashboardRoutes(m_router);
    addAdminOrderRoutes(m_router);
    addAdminProductRoutes(m_router);
    addAdminCustomerRoutes(m_router);
    addAdminReviewRoutes(m_router);
    addMarketingRoutes(m_router);
    addReportRoutes(m_router);
}

SiteResponse AdminSite::handle(const SiteRequest& request)
{
    if (auto answer = restAnswer(*m_world, request)) return *std::move(answer);
    LoginSession& session = m_sessions.of(request);
    if (request.method == "POST" && request.path.starts_with("/admin/admin/auth/login"))
        return login(request, session);
    if (request.path.starts_with("/admin/admin/auth/logout")) return logout(session);
    if (request.path.starts_with("/admin/admin/storefront"))
        return SiteResponse::redirect(m_storefrontAddress + "/");
    if (session.user.empty()) return adminLoginPage(session);
    if (request.path == "/" || request.path == "/admin" || request.path == "/admin/")
        return SiteResponse::redirect(kDashboard);
    AdminVisit visit{request, *m_world, session};
    if (auto answer = m_router.handle(visit)) return *std::move(answer);
    return visit.notFound("There is no page " + request.path + ".");
}

bool AdminSite::reset()
{
    m_world->reset();
    m_sessions.clear();
    return true;
}

}  // namespace sym
