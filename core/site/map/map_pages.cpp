#include "core/site/map/map_pages.h"

#include <algorithm>

#include "core/site/web/components.h"
#include "core/site/web/forms.h"
#include "core/site/web/layout.h"
#include "core/site/words/markup.h"

namespace sym {
namespace {

constexpr int kResults = 10;

std::vector<Choice> categoryChoices(const MapView& view)
{
    std::vector<Choice> choices;
    for (const auto& [key, label] : view.data.categories()) choices.push_back({key, label});
    return choices;
}

SiteFrame frameOf(const MapView& view)
{
    SiteFrame frame;
    frame.brand = "Wayfarer Map";
    frame.stylesheet = "map.css";
    frame.script = "map.js";
    frame.bodyClass = "map";
    frame.header = markup(
        R"(<a class="brand" href="/"><span class="brand-mark" aria-hidden="true"></span>Wayfarer</a><form class="search" action="/search" role="search"><input class="input" type="search" name="query" aria-label="Search" placeholder="Search places, addresses, coordinates" value="{}" data-suggest="/suggest?query="><button class="btn btn-primary">Go</button></form><a class="icon-btn" href="/directions" title="Find directions between two points">{!}</a>)",
        view.request.path == "/search" ? view.request.query.get("query") : "", icon("arrow"));
    frame.header += R"(<span class="links">)" + linkTo("/saved", "Saved places")
                    + linkTo("/notes", "Map notes") + linkTo("/towns", "Towns") + "</span>";
    frame.footer = "";
    return frame;
}

std::string controls()
{
    return R"(<div class="controls"><button type="button" class="control" id="zoom-in" title="Zoom In">+</button><button type="button" class="control" id="zoom-out" title="Zoom Out">&minus;</button><button type="button" class="control" id="query" title="Query features">?</button><button type="button" class="control" id="panel-switch"><span aria-hidden="true">&#8644;</span></button></div>)";
}

/// Names of places come first, whatever else matches second.
const MapPlace* placeFor(const MapView& view, const std::string& text)
{
    if (text.empty()) return nullptr;
    if (const MapPlace* place = view.data.placeNamed(text)) return place;
    const auto found = view.data.search(text);
    return found.empty() ? nullptr : found.front();
}

TravelMode modeOf(const MapView& view)
{
    const std::string engine = view.request.query.get("engine", "car");
    return engine == "bicycle" ? TravelMode::Bicycle
           : engine == "foot"  ? TravelMode::Foot
                               : TravelMode::Car;
}

std::string directionsForm(const MapView& view)
{
    const Fields& query = view.request.query;
    return R"(<form class="directions" action="/directions" method="get"><h1>Directions</h1>)"
           + selectField(
               {.label = "Travel mode", .name = "engine", .value = query.get("engine", "car")},
               {{"car", "Car (OSRM)"}, {"bicycle", "Bicycle (OSRM)"}, {"foot", "Foot (OSRM)"}})
           + textField({.label = "From", .name = "from", .value = query.get("from")})
           + textField({.label = "To", .name = "to", .value = query.get("to")})
           + R"(<div class="form-actions">)" + submitButton("Get directions")
           + R"(<button type="button" class="icon-btn" id="swap" title="Reverse Directions">&#8693;</button></div></form>)";
}

std::string routeSteps(const MapRoute& route)
{
    std::string out = R"(<table class="steps"><caption>Turn by turn</caption><tbody>)";
    int number = 0;
    for (const RouteStep& step : route.steps)
        out += markup("<tr><td>{}.</td><td>{}</td><td class=\"num\">{}</td></tr>", ++number,
                      step.instruction, step.metres > 0 ? distanceText(step.metres) : "");
    return out + "</tbody></table>";
}

}  // namespace

SiteResponse mapDocument(const MapView& view, const std::string& title, const std::string& panel,
                         const MapDrawing& drawing)
{
    PageContent page;
    page.title = title;
    page.flashes = view.session.takeFlashes();
    page.body = R"(<div class="map-layout"><section class="panel" id="panel">)" + panel
                + R"(</section><div class="map-box">)" + mapSvg(view.data, drawing) + controls()
                + R"(<p class="scale-note">Drawn from the Wayfarer survey</p></div></div>)";
    return pageResponse(frameOf(view), page);
}

SiteResponse mapNotFound(const MapView& view, const std::string& what)
{
    return notFoundPage(frameOf(view), what);
}

std::string placeEntry(const MapView& view, const MapPlace& place, const std::string& extra)
{
    return markup(
        R"(<li class="result" data-href="/place/{}"><a class="result-name" href="/place/{}">{}</a> <span class="kind">{}</span>{!}<p class="muted">{}</p></li>)",
        place.id, place.id, place.name, place.categoryLabel, extra, view.data.address(place));
}

SiteResponse mapStartPage(const MapView& view)
{
    std::string panel = markup(
        R"(<h1>Welcome to Wayfarer</h1><p>A map of {}, made by the people who live there.</p><p>Search for a place, ask for directions, or browse by kind.</p><h2>Browse by kind</h2><div class="tiles">)",
        view.data.region);
    for (const auto& [key, label] : view.data.categories())
        panel += markup(R"(<div class="tile tile-{}" data-href="/category/{}">{}</div>)", key, key,
                        label);
    panel += "</div><p>" + linkTo("/directions", "Get directions") + "</p>";
    return mapDocument(view, "Home", panel, {});
}

SiteResponse mapSearchPage(const MapView& view)
{
    const std::string query = view.request.query.get("query");
    if (const auto point = coordinatesIn(query))
        return SiteResponse::redirect("/reverse?lat=" + encodeUrl(std::to_string(point->latitude()))
                                      + "&lon=" + encodeUrl(std::to_string(point->longitude())));
    const auto found = view.data.search(query);
    const PageWindow window = pageWindow(view.request, int(found.size()), kResults, "page");
    MapDrawing drawing;
    std::string panel = "<h1>Search Results</h1>"
                        + markup(R"(<p class="muted">{} for "{}"</p>)",
                                 counted(std::int64_t(found.size()), "result", "results"), query);
    if (found.empty()) panel += R"(<p class="empty">No results found</p>)";
    panel += R"(<ol class="results">)";
    for (int i = window.first(); i < window.last(); ++i) {
        const MapPlace& place = *found[std::size_t(i)];
        panel += placeEntry(view, place, {});
        drawing.markers.push_back({place.point, std::to_string(i + 1)});
    }
    panel += "</ol>" + pager(view.request, window, "page");
    return mapDocument(view, query, panel, drawing);
}

SiteResponse mapCategoryPage(const MapView& view, const std::string& category)
{
    const std::string town = view.request.query.get("town");
    std::string label;
    std::vector<const MapPlace*> places;
    std::vector<Choice> towns{{"", "All towns"}};
    for (const MapTown& other : view.data.towns) towns.push_back({other.name, other.name});
    for (const MapPlace& place : view.data.places) {
        if (place.category != category) continue;
        label = place.categoryLabel;
        if (town.empty() || view.data.towns[std::size_t(place.town)].name == town)
            places.push_back(&place);
    }
    if (label.empty()) return mapNotFound(view, "There is no such kind of place.");
    std::sort(places.begin(), places.end(),
              [](auto* a, auto* b) { return lowered(a->name) < lowered(b->name); });
    const PageWindow window = pageWindow(view.request, int(places.size()), kResults, "page");
    MapDrawing drawing;
    std::string panel = markup("<h1>{}</h1><form class=\"row\">", label)
                        + selectField({.label = "Town", .name = "town", .value = town}, towns)
                        + submitButton("Filter", "btn")
                        + markup("</form><p class=\"muted\">{}</p><ol class=\"results\">",
                                 counted(std::int64_t(places.size()), "place", "places"));
    for (int i = window.first(); i < window.last(); ++i) {
        panel += placeEntry(view, *places[std::size_t(i)], {});
        drawing.markers.push_back({places[std::size_t(i)]->point, std::to_string(i + 1)});
    }
    return mapDocument(view, label, panel + "</ol>" + pager(view.request, window, "page"), drawing);
}

SiteResponse mapTownsPage(const MapView& view)
{
    std::string panel =
        "<h1>Towns of " + escapeHtml(view.data.region)
        + R"(</h1><table class="data-table"><thead><tr><th>Town</th><th>Kind</th><th class="num">Population</th></tr></thead><tbody>)";
    MapDrawing drawing;
    for (const MapTown& town : view.data.towns) {
        panel += markup(
            R"(<tr><td><a href="/search?query={!}">{}</a></td><td>{}</td><td class="num">{}</td></tr>)",
            encodeUrl(town.name), town.name, town.kind, town.population);
        drawing.markers.push_back({town.centre, ""});
    }
    return mapDocument(view, "Towns", panel + "</tbody></table>", drawing);
}

SiteResponse mapNearbyPage(const MapView& view)
{
    const MapPlace* place = view.data.place(numberOf(view.request.query.get("place"), 0));
    if (!place) return mapNotFound(view, "There is no such place.");
    const std::string category = view.request.query.get("category", "cafe");
    MapDrawing drawing{.markers = {{place->point, "*"}}, .line = {}, .centre = {}};
    std::string panel =
        markup("<h1>Near {}</h1>", place->name) + R"(<form class="row" action="/nearby">)"
        + hiddenField("place", std::to_string(place->id))
        + selectField({.label = "Kind of place", .name = "category", .value = category},
                      categoryChoices(view))
        + submitButton("Find", "btn") + "</form><ol class=\"results\">";
    int shown = 0;
    for (const MapPlace* other : view.data.nearest(place->point, category)) {
        if (other == place) continue;
        if (++shown > kResults) break;
        panel += placeEntry(view, *other,
                            markup(R"( <span class="distance">{}</span>)",
                                   distanceText(distanceBetween(place->point, other->point))));
        drawing.markers.push_back({other->point, std::to_string(shown)});
    }
    panel += markup(
        R"(</ol><p class="muted">Distances are straight lines. <a href="/place/{}">Back to {}</a></p>)",
        place->id, place->name);
    return mapDocument(view, "Near " + place->name, panel, drawing);
}

SiteResponse mapDirectionsPage(const MapView& view)
{
    const std::string from = view.request.query.get("from");
    const std::string to = view.request.query.get("to");
    std::string panel = directionsForm(view);
    MapDrawing drawing;
    if (from.empty() || to.empty()) return mapDocument(view, "Directions", panel, drawing);

    const MapPlace* start = placeFor(view, from);
    const MapPlace* end = placeFor(view, to);
    if (!start || !end) {
        panel +=
            markup(R"(<p class="flash flash-error" role="alert">Sorry - couldn't locate '{}'.</p>)",
                   start ? to : from);
        return mapDocument(view, "Directions", panel, drawing);
    }
    const TravelMode mode = modeOf(view);
    const auto route = view.data.route(*start, *end, mode);
    if (!route) {
        panel +=
            R"(<p class="flash flash-error" role="alert">Couldn't find a route between those two places.</p>)";
        return mapDocument(view, "Directions", panel, drawing);
    }
    drawing.line = route->line;
    drawing.markers = {{start->point, "A"}, {end->point, "B"}};
    panel += markup(
        R"(<p class="route-places"><strong>{}</strong> to <strong>{}</strong></p><p id="routing_summary">Distance: {}. Time: {}.</p>)",
        start->name, end->name, distanceText(route->metres), durationText(route->minutes));
    panel += routeSteps(*route);
    return mapDocument(view, "Directions", panel, drawing);
}

SiteResponse mapReversePage(const MapView& view)
{
    const auto point =
        coordinatesIn(view.request.query.get("lat") + ", " + view.request.query.get("lon"));
    if (!point) return mapNotFound(view, "These are no coordinates.");
    const auto near = view.data.nearest(*point, {});
    std::string panel = markup(
        R"(<h1>Where is this?</h1><p class="coordinates">{}</p><h2>Nearest address</h2><p id="address">{}</p><h2>Nearby features</h2><ol class="results">)",
        coordinatesText(*point), view.data.address(*near.front()));
    MapDrawing drawing{.markers = {{*point, "?"}}, .line = {}, .centre = {}};
    for (std::size_t i = 0; i < std::min<std::size_t>(5, near.size()); ++i)
        panel += placeEntry(view, *near[i],
                            markup(R"( <span class="distance">{}</span>)",
                                   distanceText(distanceBetween(*point, near[i]->point))));
    return mapDocument(view, "Query features", panel + "</ol>", drawing);
}

}  // namespace sym
