#pragma once

#include <string>
#include <vector>

#include "core/site/map/map_data.h"
#include "core/site/map/map_drawing.h"
#include "core/site/web/http.h"
#include "core/site/web/session.h"

namespace sym {

/// What a page of the map is made from: read only, for one request.
struct MapView {
    const MapData& data;
    const SiteRequest& request;
    LoginSession& session;
};

// One function a page; each returns a whole document.
SiteResponse mapStartPage(const MapView& view);
SiteResponse mapSearchPage(const MapView& view);
SiteResponse mapCategoryPage(const MapView& view, const std::string& category);
SiteResponse mapTownsPage(const MapView& view);
SiteResponse mapPlacePage(const MapView& view, const MapPlace& place);
SiteResponse mapEditPage(const MapView& view, const MapPlace& place);
SiteResponse mapNearbyPage(const MapView& view);
SiteResponse mapDirectionsPage(const MapView& view);
SiteResponse mapReversePage(const MapView& view);
SiteResponse mapSavedPage(const MapView& view);
SiteResponse mapNotesPage(const MapView& view);
SiteResponse mapNotFound(const MapView& view, const std::string& what);

/// A panel beside the drawn map.
SiteResponse mapDocument(const MapView& view, const std::string& title, const std::string& panel,
                         const MapDrawing& drawing);

/// A list entry: the name as a link, the kind, the address, and what else there is to say.
std::string placeEntry(const MapView& view, const MapPlace& place, const std::string& extra);

}  // namespace sym
