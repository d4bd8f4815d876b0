#include <algorithm>
#include <cmath>
#include <limits>
#include <queue>

#include "core/site/map/map_data.h"

namespace sym {
namespace {

/// Kilometres per hour, 0 where this mode may not go.
double speed(RoadKind kind, TravelMode mode)
{
    if (mode == TravelMode::Foot) return kind == RoadKind::Motorway ? 0 : 5;
    if (mode == TravelMode::Bicycle)
        return kind == RoadKind::Motorway ? 0 : kind == RoadKind::CountryRoad ? 18 : 15;
    switch (kind) {
    case RoadKind::Street: return 28;
    case RoadKind::Avenue: return 42;
    case RoadKind::CountryRoad: return 65;
    case RoadKind::Motorway: return 105;
    }
    return 0;
}

struct Edge {
    int to = 0;
    int link = 0;
};

/// Cheapest way by travel time through the road graph (Dijkstra).
class RouteFinder {
public:
    RouteFinder(const MapData& data, TravelMode mode)
        : m_data(data), m_mode(mode), m_edges(data.nodes.size())
    {
        for (std::size_t i = 0; i < data.links.size(); ++i) {
            const RoadLink& link = data.links[i];
            if (speed(link.kind, mode) <= 0) continue;
            m_edges[std::size_t(link.from)].push_back({link.to, int(i)});
            m_edges[std::size_t(link.to)].push_back({link.from, int(i)});
        }
    }

    /// Indices of the links on the way; nothing if there is none.
    std::optional<std::vector<int>> find(int from, int to) const
    {
        const std::size_t count = m_data.nodes.size();
        std::vector<double> cost(count, std::numeric_limits<double>::infinity());
        std::vector<Edge> came(count, Edge{-1, -1});
        using Entry = std::pair<double, int>;
        std::priority_queue<Entry, std::vector<Entry>, std::greater<>> open;
        cost[std::size_t(from)] = 0;
        open.emplace(0, from);
        while (!open.empty()) {
            const auto [sofar, node] = open.top();
            open.pop();
            if (node == to) break;
            if (sofar > cost[std::size_t(node)]) continue;
            for (const Edge& edge : m_edges[std::size_t(node)]) {
                const double next = sofar + hours(edge.link);
                if (next >= cost[std::size_t(edge.to)]) continue;
                cost[std::size_t(edge.to)] = next;
                came[std::size_t(edge.to)] = {node, edge.link};
                open.emplace(next, edge.to);
            }
        }
        if (!std::isfinite(cost[std::size_t(to)])) return std::nullopt;
        std::vector<int> way;
        for (int node = to; node != from; node = came[std::size_t(node)].to)
            way.push_back(came[std::size_t(node)].link);
        std::reverse(way.begin(), way.end());
        return way;
    }

    double hours(int link) const
    {
        const RoadLink& road = m_data.links[std::size_t(link)];
        return road.metres / 1000 / speed(road.kind, m_mode);
    }

private:
    const MapData& m_data;
    TravelMode m_mode;
    std::vector<std::vector<Edge>> m_edges;
};

void addStep(MapRoute& route, const std::string& road, double metres)
{
    const std::string instruction = route.steps.empty() ? "Start on " + road : "Turn onto " + road;
    if (!route.steps.empty() && route.steps.back().instruction.ends_with(" " + road))
        route.steps.back().metres += metres;
    else
        route.steps.push_back({instruction, metres});
    route.metres += metres;
}

}  // namespace

std::optional<MapRoute> MapData::route(const MapPlace& from, const MapPlace& to,
                                       TravelMode mode) const
{
    const RouteFinder finder(*this, mode);
    const auto way = finder.find(from.node, to.node);
    if (!way) return std::nullopt;

    MapRoute route;
    double hours = 0;
    const auto access = [&](const MapPlace& place) {
        const double metres = distanceBetween(place.point, nodes[std::size_t(place.node)].point);
        hours += metres / 1000 / speed(RoadKind::Street, mode);
        addStep(route, place.street, metres);
    };
    route.line.push_back(from.point);
    access(from);
    int node = from.node;
    route.line.push_back(nodes[std::size_t(node)].point);
    for (const int link : *way) {
        const RoadLink& road = links[std::size_t(link)];
        node = road.from == node ? road.to : road.from;
        addStep(route, road.name, road.metres);
        hours += finder.hours(link);
        route.line.push_back(nodes[std::size_t(node)].point);
    }
    access(to);
    route.line.push_back(to.point);
    route.steps.push_back({"Arrive at " + to.name, 0});
    route.minutes = std::max(1, int(std::ceil(hours * 60)));
    return route;
}

}  // namespace sym
