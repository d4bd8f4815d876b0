#include "core/site/shop/storefront/storefront.h"

#include "core/site/shop/rest.h"

namespace sym {

Storefront::Storefront(std::shared_ptr<ShopWorld> world) : m_world(std::move(world))
{
    // Named pages first: what is left is a product or a category.
    addSearchRoutes(m_router);
    addCartRoutes(m_router);
    addCheckoutRoutes(m_router);
    addLoginRoutes(m_router);
    addAccountRoutes(m_router);
    addAddressRoutes(m_router);
    addOrderRoutes(m_router);
    addListRoutes(m_router);
    addServiceRoutes(m_router);
    addCatalogRoutes(m_router);
}

SiteResponse Storefront::handle(const SiteRequest& request)
{
    if (auto answer = restAnswer(*m_world, request)) return *std::move(answer);
    ShopVisit visit{request, *m_world, m_sessions.of(request)};
    if (auto answer = m_router.handle(visit)) return *std::move(answer);
    return visit.notFound("There is no page " + request.path + ".");
}

bool Storefront::reset()
{
    m_world->reset();
    m_sessions.clear();
    return true;
}

}  // namespace sym
