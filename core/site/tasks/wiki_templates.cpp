#include <algorithm>

#include "core/site/tasks/draft_list.h"
#include "core/site/wiki/wiki_data.h"
#include "core/site/words/word_book.h"

namespace sym {
namespace {

using Draft = std::optional<DraftParts>;

const std::string kStart = "__WIKIPEDIA__";

TaskTemplate onWiki(int id, const std::string& text,
                    std::function<Draft(const WikiData&, Random&)> propose)
{
    return templateOn<WikiData>(id, text, {"wikipedia"}, kStart, makeWikiData, std::move(propose));
}

/// A title typed in full leads straight to its article.
Actions open(const std::string& title)
{
    return fill("Search Coastpedia", title) + press("Enter");
}

const WikiArticle& anyOf(const WikiData& data, const std::string& kind, Random& random)
{
    return *random.pick(data.ofKind(kind));
}

TaskTemplate fact()
{
    return onWiki(5001, "According to the encyclopedia, {{question}} of {{title}}?",
                  [](const WikiData& data, Random& random) -> Draft {
                      struct Question {
                          const char* kind;
                          const char* fact;
                          const char* words;
                      };
                      static const std::vector<Question> kQuestions{
                          {"person", "Born", "what is the date of birth"},
                          {"person", "Birthplace", "what is the birthplace"},
                          {"landmark", "Architect", "who is the architect"},
                          {"museum", "Founder", "who is the founder"},
                          {"town", "Mayor", "who is the mayor"},
                          {"town", "Area", "what is the area"},
                          {"team", "Stadium", "what is the home stadium"},
                          {"company", "Employees", "what is the number of employees"},
                          {"mountain", "Height", "what is the height"},
                          {"theatre", "Style", "what is the architectural style"}};
                      const Question& question = random.pick(kQuestions);
                      const WikiArticle& article = anyOf(data, question.kind, random);
                      const WikiArticle& other = anyOf(data, question.kind, random);
                      const std::string answer = article.fact(question.fact);
                      if (answer.empty() || answer == other.fact(question.fact))
                          return std::nullopt;
                      const Actions way = open(article.title);
                      return DraftParts{
                          {{"question", question.words}, {"title", article.title}},
                          answerIncludes({answer}),
                          way + stopWith(answer),
                          wrongAnswers("It does not say", way, other.fact(question.fact))};
                  });
}

TaskTemplate makersBirthplace()
{
    return onWiki(
        5002, "In which town was the {{maker}} of \"{{title}}\" born?",
        [](const WikiData& data, Random& random) -> Draft {
            static const std::vector<std::pair<std::string, std::string>> kKinds{
                {"novel", "Author"}, {"painting", "Painter"}, {"composition", "Composer"}};
            const auto& [kind, maker] = random.pick(kKinds);
            const WikiArticle& work = anyOf(data, kind, random);
            const WikiArticle* person = data.article(work.fact(maker));
            if (!person) return std::nullopt;
            const std::string town = person->fact("Birthplace");
            const WikiArticle& other = anyOf(data, "town", random);
            const Actions way = open(work.title) + clickNth("link", person->title, 0);
            const std::string word = maker == "Author"    ? "author"
                                     : maker == "Painter" ? "painter"
                                                          : "composer";
            return DraftParts{{{"maker", word}, {"title", work.title}},
                              answerIncludes({town}),
                              way + stopWith(town),
                              wrongAnswers("Nobody knows", way, other.title)};
        });
}

TaskTemplate census()
{
    return onWiki(5003, "What was the population of {{town}} in the census of {{year}}?",
                  [](const WikiData& data, Random& random) -> Draft {
                      const WikiArticle& town = anyOf(data, "town", random);
                      const auto section = std::find_if(
                          town.sections.begin(), town.sections.end(),
                          [](const WikiSection& one) { return one.title == "Population"; });
                      const auto& rows = section->tables.front().rows;
                      const std::size_t row =
                          std::size_t(random.between(0, std::int64_t(rows.size()) - 2));
                      const Actions way = open(town.title);
                      return DraftParts{{{"town", town.title}, {"year", rows[row][0]}},
                                        answerIncludes({rows[row][1]}),
                                        way + stopWith(rows[row][1]),
                                        wrongAnswers("1 person", way, rows[row + 1][1])};
                  });
}

TaskTemplate openSchool()
{
    return onWiki(5004, "Open the article about the university where {{person}} studied.",
                  [](const WikiData& data, Random& random) -> Draft {
                      const WikiArticle& person = anyOf(data, "person", random);
                      const std::string school = person.fact("Education");
                      const WikiArticle& other = anyOf(data, "university", random);
                      if (school.empty() || other.title == school) return std::nullopt;
                      return DraftParts{
                          {{"person", person.title}},
                          urlIs(kStart + wikiPath(school)),
                          open(person.title) + clickNth("link", school, 0) + stopSilently(),
                          wrongDeeds(open(other.title))};
                  });
}

TaskTemplate bookmark()
{
    return onWiki(5005, "Bookmark the article about {{title}}.",
                  [](const WikiData& data, Random& random) -> Draft {
                      const WikiArticle& article = random.pick(data.articles);
                      const Actions way = open(article.title);
                      return DraftParts{{{"title", article.title}},
                                        pagesShow({{kStart + "/bookmarks", textOf(".bookmarks"),
                                                    mustInclude({article.title})}}),
                                        way + clickButton("Bookmark") + stopSilently(),
                                        wrongDeeds(way)};
                  });
}

TaskTemplate unknownFact()
{
    return onWiki(5006,
                  "What was the {{what}} of {{person}}, according to the encyclopedia? If it does "
                  "not tell, answer \"N/A\".",
                  [](const WikiData& data, Random& random) -> Draft {
                      static const WordList kWhat{"favourite colour", "shoe size",
                                                  "name of the dog", "religion",
                                                  "number of children"};
                      const WikiArticle& person = anyOf(data, "person", random);
                      const Actions way = open(person.title);
                      return DraftParts{{{"what", random.pick(kWhat)}, {"person", person.title}},
                                        answerIsNothing("The article does not tell."),
                                        way + stopWith("N/A"),
                                        wrongAnswers("Unknown", way, person.fact("Occupation"))};
                  });
}

TaskTemplate categorySize()
{
    return onWiki(
        5007, "How many pages are in the category \"{{category}}\"? Answer with the number only.",
        [](const WikiData& data, Random& random) -> Draft {
            const auto categories = data.categories();
            const std::string& category = random.pick(categories);
            const std::string count = std::to_string(data.inCategory(category).size());
            const Actions way = clickLink("Categories") + clickLink(category);
            return DraftParts{
                {{"category", category}},
                answerIs(count),
                way + stopWith(count),
                wrongAnswers("500", way, std::to_string(data.inCategory(category).size() + 1))};
        });
}

TaskTemplate bornEarlier()
{
    return onWiki(5008, "Who was born earlier, {{first}} or {{second}}?",
                  [](const WikiData& data, Random& random) -> Draft {
                      const WikiArticle& first = anyOf(data, "person", random);
                      const WikiArticle& second = anyOf(data, "person", random);
                      const auto year = [](const WikiArticle& person) {
                          return person.fact("Born").substr(person.fact("Born").size() - 4);
                      };
                      if (year(first) == year(second)) return std::nullopt;
                      const bool firstWins = year(first) < year(second);
                      const std::string& answer = firstWins ? first.title : second.title;
                      const Actions way = open(first.title) + open(second.title);
                      return DraftParts{{{"first", first.title}, {"second", second.title}},
                                        answerIncludes({answer}),
                                        way + stopWith(answer),
                                        wrongAnswers("Both in one year", way,
                                                     firstWins ? second.title : first.title)};
                  });
}

}  // namespace

std::vector<TaskTemplate> wikiTemplates()
{
    return {fact(),     makersBirthplace(), census(),       openSchool(),
            bookmark(), unknownFact(),      categorySize(), bornEarlier()};
}

}  // namespace sym
