#pragma once

#include <memory>

#include "core/site/shop/storefront/shop_visit.h"
#include "core/site/site.h"

namespace sym {

/// WebArena's "shopping": the store as its customers see it. New browsers are logged in as
/// kShopperEmail.
class Storefront final : public Site {
public:
    explicit Storefront(std::shared_ptr<ShopWorld> world);

    std::string name() const override { return "shopping"; }
    SiteResponse handle(const SiteRequest& request) override;
    bool reset() override;  ///< of the whole store

private:
    std::shared_ptr<ShopWorld> m_world;
    LoginSessions m_sessions{kShopperEmail};
    ShopRouter m_router;
};

}  // namespace sym
