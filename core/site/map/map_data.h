#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace sym {

/// A point of the region. Metres on a plane, and the degrees they stand for.
struct MapPoint {
    double x = 0;  ///< east of the region's south-west corner
    double y = 0;  ///< north of it

    double latitude() const;
    double longitude() const;
    static MapPoint at(double latitude, double longitude);
};

/// Straight distance in metres.
double distanceBetween(MapPoint a, MapPoint b);

struct MapTown {
    std::string name;
    std::string kind;  ///< "city", "town", "village"
    std::string postcode;
    MapPoint centre;
    double radius = 0;  ///< metres to the edge of its streets
    int population = 0;
};

/// A junction of the road graph.
struct RoadNode {
    MapPoint point;
    int town = -1;  ///< index of the town, -1 between towns
};

enum class RoadKind { Street, Avenue, CountryRoad, Motorway };

struct RoadLink {
    int from = 0;
    int to = 0;
    RoadKind kind = RoadKind::Street;
    std::string name;
    double metres = 0;
};

struct MapPlace {
    int id = 0;
    std::string name;
    std::string category;       ///< key: "cafe"
    std::string categoryLabel;  ///< "Cafe"
    std::string houseNumber;
    std::string street;
    int town = 0;
    MapPoint point;
    int node = 0;  ///< junction a route starts from
    std::string phone;
    std::string website;
    std::string hours;  ///< "Mo-Fr 08:00-18:00"
    std::string operatorName;
    bool wheelchair = false;
    int founded = 0;   ///< 0: not known
    int stars = 0;     ///< hotels
    int capacity = 0;  ///< stadiums
    std::string cuisine;
    std::string code;  ///< airports
};

enum class TravelMode { Car, Bicycle, Foot };

struct RouteStep {
    std::string instruction;  ///< "Turn onto Mill Lane"
    double metres = 0;
};

struct MapRoute {
    double metres = 0;
    int minutes = 0;  ///< rounded up
    std::vector<RouteStep> steps;
    std::vector<MapPoint> line;
};

struct MapNote {
    int id = 0;
    int placeId = 0;
    std::string text;
    bool resolved = false;
};

/// A place the visitor keeps.
struct SavedPlace {
    int placeId = 0;
    std::string label;
};

/// Everything the map site knows. A value: copying it copies the site.
struct MapData {
    std::string region;
    std::string state;  ///< short form, before the postcode
    double width = 0;   ///< metres
    double height = 0;
    std::vector<MapTown> towns;
    std::vector<RoadNode> nodes;
    std::vector<RoadLink> links;
    std::vector<MapPlace> places;  ///< by id
    std::vector<MapPoint> coast;   ///< polygon of the sea
    std::vector<MapPoint> river;
    std::vector<MapNote> notes;
    std::vector<SavedPlace> saved;

    const MapPlace* place(int id) const;
    const MapPlace* placeNamed(const std::string& name) const;  ///< without regard to case
    /// "12 Mill Lane, Ellerport, TC 40213".
    std::string address(const MapPlace& place) const;
    /// Places whose name, kind or address has all words of the query; names first. "12.3, 4.5"
    /// finds what is nearest to the coordinates.
    std::vector<const MapPlace*> search(const std::string& query) const;
    /// Of one category ("" all), by distance from the point.
    std::vector<const MapPlace*> nearest(MapPoint point, const std::string& category) const;
    /// The way between two places, or nothing if the graph has none.
    std::optional<MapRoute> route(const MapPlace& from, const MapPlace& to, TravelMode mode) const;
    /// (key, label) of all categories there are.
    std::vector<std::pair<std::string, std::string>> categories() const;
};

/// The region of a seed.
MapData makeMapData(std::uint64_t seed);

/// "48.1234, -3.4321" as a point.
std::optional<MapPoint> coordinatesIn(const std::string& text);

std::string distanceText(double metres);      ///< "850 m", "12.4 km"
std::string durationText(int minutes);        ///< "8 min", "1 h 05 min"
std::string coordinatesText(MapPoint point);  ///< five decimals
std::string travelModeName(TravelMode mode);  ///< "Car"

}  // namespace sym
