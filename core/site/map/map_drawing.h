#pragma once

#include <string>
#include <vector>

#include "core/site/map/map_data.h"

namespace sym {

struct MapMarker {
    MapPoint point;
    std::string label;  ///< one or two characters in the pin
};

/// What to draw on top of the region, and which part of it to show.
struct MapDrawing {
    std::vector<MapMarker> markers;
    std::vector<MapPoint> line;  ///< a route
    MapPoint centre;
    double span = 0;  ///< metres from left to right; 0: what fits the markers and the line
};

/// The region as an SVG image: sea, river, roads, places, names, and the drawing. Zoom and drag
/// are done by map.js on its viewBox.
std::string mapSvg(const MapData& data, const MapDrawing& drawing);

}  // namespace sym
