#include <algorithm>
#include <array>
#include <cmath>
#include <set>

#include "core/base/random.h"
#include "core/site/map/map_data.h"
#include "core/site/web/components.h"
#include "core/site/words/word_book.h"

namespace sym {
namespace {

constexpr double kWidth = 62'000;
constexpr double kHeight = 44'000;
constexpr double kTownGap = 9'500;  ///< metres between town centres at least

struct TownPlan {
    const char* kind;
    int lines;       ///< streets in each direction
    double spacing;  ///< metres between them
    int peopleFrom;
    int peopleTo;
};
constexpr TownPlan kCity{"city", 9, 290, 210'000, 480'000};
constexpr TownPlan kTown{"town", 6, 230, 28'000, 74'000};
constexpr TownPlan kVillage{"village", 4, 190, 2'400, 9'800};
constexpr std::array kPlans{kCity,    kTown,    kTown,    kTown,   kVillage,
                            kVillage, kVillage, kVillage, kVillage};
/// Share of the places that lie in the town of the same index.
constexpr std::array kShares{0.42, 0.13, 0.12, 0.10, 0.05, 0.05, 0.05, 0.04, 0.04};

/// Lays out the region of one seed: coast, towns, roads, places.
class RegionMaker {
public:
    explicit RegionMaker(std::uint64_t seed)
        : m_random(Random(seed).fork("map")), m_book(WordBook::load("map.json"))
    {
    }

    MapData make()
    {
        const auto& region = m_random.pick(m_book.json().at("regions"));
        m_data.region = region.at(0).get<std::string>();
        m_data.state = region.at(1).get<std::string>();
        m_data.width = kWidth;
        m_data.height = kHeight;
        makeCoast();
        makeTowns();
        for (std::size_t i = 0; i < m_data.towns.size(); ++i) makeStreets(int(i));
        makeRoads();
        makePlaces();
        return std::move(m_data);
    }

private:
    void makeCoast()
    {
        Random random = m_random.fork("coast");
        double x = 5'000;
        m_data.coast.push_back({0, 0});
        for (double y = 0; y <= kHeight; y += 2'000) {
            x = std::clamp(x + double(random.between(-900, 900)), 2'500.0, 8'000.0);
            m_data.coast.push_back({x, y});
        }
        m_data.coast.push_back({0, kHeight});
        double y = double(random.between(14'000, 30'000));
        for (double east = kWidth; east > 4'000; east -= 2'500) {
            y = std::clamp(y + double(random.between(-1'100, 1'100)), 5'000.0, kHeight - 5'000);
            m_data.river.push_back({east, y});
        }
    }

    void makeTowns()
    {
        Random random = m_random.fork("towns");
        const WordList names = pickSome(m_book.list("towns"), kPlans.size(), random);
        for (std::size_t i = 0; i < kPlans.size(); ++i) {
            const TownPlan& plan = kPlans[i];
            MapTown town;
            town.name = names[i];
            town.kind = plan.kind;
            town.radius = plan.lines * plan.spacing / 2;
            town.population = int(random.between(plan.peopleFrom, plan.peopleTo));
            town.postcode = std::to_string(40'000 + int(i) * 310 + int(random.between(1, 300)));
            town.centre = i == 0 ? MapPoint{12'500, double(random.between(17'000, 27'000))}
                                 : freeSpot(random);
            m_data.towns.push_back(town);
        }
    }

    MapPoint freeSpot(Random& random) const
    {
        double gap = kTownGap;
        for (;;) {
            const MapPoint point{double(random.between(11'000, int(kWidth) - 4'000)),
                                 double(random.between(4'000, int(kHeight) - 4'000))};
            const bool free = std::all_of(
                m_data.towns.begin(), m_data.towns.end(),
                [&](const MapTown& town) { return distanceBetween(town.centre, point) > gap; });
            if (free) return point;
            gap *= 0.995;  // the plane is finite
        }
    }

    void makeStreets(int index)
    {
        const MapTown& town = m_data.towns[std::size_t(index)];
        Random random = m_random.fork("streets " + town.name);
        const TownPlan& plan = kPlans[std::size_t(index)];
        const int lines = plan.lines;
        const int first = int(m_data.nodes.size());
        for (int row = 0; row < lines; ++row)
            for (int column = 0; column < lines; ++column) {
                const double jitter = plan.spacing * 0.14;
                m_data.nodes.push_back({{town.centre.x + (column - (lines - 1) / 2.0) * plan.spacing
                                             + (random.unit() - 0.5) * 2 * jitter,
                                         town.centre.y + (row - (lines - 1) / 2.0) * plan.spacing
                                             + (random.unit() - 0.5) * 2 * jitter},
                                        index});
            }
        const WordList stems = pickSome(m_book.list("streets"), std::size_t(2 * lines), random);
        const WordList kinds = m_book.list("street_kinds");
        for (int line = 0; line < lines; ++line) {
            const bool wide = line == lines / 2;
            const auto named = [&](const std::string& stem) {
                return stem + " " + (wide ? std::string("Avenue") : random.pick(kinds));
            };
            const std::string across = named(stems[std::size_t(line)]);
            const std::string up = named(stems[std::size_t(lines + line)]);
            const RoadKind kind = wide ? RoadKind::Avenue : RoadKind::Street;
            for (int i = 0; i + 1 < lines; ++i) {
                link(first + line * lines + i, first + line * lines + i + 1, kind, across);
                link(first + i * lines + line, first + (i + 1) * lines + line, kind, up);
            }
        }
        m_townLinks.push_back(
            {int(m_data.links.size()) - 2 * lines * (lines - 1), int(m_data.links.size())});
    }

    void link(int from, int to, RoadKind kind, const std::string& name)
    {
        const double metres = distanceBetween(m_data.nodes[std::size_t(from)].point,
                                              m_data.nodes[std::size_t(to)].point);
        m_data.links.push_back({from, to, kind, name, metres});
    }

    int nearestNode(int town, MapPoint point) const
    {
        int best = -1;
        double distance = 1e12;
        for (std::size_t i = 0; i < m_data.nodes.size(); ++i) {
            const double metres = distanceBetween(m_data.nodes[i].point, point);
            if (m_data.nodes[i].town != town || metres >= distance) continue;
            best = int(i);
            distance = metres;
        }
        return best;
    }

    /// Country roads join every town to the nearest one before it, and a few more; a motorway the
    /// city and the towns.
    void makeRoads()
    {
        Random random = m_random.fork("roads");
        std::set<std::pair<int, int>> joined;
        for (int town = 1; town < int(m_data.towns.size()); ++town) {
            std::vector<int> others;
            for (int other = 0; other < town; ++other) others.push_back(other);
            const MapPoint here = m_data.towns[std::size_t(town)].centre;
            std::sort(others.begin(), others.end(), [&](int a, int b) {
                return distanceBetween(m_data.towns[std::size_t(a)].centre, here)
                       < distanceBetween(m_data.towns[std::size_t(b)].centre, here);
            });
            for (std::size_t i = 0; i < std::min<std::size_t>(2, others.size()); ++i)
                if (joined.emplace(others[i], town).second)
                    road(others[i], town, RoadKind::CountryRoad, random);
        }
        for (int town = 1; town <= 3; ++town) road(0, town, RoadKind::Motorway, random);
    }

    void road(int from, int to, RoadKind kind, Random& random)
    {
        const MapTown& a = m_data.towns[std::size_t(from)];
        const MapTown& b = m_data.towns[std::size_t(to)];
        const std::string name = kind == RoadKind::Motorway ? "Motorway M" + std::to_string(to)
                                                            : a.name + "-" + b.name + " Road";
        int node = nearestNode(from, b.centre);
        const int last = nearestNode(to, a.centre);
        const MapPoint start = m_data.nodes[std::size_t(node)].point;
        const MapPoint end = m_data.nodes[std::size_t(last)].point;
        const int bends = 4;
        for (int i = 1; i < bends; ++i) {
            const double t = double(i) / bends;
            const double sway = kind == RoadKind::Motorway ? 350 : 900;
            m_data.nodes.push_back(
                {{start.x + (end.x - start.x) * t + (random.unit() - 0.5) * sway,
                  start.y + (end.y - start.y) * t + (random.unit() - 0.5) * sway},
                 -1});
            link(node, int(m_data.nodes.size()) - 1, kind, name);
            node = int(m_data.nodes.size()) - 1;
        }
        link(node, last, kind, name);
    }

    void makePlaces()
    {
        for (const auto& kind : m_book.json().at("kinds")) {
            Random random = m_random.fork("places " + kind.at("key").get<std::string>());
            WordList patterns = wordsOf(kind.at("names"));
            random.shuffle(patterns);
            const int wanted = kind.at("count").get<int>();
            const bool everyTown = kind.at("key") == "station";
            for (int i = 0, made = 0; made < wanted && i < wanted * 40; ++i) {
                const int town = everyTown ? made % int(m_data.towns.size()) : anyTown(random);
                made += makePlace(kind, patterns[std::size_t(i) % patterns.size()], town, random);
            }
        }
    }

    int anyTown(Random& random) const
    {
        double left = random.unit();
        for (std::size_t i = 0; i < kShares.size(); ++i) {
            if (left < kShares[i]) return int(i);
            left -= kShares[i];
        }
        return 0;
    }

    bool makePlace(const nlohmann::json& kind, const std::string& pattern, int town, Random& random)
    {
        const auto [firstLink, endLink] = m_townLinks[std::size_t(town)];
        const RoadLink& street = m_data.links[std::size_t(random.between(firstLink, endLink - 1))];
        const std::string& townName = m_data.towns[std::size_t(town)].name;
        const std::string name =
            fillWords(pattern, {{"town", townName},
                                {"street", street.name},
                                {"kind", street.name.substr(0, street.name.find(' '))},
                                {"surname", random.pick(m_book.list("surnames"))}});
        if (!m_names.insert(name).second) return false;

        MapPlace place;
        place.id = int(m_data.places.size()) + 1;
        place.name = name;
        place.category = kind.at("key").get<std::string>();
        place.categoryLabel = kind.at("label").get<std::string>();
        place.town = town;
        place.street = street.name;
        do {
            place.houseNumber = std::to_string(random.between(1, 160));
        } while (!m_addresses.insert(townName + place.street + place.houseNumber).second);
        const MapPoint a = m_data.nodes[std::size_t(street.from)].point;
        const MapPoint b = m_data.nodes[std::size_t(street.to)].point;
        const double t = 0.12 + random.unit() * 0.76;
        const double side = random.chance(0.5) ? 16 : -16;
        const double length = std::max(1.0, distanceBetween(a, b));
        place.point = {a.x + (b.x - a.x) * t - (b.y - a.y) / length * side,
                       a.y + (b.y - a.y) * t + (b.x - a.x) / length * side};
        place.node = t < 0.5 ? street.from : street.to;
        addDetails(place, kind, random);
        m_data.places.push_back(std::move(place));
        return true;
    }

    void addDetails(MapPlace& place, const nlohmann::json& kind, Random& random)
    {
        place.phone = "+44 1632 " + std::to_string(random.between(100, 999)) + " "
                      + std::to_string(random.between(100, 999));
        place.website = "https://" + slug(place.name) + ".example";
        place.hours =
            place.category == "hotel" || place.category == "hospital" || place.category == "airport"
                ? "24/7"
                : random.pick(m_book.list("hours"));
        place.operatorName = random.pick(m_book.list("operators"));
        place.wheelchair = random.chance(0.6);
        for (const std::string& detail : wordsOf(kind.at("details"))) {
            if (detail == "stars") place.stars = int(random.between(2, 5));
            if (detail == "cuisine") place.cuisine = random.pick(m_book.list("cuisines"));
            if (detail == "capacity") place.capacity = int(random.between(12, 58)) * 1000;
            if (detail == "founded") place.founded = int(random.between(1620, 1985));
            if (detail == "code")
                place.code = std::string{char('A' + random.between(0, 25)),
                                         char('A' + random.between(0, 25)), 'X'};
        }
    }

    Random m_random;
    WordBook m_book;
    MapData m_data;
    std::vector<std::pair<int, int>> m_townLinks;  ///< range of the links of each town's streets
    std::set<std::string> m_names;
    std::set<std::string> m_addresses;
};

}  // namespace

MapData makeMapData(std::uint64_t seed)
{
    return RegionMaker(seed).make();
}

}  // namespace sym
