#include <algorithm>

#include "core/site/map/map_data.h"
#include "core/site/tasks/draft_list.h"
#include "core/site/web/http.h"
#include "core/site/words/markup.h"
#include "core/site/words/word_book.h"

namespace sym {
namespace {

using Draft = std::optional<DraftParts>;

const std::string kStart = "__MAP__";

TaskTemplate onMap(int id, const std::string& text,
                   std::function<Draft(const MapData&, Random&)> propose)
{
    return templateOn<MapData>(id, text, {"map"}, kStart, makeMapData, std::move(propose));
}

Actions find(const std::string& query)
{
    return fill("Search", query) + press("Enter");
}

Actions openPlace(const MapPlace& place)
{
    return find(place.name) + clickLink(place.name);
}

std::string page(const MapPlace& place)
{
    return kStart + "/place/" + std::to_string(place.id);
}

struct ModeWords {
    TravelMode mode;
    const char* option;
    const char* value;
    const char* words;
};

const ModeWords& anyMode(Random& random)
{
    static const std::vector<ModeWords> kModes{
        {TravelMode::Car, "Car (OSRM)", "car", "by car"},
        {TravelMode::Bicycle, "Bicycle (OSRM)", "bicycle", "by bicycle"},
        {TravelMode::Foot, "Foot (OSRM)", "foot", "on foot"}};
    return random.pick(kModes);
}

Actions askRoute(const MapPlace& from, const MapPlace& to, const ModeWords& mode)
{
    return clickLink("Find directions between two points") + choose("Travel mode", mode.option)
           + fill("From", from.name) + fill("To", to.name) + clickButton("Get directions");
}

/// Two places of one town, or of two for cars.
std::optional<std::pair<const MapPlace*, const MapPlace*>> anyPair(const MapData& data,
                                                                   const ModeWords& mode,
                                                                   Random& random)
{
    const MapPlace& from = random.pick(data.places);
    const MapPlace& to = random.pick(data.places);
    const bool near = from.town == to.town;
    if (&from == &to || (!near && mode.mode == TravelMode::Foot)) return std::nullopt;
    return std::pair(&from, &to);
}

TaskTemplate detail()
{
    return onMap(4001, "What {{question}} of {{place}}?",
                 [](const MapData& data, Random& random) -> Draft {
                     const MapPlace& place = random.pick(data.places);
                     const MapPlace& other = random.pick(data.places);
                     if (&place == &other) return std::nullopt;
                     const int kind = int(random.between(0, 2));
                     const std::string question = kind == 0   ? "is the phone number"
                                                  : kind == 1 ? "are the opening hours"
                                                              : "is the address";
                     const auto answer = [&](const MapPlace& one) {
                         return kind == 0 ? one.phone : kind == 1 ? one.hours : data.address(one);
                     };
                     if (answer(place) == answer(other)) return std::nullopt;
                     const Actions way = openPlace(place);
                     return DraftParts{{{"question", question}, {"place", place.name}},
                                       answerIncludes({answer(place)}),
                                       way + stopWith(answer(place)),
                                       wrongAnswers("I do not know", way, answer(other))};
                 });
}

TaskTemplate travelTime()
{
    return onMap(
        4002, "How long does it take to get from {{from}} to {{to}} {{mode}}?",
        [](const MapData& data, Random& random) -> Draft {
            const ModeWords& mode = anyMode(random);
            const auto pair = anyPair(data, mode, random);
            if (!pair) return std::nullopt;
            const auto route = data.route(*pair->first, *pair->second, mode.mode);
            if (!route || route->minutes < 3) return std::nullopt;
            const std::string answer = durationText(route->minutes);
            const Actions way = askRoute(*pair->first, *pair->second, mode);
            return DraftParts{
                {{"from", pair->first->name}, {"to", pair->second->name}, {"mode", mode.words}},
                answerIncludes({answer}),
                way + stopWith(answer),
                wrongAnswers("about two days", way, durationText(route->minutes + 1))};
        });
}

TaskTemplate travelDistance()
{
    return onMap(
        4003,
        "What is the distance from {{from}} to {{to}} {{mode}}? Give it as the route planner does.",
        [](const MapData& data, Random& random) -> Draft {
            const ModeWords& mode = anyMode(random);
            const auto pair = anyPair(data, mode, random);
            if (!pair) return std::nullopt;
            const auto route = data.route(*pair->first, *pair->second, mode.mode);
            if (!route) return std::nullopt;
            const std::string answer = distanceText(route->metres);
            const Actions way = askRoute(*pair->first, *pair->second, mode);
            return DraftParts{
                {{"from", pair->first->name}, {"to", pair->second->name}, {"mode", mode.words}},
                answerIncludes({answer}),
                way + stopWith(answer),
                wrongAnswers("5000 km", way, distanceText(route->metres + 1000))};
        });
}

TaskTemplate nearest()
{
    return onMap(4004, "Which {{kind}} is nearest to {{place}}, as the crow flies?",
                 [](const MapData& data, Random& random) -> Draft {
                     const MapPlace& place = random.pick(data.places);
                     const auto categories = data.categories();
                     const auto& [key, label] = random.pick(categories);
                     if (key == place.category) return std::nullopt;
                     const auto near = data.nearest(place.point, key);
                     if (near.size() < 2) return std::nullopt;
                     const Actions way =
                         openPlace(place) + choose("Find nearby", label) + clickButton("Find");
                     return DraftParts{{{"kind", lowered(label)}, {"place", place.name}},
                                       answerIncludes({near[0]->name}),
                                       way + stopWith(near[0]->name),
                                       wrongAnswers("None", way, near[1]->name)};
                 });
}

TaskTemplate showRoute()
{
    return onMap(4005, "Show me the way from {{from}} to {{to}} {{mode}}.",
                 [](const MapData& data, Random& random) -> Draft {
                     const ModeWords& mode = anyMode(random);
                     const auto pair = anyPair(data, mode, random);
                     if (!pair) return std::nullopt;
                     const auto& [from, to] = *pair;
                     const std::string url = kStart + "/directions?engine=" + mode.value + "&from="
                                             + encodeUrl(from->name) + "&to=" + encodeUrl(to->name);
                     return DraftParts{
                         {{"from", from->name}, {"to", to->name}, {"mode", mode.words}},
                         urlIs(url),
                         askRoute(*from, *to, mode) + stopSilently(),
                         wrongDeeds(askRoute(*to, *from, mode))};
                 });
}

TaskTemplate whereIs()
{
    return onMap(4006, "Which address is nearest to the coordinates {{coordinates}}?",
                 [](const MapData& data, Random& random) -> Draft {
                     const MapPlace& place = random.pick(data.places);
                     const MapPoint point{place.point.x + double(random.between(-20, 20)),
                                          place.point.y + double(random.between(-20, 20))};
                     const std::string coordinates = coordinatesText(point);
                     const auto near = data.nearest(*coordinatesIn(coordinates), {});
                     const Actions way = find(coordinates);
                     return DraftParts{{{"coordinates", coordinates}},
                                       answerIncludes({data.address(*near[0])}),
                                       way + stopWith(data.address(*near[0])),
                                       wrongAnswers("In the sea", way, data.address(*near[1]))};
                 });
}

TaskTemplate savePlace()
{
    return onMap(4007, "Save {{place}} to my places with the label \"{{label}}\".",
                 [](const MapData& data, Random& random) -> Draft {
                     static const WordList kLabels{"Meeting point", "Favourite", "Birthday dinner",
                                                   "To visit",      "Work",      "Weekend"};
                     const MapPlace& place = random.pick(data.places);
                     const std::string& label = random.pick(kLabels);
                     return DraftParts{{{"place", place.name}, {"label", label}},
                                       pagesShow({{kStart + "/saved", textOf(".saved"),
                                                   mustInclude({label, place.name})}}),
                                       openPlace(place) + fill("Label", label)
                                           + clickButton("Save place") + stopSilently(),
                                       wrongDeeds(openPlace(place) + clickButton("Save place"))};
                 });
}

TaskTemplate addNote()
{
    return onMap(
        4008, "Leave a note at {{place}} on the map that says \"{{text}}\".",
        [](const MapData& data, Random& random) -> Draft {
            static const WordList kTexts{"The entrance is at the back.", "Closed for repairs.",
                                         "The phone number has changed.", "There is a ramp now.",
                                         "Bicycle stands in front."};
            const MapPlace& place = random.pick(data.places);
            const std::string& text = random.pick(kTexts);
            const Actions way = openPlace(place) + clickButton("Add a note") + fill("Note", text);
            return DraftParts{{{"place", place.name}, {"text", text}},
                              pagesShow({{page(place), textOf(".notes"), mustInclude({text})}}),
                              way + clickButton("Add note") + stopSilently(),
                              wrongDeeds(way)};
        });
}

TaskTemplate correctPlace()
{
    return onMap(
        4009, "Change the {{field}} of {{place}} on the map to \"{{value}}\".",
        [](const MapData& data, Random& random) -> Draft {
            const MapPlace& place = random.pick(data.places);
            const bool phone = random.chance(0.5);
            const std::string field = phone ? "Phone" : "Opening hours";
            const std::string value =
                phone ? "+44 1632 " + std::to_string(random.between(100, 999)) + " 0"
                            + std::to_string(random.between(10, 99))
                      : "Mo-Su 0" + std::to_string(random.between(6, 9)) + ":15-21:45";
            const Actions way = openPlace(place) + clickLink("Edit") + fill(field, value);
            return DraftParts{
                {{"field", phone ? "phone number" : "opening hours"},
                 {"place", place.name},
                 {"value", value}},
                pagesShow({{page(place), textOf(phone ? ".detail-phone" : ".detail-opening-hours"),
                            exactly(value)}}),
                way + clickButton("Save changes") + stopSilently(),
                wrongDeeds(way)};
        });
}

TaskTemplate admission()
{
    return onMap(
        4010, "How much is {{what}} at {{place}}? If the map does not tell, answer \"N/A\".",
        [](const MapData& data, Random& random) -> Draft {
            const MapPlace& place = random.pick(data.places);
            const bool museum = place.category == "museum" || place.category == "theatre"
                                || place.category == "cinema";
            if (!museum && place.category != "hotel") return std::nullopt;
            const Actions way = openPlace(place);
            return DraftParts{
                {{"place", place.name}, {"what", museum ? "a ticket" : "a night in a double room"}},
                answerIsNothing("The map gives no prices."),
                way + stopWith("N/A"),
                wrongAnswers("12 dollars", way, place.phone)};
        });
}

TaskTemplate countInTown()
{
    return onMap(4011,
                 "How many places of the kind \"{{kind}}\" does the map have in {{town}}? Answer "
                 "with the number only.",
                 [](const MapData& data, Random& random) -> Draft {
                     const auto categories = data.categories();
                     const auto& [key, label] = random.pick(categories);
                     const int town = int(random.between(0, 4));
                     const auto count =
                         std::count_if(data.places.begin(), data.places.end(),
                                       [&, kind = key](const MapPlace& place) {
                                           return place.category == kind && place.town == town;
                                       });
                     const std::string& name = data.towns[std::size_t(town)].name;
                     const Actions way = goTo(kStart + "/category/" + key) + choose("Town", name)
                                         + clickButton("Filter");
                     return DraftParts{{{"kind", lowered(label)}, {"town", name}},
                                       answerIs(std::to_string(count)),
                                       way + stopWith(std::to_string(count)),
                                       wrongAnswers("77", way, std::to_string(count + 1))};
                 });
}

TaskTemplate closerByCar()
{
    return onMap(
        4012,
        "Which of the two can be reached faster by car from {{start}}: {{first}} or {{second}}?",
        [](const MapData& data, Random& random) -> Draft {
            const MapPlace& start = random.pick(data.places);
            const MapPlace& first = random.pick(data.places);
            const MapPlace& second = random.pick(data.places);
            if (&start == &first || &start == &second || &first == &second
                || first.category != second.category)
                return std::nullopt;
            const auto one = data.route(start, first, TravelMode::Car);
            const auto two = data.route(start, second, TravelMode::Car);
            if (!one || !two || one->minutes == two->minutes) return std::nullopt;
            const bool firstWins = one->minutes < two->minutes;
            const ModeWords car{TravelMode::Car, "Car (OSRM)", "car", "by car"};
            const Actions way = askRoute(start, first, car) + fill("To", second.name)
                                + clickButton("Get directions");
            const std::string& answer = firstWins ? first.name : second.name;
            const std::string& wrong = firstWins ? second.name : first.name;
            if (wrong.find(answer) != std::string::npos) return std::nullopt;
            return DraftParts{
                {{"start", start.name}, {"first", first.name}, {"second", second.name}},
                answerIncludes({answer}),
                way + stopWith(answer),
                wrongAnswers("Both are the same", way, wrong)};
        });
}

}  // namespace

std::vector<TaskTemplate> mapTemplates()
{
    return {detail(),    travelTime(), travelDistance(), nearest(),   showRoute(),   whereIs(),
            savePlace(), addNote(),    correctPlace(),   admission(), countInTown(), closerByCar()};
}

}  // namespace sym
