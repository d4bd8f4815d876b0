#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "core/base/random.h"
#include "core/site/web/http.h"
#include "core/task/task.h"

namespace sym {

/// One of the built-in sites inside one world: its data and its pages. Lives in the server's
/// thread; state is real and private to the world.
class Site {
public:
    virtual ~Site() = default;

    /// WebArena's name: "shopping", "shopping_admin", "reddit", "gitlab", "map", "wikipedia",
    /// "homepage".
    virtual std::string name() const = 0;

    virtual SiteResponse handle(const SiteRequest& request) = 0;

    /// Puts the site back to its seed and forgets all sessions.
    /// @return false when it cannot: the server then makes it anew
    virtual bool reset() { return false; }
};

/// What the sites of a world share besides their own data.
struct WorldContext {
    std::uint64_t seed = 1;
    SiteAddresses addresses;  ///< of this world, for links between sites
};

/// Makes the sites of a world from their seed: the same seed gives the same content everywhere.
/// Storefront and administration share one shop. One function a folder; the server calls them.
std::vector<std::unique_ptr<Site>> makeShopSites(
    const WorldContext& context);  ///< storefront, admin, home page
std::unique_ptr<Site> makeForumSite(const WorldContext& context);
std::unique_ptr<Site> makeCodeSite(const WorldContext& context);
std::unique_ptr<Site> makeMapSite(const WorldContext& context);
std::unique_ptr<Site> makeWikiSite(const WorldContext& context);

/// The fixed "now" of all worlds, so that content and answers do not depend on the calendar.
inline constexpr const char* kWorldToday = "2025-06-15";

}  // namespace sym
