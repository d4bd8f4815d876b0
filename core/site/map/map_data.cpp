#include "core/site/map/map_data.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "core/site/words/markup.h"
#include "core/site/words/word_book.h"

namespace sym {
namespace {

// The region lies on a fictional coast; one degree is about this long there.
constexpr double kSouth = 47.62;
constexpr double kWest = -3.28;
constexpr double kMetresPerLatitude = 111'200;
constexpr double kMetresPerLongitude = 74'700;

std::string printed(const char* format, double value)
{
    char text[48];
    std::snprintf(text, sizeof text, format, value);
    return text;
}

}  // namespace

double MapPoint::latitude() const
{
    return kSouth + y / kMetresPerLatitude;
}

double MapPoint::longitude() const
{
    return kWest + x / kMetresPerLongitude;
}

MapPoint MapPoint::at(double latitude, double longitude)
{
    return {(longitude - kWest) * kMetresPerLongitude, (latitude - kSouth) * kMetresPerLatitude};
}

double distanceBetween(MapPoint a, MapPoint b)
{
    return std::hypot(a.x - b.x, a.y - b.y);
}

std::string distanceText(double metres)
{
    if (metres < 995) return printed("%.0f m", std::round(metres / 10) * 10);
    return printed("%.1f km", metres / 1000);
}

std::string durationText(int minutes)
{
    if (minutes < 60) return std::to_string(minutes) + " min";
    const int rest = minutes % 60;
    return std::to_string(minutes / 60) + " h " + (rest < 10 ? "0" : "") + std::to_string(rest)
           + " min";
}

std::string coordinatesText(MapPoint point)
{
    return printed("%.5f", point.latitude()) + ", " + printed("%.5f", point.longitude());
}

std::string travelModeName(TravelMode mode)
{
    return mode == TravelMode::Car ? "Car" : mode == TravelMode::Bicycle ? "Bicycle" : "Foot";
}

std::optional<MapPoint> coordinatesIn(const std::string& text)
{
    double latitude = 0;
    double longitude = 0;
    if (std::sscanf(text.c_str(), " %lf , %lf", &latitude, &longitude) != 2
        && std::sscanf(text.c_str(), " %lf %lf", &latitude, &longitude) != 2)
        return std::nullopt;
    if (std::abs(latitude) > 90 || std::abs(longitude) > 180) return std::nullopt;
    return MapPoint::at(latitude, longitude);
}

const MapPlace* MapData::place(int id) const
{
    const bool known = id >= 1 && id <= int(places.size());
    return known ? &places[std::size_t(id - 1)] : nullptr;
}

const MapPlace* MapData::placeNamed(const std::string& name) const
{
    for (const MapPlace& place : places)
        if (lowered(place.name) == lowered(name)) return &place;
    return nullptr;
}

std::string MapData::address(const MapPlace& place) const
{
    const MapTown& town = towns[std::size_t(place.town)];
    return place.houseNumber + " " + place.street + ", " + town.name + ", " + state + " "
           + town.postcode;
}

std::vector<const MapPlace*> MapData::search(const std::string& query) const
{
    if (const auto point = coordinatesIn(query)) {
        auto near = nearest(*point, {});
        near.resize(std::min<std::size_t>(near.size(), 5));
        return near;
    }
    // words that people type around a name, and that are in no name
    static const std::vector<std::string> kFillers{"in", "near", "the", "a", "of", "at", "to"};
    WordList words = splitWords(query);
    std::erase_if(words, [](const std::string& word) {
        return std::find(kFillers.begin(), kFillers.end(), word) != kFillers.end();
    });
    if (words.empty()) return {};
    const std::string needed = joined(words, " ");

    std::vector<std::pair<int, const MapPlace*>> found;
    for (const MapPlace& place : places) {
        int rank = 0;
        if (lowered(place.name) == lowered(query))
            rank = 4;
        else if (matchesAllWords(needed, place.name))
            rank = 3;
        else if (matchesAllWords(needed, place.name + " " + towns[std::size_t(place.town)].name))
            rank = 2;
        else if (matchesAllWords(needed, place.name + " " + place.categoryLabel + " "
                                             + place.cuisine + " " + address(place) + " "
                                             + place.code))
            rank = 1;
        if (rank > 0) found.emplace_back(-rank, &place);
    }
    std::stable_sort(found.begin(), found.end(),
                     [](const auto& a, const auto& b) { return a.first < b.first; });
    std::vector<const MapPlace*> result;
    for (const auto& [rank, place] : found) result.push_back(place);
    return result;
}

std::vector<const MapPlace*> MapData::nearest(MapPoint point, const std::string& category) const
{
    std::vector<const MapPlace*> result;
    for (const MapPlace& place : places)
        if (category.empty() || place.category == category) result.push_back(&place);
    std::stable_sort(result.begin(), result.end(), [point](const MapPlace* a, const MapPlace* b) {
        return distanceBetween(a->point, point) < distanceBetween(b->point, point);
    });
    return result;
}

std::vector<std::pair<std::string, std::string>> MapData::categories() const
{
    std::vector<std::pair<std::string, std::string>> result;
    for (const MapPlace& place : places) {
        const std::pair<std::string, std::string> entry{place.category, place.categoryLabel};
        if (std::find(result.begin(), result.end(), entry) == result.end()) result.push_back(entry);
    }
    return result;
}

}  // namespace sym
