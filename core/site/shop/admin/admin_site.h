#pragma once

#include <memory>

#include "core/site/shop/admin/admin_visit.h"
#include "core/site/site.h"

namespace sym {

/// WebArena's "shopping_admin": the store as its staff sees it, over the same data as the
/// storefront. New browsers are logged in as kAdminUser.
class AdminSite final : public Site {
public:
    AdminSite(std::shared_ptr<ShopWorld> world, std::string storefrontAddress);

    std::string name() const override { return "shopping_admin"; }
    SiteResponse handle(const SiteRequest& request) override;
    bool reset() override;  ///< of the whole store

private:
    std::shared_ptr<ShopWorld> m_world;
    std::string m_storefrontAddress;
    LoginSessions m_sessions{kAdminUser};
    AdminRouter m_router;
};

}  // namespace sym
