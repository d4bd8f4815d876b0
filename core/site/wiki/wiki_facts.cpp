#include "core/site/wiki/wiki_facts.h"

#include <algorithm>
#include <map>

namespace sym {

int yearOf(Minutes moment)
{
    return civilDate(moment).year;
}

namespace {

constexpr int kThisYear = 2025;
constexpr int kLongestLife = 88;

class FactMaker {
public:
    explicit FactMaker(std::uint64_t seed)
        : m_random(Random(seed).fork("wiki")), m_book(WordBook::load("wiki.json"))
    {
        m_facts.map = makeMapData(seed);
        for (const MapPlace& place : m_facts.map.places)
            if (place.category == "university")
                m_universities.push_back(&place - m_facts.map.places.data());
    }

    WikiFacts make()
    {
        makeTowns();
        makeNature();
        makeLandmarks();
        makeWorks();
        makeEvents();
        makeCompanies();
        makeTeams();
        return std::move(m_facts);
    }

private:
    int anyTown(Random& random) const
    {
        return int(random.between(0, std::int64_t(m_facts.map.towns.size()) - 1));
    }

    /// Somebody of the profession who was grown up in that year; an earlier one if one fits.
    int personFor(const std::string& profession, int year, Random& random, bool alone = false)
    {
        for (std::size_t i = 0; i < m_facts.people.size() && !alone; ++i) {
            const WikiPerson& person = m_facts.people[i];
            const int age = year - yearOf(person.born);
            const bool alive = person.died == 0 || yearOf(person.died) > year;
            if (person.profession == profession && age >= 26 && alive && person.deeds.size() < 3
                && random.chance(0.6))
                return int(i);
        }
        WikiPerson person;
        do {
            person.name =
                random.pick(m_book.list("first")) + " " + random.pick(m_book.list("last"));
        } while (!m_names.insert(person.name).second);
        person.profession = profession;
        for (const auto& entry : m_book.json().at("professions"))
            if (entry.at("key") == profession) person.field = entry.at("field").get<std::string>();
        const int born = year - int(random.between(28, 52));
        person.born = minutesOf(born, int(random.between(1, 12)), int(random.between(1, 28)));
        person.town = anyTown(random);
        person.deathTown = anyTown(random);
        const int end = std::max(year + 2, born + int(random.between(54, kLongestLife)));
        if (end < kThisYear - 1)
            person.died = minutesOf(end, int(random.between(1, 12)), int(random.between(1, 28)));
        person.education = schoolFor(born + 19, random);
        m_facts.people.push_back(person);
        return int(m_facts.people.size()) - 1;
    }

    std::string schoolFor(int year, Random& random) const
    {
        std::vector<std::string> open;
        for (const auto index : m_universities) {
            const MapPlace& place = m_facts.map.places[std::size_t(index)];
            if (place.founded < year) open.push_back(place.name);
        }
        return open.empty() ? std::string() : random.pick(open);
    }

    void deed(int person, const std::string& sentence)
    {
        if (person >= 0) m_facts.people[std::size_t(person)].deeds.push_back(sentence);
    }

    void makeTowns()
    {
        Random random = m_random.fork("towns");
        const WordList rivers = m_book.list("rivers");
        WordList industries = m_book.list("industries");
        random.shuffle(industries);
        for (std::size_t i = 0; i < m_facts.map.towns.size(); ++i) {
            const MapTown& town = m_facts.map.towns[i];
            WikiTownFacts facts;
            facts.founded = int(random.between(870, 1420));
            facts.areaSquareKm = int(random.between(8, 40)) * (town.kind == "city" ? 6 : 1);
            facts.elevation = int(random.between(2, 160));
            facts.river = "River " + random.pick(rivers);
            facts.industry = industries[i % industries.size()];
            int people = town.population;
            facts.census.emplace_back(kThisYear, people);
            for (int year = 2011; year >= 1951; year -= 20) {
                people = int(people * (0.78 + random.unit() * 0.25));
                facts.census.insert(facts.census.begin(), {year, people});
            }
            int since = int(random.between(1996, 2001));
            while (since < 2024) {
                const int person = personFor("politician", since, random, true);
                facts.mayors.emplace_back(person, since);
                deed(person, "became mayor of [[" + town.name + "]] in " + std::to_string(since));
                m_facts.people[std::size_t(person)].died = 0;
                since += int(random.between(9, 14));
            }
            facts.mayor = facts.mayors.back().first;
            m_facts.towns.push_back(facts);
        }
    }

    void makeNature()
    {
        Random random = m_random.fork("nature");
        const std::vector<std::tuple<std::string, std::string, int, int>> kinds{
            {"rivers", "river", 22, 140},
            {"mountains", "mountain", 480, 1390},
            {"islands", "island", 30, 900},
            {"lakes", "lake", 12, 95}};
        for (const auto& [list, kind, low, high] : kinds)
            for (const std::string& name : m_book.list(list)) {
                WikiNature nature{kind == "river" ? "River " + name : name,
                                  kind,
                                  int(random.between(low, high)),
                                  anyTown(random),
                                  -1,
                                  0};
                nature.year = int(random.between(1780, 1890));
                nature.person = personFor("explorer", nature.year, random);
                deed(nature.person,
                     std::string(kind == "mountain" ? "first climbed" : "first surveyed") + " [["
                         + nature.name + "]] in " + std::to_string(nature.year));
                m_facts.nature.push_back(nature);
            }
    }

    void makeLandmarks()
    {
        Random random = m_random.fork("landmarks");
        for (const MapPlace& place : m_facts.map.places) {
            static const std::set<std::string> kTold{"museum",   "university", "theatre", "stadium",
                                                     "landmark", "airport",    "park"};
            if (!kTold.contains(place.category)) continue;
            WikiLandmark landmark;
            landmark.place = place.id;
            landmark.year = place.founded > 0 ? place.founded : int(random.between(1900, 1970));
            landmark.style = random.pick(m_book.list("styles"));
            landmark.visitors =
                int(random.between(12, 640)) * 1000 + int(random.between(1, 9)) * 100;
            if (place.category == "university")
                landmark.visitors = int(random.between(24, 260)) * 100;
            const std::string link = "[[" + place.name + "]] in " + std::to_string(landmark.year);
            const bool built = place.category == "landmark" || place.category == "theatre"
                               || place.category == "stadium" || place.category == "airport";
            if (built) {
                landmark.architect = personFor("architect", landmark.year, random);
                deed(landmark.architect, "completed " + link);
            } else {
                static const WordList kFounders{"botanist",   "physicist",  "painter",
                                                "astronomer", "politician", "engineer"};
                landmark.founder = personFor(random.pick(kFounders), landmark.year, random);
                deed(landmark.founder, "founded " + link);
            }
            m_facts.landmarks.push_back(landmark);
        }
    }

    void makeWorks()
    {
        Random random = m_random.fork("works");
        const std::vector<std::tuple<std::string, std::string, std::string, std::string>> kinds{
            {"novels", "novel", "novelist", "published"},
            {"paintings", "painting", "painter", "painted"},
            {"compositions", "composition", "composer", "wrote"}};
        for (const auto& [list, kind, profession, verb] : kinds)
            for (const std::string& title : m_book.list(list)) {
                const int year = int(random.between(1790, 1975));
                WikiWork work{title, kind, year, personFor(profession, year, random),
                              anyTown(random)};
                deed(work.person, verb + " [[" + title + "]] in " + std::to_string(year));
                m_facts.works.push_back(work);
            }
    }

    void makeEvents()
    {
        Random random = m_random.fork("events");
        std::set<int> used;
        for (const auto& entry : m_book.json().at("events")) {
            WikiEvent event;
            event.kind = entry.at("kind").get<std::string>();
            do {
                event.town = anyTown(random);
            } while (used.size() < m_facts.map.towns.size() && !used.insert(event.town).second);
            const int year =
                int(random.between(entry.at("from").get<int>(), entry.at("to").get<int>()));
            event.date = minutesOf(year, int(random.between(1, 12)), int(random.between(1, 28)));
            event.title = fillWords(entry.at("name").get<std::string>(),
                                    {{"year", std::to_string(year)},
                                     {"town", m_facts.townName(event.town)},
                                     {"region", m_facts.map.region}});
            event.number = int(random.between(14, 960)) * 10;
            event.cause = random.pick(m_book.list("causes"));
            const bool founded = event.kind == "festival" || event.kind == "regatta"
                                 || event.kind == "race" || event.kind == "exposition";
            event.person = personFor("politician", year, random, true);
            deed(event.person, std::string(founded ? "opened the first [[" : "took part in the [[")
                                   + event.title + "]] in " + std::to_string(year));
            m_facts.events.push_back(event);
        }
    }

    void makeCompanies()
    {
        Random random = m_random.fork("companies");
        for (const std::string& pattern : m_book.list("companies")) {
            WikiCompany company;
            company.year = int(random.between(1820, 1930));
            company.founder = personFor("engineer", company.year, random, true);
            company.town = anyTown(random);
            const std::string& founder = m_facts.people[std::size_t(company.founder)].name;
            company.name = fillWords(pattern, {{"last", founder.substr(founder.find(' ') + 1)},
                                               {"town", m_facts.townName(company.town)},
                                               {"region", m_facts.map.region}});
            company.industry = random.pick(m_book.list("industries"));
            company.employees = int(random.between(9, 480)) * 10;
            deed(company.founder,
                 "founded [[" + company.name + "]] in " + std::to_string(company.year));
            m_facts.companies.push_back(company);
        }
    }

    void makeTeams()
    {
        Random random = m_random.fork("teams");
        std::vector<const MapPlace*> stadiums = m_facts.map.nearest({}, "stadium");
        std::vector<int> order;
        for (int i = 0; i < int(m_facts.map.towns.size()); ++i) order.push_back(i);
        random.shuffle(order);
        std::size_t next = 0;
        for (const std::string& pattern : m_book.list("teams")) {
            static const WordList kColours{"red and white", "blue and gold", "green",
                                           "black and amber", "sky blue"};
            const int town = order[next++ % order.size()];
            m_facts.teams.push_back({fillWords(pattern, {{"town", m_facts.townName(town)}}), town,
                                     int(random.between(1878, 1932)), random.pick(stadiums)->id,
                                     int(random.between(0, 14)), random.pick(kColours)});
        }
    }

    Random m_random;
    WordBook m_book;
    WikiFacts m_facts;
    std::vector<std::ptrdiff_t> m_universities;
    std::set<std::string> m_names;
};

}  // namespace

WikiFacts makeWikiFacts(std::uint64_t seed)
{
    return FactMaker(seed).make();
}

}  // namespace sym
