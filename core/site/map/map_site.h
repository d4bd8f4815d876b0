#pragma once

#include <memory>
#include <string>

#include "core/site/map/map_data.h"
#include "core/site/map/map_pages.h"
#include "core/site/site.h"
#include "core/site/web/session.h"

namespace sym {

/// The map. Nobody logs in here, as with WebArena's; saved places and notes belong to the world.
class MapSite final : public Site {
public:
    explicit MapSite(MapData data)
        : m_seeded(std::make_shared<const MapData>(data)), m_data(std::move(data))
    {
    }

    std::string name() const override { return "map"; }
    SiteResponse handle(const SiteRequest& request) override;
    bool reset() override;

    const MapData& data() const { return m_data; }

private:
    SiteResponse get(const MapView& view) const;
    SiteResponse post(const MapView& view);
    SiteResponse changePlace(const MapView& view, MapPlace& place, const std::string& what);
    SiteResponse suggest(const MapView& view) const;

    std::shared_ptr<const MapData> m_seeded;  ///< as it was made
    MapData m_data;
    LoginSessions m_sessions{std::string()};
};

}  // namespace sym
