#include "core/site/map/map_site.h"

#include <nlohmann/json.hpp>

#include <algorithm>

#include "core/site/web/components.h"
#include "core/site/words/markup.h"

namespace sym {
namespace {

/// "/place/12/edit" is first = "place", number = 12, rest = "edit".
struct PathParts {
    std::string first;
    std::string second;
    std::string rest;
    int number() const { return numberOf(second, 0); }
};

PathParts partsOf(const std::string& path)
{
    PathParts parts;
    std::string* part = &parts.first;
    for (std::size_t i = 1; i < path.size(); ++i) {
        if (path[i] != '/')
            *part += path[i];
        else
            part = part == &parts.first ? &parts.second : &parts.rest;
    }
    return parts;
}

}  // namespace

SiteResponse MapSite::handle(const SiteRequest& request)
{
    const MapView view{m_data, request, m_sessions.of(request)};
    return request.method == "POST" ? post(view) : get(view);
}

SiteResponse MapSite::get(const MapView& view) const
{
    const PathParts parts = partsOf(view.request.path);
    const std::string& first = parts.first;
    if (first.empty()) return mapStartPage(view);
    if (first == "search") return mapSearchPage(view);
    if (first == "suggest") return suggest(view);
    if (first == "category") return mapCategoryPage(view, parts.second);
    if (first == "towns") return mapTownsPage(view);
    if (first == "nearby") return mapNearbyPage(view);
    if (first == "directions") return mapDirectionsPage(view);
    if (first == "reverse") return mapReversePage(view);
    if (first == "saved") return mapSavedPage(view);
    if (first == "notes") return mapNotesPage(view);
    const MapPlace* place = first == "place" ? m_data.place(parts.number()) : nullptr;
    if (!place) return mapNotFound(view, "There is nothing at " + view.request.path + ".");
    return parts.rest == "edit" ? mapEditPage(view, *place) : mapPlacePage(view, *place);
}

SiteResponse MapSite::post(const MapView& view)
{
    const PathParts parts = partsOf(view.request.path);
    const std::size_t index = std::size_t(parts.number()) - 1;
    if (parts.first == "saved" && parts.rest == "remove" && index < m_data.saved.size()) {
        m_data.saved.erase(m_data.saved.begin() + std::ptrdiff_t(index));
        return SiteResponse::redirect("/saved");
    }
    if (parts.first == "notes" && parts.rest == "resolve" && index < m_data.notes.size()) {
        m_data.notes[index].resolved = true;
        return SiteResponse::redirect("/notes");
    }
    if (parts.first == "place" && m_data.place(parts.number()))
        return changePlace(view, m_data.places[index], parts.rest);
    return mapNotFound(view, "Nothing takes this form.");
}

SiteResponse MapSite::changePlace(const MapView& view, MapPlace& place, const std::string& what)
{
    const Fields& form = view.request.form;
    const std::string address = "/place/" + std::to_string(place.id);
    if (what == "save") {
        const std::string label = form.get("label").empty() ? place.name : form.get("label");
        std::erase_if(m_data.saved,
                      [&](const SavedPlace& saved) { return saved.placeId == place.id; });
        m_data.saved.push_back({place.id, label});
        view.session.flash(Flash::Kind::Success, "Saved as " + label + ".");
    } else if (what == "note" && !form.get("text").empty()) {
        m_data.notes.push_back({int(m_data.notes.size()) + 1, place.id, form.get("text"), false});
        view.session.flash(Flash::Kind::Success, "Your note is on the map.");
    } else if (what == "edit") {
        place.phone = form.get("phone", place.phone);
        place.website = form.get("website", place.website);
        place.hours = form.get("hours", place.hours);
        place.wheelchair = form.has("wheelchair");
        view.session.flash(Flash::Kind::Success, "The place was changed.");
    } else {
        return mapNotFound(view, "Nothing takes this form.");
    }
    return SiteResponse::redirect(address);
}

SiteResponse MapSite::suggest(const MapView& view) const
{
    nlohmann::json items = nlohmann::json::array();
    for (const MapPlace* place : m_data.search(view.request.query.get("query"))) {
        if (items.size() >= 6) break;
        items.push_back({{"label", place->name}, {"href", "/place/" + std::to_string(place->id)}});
    }
    return SiteResponse::json(items.dump());
}

bool MapSite::reset()
{
    m_data = *m_seeded;
    m_sessions.clear();
    return true;
}

std::unique_ptr<Site> makeMapSite(const WorldContext& context)
{
    return std::make_unique<MapSite>(makeMapData(context.seed));
}

}  // namespace sym
