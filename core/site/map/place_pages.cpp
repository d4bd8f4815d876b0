#include "core/site/map/map_pages.h"
#include "core/site/web/components.h"
#include "core/site/web/forms.h"
#include "core/site/words/markup.h"

namespace sym {
namespace {

std::string detailRows(const MapView& view, const MapPlace& place)
{
    std::vector<std::pair<std::string, std::string>> rows{
        {"Kind", place.categoryLabel},
        {"Address", view.data.address(place)},
        {"Phone", place.phone},
        {"Website", place.website},
        {"Opening hours", place.hours},
        {"Operator", place.operatorName},
        {"Wheelchair access", place.wheelchair ? "yes" : "no"},
    };
    if (!place.cuisine.empty()) rows.emplace_back("Cuisine", place.cuisine);
    if (place.stars > 0) rows.emplace_back("Stars", std::to_string(place.stars));
    if (place.founded > 0) rows.emplace_back("Opened", std::to_string(place.founded));
    if (place.capacity > 0) rows.emplace_back("Capacity", std::to_string(place.capacity));
    if (!place.code.empty()) rows.emplace_back("Airport code", place.code);
    rows.emplace_back("Coordinates", coordinatesText(place.point));
    std::string out = R"(<table class="details" id="details"><tbody>)";
    for (const auto& [name, value] : rows)
        out += markup(R"(<tr><th scope="row">{}</th><td class="{}">{}</td></tr>)", name,
                      "detail-" + slug(name), value);
    return out + "</tbody></table>";
}

std::string noteItem(const MapView& view, const MapNote& note)
{
    const MapPlace* place = view.data.place(note.placeId);
    std::string out = markup(
        R"(<li class="note{}"><p class="note-text">{}</p><p class="muted">at <a href="/place/{}">{}</a>, {}</p>)",
        note.resolved ? " resolved" : "", note.text, place->id, place->name,
        note.resolved ? "resolved" : "open");
    if (!note.resolved)
        out += postButton("/notes/" + std::to_string(note.id) + "/resolve", "Resolve note",
                          "btn btn-small");
    return out + "</li>";
}

}  // namespace

SiteResponse mapPlacePage(const MapView& view, const MapPlace& place)
{
    const std::string base = "/place/" + std::to_string(place.id);
    std::vector<Choice> categories;
    for (const auto& [key, label] : view.data.categories()) categories.push_back({key, label});
    std::string panel = markup(R"(<h1 class="place-name">{}</h1><p class="kind">{}</p>)",
                               place.name, place.categoryLabel);
    panel += R"(<p class="actions">)"
             + linkTo("/directions?to=" + encodeUrl(place.name), "Directions to here")
             + linkTo("/directions?from=" + encodeUrl(place.name), "Directions from here")
             + linkTo(base + "/edit", "Edit") + "</p>" + detailRows(view, place);
    panel +=
        R"(<form class="row" action="/nearby">)" + hiddenField("place", std::to_string(place.id))
        + selectField({.label = "Find nearby", .name = "category", .value = "cafe"}, categories)
        + submitButton("Find", "btn") + "</form>";
    panel += markup(R"(<form class="row" method="post" action="{}/save">)", base)
             + textField({.label = "Label", .name = "label", .value = place.name})
             + submitButton("Save place", "btn") + "</form>";
    panel +=
        R"(<p><button type="button" class="btn" data-open-dialog="note-dialog">Add a note</button></p>)"
        + dialog("note-dialog", "New note",
                 markup(R"(<form method="post" action="{}/note">)", base)
                     + textArea({.label = "Note", .name = "text", .required = true})
                     + submitButton("Add note") + "</form>");
    std::string notes;
    for (const MapNote& note : view.data.notes)
        if (note.placeId == place.id) notes += noteItem(view, note);
    if (!notes.empty()) panel += "<h2>Notes</h2><ul class=\"notes list-plain\">" + notes + "</ul>";
    return mapDocument(view, place.name, panel,
                       {.markers = {{place.point, ""}}, .line = {}, .centre = {}});
}

SiteResponse mapEditPage(const MapView& view, const MapPlace& place)
{
    const std::string panel =
        markup(R"(<h1>Edit {}</h1><form method="post">)", place.name)
        + textField({.label = "Phone", .name = "phone", .value = place.phone})
        + textField({.label = "Website", .name = "website", .value = place.website})
        + textField({.label = "Opening hours", .name = "hours", .value = place.hours})
        + checkbox({.label = "Wheelchair access",
                    .name = "wheelchair",
                    .value = place.wheelchair ? "1" : ""})
        + submitButton("Save changes") + "</form>";
    return mapDocument(view, "Edit " + place.name, panel,
                       {.markers = {{place.point, ""}}, .line = {}, .centre = {}});
}

SiteResponse mapSavedPage(const MapView& view)
{
    std::string panel = "<h1>Saved places</h1>";
    MapDrawing drawing;
    if (view.data.saved.empty())
        panel += R"(<p class="empty">Nothing saved yet. Open a place and choose "Save place".</p>)";
    panel += R"(<ul class="saved list-plain">)";
    for (std::size_t i = 0; i < view.data.saved.size(); ++i) {
        const SavedPlace& saved = view.data.saved[i];
        const MapPlace* place = view.data.place(saved.placeId);
        panel +=
            markup(
                R"(<li class="result"><a class="result-name" href="/place/{}">{}</a><p class="muted">{}, {}</p>)",
                place->id, saved.label, place->name, view.data.address(*place))
            + postButton("/saved/" + std::to_string(i + 1) + "/remove", "Remove", "btn btn-small",
                         "Remove this place from your list?")
            + "</li>";
        drawing.markers.push_back({place->point, std::to_string(i + 1)});
    }
    return mapDocument(view, "Saved places", panel + "</ul>", drawing);
}

SiteResponse mapNotesPage(const MapView& view)
{
    std::string panel = "<h1>Map notes</h1>";
    MapDrawing drawing;
    if (view.data.notes.empty()) panel += R"(<p class="empty">Nobody has left a note.</p>)";
    panel += R"(<ul class="notes list-plain">)";
    for (const MapNote& note : view.data.notes) {
        panel += noteItem(view, note);
        drawing.markers.push_back({view.data.place(note.placeId)->point, "!"});
    }
    return mapDocument(view, "Map notes", panel + "</ul>", drawing);
}

}  // namespace sym
