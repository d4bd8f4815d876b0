#include "core/planner/language/whereabouts.h"

#include <algorithm>
#include <iterator>

namespace sym {
namespace {

struct Whereabouts {
    std::string_view place;   ///< words of the menu's name
    std::string_view things;  ///< what is usually kept there
};

constexpr Whereabouts kPlaces[] = {
    // accounts and settings
    {"account",
     "order orders invoice wishlist address review password newsletter purchase reorder biography"},
    {"profile", "biography bio name avatar about submission activity status"},
    {"settings preferences",
     "password email notification language theme visibility name description delete status"},
    {"user", "biography profile submission settings account comment status logout"},
    // back offices of shops
    {"catalog", "product sku stock price inventory category attribute review"},
    {"sales", "order invoice shipment refund credit transaction"},
    {"customers", "customer phone email group address"},
    {"reports",
     "report bestseller selling spent spending total sold bestselling review search revenue"},
    {"marketing", "promotion coupon review rating newsletter discount rule search term"},
    {"content", "page block title banner"},
    {"products", "price sku stock quantity disable enable piece inventory"},
    {"orders", "invoice shipment ship hold cancel tracking order purchase"},
    // code hosting
    {"repository code", "commit file branch tag readme license contributor"},
    {"contributors", "commit committer author most"},
    {"members", "role access invite member owner developer guest maintainer"},
    {"manage", "member label invite"},
    {"plan", "issue milestone board"},
    {"information", "member label invite role"},
    // departments of shops
    {"electronics",
     "computer laptop phone headphone headset camera printer speaker tv television monitor "
     "keyboard mouse charger cable tablet audio accessory"},
    {"sports outdoors",
     "fitness yoga cycling camping hiking running gym tent exercise bike ball workout"},
    {"home kitchen",
     "cookware bedding furniture lamp lighting decor towel pan knife storage curtain bath mug "
     "vacuum"},
    {"beauty health",
     "hair skin makeup care shampoo vitamin serum cosmetics oral perfume wellness"},
    {"grocery gourmet",
     "coffee tea snack oil spice chocolate honey pasta sauce beverage pantry food"},
    {"toys games", "craft art puzzle game toy doll board block building figure"},
    {"clothing fashion",
     "shirt shoe dress sweater jacket sock hat bag jewelry watch women men footwear"},
    {"office school",
     "notebook pen desk paper planner chair stapler backpack stationery organizer supply"},
    {"garden patio", "plant pot hose grill lawn seed"},
    {"books", "novel author cookbook textbook"},
};

struct PlaceWords {
    std::vector<Word> place;
    std::vector<Word> things;
};

const std::vector<PlaceWords>& places()
{
    static const std::vector<PlaceWords> words = [] {
        std::vector<PlaceWords> list;
        for (const Whereabouts& entry : kPlaces)
            list.push_back({wordsOf(entry.place), wordsOf(entry.things)});
        return list;
    }();
    return words;
}

}  // namespace

double holdsLikely(std::string_view name, const std::vector<Word>& words)
{
    if (name.empty() || name.size() > 40) return 0;
    const std::vector<Word> nameWords = wordsOf(name);
    double best = 0;
    for (const PlaceWords& entry : places()) {
        if (coverage(nameWords, entry.place) < 0.6) continue;
        for (const Word& word : words)
            if (!word.isStop)
                best = std::max(best, coverage(std::vector<Word>{word}, entry.things));
    }
    return best >= 0.8 ? best : 0;
}

}  // namespace sym
