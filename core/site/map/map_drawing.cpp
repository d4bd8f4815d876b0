#include "core/site/map/map_drawing.h"

#include <algorithm>
#include <cmath>

#include "core/site/web/http.h"
#include "core/site/words/markup.h"

namespace sym {
namespace {

constexpr double kSmallestSpan = 1'800;
constexpr double kScreenWidth = 850;  ///< pixels the map usually has
constexpr double kAspect = 1.35;      ///< width by height of the shown part

/// Screen coordinates: one unit is a metre, y grows downwards.
std::string xy(const MapData& data, MapPoint point)
{
    return std::to_string(std::lround(point.x)) + ","
           + std::to_string(std::lround(data.height - point.y));
}

std::string polyline(const MapData& data, const std::vector<MapPoint>& points)
{
    std::string out;
    for (const MapPoint& point : points) out += (out.empty() ? "" : " ") + xy(data, point);
    return out;
}

const char* roadClass(RoadKind kind)
{
    switch (kind) {
    case RoadKind::Street: return "street";
    case RoadKind::Avenue: return "avenue";
    case RoadKind::CountryRoad: return "country";
    case RoadKind::Motorway: return "motorway";
    }
    return "street";
}

std::string roads(const MapData& data)
{
    std::string out;
    for (const RoadKind kind :
         {RoadKind::CountryRoad, RoadKind::Street, RoadKind::Avenue, RoadKind::Motorway}) {
        out += std::string("<path class=\"") + roadClass(kind) + "\" d=\"";
        for (const RoadLink& link : data.links)
            if (link.kind == kind)
                out += "M" + xy(data, data.nodes[std::size_t(link.from)].point) + "L"
                       + xy(data, data.nodes[std::size_t(link.to)].point);
        out += "\"/>";
    }
    return out;
}

struct Frame {
    MapPoint centre;
    double span = 0;
};

Frame frameOf(const MapData& data, const MapDrawing& drawing)
{
    if (drawing.span > 0) return {drawing.centre, drawing.span};
    std::vector<MapPoint> points = drawing.line;
    for (const MapMarker& marker : drawing.markers) points.push_back(marker.point);
    if (points.empty()) return {{data.width / 2, data.height / 2}, data.width};
    const auto [left, right] =
        std::minmax_element(points.begin(), points.end(), [](auto a, auto b) { return a.x < b.x; });
    const auto [low, high] =
        std::minmax_element(points.begin(), points.end(), [](auto a, auto b) { return a.y < b.y; });
    return {
        {(left->x + right->x) / 2, (low->y + high->y) / 2},
        std::max({kSmallestSpan, (right->x - left->x) * 1.3, (high->y - low->y) * kAspect * 1.3})};
}

}  // namespace

std::string mapSvg(const MapData& data, const MapDrawing& drawing)
{
    const Frame frame = frameOf(data, drawing);
    const double height = frame.span / kAspect;
    const std::string box = std::to_string(std::lround(frame.centre.x - frame.span / 2)) + " "
                            + std::to_string(std::lround(data.height - frame.centre.y - height / 2))
                            + " " + std::to_string(std::lround(frame.span)) + " "
                            + std::to_string(std::lround(height));
    std::string out = markup(
        R"(<svg id="map" role="img" aria-label="Map" viewBox="{}" preserveAspectRatio="xMidYMid slice" data-height="{}" style="--scale:{}"><rect class="land" x="-40000" y="-40000" width="150000" height="130000"/>)",
        box, std::lround(data.height), std::to_string(frame.span / kScreenWidth));
    // the sea goes on beyond the region
    out += markup(
        R"(<rect class="sea" x="-40000" y="-40000" width="40001" height="130000"/><polygon class="sea" points="{}"/><polyline class="river" points="{}"/>)",
        polyline(data, data.coast), polyline(data, data.river));
    for (const MapTown& town : data.towns)
        out +=
            markup(R"(<circle class="built" cx="{}" cy="{}" r="{}"/>)", std::lround(town.centre.x),
                   std::lround(data.height - town.centre.y), std::lround(town.radius * 1.25));
    for (const MapPlace& place : data.places)
        if (place.category == "park")
            out += markup(R"(<circle class="park" cx="{}" cy="{}" r="95"/>)",
                          std::lround(place.point.x), std::lround(data.height - place.point.y));
    out += roads(data);
    for (const MapPlace& place : data.places)
        out += markup(R"(<circle class="poi poi-{}" cx="{}" cy="{}" r="14"/>)", place.category,
                      std::lround(place.point.x), std::lround(data.height - place.point.y));
    if (!drawing.line.empty())
        out += markup(R"(<polyline class="route" points="{}"/>)", polyline(data, drawing.line));
    out += R"(<g class="labels">)";
    for (const MapTown& town : data.towns)
        out +=
            markup(R"(<text class="town {}" x="{}" y="{}">{}</text>)", town.kind,
                   std::lround(town.centre.x), std::lround(data.height - town.centre.y), town.name);
    out += "</g><g class=\"markers\">";
    for (const MapMarker& marker : drawing.markers)
        out += markup(
            R"(<g class="marker" style="--x:{}px;--y:{}px"><path d="M0 0C-9-14-11-18-11-24a11 11 0 0 1 22 0C11-18 9-14 0 0z"/><text y="-20">{}</text></g>)",
            std::lround(marker.point.x), std::lround(data.height - marker.point.y), marker.label);
    return out + "</g></svg>";
}

}  // namespace sym
