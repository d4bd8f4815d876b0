#include "core/site/wiki/wiki_data.h"

#include <algorithm>

#include "core/site/web/http.h"
#include "core/site/words/markup.h"
#include "core/site/words/word_book.h"

namespace sym {

std::string withoutLinks(const std::string& text)
{
    std::string out;
    std::size_t i = 0;
    while (i < text.size()) {
        const std::size_t open = text.find("[[", i);
        const std::size_t close = open == std::string::npos ? open : text.find("]]", open);
        if (close == std::string::npos) break;
        out.append(text, i, open - i);
        const std::string inside = text.substr(open + 2, close - open - 2);
        out += inside.substr(inside.find('|') == std::string::npos ? 0 : inside.find('|') + 1);
        i = close + 2;
    }
    return out.append(text, i, std::string::npos);
}

std::string wikiPath(const std::string& title)
{
    std::string name = title;
    std::replace(name.begin(), name.end(), ' ', '_');
    return "/A/" + encodeUrl(name);
}

std::string WikiArticle::fact(const std::string& name) const
{
    for (const auto& [key, value] : facts)
        if (key == name) return withoutLinks(value);
    return {};
}

std::string WikiArticle::plainText() const
{
    std::string text = title;
    for (const auto& [key, value] : facts) text += " " + key + " " + value;
    for (const WikiSection& section : sections) {
        text += " " + section.title + " " + section.text;
        for (const WikiTable& table : section.tables)
            for (const auto& row : table.rows) text += " " + joined(row, " ");
    }
    return withoutLinks(text);
}

const WikiArticle* WikiData::article(const std::string& title) const
{
    std::string name = title;
    std::replace(name.begin(), name.end(), '_', ' ');
    for (const WikiArticle& article : articles)
        if (article.title == name) return &article;
    return nullptr;
}

std::vector<const WikiArticle*> WikiData::ofKind(const std::string& kind) const
{
    std::vector<const WikiArticle*> result;
    for (const WikiArticle& article : articles)
        if (article.kind == kind) result.push_back(&article);
    return result;
}

std::vector<const WikiArticle*> WikiData::search(const std::string& query) const
{
    if (splitWords(query).empty()) return {};
    std::vector<std::pair<int, const WikiArticle*>> found;
    for (const WikiArticle& article : articles) {
        int rank = 0;
        if (lowered(article.title) == lowered(query))
            rank = 3;
        else if (matchesAllWords(query, article.title))
            rank = 2;
        else if (matchesAllWords(query, article.plainText()))
            rank = 1;
        if (rank > 0) found.emplace_back(-rank, &article);
    }
    std::stable_sort(found.begin(), found.end(),
                     [](const auto& a, const auto& b) { return a.first < b.first; });
    std::vector<const WikiArticle*> result;
    for (const auto& [rank, article] : found) result.push_back(article);
    return result;
}

std::vector<std::string> WikiData::suggestions(const std::string& text, std::size_t limit) const
{
    const std::string wanted = lowered(text);
    std::vector<std::string> whole;
    std::vector<std::string> words;
    for (const WikiArticle& article : articles) {
        const std::string title = lowered(article.title);
        if (title.starts_with(wanted))
            whole.push_back(article.title);
        else if (title.find(" " + wanted) != std::string::npos)
            words.push_back(article.title);
    }
    whole.insert(whole.end(), words.begin(), words.end());
    if (whole.size() > limit) whole.resize(limit);
    return whole;
}

std::vector<const WikiArticle*> WikiData::inCategory(const std::string& category) const
{
    std::vector<const WikiArticle*> result;
    for (const WikiArticle& article : articles)
        if (std::find(article.categories.begin(), article.categories.end(), category)
            != article.categories.end())
            result.push_back(&article);
    std::sort(result.begin(), result.end(), [](auto* a, auto* b) { return a->title < b->title; });
    return result;
}

std::vector<std::string> WikiData::categories() const
{
    std::set<std::string> names;
    for (const WikiArticle& article : articles)
        names.insert(article.categories.begin(), article.categories.end());
    return {names.begin(), names.end()};
}

}  // namespace sym
