#include <algorithm>

#include "core/site/code/code_data.h"
#include "core/site/forum/forum_data.h"
#include "core/site/map/map_data.h"
#include "core/site/shop/shop_data.h"
#include "core/site/tasks/draft_list.h"
#include "core/site/web/components.h"
#include "core/site/wiki/wiki_data.h"
#include "core/site/words/word_book.h"

namespace sym {
namespace {

using Draft = std::optional<DraftParts>;

constexpr const char* kStart = "__HOMEPAGE__";
const std::string kLastPost = "func:reddit_get_post_url('__last_url__')";

/// The content of the sites a template reads, of one world.
struct PlacesAndArticles {
    MapData map;
    WikiData wiki;
};

PlacesAndArticles readPlacesAndArticles(std::uint64_t seed)
{
    return {makeMapData(seed), makeWikiData(seed)};
}

struct CodeAndArticles {
    CodeData code;
    WikiData wiki;
};

CodeAndArticles readCodeAndArticles(std::uint64_t seed)
{
    return {makeCodeData(seed), makeWikiData(seed)};
}

Actions openArticle(const std::string& title)
{
    return goTo("__WIKIPEDIA__") + fill("Search Coastpedia", title) + press("Enter");
}

Actions openPlace(const std::string& name)
{
    return goTo("__MAP__") + fill("Search", name) + press("Enter") + clickLink(name);
}

Actions submitPost(const std::string& forum, const std::string& title, const std::string& body)
{
    return goTo("__REDDIT__/submit") + fill("Title", title) + fill("Body", body)
           + choose("Forum", forum) + clickButton("Create submission");
}

nlohmann::json postShows(const std::string& forum, const std::string& title,
                         const std::string& body)
{
    return pagesShow({{kLastPost, textOf(".submission__title"), exactly(title)},
                      {kLastPost, textOf(".submission__body"), mustInclude({body})},
                      {kLastPost, textOf(".submission__forum"), exactly(forum)}});
}

/// An article of a place that somebody founded or designed.
const WikiArticle* placeWithMaker(const WikiData& wiki, Random& random)
{
    static const WordList kKinds{"museum", "landmark", "theatre", "university", "park", "stadium"};
    const WikiArticle& article = *random.pick(wiki.ofKind(random.pick(kKinds)));
    return article.fact("Founder").empty() && article.fact("Architect").empty() ? nullptr
                                                                                : &article;
}

/// Whether the person founded or designed one place only, so that a task that speaks of it is
/// clear.
bool isOnlyWork(const WikiData& wiki, const std::string& person)
{
    return 1
           == std::count_if(
               wiki.articles.begin(), wiki.articles.end(), [&](const WikiArticle& article) {
                   return article.fact("Founder") == person || article.fact("Architect") == person;
               });
}

TaskTemplate phoneOfWork()
{
    return templateOn<PlacesAndArticles>(
        6001,
        "Find out in the encyclopedia which place {{person}} {{verb}}, and tell me its {{what}} "
        "from the map.",
        {"wikipedia", "map"}, kStart, readPlacesAndArticles,
        [](const PlacesAndArticles& world, Random& random) -> Draft {
            const WikiArticle* article = placeWithMaker(world.wiki, random);
            if (!article) return std::nullopt;
            const bool founded = !article->fact("Founder").empty();
            const std::string person = article->fact(founded ? "Founder" : "Architect");
            const MapPlace* place = world.map.placeNamed(article->title);
            const MapPlace& other = random.pick(world.map.places);
            if (!place || !isOnlyWork(world.wiki, person) || &other == place) return std::nullopt;
            const bool phone = random.chance(0.5);
            const std::string answer = phone ? place->phone : place->website;
            const Actions way = openArticle(person) + openPlace(place->name);
            return DraftParts{
                {{"person", person},
                 {"verb", founded ? "founded" : "designed"},
                 {"what", phone ? "phone number" : "website"}},
                answerIncludes({answer}),
                way + stopWith(answer),
                wrongAnswers("I could not find it", way, phone ? other.phone : other.website)};
        });
}

TaskTemplate routeToSchool()
{
    return templateOn<PlacesAndArticles>(
        6002, "How long is the drive from {{place}} to the university where {{person}} studied?",
        {"wikipedia", "map"}, kStart, readPlacesAndArticles,
        [](const PlacesAndArticles& world, Random& random) -> Draft {
            const WikiArticle& person = *random.pick(world.wiki.ofKind("person"));
            const MapPlace* school = world.map.placeNamed(person.fact("Education"));
            const MapPlace& place = random.pick(world.map.places);
            if (!school || school == &place) return std::nullopt;
            const auto route = world.map.route(place, *school, TravelMode::Car);
            if (!route || route->minutes < 3) return std::nullopt;
            const std::string answer = durationText(route->minutes);
            const Actions way = openArticle(person.title) + goTo("__MAP__/directions")
                                + fill("From", place.name) + fill("To", school->name)
                                + clickButton("Get directions");
            return DraftParts{{{"place", place.name}, {"person", person.title}},
                              answerIncludes({answer}),
                              way + stopWith(answer),
                              wrongAnswers("a week", way, durationText(route->minutes + 1))};
        });
}

TaskTemplate postPlace()
{
    return templateOn<MapData>(
        6003,
        "Look up the {{what}} of {{place}} on the map and post it in the AskEllerport forum with "
        "the title \"{{title}}\".",
        {"map", "reddit"}, kStart, makeMapData, [](const MapData& map, Random& random) -> Draft {
            const MapPlace& place = random.pick(map.places);
            const bool phone = random.chance(0.5);
            const std::string what = phone ? "phone number" : "address";
            const std::string text = phone ? place.phone : map.address(place);
            const std::string title =
                std::string(phone ? "Phone number" : "Address") + " of " + place.name;
            const Actions way = openPlace(place.name);
            return DraftParts{{{"what", what}, {"place", place.name}, {"title", title}},
                              postShows("AskEllerport", title, text),
                              way + submitPost("AskEllerport", title, text) + stopSilently(),
                              wrongDeeds(way + submitPost("AskEllerport", title, "See the map."))};
        });
}

TaskTemplate postStars()
{
    return templateOn<CodeData>(
        6004,
        "Post in the {{forum}} forum a submission titled \"{{title}}\" whose text is the number of "
        "stars that the project {{project}} has on the code hosting site.",
        {"gitlab", "reddit"}, kStart, makeCodeData,
        [](const CodeData& code, Random& random) -> Draft {
            static const WordList kForums{"linux", "MachineLearning", "DIY"};
            const CodeProject& project = random.pick(code.projects);
            const std::string& forum = random.pick(kForums);
            const std::string title = "How popular is " + project.path + "?";
            const std::string count = std::to_string(project.starCount());
            const Actions way = goTo("__GITLAB__") + fill("Search Forgeyard", project.path)
                                + press("Enter") + clickLink(project.space + " / " + project.path);
            const auto shown =
                pagesShow({{kLastPost, textOf(".submission__title"), exactly(title)},
                           {kLastPost, textOf(".submission__body"), exactly(count)},
                           {kLastPost, textOf(".submission__forum"), exactly(forum)}});
            return DraftParts{{{"forum", forum}, {"title", title}, {"project", project.fullPath()}},
                              shown,
                              way + submitPost(forum, title, count) + stopSilently(),
                              wrongDeeds(way + submitPost(forum, title, count + "0"))};
        });
}

TaskTemplate postPrice()
{
    return templateOn<ShopData>(
        6005,
        "What does \"{{product}}\" cost in the shop? Tell the {{forum}} forum in a post with the "
        "title \"{{title}}\" that contains the price.",
        {"shopping", "reddit"}, kStart, makeShopData,
        [](const ShopData& shop, Random& random) -> Draft {
            static const WordList kForums{"personalfinance", "DIY", "AskEllerport"};
            const Product& product = random.pick(shop.products);
            if (!product.isEnabled) return std::nullopt;
            const std::string& forum = random.pick(kForums);
            const std::string title = "Is this a good price?";
            const std::string price = money(product.priceCents);
            const Actions way = goTo("__SHOPPING__/" + product.slug + ".html");
            return DraftParts{
                {{"product", product.name}, {"forum", forum}, {"title", title}},
                postShows(forum, title, price),
                way + submitPost(forum, title, product.name + " costs " + price) + stopSilently(),
                wrongDeeds(
                    way
                    + submitPost(forum, title,
                                 product.name + " costs " + money(product.priceCents + 100)))};
        });
}

TaskTemplate issueWithYear()
{
    return templateOn<CodeAndArticles>(
        6006,
        "Create an issue in my project {{project}} titled \"{{title}}\" whose description is the "
        "year in which {{subject}} was founded, according to the encyclopedia.",
        {"gitlab", "wikipedia"}, kStart, readCodeAndArticles,
        [](const CodeAndArticles& world, Random& random) -> Draft {
            const WikiArticle& subject =
                *random.pick(world.wiki.ofKind(random.chance(0.5) ? "company" : "team"));
            const CodeProject& project = random.pick(world.code.projects);
            if (project.space != kCodeUser) return std::nullopt;
            const std::string year = subject.fact("Founded");
            const std::string title = "Add the year of " + subject.title;
            const Actions way = openArticle(subject.title)
                                + goTo("__GITLAB__/" + project.fullPath() + "/-/issues/new")
                                + fill("Title", title);
            const auto shown = pagesShow({{"last", textOf("h1.title"), exactly(title)},
                                          {"last", textOf("div.description"), exactly(year)}});
            return DraftParts{
                {{"project", project.fullPath()}, {"title", title}, {"subject", subject.title}},
                both(urlIs("__GITLAB__/" + project.fullPath() + "/-/issues/"), shown),
                way + fill("Description", year) + clickButton("Create issue") + stopSilently(),
                wrongDeeds(way + fill("Description", year + "?") + clickButton("Create issue"))};
        });
}

}  // namespace

std::vector<TaskTemplate> multiSiteTemplates()
{
    return {phoneOfWork(), routeToSchool(), postPlace(), postStars(), postPrice(), issueWithYear()};
}

}  // namespace sym
