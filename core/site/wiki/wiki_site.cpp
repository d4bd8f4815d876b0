#include "core/site/wiki/wiki_site.h"

#include <nlohmann/json.hpp>

#include <algorithm>

#include "core/site/web/components.h"
#include "core/site/web/forms.h"
#include "core/site/web/layout.h"
#include "core/site/words/markup.h"
#include "core/site/words/word_book.h"

namespace sym {
namespace {

constexpr int kResults = 15;
constexpr std::size_t kSuggestions = 8;

std::string sectionId(const std::string& title)
{
    std::string id = title;
    std::replace(id.begin(), id.end(), ' ', '_');
    return id;
}

}  // namespace

std::string WikiSite::linkedText(const std::string& text) const
{
    std::string out;
    std::size_t i = 0;
    while (i < text.size()) {
        const std::size_t open = text.find("[[", i);
        const std::size_t close = open == std::string::npos ? open : text.find("]]", open);
        if (close == std::string::npos) break;
        out += escapeHtml(std::string_view(text).substr(i, open - i));
        const std::string inside = text.substr(open + 2, close - open - 2);
        const std::size_t bar = inside.find('|');
        const std::string title = inside.substr(0, bar);
        const std::string words = bar == std::string::npos ? title : inside.substr(bar + 1);
        out += m_data.article(title) ? linkTo(wikiPath(title), words) : escapeHtml(words);
        i = close + 2;
    }
    return out + escapeHtml(std::string_view(text).substr(i));
}

SiteResponse WikiSite::handle(const SiteRequest& request)
{
    if (request.method != "POST") return get(request);
    const std::string title = request.form.get("title");
    if (!m_data.article(title))
        return page(request, "Not found", "<h1>There is no such article</h1>", 404);
    if (m_data.bookmarks.erase(title) == 0) m_data.bookmarks.insert(title);
    return SiteResponse::redirect(request.path == "/bookmarks" ? "/bookmarks" : wikiPath(title));
}

SiteResponse WikiSite::get(const SiteRequest& request)
{
    const std::string& path = request.path;
    if (path == "/" || path == "/A/" || path == "/A/Landing") return landingPage(request);
    if (path == "/search") return searchPage(request);
    if (path == "/suggest") return suggest(request);
    if (path == "/random")
        return SiteResponse::redirect(wikiPath(m_random.pick(m_data.articles).title));
    if (path == "/categories") return categoriesPage(request);
    if (path == "/titles") return titlesPage(request);
    if (path == "/bookmarks") return bookmarksPage(request);
    if (path.starts_with("/category/")) return categoryPage(request, path.substr(10));
    const WikiArticle* article = path.starts_with("/A/") ? m_data.article(path.substr(3)) : nullptr;
    if (article) return articlePage(request, *article);
    return page(
        request, "Not found",
        R"(<h1>Article not found</h1><p>There is no article of that name. Try the search box.</p>)",
        404);
}

SiteResponse WikiSite::page(const SiteRequest& request, const std::string& title,
                            const std::string& body, int status)
{
    SiteFrame frame;
    frame.brand = "Coastpedia";
    frame.stylesheet = "wiki.css";
    frame.bodyClass = "wiki";
    frame.header = markup(
        R"(<a class="icon-btn" href="/" title="Go to the main page of Coastpedia">{!}</a><a class="brand" href="/">Coastpedia</a><form class="search" action="/search" role="search"><input class="input" type="search" name="pattern" aria-label="Search Coastpedia" placeholder="Search 'Coastpedia'" value="{}" data-suggest="/suggest?term="><button class="btn">Search</button></form><a class="icon-btn" href="/random" title="Go to a randomly selected page">{!}</a>)",
        icon("home"), request.path == "/search" ? request.query.get("pattern") : "",
        icon("compare"));
    frame.sidebar = R"(<h2>Contents of the wiki</h2><ul class="list-plain side">)";
    for (const auto& [href, label] :
         std::vector<std::pair<std::string, std::string>>{{"/", "Main page"},
                                                          {"/titles", "All articles"},
                                                          {"/categories", "Categories"},
                                                          {"/random", "Random article"},
                                                          {"/bookmarks", "Bookmarks"}})
        frame.sidebar += "<li>" + linkTo(href, label) + "</li>";
    frame.sidebar += "</ul>";
    frame.footer =
        "<p>Coastpedia is an offline copy. Facts were checked by nobody but their authors.</p>";
    PageContent content;
    content.title = title;
    content.flashes = m_sessions.of(request).takeFlashes();
    content.body = body;
    return pageResponse(frame, content, status);
}

SiteResponse WikiSite::articlePage(const SiteRequest& request, const WikiArticle& article)
{
    const bool kept = m_data.bookmarks.contains(article.title);
    std::string body = markup(
        R"(<div class="spread"><h1 id="firstHeading">{}</h1><form method="post" action="/bookmark"><input type="hidden" name="title" value="{}"><button class="btn btn-small">{}</button></form></div>)",
        article.title, article.title, kept ? "Remove bookmark" : "Bookmark");
    if (!article.facts.empty()) {
        body += markup(R"(<table class="infobox"><caption>{}</caption><tbody>)", article.title);
        for (const auto& [name, value] : article.facts)
            body +=
                markup(R"(<tr><th scope="row">{}</th><td>{!}</td></tr>)", name, linkedText(value));
        body += "</tbody></table>";
    }
    std::string contents;
    std::string text;
    for (const WikiSection& section : article.sections) {
        if (!section.title.empty()) {
            contents +=
                markup(R"(<li><a href="#{}">{}</a></li>)", sectionId(section.title), section.title);
            text += markup(R"(<h2 id="{}">{}</h2>)", sectionId(section.title), section.title);
        }
        std::string rest = section.text;
        for (std::size_t end = 0; !rest.empty();
             rest = end == std::string::npos ? "" : rest.substr(end + 2)) {
            end = rest.find("\n\n");
            text += "<p>" + linkedText(rest.substr(0, end)) + "</p>";
        }
        for (const WikiTable& table : section.tables) {
            text +=
                markup(R"(<table class="data-table wikitable"><caption>{}</caption><thead><tr>)",
                       table.caption);
            for (const std::string& head : table.head) text += markup("<th>{}</th>", head);
            text += "</tr></thead><tbody>";
            for (const auto& row : table.rows) {
                text += "<tr>";
                for (const std::string& cell : row) text += "<td>" + linkedText(cell) + "</td>";
                text += "</tr>";
            }
            text += "</tbody></table>";
        }
    }
    // the contents stand before the first heading
    const std::size_t mark = text.find("<h2");
    if (article.sections.size() > 3 && mark != std::string::npos)
        text.insert(
            mark,
            R"(<nav class="toc" aria-label="Contents"><div class="toc-title">Contents <button type="button" class="btn-link" data-toggle="toc-list">hide</button></div><ol id="toc-list">)"
                + contents + "</ol></nav>");
    body += text + R"(<p class="article-categories">Categories: )";
    for (const std::string& category : article.categories)
        body += linkTo("/category/" + encodeUrl(category), category) + " ";
    return page(request, article.title, body + "</p>");
}

SiteResponse WikiSite::landingPage(const SiteRequest& request)
{
    std::string body = markup(
        R"(<h1>Welcome to Coastpedia</h1><p class="lead">The encyclopedia of {!}, with {} articles.</p><div class="columns"><section class="card"><h2>Places</h2><ul>)",
        linkTo(wikiPath(m_data.region), m_data.region), m_data.articles.size());
    for (const WikiArticle* town : m_data.ofKind("town"))
        body += "<li>" + linkTo(wikiPath(town->title), town->title) + "</li>";
    body += R"(</ul></section><section class="card"><h2>Lists</h2><ul>)";
    for (const WikiArticle* list : m_data.ofKind("list"))
        body += "<li>" + linkTo(wikiPath(list->title), list->title) + "</li>";
    return page(request, "Main page", body + "</ul></section></div>");
}

SiteResponse WikiSite::searchPage(const SiteRequest& request)
{
    const std::string pattern = request.query.get("pattern");
    const auto found = m_data.search(pattern);
    // as in other encyclopedias, a title typed in full leads to its article
    if (!found.empty() && lowered(found.front()->title) == lowered(pattern))
        return SiteResponse::redirect(wikiPath(found.front()->title));
    const PageWindow window = pageWindow(request, int(found.size()), kResults, "page");
    std::string body = markup(
        R"(<h1>Search results</h1><p class="muted">{} for "{}"</p><ul class="list-plain results">)",
        counted(std::int64_t(found.size()), "result", "results"), pattern);
    for (int i = window.first(); i < window.last(); ++i) {
        const WikiArticle& article = *found[std::size_t(i)];
        body += markup(R"(<li class="result"><a href="{}">{}</a><p>{}</p></li>)",
                       wikiPath(article.title), article.title,
                       withoutLinks(article.sections.front().text));
    }
    if (found.empty()) body += R"(<li class="empty">No results were found.</li>)";
    return page(request, "Search results", body + "</ul>" + pager(request, window, "page"));
}

SiteResponse WikiSite::categoryPage(const SiteRequest& request, const std::string& category)
{
    const auto articles = m_data.inCategory(category);
    std::string body = markup("<h1>Category: {}</h1><p class=\"muted\">{} in this category</p><ul>",
                              category, counted(std::int64_t(articles.size()), "page", "pages"));
    for (const WikiArticle* article : articles)
        body += "<li>" + linkTo(wikiPath(article->title), article->title) + "</li>";
    return page(request, "Category: " + category, body + "</ul>", articles.empty() ? 404 : 200);
}

SiteResponse WikiSite::categoriesPage(const SiteRequest& request)
{
    std::string body = "<h1>Categories</h1><ul class=\"category-list\">";
    for (const std::string& category : m_data.categories())
        body += "<li>" + linkTo("/category/" + encodeUrl(category), category)
                + markup(" ({})</li>", m_data.inCategory(category).size());
    return page(request, "Categories", body + "</ul>");
}

SiteResponse WikiSite::titlesPage(const SiteRequest& request)
{
    const PageWindow window = pageWindow(request, int(m_data.articles.size()), 50, "page");
    std::string body = "<h1>All articles</h1><ul class=\"title-list\">";
    for (int i = window.first(); i < window.last(); ++i) {
        const std::string& title = m_data.articles[std::size_t(i)].title;
        body += "<li>" + linkTo(wikiPath(title), title) + "</li>";
    }
    return page(request, "All articles", body + "</ul>" + pager(request, window, "page"));
}

SiteResponse WikiSite::bookmarksPage(const SiteRequest& request)
{
    std::string body = R"(<h1>Bookmarks</h1><ul class="bookmarks">)";
    for (const std::string& title : m_data.bookmarks)
        body += "<li>" + linkTo(wikiPath(title), title) + "</li>";
    if (m_data.bookmarks.empty()) body += "</ul><p class=\"empty\">You have no bookmarks.</p><ul>";
    return page(request, "Bookmarks", body + "</ul>");
}

SiteResponse WikiSite::suggest(const SiteRequest& request) const
{
    nlohmann::json items = nlohmann::json::array();
    for (const std::string& title : m_data.suggestions(request.query.get("term"), kSuggestions))
        items.push_back({{"label", title}, {"href", wikiPath(title)}});
    return SiteResponse::json(items.dump());
}

bool WikiSite::reset()
{
    m_data.bookmarks.clear();  // all that a reader can change
    m_random = Random(m_seed);
    m_sessions.clear();
    return true;
}

std::unique_ptr<Site> makeWikiSite(const WorldContext& context)
{
    return std::make_unique<WikiSite>(makeWikiData(context.seed), context.seed);
}

}  // namespace sym
