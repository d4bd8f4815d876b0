#include <algorithm>

#include "core/site/web/components.h"
#include "core/site/wiki/wiki_data.h"
#include "core/site/wiki/wiki_facts.h"
#include "core/site/words/markup.h"

namespace sym {
namespace {

std::string linked(const std::string& title)
{
    return "[[" + title + "]]";
}

std::string grouped(int number)
{
    std::string text = std::to_string(number);
    for (int at = int(text.size()) - 3; at > 0; at -= 3) text.insert(std::size_t(at), ",");
    return text;
}

std::string withArticle(const std::string& noun)
{
    const bool vowel = std::string("aeiou").find(noun[0]) != std::string::npos;
    return (vowel ? "an " : "a ") + noun;
}

/// Tells the facts as articles.
class ArticleWriter {
public:
    explicit ArticleWriter(std::uint64_t seed)
        : m_facts(makeWikiFacts(seed)),
          m_random(Random(seed).fork("articles")),
          m_book(WordBook::load("wiki.json"))
    {
    }

    WikiData write()
    {
        m_data.region = m_facts.map.region;
        writeRegion();
        for (std::size_t i = 0; i < m_facts.towns.size(); ++i) writeTown(int(i));
        for (const WikiLandmark& landmark : m_facts.landmarks) writeLandmark(landmark);
        for (const WikiPerson& person : m_facts.people) writePerson(person);
        for (const WikiEvent& event : m_facts.events) writeEvent(event);
        for (const WikiWork& work : m_facts.works) writeWork(work);
        for (const WikiNature& nature : m_facts.nature) writeNature(nature);
        for (const WikiCompany& company : m_facts.companies) writeCompany(company);
        for (const WikiTeam& team : m_facts.teams) writeTeam(team);
        writeLife();
        writeLists();
        std::sort(m_data.articles.begin(), m_data.articles.end(),
                  [](const WikiArticle& a, const WikiArticle& b) { return a.title < b.title; });
        return std::move(m_data);
    }

private:
    const WikiPerson& person(int index) const { return m_facts.people[std::size_t(index)]; }
    std::string personLink(int index) const { return linked(person(index).name); }
    std::string townLink(int index) const { return linked(m_facts.townName(index)); }
    const std::string& region() const { return m_facts.map.region; }

    std::string filler() { return m_random.pick(m_book.list("filler")); }

    void add(WikiArticle article)
    {
        const bool known =
            std::any_of(m_data.articles.begin(), m_data.articles.end(),
                        [&](const WikiArticle& other) { return other.title == article.title; });
        if (!known) m_data.articles.push_back(std::move(article));
    }

    void writeRegion()
    {
        WikiArticle article{.title = region(),
                            .kind = "region",
                            .facts = {},
                            .sections = {},
                            .categories = {"Geography of " + region()}};
        int people = 0;
        WikiTable towns{"Towns by population", {"Town", "Kind", "Population"}, {}};
        for (const MapTown& town : m_facts.map.towns) {
            people += town.population;
            towns.rows.push_back({linked(town.name), town.kind, grouped(town.population)});
        }
        article.facts = {{"Largest city", townLink(0)},
                         {"Towns", std::to_string(m_facts.map.towns.size())},
                         {"Population of the towns", grouped(people)},
                         {"Postal code", m_facts.map.state}};
        article.sections = {{"", region() + " is a coastal region. Its largest city is "
                                     + townLink(0) + ". " + filler()},
                            {"Towns", "The towns of the region differ much in size.", {towns}}};
        add(std::move(article));
    }

    void writeTown(int index)
    {
        const MapTown& town = m_facts.map.towns[std::size_t(index)];
        const WikiTownFacts& facts = m_facts.towns[std::size_t(index)];
        WikiArticle article{.title = town.name,
                            .kind = "town",
                            .facts = {},
                            .sections = {},
                            .categories = {"Towns in " + region()}};
        article.facts = {{"Kind", town.kind},
                         {"Region", linked(region())},
                         {"Founded", std::to_string(facts.founded)},
                         {"Population", grouped(town.population)},
                         {"Area", std::to_string(facts.areaSquareKm) + " km²"},
                         {"Elevation", std::to_string(facts.elevation) + " m"},
                         {"River", linked(facts.river)},
                         {"Mayor", personLink(facts.mayor)},
                         {"Postal code", m_facts.map.state + " " + town.postcode}};
        WikiTable census{"Population by census", {"Year", "Population"}, {}};
        for (const auto& [year, people] : facts.census)
            census.rows.push_back({std::to_string(year), grouped(people)});
        WikiTable mayors{"Mayors", {"Name", "In office since"}, {}};
        for (const auto& [who, since] : facts.mayors)
            mayors.rows.push_back({personLink(who), std::to_string(since)});
        std::string sights;
        for (const WikiLandmark& landmark : m_facts.landmarks) {
            const MapPlace& place = *m_facts.map.place(landmark.place);
            if (place.town == index) sights += (sights.empty() ? "" : ", ") + linked(place.name);
        }
        std::string history =
            "The town was first mentioned in " + std::to_string(facts.founded) + ".";
        for (const WikiEvent& event : m_facts.events)
            if (event.town == index)
                history += " In " + std::to_string(yearOf(event.date)) + " it saw the "
                           + linked(event.title) + ".";
        article.sections = {
            {"", town.name + " is a " + town.kind + " in " + linked(region()) + " on the "
                     + linked(facts.river) + ". It is known for its " + facts.industry
                     + ". Its mayor is " + personLink(facts.mayor) + "."},
            {"History", history + "\n\n" + filler()},
            {"Population", "The figures are those of the census.", {census}},
            {"Politics", "The town is led by a mayor.", {mayors}}};
        if (!sights.empty())
            article.sections.push_back({"Sights", "Among the sights are " + sights + "."});
        add(std::move(article));
    }

    void writeLandmark(const WikiLandmark& landmark)
    {
        const MapPlace& place = *m_facts.map.place(landmark.place);
        const std::string kind = lowered(place.categoryLabel);
        WikiArticle article{
            .title = place.name,
            .kind = place.category,
            .facts = {},
            .sections = {},
            .categories = {place.categoryLabel + "s in " + region(),
                           "Buildings and places in " + m_facts.townName(place.town)}};
        article.facts = {{"Kind", place.categoryLabel},
                         {"Location", townLink(place.town)},
                         {"Address", m_facts.map.address(place)},
                         {"Opened", std::to_string(landmark.year)}};
        if (landmark.founder >= 0)
            article.facts.emplace_back("Founder", personLink(landmark.founder));
        if (landmark.architect >= 0)
            article.facts.emplace_back("Architect", personLink(landmark.architect));
        if (landmark.architect >= 0) article.facts.emplace_back("Style", landmark.style);
        if (place.capacity > 0) article.facts.emplace_back("Capacity", grouped(place.capacity));
        if (!place.code.empty()) article.facts.emplace_back("Airport code", place.code);
        const bool school = place.category == "university";
        article.facts.emplace_back(school ? "Students" : "Visitors a year",
                                   grouped(landmark.visitors));
        std::string intro = place.name + " is " + withArticle(kind) + " in " + townLink(place.town)
                            + ", " + linked(region()) + ".";
        if (landmark.founder >= 0)
            intro += " It was founded by " + personLink(landmark.founder) + " in "
                     + std::to_string(landmark.year) + ".";
        if (landmark.architect >= 0)
            intro += " It was designed by " + personLink(landmark.architect) + " and completed in "
                     + std::to_string(landmark.year) + ".";
        article.sections = {
            {"", intro},
            {"History", filler() + "\n\nThe operator is " + place.operatorName + "."},
            {"Access", "The address is " + m_facts.map.address(place)
                           + ". Opening hours are given on the map."}};
        if (school) {
            std::string people;
            for (const WikiPerson& other : m_facts.people)
                if (other.education == place.name)
                    people += (people.empty() ? "" : ", ") + linked(other.name);
            if (!people.empty())
                article.sections.push_back({"Alumni", "Known alumni are " + people + "."});
        }
        add(std::move(article));
    }

    void writePerson(const WikiPerson& person)
    {
        WikiArticle article{.title = person.name,
                            .kind = "person",
                            .facts = {},
                            .sections = {},
                            .categories = {"People from " + m_facts.townName(person.town)}};
        std::string profession = person.profession;
        profession[0] = char(std::toupper(static_cast<unsigned char>(profession[0])));
        article.categories.push_back(profession + "s");
        article.facts = {{"Born", longDate(person.born)}, {"Birthplace", townLink(person.town)}};
        if (person.died) article.facts.emplace_back("Died", longDate(person.died));
        if (person.died) article.facts.emplace_back("Place of death", townLink(person.deathTown));
        article.facts.emplace_back("Occupation", person.profession);
        if (!person.education.empty())
            article.facts.emplace_back("Education", linked(person.education));
        std::string years =
            longDate(person.born) + (person.died ? " - " + longDate(person.died) : "");
        std::string life = person.name + " (" + (person.died ? "" : "born ") + years + ") "
                           + (person.died ? "was " : "is ") + withArticle(person.profession)
                           + " from " + townLink(person.town) + ".";
        std::string work;
        for (const std::string& deed : person.deeds)
            work += person.name.substr(0, person.name.find(' ')) + " " + deed + ". ";
        std::string early = "Born in " + townLink(person.town);
        early += person.education.empty()
                     ? ", the later " + person.profession + " had no formal education."
                     : ", the later " + person.profession + " studied at the "
                           + linked(person.education) + ".";
        article.sections = {{"", life}, {"Early life", early}, {"Work", work + "\n\n" + filler()}};
        add(std::move(article));
    }

    void writeEvent(const WikiEvent& event)
    {
        const std::string year = std::to_string(yearOf(event.date));
        WikiArticle article{
            .title = event.title,
            .kind = "event",
            .facts = {},
            .sections = {},
            .categories = {"Events in " + region(), "History of " + m_facts.townName(event.town)}};
        const bool recurring = event.kind == "festival" || event.kind == "regatta"
                               || event.kind == "race" || event.kind == "exposition";
        const bool damage = event.kind == "storm" || event.kind == "fire" || event.kind == "flood";
        article.facts = {{recurring ? "First held" : "Date", longDate(event.date)},
                         {"Place", townLink(event.town)}};
        article.facts.emplace_back(damage      ? "Houses lost"
                                   : recurring ? "First visitors"
                                               : "People involved",
                                   grouped(event.number));
        article.facts.emplace_back(recurring ? "Opened by" : "Notable participant",
                                   personLink(event.person));
        std::string text = "The " + event.title
                           + (recurring ? " was first held in " : " took place in ")
                           + townLink(event.town) + " on " + longDate(event.date) + ".";
        if (damage)
            text += " It began with " + event.cause + " and destroyed " + grouped(event.number)
                    + " houses.";
        article.sections = {{"", text},
                            {recurring ? "Beginnings" : "Course",
                             personLink(event.person)
                                 + (recurring ? " opened the first one in " : " played a part in ")
                                 + year + ". " + filler()},
                            {"Afterwards", filler()}};
        add(std::move(article));
    }

    void writeWork(const WikiWork& work)
    {
        WikiArticle article{.title = work.title,
                            .kind = work.kind,
                            .facts = {},
                            .sections = {},
                            .categories = {work.kind == "novel"      ? "Novels"
                                           : work.kind == "painting" ? "Paintings"
                                                                     : "Compositions"}};
        const char* maker = work.kind == "novel"      ? "Author"
                            : work.kind == "painting" ? "Painter"
                                                      : "Composer";
        const char* where = work.kind == "novel"      ? "Set in"
                            : work.kind == "painting" ? "Shown in"
                                                      : "First performed in";
        article.facts = {{maker, personLink(work.person)},
                         {"Year", std::to_string(work.year)},
                         {where, townLink(work.town)}};
        article.sections = {
            {"", work.title + " is a " + work.kind + " of " + std::to_string(work.year) + " by "
                     + personLink(work.person) + "."},
            {"Reception", filler()}};
        add(std::move(article));
    }

    void writeNature(const WikiNature& nature)
    {
        WikiArticle article{.title = nature.name,
                            .kind = nature.kind,
                            .facts = {},
                            .sections = {},
                            .categories = {nature.kind == "river" ? "Rivers of " + region()
                                                                  : "Geography of " + region()}};
        const char* measure = nature.kind == "river"      ? "Length"
                              : nature.kind == "mountain" ? "Height"
                              : nature.kind == "island"   ? "Area"
                                                          : "Depth";
        const char* unit = nature.kind == "river" ? " km" : nature.kind == "island" ? " ha" : " m";
        const char* done = nature.kind == "mountain" ? "First climbed" : "First surveyed";
        article.facts = {{measure, grouped(nature.number) + unit},
                         {"Nearest town", townLink(nature.town)},
                         {done, std::to_string(nature.year) + " by " + personLink(nature.person)}};
        article.sections = {
            {"", nature.name + " is " + withArticle(nature.kind) + " in " + linked(region())
                     + " near " + townLink(nature.town) + "."},
            {"Exploration", personLink(nature.person)
                                + (nature.kind == "mountain" ? " climbed it first, in "
                                                             : " surveyed it first, in ")
                                + std::to_string(nature.year) + ". " + filler()}};
        add(std::move(article));
    }

    void writeCompany(const WikiCompany& company)
    {
        WikiArticle article{.title = company.name,
                            .kind = "company",
                            .facts = {},
                            .sections = {},
                            .categories = {"Companies of " + region()}};
        article.facts = {{"Founded", std::to_string(company.year)},
                         {"Founder", personLink(company.founder)},
                         {"Headquarters", townLink(company.town)},
                         {"Industry", company.industry},
                         {"Employees", grouped(company.employees)}};
        article.sections = {
            {"", company.name + " is a company in " + townLink(company.town) + ", founded by "
                     + personLink(company.founder) + " in " + std::to_string(company.year) + "."},
            {"Business", "It works in " + company.industry + " and has "
                             + grouped(company.employees) + " employees. " + filler()}};
        add(std::move(article));
    }

    void writeTeam(const WikiTeam& team)
    {
        const MapPlace& stadium = *m_facts.map.place(team.stadium);
        WikiArticle article{.title = team.name,
                            .kind = "team",
                            .facts = {},
                            .sections = {},
                            .categories = {"Sports clubs of " + region()}};
        article.facts = {{"Founded", std::to_string(team.year)},
                         {"Home town", townLink(team.town)},
                         {"Stadium", linked(stadium.name)},
                         {"League titles", std::to_string(team.titles)},
                         {"Colours", team.colours}};
        article.sections = {
            {"", team.name + " is a football club from " + townLink(team.town) + ". It plays at "
                     + linked(stadium.name) + " in " + team.colours + "."},
            {"History", "The club was founded in " + std::to_string(team.year) + " and has won "
                            + counted(team.titles, "league title", "league titles") + ". "
                            + filler()}};
        add(std::move(article));
    }

    void writeLife()
    {
        for (const std::string& species : m_book.list("species")) {
            std::string title = species;
            title[0] = char(std::toupper(static_cast<unsigned char>(title[0])));
            const auto botanist =
                std::find_if(m_facts.people.begin(), m_facts.people.end(),
                             [](const WikiPerson& one) { return one.profession == "botanist"; });
            WikiArticle article{.title = title,
                                .kind = "species",
                                .facts = {},
                                .sections = {},
                                .categories = {"Nature of " + region()}};
            article.facts = {{"Size", std::to_string(m_random.between(3, 60)) + " cm"},
                             {"Found near", townLink(int(m_random.between(0, 8)))}};
            if (botanist != m_facts.people.end())
                article.facts.emplace_back("Described by", linked(botanist->name));
            article.sections = {{"", "The " + species + " lives on the shores of "
                                         + linked(region()) + ". " + filler()}};
            add(std::move(article));
        }
        for (const std::string& dish : m_book.list("dishes")) {
            std::string title = dish;
            title[0] = char(std::toupper(static_cast<unsigned char>(title[0])));
            WikiArticle article{.title = title,
                                .kind = "dish",
                                .facts = {},
                                .sections = {},
                                .categories = {"Food of " + region()}};
            article.facts = {{"Place of origin", townLink(int(m_random.between(0, 8)))},
                             {"Served", m_random.chance(0.5) ? "warm" : "cold"}};
            article.sections = {
                {"", title + " is a dish from " + linked(region()) + ". " + filler()}};
            add(std::move(article));
        }
    }

    void writeLists()
    {
        const auto list = [&](const std::string& title, const std::string& text, WikiTable table) {
            add({.title = title,
                 .kind = "list",
                 .facts = {},
                 .sections = {{"", text, {std::move(table)}}},
                 .categories = {"Lists"}});
        };
        WikiTable museums{"Museums", {"Name", "Town", "Opened", "Visitors a year"}, {}};
        WikiTable universities{"Universities", {"Name", "Town", "Opened", "Students"}, {}};
        for (const WikiLandmark& landmark : m_facts.landmarks) {
            const MapPlace& place = *m_facts.map.place(landmark.place);
            const std::vector<std::string> row{linked(place.name), townLink(place.town),
                                               std::to_string(landmark.year),
                                               grouped(landmark.visitors)};
            if (place.category == "museum") museums.rows.push_back(row);
            if (place.category == "university") universities.rows.push_back(row);
        }
        list("List of museums in " + region(),
             "This is a list of the museums of " + linked(region()) + ".", museums);
        list("List of universities in " + region(),
             "This is a list of the universities of " + linked(region()) + ".", universities);
        WikiTable nature{"Mountains", {"Name", "Height", "Nearest town"}, {}};
        WikiTable rivers{"Rivers", {"Name", "Length", "Nearest town"}, {}};
        for (const WikiNature& one : m_facts.nature) {
            if (one.kind == "mountain")
                nature.rows.push_back(
                    {linked(one.name), grouped(one.number) + " m", townLink(one.town)});
            if (one.kind == "river")
                rivers.rows.push_back(
                    {linked(one.name), grouped(one.number) + " km", townLink(one.town)});
        }
        list("List of mountains in " + region(),
             "This is a list of the mountains of " + linked(region()) + ".", nature);
        list("List of rivers in " + region(),
             "This is a list of the rivers of " + linked(region()) + ".", rivers);
        std::vector<const WikiEvent*> events;
        for (const WikiEvent& event : m_facts.events) events.push_back(&event);
        std::sort(events.begin(), events.end(), [](auto* a, auto* b) { return a->date < b->date; });
        WikiTable timeline{"Events", {"Date", "Event", "Town"}, {}};
        for (const WikiEvent* event : events)
            timeline.rows.push_back(
                {longDate(event->date), linked(event->title), townLink(event->town)});
        list("Timeline of " + region(),
             "Important events in the history of " + linked(region()) + ".", timeline);
    }

    WikiFacts m_facts;
    Random m_random;
    WordBook m_book;
    WikiData m_data;
};

}  // namespace

WikiData makeWikiData(std::uint64_t seed)
{
    return ArticleWriter(seed).write();
}

}  // namespace sym
