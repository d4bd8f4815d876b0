#include <QtTest/QTest>

#include "core/site/wiki/wiki_data.h"
#include "core/site/wiki/wiki_facts.h"
#include "page_walker.h"

using namespace sym;

namespace {

#define PLAY(...)                                                                       \
    do {                                                                                \
        const std::string problem = walker.play(std::vector<std::string>{__VA_ARGS__}); \
        QVERIFY2(problem.empty(), problem.c_str());                                     \
    } while (false)

}  // namespace

class TestWiki : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void contentIsLargeAndTheSameForASeed()
    {
        for (const quint64 seed : {1u, 9u, 1234u}) {
            const WikiData data = makeWikiData(seed);

            QVERIFY2(data.articles.size() >= 120, std::to_string(data.articles.size()).c_str());
            for (const char* kind : {"person", "town", "event", "museum", "university", "river",
                                     "team", "list", "novel"})
                QVERIFY2(!data.ofKind(kind).empty(), kind);
            QCOMPARE(makeWikiData(seed).articles[50].plainText(), data.articles[50].plainText());
        }
    }

    void linksLeadToArticles()
    {
        const WikiData data = makeWikiData(4);
        for (const WikiArticle& article : data.articles) {
            std::string text;
            for (const auto& [name, value] : article.facts) text += value;
            for (const WikiSection& section : article.sections) text += section.text;
            for (std::size_t at = text.find("[["); at != std::string::npos;
                 at = text.find("[[", at + 2)) {
                const std::string title = text.substr(at + 2, text.find("]]", at) - at - 2);
                QVERIFY2(data.article(title) != nullptr, (article.title + " -> " + title).c_str());
            }
        }
    }

    void factsAgreeWithTheMap()
    {
        const WikiData data = makeWikiData(4);
        const MapData map = makeMapData(4);
        int compared = 0;
        for (const MapPlace& place : map.places) {
            const WikiArticle* article = data.article(place.name);
            if (!article) continue;
            ++compared;
            QCOMPARE(article->fact("Address"), map.address(place));
            QCOMPARE(article->fact("Location"), map.towns[std::size_t(place.town)].name);
        }
        QVERIFY(compared >= 30);
    }

    void livesAreConsistent()
    {
        const WikiFacts facts = makeWikiFacts(4);
        for (const WikiPerson& person : facts.people) {
            QVERIFY(person.died == 0 || person.died > person.born);
            const MapPlace* school = facts.map.placeNamed(person.education);
            QVERIFY(person.education.empty()
                    || (school && school->founded <= yearOf(person.born) + 25));
        }
        for (const WikiWork& work : facts.works)
            QVERIFY(work.year > yearOf(facts.people[std::size_t(work.person)].born) + 20);
    }

    void linkMarksAreRemoved_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("plain");

        QTest::newRow("none") << "a b"
                              << "a b";
        QTest::newRow("title") << "a [[b]] c"
                               << "a b c";
        QTest::newRow("words") << "a [[b|c]] d"
                               << "a c d";
        QTest::newRow("two") << "[[a]][[b]]"
                             << "ab";
        QTest::newRow("open") << "a [[b"
                              << "a [[b";
    }

    void linkMarksAreRemoved()
    {
        QFETCH(QString, text);
        QFETCH(QString, plain);

        QCOMPARE(QString::fromStdString(withoutLinks(text.toStdString())), plain);
    }

    void fullTitlesLeadToTheArticle()
    {
        const WikiData data = makeWikiData(4);
        PageWalker walker(4);
        for (std::size_t i = 0; i < data.articles.size(); i += 13) {
            PLAY(
                "page.goto(\"__WIKIPEDIA__\")",
                "page.get_by_label(\"Search Coastpedia\").fill(\"" + data.articles[i].title + "\")",
                "page.keyboard.press(\"Enter\")");
            QCOMPARE(walker.textOf("#firstHeading"), data.articles[i].title);
        }
    }

    void bookmarksToggle()
    {
        const WikiData data = makeWikiData(4);
        PageWalker walker(4);
        PLAY("page.goto(\"__WIKIPEDIA__" + wikiPath(data.region) + "\")",
             "page.get_by_role(\"button\", name=\"Bookmark\").click()",
             "page.get_by_role(\"link\", name=\"Bookmarks\").click()");
        QCOMPARE(walker.textOf(".bookmarks"), data.region);
        PLAY("page.get_by_role(\"link\", name=\"" + data.region + "\").click()",
             "page.get_by_role(\"button\", name=\"Remove bookmark\").click()",
             "page.goto(\"__WIKIPEDIA__/bookmarks\")");
        QVERIFY(walker.textOf(".bookmarks").empty());
    }

    void suggestionsBeginWithTheWord()
    {
        const WikiData data = makeWikiData(4);
        const auto titles = data.suggestions("list of", 8);

        QVERIFY(titles.size() >= 4);
        for (const std::string& title : titles) QVERIFY(title.starts_with("List of"));
    }

    void everyArticleAndCategoryOpens()
    {
        const WikiData data = makeWikiData(4);
        PageWalker walker(4);
        for (const WikiArticle& article : data.articles) {
            walker.open("__WIKIPEDIA__" + wikiPath(article.title));
            QCOMPARE(walker.status(), 200);
        }
        for (const std::string& category : data.categories()) {
            walker.open("__WIKIPEDIA__/category/" + encodeUrl(category));
            QCOMPARE(walker.status(), 200);
        }
    }
};

QTEST_APPLESS_MAIN(TestWiki)
#include "tst_wiki.moc"
