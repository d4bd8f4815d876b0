#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "core/base/random.h"
#include "core/site/map/map_data.h"
#include "core/site/words/calendar.h"
#include "core/site/words/word_book.h"

namespace sym {

/// What is true in the encyclopedia's world, before it is told in articles: so that two articles
/// never contradict each other.
struct WikiPerson {
    std::string name;
    std::string profession;
    std::string field;
    Minutes born = 0;
    Minutes died = 0;                ///< 0: alive
    int town = 0;                    ///< of birth
    std::string education;           ///< title of a university
    std::vector<std::string> deeds;  ///< sentences without subject: "designed [[x]] (1890)"
    int deathTown = 0;
};

struct WikiWork {
    std::string title;
    std::string kind;  ///< "novel", "painting", "composition"
    int year = 0;
    int person = 0;
    int town = 0;  ///< where it plays, hangs or was first heard
};

struct WikiEvent {
    std::string title;
    std::string kind;
    int town = 0;
    Minutes date = 0;
    int number = 0;   ///< houses lost, workers, visitors...
    int person = -1;  ///< who led, signed or opened it
    std::string cause;
};

struct WikiLandmark {
    int place = 0;  ///< id on the map
    int year = 0;
    int founder = -1;
    int architect = -1;
    std::string style;
    int visitors = 0;  ///< a year; students of a university
};

struct WikiTownFacts {
    int founded = 0;
    int areaSquareKm = 0;
    int elevation = 0;
    std::string river;
    std::string industry;
    int mayor = 0;
    std::vector<std::pair<int, int>> census;  ///< (year, people), the last is today's
    std::vector<std::pair<int, int>>
        mayors;  ///< (person, since), oldest first, the last is in office
};

struct WikiNature {
    std::string name;
    std::string kind;  ///< "river", "mountain", "island", "lake"
    int number = 0;    ///< km, m, hectares, m deep
    int town = 0;      ///< nearest
    int person = -1;   ///< who first climbed or surveyed it
    int year = 0;
};

struct WikiCompany {
    std::string name;
    std::string industry;
    int year = 0;
    int town = 0;
    int founder = 0;
    int employees = 0;
};

struct WikiTeam {
    std::string name;
    int town = 0;
    int year = 0;
    int stadium = 0;  ///< place on the map
    int titles = 0;
    std::string colours;
};

struct WikiFacts {
    MapData map;
    std::vector<WikiPerson> people;
    std::vector<WikiWork> works;
    std::vector<WikiEvent> events;
    std::vector<WikiLandmark> landmarks;
    std::vector<WikiTownFacts> towns;  ///< by the map's index
    std::vector<WikiNature> nature;
    std::vector<WikiCompany> companies;
    std::vector<WikiTeam> teams;

    const std::string& townName(int town) const { return map.towns[std::size_t(town)].name; }
};

WikiFacts makeWikiFacts(std::uint64_t seed);

/// Year of a moment.
int yearOf(Minutes moment);

}  // namespace sym
